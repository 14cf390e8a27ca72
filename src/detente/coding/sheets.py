"""Blank sheets to be filled away from the program, as YAML or CSV, and their way back to ratings.

Both hold hypotheses in rows and items in columns, in an order of seed and analyst that is written down. A sheet has
no times; a column with ``skip`` in a cell is left out; an empty cell is open.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from detente.coding.cells import as_text, read_cell
from detente.coding.inquiry import Inquiry
from detente.coding.ratings import BLIND, JUDGEMENT, PRIOR, REVEALED, Key, Rating, Ratings, Step, made_for, ordered
from detente.coding.screens import ASKED, item_facts, words
from detente.kernel.csv_text import csv_table
from detente.kernel.errors import Problem
from detente.kernel.slugs import SLUGS

FORMAT = "detente/ratings-sheet/1"
SKIP = ("s", "skip")
UNDATED = "filled on a sheet"
HOW = ("Fill one item at a time, down all hypotheses, before you look at the next: if the hypothesis were the driver, how likely "
       "would we be to see this? Write a word, a number (.7 or 70%) or a range (.6-.8, or .5 .6 .8); skip leaves an item out.")  # fmt: skip
_HEAD = ("format", "question", "fingerprint", "analyst", "round", "scale", "seed", "how", "words")


def sheet_data(blank: Ratings, inquiry: Inquiry) -> dict[str, Any]:
    """The blank sheet as plain data."""
    texts = {each.id: each.text for each in inquiry.hypotheses}
    empty = dict.fromkeys(blank.hypotheses)
    sheet: dict[str, Any] = {
        "format": FORMAT, "question": blank.question, "fingerprint": blank.fingerprint, "analyst": blank.analyst,
        "round": blank.round, "scale": blank.scale, "seed": blank.seed, "how": HOW, "words": list(words(inquiry.scale)),
        "asked": inquiry.text, "hypotheses": {name: texts[name] for name in blank.hypotheses},
    }  # fmt: skip
    if PRIOR in blank.steps:
        sheet["prior"] = dict(empty)
    sheet["items"] = [{"item": name, "about": list(item_facts(inquiry.item(name))), "likelihood": dict(empty)} for name in blank.items]  # fmt: skip
    if JUDGEMENT in blank.steps:
        sheet["judgement"] = dict(empty)
    return sheet


def sheet_csv(blank: Ratings, inquiry: Inquiry) -> str:
    """The blank sheet as CSV: lines about the sheet, then hypotheses in rows and items in columns."""
    data = sheet_data(blank, inquiry)
    names = {step: step.item if step.kind == "item" else f"({step.kind})" for step in blank.steps}
    columns = ("hypothesis", "text", *names.values())
    about = {names[step]: item_facts(inquiry.item(step.item)) if step.kind == "item" else (ASKED[step.kind].format("it"),)
             for step in blank.steps}  # fmt: skip
    lines: list[dict[str, Any]] = [{"hypothesis": key, "text": "; ".join(data[key]) if key == "words" else data[key]} for key in _HEAD]  # fmt: skip
    lines += [dict(zip(columns, columns, strict=True))]
    lines += [{"hypothesis": "(asked)", **{name: place for place, name in enumerate(names.values(), 1)}}]
    lines += [{"hypothesis": "(about)", **{name: " | ".join(facts) for name, facts in about.items()}}]
    lines += [{"hypothesis": name, "text": data["hypotheses"][name]} for name in blank.hypotheses]
    return csv_table(columns, lines).split("\n", 1)[1]


def data_of_csv(text: str) -> dict[str, Any]:
    """A sheet in CSV as the plain data of one in YAML; commas, semicolons or tabs. Raises ValueError with a sentence."""
    first = text.removeprefix("\ufeff").split("\n", 1)[0]
    mark = next((sign for sign in ",;\t" if f"format{sign}" in first.replace('"', "")), ",")
    rows = [
        [_plain(cell) for cell in row] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=mark)
    ]
    rows = [row for row in rows if any(row)]
    start = next((place for place, row in enumerate(rows) if row[0] == "hypothesis"), None)
    if start is None:
        raise ValueError("holds no line that begins with `hypothesis`")
    sheet: dict[str, Any] = {row[0]: row[1] for row in rows[:start] if len(row) > 1 and row[0] in _HEAD}
    for key in ("round", "seed"):
        sheet[key] = int(sheet[key]) if str(sheet.get(key, "")).isdecimal() else sheet.get(key)
    header, body = rows[start][2:], rows[start + 1 :]
    asked = next((row[2:] for row in body if row[0] == "(asked)"), [])
    places = sorted(range(len(header)), key=lambda place: int(asked[place]) if place < len(asked) and asked[place].isdecimal() else place)  # fmt: skip
    filled = {row[0]: row[2:] for row in body if row[0] not in ("(asked)", "(about)")}
    columns = [(header[place], {name: row[place] if place < len(row) else "" for name, row in filled.items()})
               for place in places if header[place]]  # fmt: skip
    sheet["items"] = [{"item": name, "likelihood": column} for name, column in columns if name not in ("(prior)", "(judgement)")]  # fmt: skip
    return sheet | {name.strip("()"): column for name, column in columns if name in ("(prior)", "(judgement)")}


def from_sheet(data: Any, inquiry: Inquiry, file: str) -> tuple[Ratings | None, list[Problem]]:
    """The ratings on a filled sheet, checked against the question; None with every problem."""
    problems: list[Problem] = []

    def wrong(place: str, slug: str, message: str) -> None:
        problems.append(Problem(file, 0, slug, message, SLUGS[slug].fix, place=place))

    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        wrong("format", "ratings-invalid", f"is not {FORMAT}")
        return None, problems
    made_for(data, inquiry, wrong)
    for key, kind in (("analyst", str), ("round", int), ("seed", int), ("items", list)):
        if not isinstance(data.get(key), kind) or data.get(key) == "":
            wrong(key, "ratings-invalid", "is missing or of the wrong type")
    if problems:
        return None, problems
    if data["round"] not in (BLIND, REVEALED):
        wrong("round", "ratings-invalid", f"{data['round']} is no round; 1 is blind, 2 after the reveal")
    listed = [each if isinstance(each, Mapping) else {} for each in data["items"]]
    items = ordered([each.get("item") for each in listed], [item.id for item in inquiry.items], "items", wrong)
    columns = [(PRIOR, data["prior"])] if "prior" in data else []
    columns += [(Step("item", item), each.get("likelihood")) for item, each in zip(items, listed, strict=True)]
    columns += [(JUDGEMENT, data["judgement"])] if "judgement" in data else []
    known = [each.id for each in inquiry.hypotheses]
    answers: dict[Key, Rating] = {}
    skipped = set()
    for step, column in columns:
        cells = (
            {str(name): as_text(cell).strip() for name, cell in column.items()} if isinstance(column, Mapping) else {}
        )
        ordered(list(cells), known, str(step), wrong)
        if any(cell.lower() in SKIP for cell in cells.values()):
            skipped.add(step)
            continue
        for name, cell in cells.items():
            if not cell:
                continue
            try:
                answers[step, name] = Rating(read_cell(cell, inquiry.scale))
            except ValueError as error:
                wrong(f"{step}.{name}", "ratings-cell", str(error))
    if problems:
        return None, problems
    order = tuple(map(str, columns[0][1]))
    made = Ratings(inquiry.question, inquiry.fingerprint, data["analyst"], data["round"], inquiry.scale, data["seed"], items,
                   order, tuple(step for step, _ in columns), answers, frozenset(skipped), None)  # fmt: skip
    return replace(made, finished="" if made.open else UNDATED), []


def _plain(cell: str) -> str:
    """A cell without blanks around it and without the apostrophe that keeps spreadsheets from running it."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t") else cell
