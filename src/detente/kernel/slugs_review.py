"""Error slugs of review, double coding and search."""

from detente.kernel.slug_entry import Entry

REVIEW: dict[str, Entry] = {
    "review-nothing": Entry(
        "The dossier has no passages that could be reviewed.",
        "Read documents into it first: `detente read FILE... --dossier DOSSIER`.",
    ),
    "review-action": Entry(
        "The decision does not fit what it is about: an unknown action, a claim that is decided already, or nothing to undo.",
        "`detente review DOSSIER --status` shows what stands open; undo a decision before you take another.",
    ),
    "review-open": Entry(
        "A claim cannot be accepted as it is: it wants an actor and a date, or the explicit word `none` for each.",
        "Give the field, or write `none` on purpose.",
    ),
    "review-stale": Entry(
        "The claim was decided elsewhere after it was shown here; deciding now would lose that decision.",
        "Look at it again; undo the other decision if yours shall stand.",
    ),
    "review-selection": Entry(
        "The selected words do not stand exactly once where they should, or the selection is too long.",
        "Give the exact words, at most 400 characters, or their positions as START-END.",
    ),
    "review-log": Entry(
        "A line of the decision log is damaged, so the claims cannot be rebuilt from it.",
        "Restore the log from version control; it is only ever appended to.",
    ),
    "review-decisions": Entry(
        "A file of decisions has a line that is no decision.",
        'Write one JSON mapping a line: {"claim": ID, "action": "confirm", "fields": {...}, "by": NAME}.',
    ),
    "review-blind": Entry(
        "Blind coding is not finished, or would not be blind: the coder has decided on these documents already.",
        "Let another coder do it, and finish every document of the blind pass before you compare.",
    ),
    "review-answer": Entry(
        "The answer does not fit the question that was asked.",
        "Use one of the forms that the question names.",
    ),
    "search-query": Entry(
        "The search holds no word that could be looked for.",
        'Write words, "a phrase", a beginning* or -a word that shall not stand there.',
    ),
}
