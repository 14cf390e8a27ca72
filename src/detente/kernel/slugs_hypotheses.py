"""Codes of the competing-hypotheses engine: problems that stop a question, and findings that a result carries."""

from detente.kernel.slug_entry import Entry

HYPOTHESES: dict[str, Entry] = {
    # --- problems of a question file
    "no_file": Entry(
        "There is no readable question at that path.", "Give a .yaml, .yml, .json or .jsonl file, or a folder of them."
    ),
    "bad_yaml": Entry(
        "The text is no well-formed YAML or JSON, or a key stands twice in one mapping.",
        "Mend the line that is named.",
    ),
    "bad_type": Entry("A value has the wrong type.", "Write what the message asks for."),
    "missing_key": Entry("A required key is absent.", "Add it."),
    "unknown_key": Entry(
        "A key that the schema does not have.", "Mend the spelling, or begin private keys with `x_`."
    ),
    "id_not_text": Entry(
        "An id arrived as a number, boolean, date or null: bare `000`, `yes`, `no` and `on` are not text in YAML 1.1.",
        "Put the id in quotation marks.",
    ),
    "duplicate_id": Entry("Two things share an id.", "Rename one of them."),
    "unknown_reference": Entry(
        "A name that the question does not declare: a hypothesis, document, group, item, role, model or scale.",
        "Mend the spelling, or declare it.",
    ),
    "missing_cell": Entry(
        "A hypothesis has no probability where every hypothesis needs one.",
        "Ask how likely we would be to see this if the hypothesis were the driver.",
    ),
    "bad_probability": Entry(
        "No probability: outside 0 to 1, out of order, or a word that the scale of the question does not have.",
        "Write a word of the scale, a number, [lo, hi] or [lo, mode, hi].",
    ),
    "certain_probability": Entry(
        "A probability of 0 or 1, which no later evidence could correct.",
        "Use .01 or .99; `allow_certain: true` under options is for textbook problems.",
    ),
    "explanandum_scored": Entry(
        "The fact to be explained has likelihoods: every hypothesis was built to explain it, so it favours none.",
        "Remove its likelihoods.",
    ),
    "bad_grade": Entry(
        "No Admiralty grade: a letter A to F and a digit 1 to 6.", "Write a grade such as B2, or a digit 1 to 6."
    ),
    "inverted_source": Entry(
        "A source that would be wrong more often than right: an unreliable source is silent, not a mirror.",
        "Use an accuracy of .5 or more, and hits that are not below false alarms.",
    ),
    "bad_rho": Entry(
        "A dependence that the model of the group cannot have.", "Use 0 to .99, or 1."
    ),
    "bad_group": Entry(
        "The model `pearson` reproduces two-clue tables: exactly two items with single numbers.",
        "Use the model `copula`.",
    ),
    "bad_date": Entry("Not a day of the calendar in the form YYYY-MM-DD.", "Write the day on which the fact became known."),
    "undated": Entry(
        "A scored item without a date in a run as of a day: it may be neither leaked nor lost in silence.",
        "Give the day on which the fact became known.",
    ),
    "outcomes_not_one": Entry(
        "The outcomes of a candidate observation do not sum to 1 under a hypothesis.", "Complete the outcomes."
    ),
    "incoherent_prior": Entry(
        "The priors are further than .50 from any probability distribution.", "Ask again for priors that sum to 1."
    ),
    "too_few_hypotheses": Entry("Fewer than two hypotheses.", "Add a rival, and one with the id OTHER."),
    "all_excluded": Entry(
        "Every hypothesis has probability 0 under the evidence.", "Replace a 0 or 1 by .01 or .99."
    ),
    # --- findings of a result
    "no_other": Entry(
        "No hypothesis stands for what nobody thought of, so the posterior is among the listed ones only.",
        "Add a hypothesis with the id OTHER.",
    ),
    "ask_again": Entry(
        "Raw probabilities lie further than .15 from any distribution; they were made coherent.",
        "Ask the person again before relying on them.",
    ),
    "background_scored": Entry(
        "A scored item is older than the conduct that is to be explained.",
        "If the conduct did not produce it, give it `role: prior`.",
    ),
    "forbids_nothing": Entry(
        "Nothing that was observed is improbable under the hypothesis, so it risks nothing.",
        "Ask what it would make unlikely.",
    ),
    "not_diagnostic": Entry(
        "The item separates no two hypotheses by more than 1 decibel.", "Keep it for the record, or leave it out."
    ),
    "single_source_key": Entry(
        "One source alone carries an item that moves the answer.", "Verify this item first."
    ),
    "ungraded": Entry(
        "The item has no grade, so its report counts as certain.", "Give a grade, or a digit and documents with letters."
    ),
    "certain_allowed": Entry(
        "Probabilities of 0 and 1 were allowed; no evidence can correct them.", "Use this for textbook problems only."
    ),
    "rival_readings": Entry(
        "Documents cite the same fact for different hypotheses.", "Show both readings."
    ),
}  # fmt: skip
