"""The columns of an event row and their types. Codes are text, intensity is a decimal: sums are exact on every engine."""

#: Column -> DuckDB type. The first twenty-two are the record; the rest serve the named options of the views.
COLUMNS: dict[str, str] = {
    "event_id": "VARCHAR",
    "date_start": "DATE",
    "date_end": "DATE",
    "source": "VARCHAR",
    "source_country": "VARCHAR",  # ISO 3166 alpha-3 where the code or name is known, else as the file has it
    "source_sector": "VARCHAR",
    "target": "VARCHAR",
    "target_country": "VARCHAR",
    "target_sector": "VARCHAR",
    "plover": "VARCHAR",  # null where the CAMEO code has no type
    "mode": "VARCHAR",
    "cameo": "VARCHAR",
    "quad": "TINYINT",  # of the PLOVER type, never CAMEO's own class: the two systems differ
    "intensity": "DECIMAL(4,1)",
    "issue": "VARCHAR",
    "latitude": "DOUBLE",
    "longitude": "DOUBLE",
    "story_id": "VARCHAR",
    "origin": "VARCHAR",  # gdelt, icews, polecat, acled, csv, dossier
    "coding": "VARCHAR",  # confirmed, machine
    "weight": "DECIMAL(9,3)",  # 1 unless a mapping names a column of weights
    "scale": "VARCHAR",  # whose intensity: goldstein-gdelt, goldstein-icews, plover, own
    "sources": "INTEGER",  # how many sources and articles tell it, where the file says so
    "articles": "INTEGER",
    "known_on": "DATE",  # the day the row came into its data set; null: the day of the event
    "mirrored": "BOOLEAN",  # the second of two rows that tell one meeting from both sides
}
#: What a row that does not say gets.
DEFAULTS = {"origin": "'csv'", "coding": "'machine'", "weight": "1", "mirrored": "false"}
CODINGS = ("confirmed", "machine")


def row_columns() -> str:
    """The columns as SQL for CREATE TABLE."""
    return ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
