"""What repeated dealing does to two governments -> sentences with the claims of the numbers that they speak about."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from detente.binding.trace import Trace
from detente.engines.deals.pivotal import same
from detente.engines.deals.solve import Solved
from detente.explain.deals import package_words, patience_told, trap_told
from detente.explain.sentence import Sentence, listed
from detente.studies.deals.fan import Fan
from detente.studies.deals.over_time import PathRow
from detente.studies.deals.study import Repeated


def explain_relation(over: Repeated, solved: Solved | None, fan: Fan | None, trace: Trace, titles: Mapping[str, str]) -> tuple[Sentence, ...]:  # fmt: skip
    """The path first, then what the ranges allow, whether silence is a trap, and whether the bargain holds by itself.

    ``solved`` is the deal as the file states it, None if it holds none.
    """
    return tuple(_sentences(over, solved, fan, trace, titles))


def leader_changes(body: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Periods of the changes on the path of a deal's file, and the first clause of their notes."""
    path = (body.get("relation") or {}).get("path") or {}
    return [(int(each["period"]), _clause(str(each.get("note") or "change"))) for each in path.get("changes") or ()]


def _clause(note: str) -> str:
    for mark in (". ", "; "):
        note = note.split(mark, maxsplit=1)[0]
    return note.rstrip(".")


def _sentences(over: Repeated, solved: Solved | None, fan: Fan | None, trace: Trace, titles: Mapping[str, str]) -> Iterator[Sentence]:  # fmt: skip
    if over.path:
        yield Sentence(_path(over.path, titles), _grounds(trace))
    if fan is not None and fan.rows:
        yield Sentence(_fan(fan, titles))
    yield from trap_told(over, trace)
    held = (over.relation or {}).get("self_enforcement")
    if held is not None:
        claims = trace.claims("relation", "record", *(f"self_enforcement.{key}" for key in "TRPS"))
        yield Sentence(f"At the stated payoffs the bargain holds by itself from a discount factor of {held['grim']:.2f} if a breach ends it for good, and of {held['tit_for_tat']:.2f} if it is answered in kind", claims)  # fmt: skip
    if solved is not None and solved.pick is not None:
        yield from patience_told(solved, titles)


def _grounds(trace: Trace) -> tuple[str, ...]:
    """The claims behind the numbers of the path."""
    fields = [field for row, field in trace.cells if row == "relation" and field.startswith("path.")]
    return trace.claims("relation", *fields) if fields else ()


def _path(path: tuple[PathRow, ...], titles: Mapping[str, str]) -> str:
    turns = [f"{_words(after, titles)} from period {after.t}" for before, after in pairwise(path) if not same(before.short.pick, after.short.pick)]  # fmt: skip
    first = f"Over {len(path)} periods it begins with {_words(path[0], titles)}"
    return f"{first}; then {'; then '.join(turns)}" if turns else f"{first}, and stays so"


def _words(row: PathRow, titles: Mapping[str, str]) -> str:
    return "no deal" if row.short.pick is None else package_words(row.deal, row.short.pick.package, titles)


def _fan(fan: Fan, titles: Mapping[str, str]) -> str:
    last = fan.rows[-1]
    told = [f"the grudge of {titles.get(who, who)}" for who in last.resentment]
    bands = [*last.resentment.values(), last.erosion]
    shown = [f"{what} between {band['q05']:.2f} and {band['q95']:.2f}" for what, band in zip([*told, "erosion"], bands, strict=True)]  # fmt: skip
    return f"In nine of ten of {fan.draws - fan.left_out:,} draws from the ranges the last period leaves {listed(shown)}, and {last.no_deal:.0%} of draws have no deal in it"  # fmt: skip
