"""CSV tables: a header that must fit, rows as text, the line of each row."""

import csv
import io
from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows as dictionaries, the line each begins on, and faults (line, slug, message)."""

    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def read_table(text: str, columns: tuple[str, ...], required: tuple[str, ...]) -> Table:
    """Read a table with a header. Columns may stand in any order; ``x_`` columns are dropped; rows keep their line."""
    table = Table()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, None)
        if header is None:
            table.faults.append((1, "file-empty", "the table has no header"))
            return table
        if not _header_fits(header, columns, required, table):
            return table
        width, line = len(header), reader.line_num + 1
        keep = [(place, name) for place, name in enumerate(header) if not name.startswith("x_")]
        for row in reader:
            if row and len(row) == width:
                table.rows.append({name: row[place] for place, name in keep})
                table.lines.append(line)
            elif row:
                table.faults.append((line, "csv-row", f"the row has {len(row)} cells, the header {width}"))
            line = reader.line_num + 1
    except csv.Error as error:
        last = "unexpected end of data" in str(error)
        table.faults.append((reader.line_num, "file-cut-off" if last else "csv-row", f"the table breaks off: {error}"))
    return table


def _header_fits(header: list[str], columns: tuple[str, ...], required: tuple[str, ...], table: Table) -> bool:
    strange = [name for name in header if name not in columns and not name.startswith("x_")]
    missing = [name for name in required if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    for names, what in (
        (strange, "has unknown columns"),
        (missing, "lacks the columns"),
        (twice, "repeats the columns"),
    ):
        if names:
            table.faults.append((1, "csv-header", f"the header {what} {', '.join(map(repr, names))}"))
    return not (strange or missing or twice)


def write_table(columns: tuple[str, ...], rows: list[dict[str, str]]) -> str:
    """The table as text; lines end with a line feed alone."""
    out = io.StringIO()
    plain, quoted = (
        csv.writer(out, lineterminator="\n", quoting=style) for style in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
    )
    for cells in (list(columns), *([row[column] for column in columns] for row in rows)):
        writer = quoted if any("\r" in cell for cell in cells) else plain  # a lone return is not quoted by itself
        writer.writerow(cells)
    return out.getvalue()
