"""Several analysts' ratings of one round as parts of a question file: overrides, judgements and a base table."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from detente.coding.inquiry import Inquiry
from detente.coding.ratings import JUDGEMENT, PRIOR, Rating, Ratings, Step

BASES = ("none", "median")


@dataclass(frozen=True, slots=True)
class Collected:
    """What goes into the question. ``prior`` and ``likelihood`` are the base table, empty with the base ``none``.

    ``missing`` names every cell that an analyst was asked for and left open or out, as (analyst, step, hypothesis).
    """

    analysts: dict[str, dict[str, Any]]
    judgements: list[dict[str, Any]]
    prior: dict[str, Any]
    likelihood: dict[str, dict[str, Any]]
    missing: tuple[tuple[str, Step, str], ...]


def collect(inquiry: Inquiry, group: Sequence[Ratings], base: str = "none") -> Collected:
    """Ratings of one round and of different analysts, merged. Cells stay as given: words stay words.

    With the base ``median`` a cell of the base table is [median of lows, median of points, median of highs] over those
    who rated it; medians keep the order of the three. Priors and judgements count only when complete.
    """
    names = [each.id for each in inquiry.hypotheses]
    analysts: dict[str, dict[str, Any]] = {}
    judgements = []
    for each in group:
        entry: dict[str, Any] = {}
        prior = each.rated(PRIOR)
        if len(prior) == len(names):
            entry["prior"] = {name: _given(prior[name]) for name in names}
        columns = {item.id: each.rated(Step("item", item.id)) for item in inquiry.items}
        entry["likelihood"] = {item: {name: _given(column[name]) for name in names if name in column}
                               for item, column in columns.items() if column}  # fmt: skip
        analysts[each.analyst] = entry
        raw = each.rated(JUDGEMENT)
        if len(raw) == len(names):
            judgements.append({"analyst": each.analyst, "p": {name: raw[name].cell.point for name in names}})
    missing = tuple((each.analyst, step, name) for each in group for step in each.steps for name in names
                    if name not in each.rated(step))  # fmt: skip
    if base == "none":
        return Collected(analysts, judgements, {}, {}, missing)
    priors = [each.rated(PRIOR) for each in group if len(each.rated(PRIOR)) == len(names)]
    table = {item.id: _middle(names, [each.rated(Step("item", item.id)) for each in group]) for item in inquiry.items}
    return Collected(analysts, judgements, _middle(names, priors), {item: column for item, column in table.items() if column}, missing)  # fmt: skip


def _given(rating: Rating) -> Any:
    cell = rating.cell.cell
    return list(cell) if isinstance(cell, tuple) else cell


def _middle(names: list[str], columns: list[dict[str, Rating]]) -> dict[str, Any]:
    """Hypothesis -> median cell, of those that anybody rated."""
    found: dict[str, Any] = {}
    for name in names:
        values = [column[name].cell.value for column in columns if name in column]
        if values:
            found[name] = [round(median(end), 12) for end in zip(*values, strict=True)]
    return found
