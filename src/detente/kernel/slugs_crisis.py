"""Error slugs of the crisis engine: game files, and tables of dyads and threats."""

from detente.kernel.slug_entry import Entry

CRISIS: dict[str, Entry] = {
    "crisis-file": Entry(
        "The file is missing, cannot be read, or is not of the format that the crisis engine reads.",
        'Give a GAME.json with "format": "detente-game/1", or a CSV table in UTF-8.',
    ),
    "crisis-key": Entry("A key is unknown, missing, or stands twice.", "Correct the spelling, or add the key."),
    "crisis-value": Entry(
        "A value has the wrong shape, is no finite number, or lies outside its range.", "Write it as the message says."
    ),
    "crisis-column": Entry("A table lacks a column that the model needs, or names one twice.", "Add the column."),
    "crisis-rows": Entry(
        "A table has too few usable rows, or rows of one kind only, for the model to be fitted.",
        "Give a larger training table.",
    ),
}
