"""A dossier in other people's formats: one module a format, each a function from records to plain data or text.

Nothing here reads or writes a file. Only confirmed and edited claims are exported; the JSON export can add the
undecided ones in a list of their own.
"""

#: Name of the format (as in ``detente export --format NAME``) -> what it gives.
FORMATS: dict[str, str] = {
    "json": "the whole dossier as one JSON document, every record with its claims (schema detente.dossier/1)",
    "csv": "nine tables for a spreadsheet: events, claims, positions, actors, issues, sources, numbers, agreements and "
    "disagreements",
    "csl-json": "the sources as CSL-JSON, for reference managers and pandoc",
    "webannotation": "one W3C Web Annotation (JSON-LD) an anchor, for annotation tools",
    "ftm": "actors, memberships, events and sources as FollowTheMoney entities, for Aleph and its kin",
}
