"""Error slugs of the conflict engine: model files, batches and imported files."""

from detente.kernel.slug_entry import Entry

CONFLICT: dict[str, Entry] = {
    "conflict-file": Entry(
        "The file is missing, is no JSON, or has no format that the conflict engine reads.",
        "Give a MODEL.json, a batch, or a .gmcr file.",
    ),
    "conflict-key": Entry(
        "A key is unknown, missing, or not allowed in this form of the model.",
        "Correct the spelling; keys of your own begin with x_.",
    ),
    "conflict-value": Entry(
        "A value has the wrong shape, or is none of the words that the key may have.", "Write it as the reference says."
    ),
    "conflict-duplicate": Entry("An id stands twice where it must be unique.", "Rename one of the two."),
    "conflict-unknown": Entry(
        "A decision maker, an option or a concept is named that the model does not have.", "Correct the spelling."
    ),
    "conflict-expression": Entry(
        "A condition cannot be read: an unknown option, a slip in its grammar, or a pattern of the wrong length.",
        "Use option ids, not, and, or, implies, iff, at_least(k, ...), at_most, exactly and parentheses.",
    ),
    "conflict-state": Entry(
        "A state is named that does not exist or is infeasible, or no state is feasible.",
        "Use the id of a feasible state: its decimal code, or the name that it was given.",
    ),
    "conflict-preferences": Entry(
        "Preferences are missing, are given in two ways, or do not rank every state exactly once.",
        "Give each actor exactly one of statements, ranking, values and indifferent.",
    ),
    "conflict-date": Entry("A day is no ISO day or does not exist.", "Write YYYY-MM-DD."),
    "conflict-hindsight": Entry(
        "A strictly dated model rests on a passage of the day of the outcome or later.",
        "Rest the statement on an earlier passage, or drop strict_dating and read the warning.",
    ),
    "conflict-limit": Entry(
        "The analysis is not defined for such a model, or would grow beyond any ordinary machine.",
        "Ask for less, or make the model smaller.",
    ),
    "conflict-empty": Entry(
        "The dossier has no conflict of that name, or the conflict no such profile.",
        "`detente conflict NAME` lists the conflicts and their profiles.",
    ),
}
