"""Error slugs of the event store and its importers."""

from detente.kernel.slug_entry import Entry

EVENTS: dict[str, Entry] = {
    "events-missing": Entry(
        "There is no event store at that path.", "Check the path, or make a store with `detente events import`."
    ),
    "events-store": Entry(
        "The folder or file is no event store: no Parquet, columns missing, or parts that its manifest names are gone.",
        "Import the files again into a new place.",
    ),
    "events-mapping": Entry(
        "The mapping of a plain CSV has a key, a column or a value that cannot be used.",
        "Correct the mapping as the message says; the how-to page on importing events shows one.",
    ),
    "events-nothing": Entry(
        "No row of any file could be imported; nothing was written.",
        "Check --format, and the files and lines named below.",
    ),
    "events-file": Entry(
        "A file of coded events cannot be read, is cut off, or has another layout than --format says; nothing of it was taken.",
        "Fetch the file again, or give the format that it has.",
    ),
    "events-row": Entry(
        "A row of coded events was refused; the reference page on formats explains each reason.",
        "Look at the line; if many rows are refused for one reason, the format may be another.",
    ),
    "events-pair": Entry(
        "The store has no event of that country or pair.", "Give ISO 3166 alpha-3 codes, as USA and MEX."
    ),
}
