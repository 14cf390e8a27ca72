"""Slugs of the pages: edits that cross, and scenarios saved from them."""

from detente.kernel.slug_entry import Entry

WEB: dict[str, Entry] = {
    "edit-stale": Entry(
        "The record was changed after the page that edits it had been read; nothing was written.",
        "Read the record again and repeat the edit, so that nobody's work is lost.",
    ),
}
