"""Error slugs of forecasts of next events."""

from detente.kernel.slug_entry import Entry

NEXT_EVENTS: dict[str, Entry] = {
    "quadruples-file": Entry(
        "A file of quadruples or of names cannot be read, or is not there.",
        "Give a text file; `entity2id.txt` and `relation2id.txt` stand beside the first training file.",
    ),
    "quadruples-line": Entry(
        "A line is not `subject relation object time`, four whole numbers of 0 or more with tabs or blanks between.",
        "Correct the line; what follows the fourth number is ignored.",
    ),
    "quadruples-name": Entry(
        "A line of names is not `name, tab, id`, or its ids do not run from 0 without gaps.",
        "Correct the file of names.",
    ),
    "quadruples-id": Entry(
        "An event names an entity or a relation that the files of names do not have.",
        "Add the name, or correct the event.",
    ),
    "quadruples-time": Entry(
        "Training, validation and test overlap in time, or leave no days to learn from.",
        "Give files that follow one another; test comes last.",
    ),
    "next-unknown": Entry(
        "An actor or type of the question does not occur in the events.",
        "Use a name from the events; the message shows the nearest.",
    ),
    "next-history": Entry(
        "There are no events up to the day that is asked about.",
        "Ask about a later day, or give more events.",
    ),
}
