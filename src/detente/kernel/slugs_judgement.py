"""Error slugs of probability judgement: forecast questions, the ledger, scores, briefs.

The codes of the model files (``no_file`` to ``bad_date``) are written with underscores, as in every file of an engine.
"""

from detente.kernel.slug_entry import Entry

JUDGEMENT: dict[str, Entry] = {
    "no_file": Entry("The file is not there or cannot be read.", "Give the path of a readable file."),
    "bad_yaml": Entry("The file is not well-formed YAML or JSON.", "Mend the place that the message names."),
    "bad_type": Entry("A value of the wrong type or outside what its key allows.", "Use one of the values that the message names."),
    "missing_key": Entry("A required key is absent.", "Add it."),
    "unknown_key": Entry("A key that the format does not have.", "Mend the spelling, or begin private keys with `x_`."),
    "id_not_text": Entry("An id that is no text: a bare number, or a word that YAML readers turn into a boolean.", "Put it in quotation marks."),
    "duplicate_id": Entry("Two records have the same id.", "Rename one of them."),
    "unknown_reference": Entry("A name that the file or the program does not know.", "Mend the spelling."),
    "bad_probability": Entry("A number that is no probability.", "Use a number from 0 to 1."),
    "bad_date": Entry("Not a day of the calendar.", "Write the day as YYYY-MM-DD."),
    "late_forecast": Entry(
        "A forecast dated after the close of its question or after the outcome was known. A forecast made after the news is no forecast.",
        "Remove the forecast, or mend its date if it is a slip.",
    ),
    "bad_front_matter": Entry(
        "The block between the two `---` lines at the head of a brief is missing, not closed, or holds something else than keys with values.",
        "Begin the brief with `---`, one `key: value` a line, and `---`.",
    ),
    # --- findings of the question linter (warnings)
    "question_unclear": Entry(
        "The question does not name what two strangers need to resolve it alike: who acts, what counts, by when, by which source.",
        "Write resolution criteria with a date, and name at least one source.",
    ),
    "undefined_word": Entry(
        "Significant, major, substantial, serious or large-scale stands in the question and is defined nowhere.",
        "Say in the fine print from which number or act on the word applies.",
    ),
    "no_catch_all": Entry("The options of the question may not cover what happens.", 'Add an option such as "other".'),
    "dates_out_of_order": Entry("The dates of the question are not in the order open, close, scheduled_resolve, actual_resolve.", "Mend the dates."),
    "not_summing_to_one": Entry("The probabilities of one forecast do not sum to 1, so no proper score exists; the forecast is not scored.", "Mend the probabilities."),
    "was_this_a_question": Entry("The first forecast is below 5 or above 95 %: nearly nothing was open.", "Ask something that could go either way."),
    "state_unclear": Entry("The state of the question and its resolution contradict each other.", "Set the state to resolved, or remove the resolution."),
    "condition_unknown": Entry("The condition names a question that is not among these, so it cannot be checked.", "Add the question, or resolve this one as annulled yourself when the condition failed."),
    "before_open": Entry("A forecast dated before its question was open, or on the very day the outcome became known.", "Check the dates; it is scored as it stands."),
    # --- the ledger
    "ledger-broken": Entry(
        "An entry of the ledger does not fit the one before it or its own hash: an entry was changed, removed, inserted or moved.",
        "Restore forecasts/ledger.jsonl from your version history; the ledger is only ever added to.",
    ),
    "ledger-entry": Entry("A line of the ledger is no entry.", "Restore forecasts/ledger.jsonl from your version history."),
    "ledger-refused": Entry("The entry cannot be added: the question is settled already, or the value does not fit its type.", "Look the question up with `detente judgement ledger`."),
}  # fmt: skip
