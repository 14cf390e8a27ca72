"""The deal room: one table under two settings side by side, quick enough to follow a slider, and never saved by itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.binding.deal_switches import BACKING, Setting
from detente.kernel.errors import fail
from detente.kernel.ids import nearest
from detente.store.files import Stamp, stamp
from detente.store.shipped import folder_of
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    from detente.explain.deal_sides import Told
    from detente.studies.deals.sides import Odds

#: A start that is a scenario of the dossier and not one of the deal's own what-ifs.
SAVED = "saved."
#: Blocks of a deal file that a single answer does not need.
_ASIDE = ("relation", "threat_game", "sweep", "patterns", "ensemble", "controls")


@dataclass(frozen=True, slots=True)
class Start:
    """A what-if that a side can start from."""

    id: str
    title: str
    claims: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch with its state on both sides. ``group``: baskets, treaty, third, threats or ratifiers."""

    id: str
    group: str
    title: str
    about: str
    on: tuple[bool, bool]
    claims: tuple[str, ...]
    assumption: bool


@dataclass(frozen=True, slots=True)
class Dial:
    """One number in percent on both sides: as coded there, and as set."""

    id: str
    title: str
    coded: tuple[int, int]
    at: tuple[int, int]


@dataclass(frozen=True)
class Room:
    """A table with what can be switched, for both settings. ``ready``: the starts of the quiet-or-public question, if it can be asked."""

    deal: str
    title: str
    note: str
    claims: tuple[str, ...]
    governments: tuple[tuple[str, str], ...]
    starts: tuple[Start, ...]
    channels: tuple[str, ...]
    notions: tuple[str, ...]
    ready: tuple[str, str] | None
    switches: tuple[Switch, ...]
    dials: tuple[Dial, ...]
    chosen: tuple[tuple[str, str, str], tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Approval:
    """One who must approve at home: spare beyond what it asks for, the chance that it approves, and whether it decides."""

    id: str
    name: str
    government: str
    rule: str
    spare: float | None
    p: float | None
    pivotal: bool


@dataclass(frozen=True)
class SideAnswer:
    """What one side comes to. Utilities are on 0 to 1, by government; ``win_sets`` counts packages, None where they are not listed.

    ``cells``: the plane of all packages, as (x, y, packages, held) with the size of a cell in ``step``.
    """

    title: str
    channel: str
    notion: str
    agreed: bool
    linked: bool
    utility: dict[str, float]
    breakdown: dict[str, float]
    packages: int | None
    win_sets: dict[str, int] | None
    both: int | None
    zone: int | None
    risk: float | None
    approvals: tuple[Approval, ...]
    step: tuple[float, float]
    cells: tuple[tuple[float, float, int, str], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One issue: its levels from lowest to highest, the terms of both sides, and what holds there if the talks fail."""

    issue: str
    name: str
    levels: tuple[str, ...]
    terms: tuple[str | None, str | None]
    failing: tuple[str, str]
    differs: bool
    claims: tuple[str, ...]


@dataclass(frozen=True)
class RoomAnswer:
    """Both sides, what differs, and the sentences: ``bottom_line`` is the answer, ``sentences`` say why. All as plain data."""

    deal: str
    we: str
    governments: tuple[tuple[str, str], ...]
    axes: tuple[str, str]
    bottom_line: dict[str, Any]
    sentences: tuple[dict[str, Any], ...]
    terms: tuple[Term, ...]
    sides: tuple[SideAnswer, SideAnswer]


@dataclass(frozen=True)
class _Table:
    """A deal under a start: plain data at its modes, ranges by path, the grounds, and its controls."""

    title: str
    note: str
    start: Start
    plain: dict[str, Any]
    ranges: dict[str, Any]
    trace: Any
    titles: Mapping[str, str]
    controls: Any
    fixed: dict[str, Any]


def deals_of(name: str | Path, *, as_known_on: date | None = None, scenario: str | None = None, period: str | None = None) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """(id, title) of the deals of a dossier, those of the period first."""
    dossier = open_dossier(name, as_known_on=as_known_on, scenario=scenario)
    files = sorted(dossier.deals.items(), key=lambda each: period is not None and each[1].period != period)
    return tuple((each, file.title or each) for each, file in files)


def deal_room(name: str | Path, deal: str, first: Setting, second: Setting, *, as_known_on: date | None = None, scenario: str | None = None) -> Room:  # fmt: skip
    """The table and its switches. Raises DetenteError (id-unknown) for a deal or start that is not there."""
    from detente.binding.deal_switches import moved

    dossier = _with_deal(name, deal, as_known_on, scenario)
    both = [_table(name, deal, each.start, as_known_on, scenario) for each in (first, second)]
    one, two = both
    for table, setting in zip(both, (first, second), strict=True):
        moved(table.plain, table.controls, setting)
    starts = _starts(dossier, deal)
    known = {each.id for each in starts}
    ready = ("quiet", "public") if {"quiet", "public"} <= known else None
    switches = []
    for each in dict.fromkeys((*one.controls.switches, *two.controls.switches)):
        on = tuple(bool(_state(table, setting).get(each)) for table, setting in zip(both, (first, second), strict=True))
        group, title, about, row = _switch_words(one if each in one.controls.switches else two, each)
        claims = one.trace.claims(row, "record") or one.trace.claims(row)
        switches.append(Switch(each, group, title, about, (on[0], on[1]), claims, not claims and group in ("threats", "ratifiers")))  # fmt: skip
    dials = []
    for each in one.controls.numbers:
        if each in two.controls.numbers:
            coded = tuple(_percent(table, each) for table in both)
            at = tuple(round(dict(setting.numbers).get(each, value)) for setting, value in zip((first, second), coded, strict=True))  # fmt: skip
            dials.append(Dial(each, _dial_words(one, each), (coded[0], coded[1]), (at[0], at[1])))
    chosen = tuple((table.start.id, setting.channel or str(table.plain.get("channel", "quiet")), setting.notion or str(table.plain.get("notion", "retaliation"))) for table, setting in zip(both, (first, second), strict=True))  # fmt: skip
    governments = tuple((each["id"], one.titles.get(each["id"], each["id"])) for each in one.plain["governments"])
    channels = tuple(one.plain.get("channels") or ("quiet", "treaty", "public"))
    return Room(
        deal, one.title, one.note, tuple(dossier.deals[deal].claims), governments, starts, channels, ("retaliation", "nonagreement"),
        ready, tuple(switches), tuple(dials), (chosen[0], chosen[1]),
    )  # fmt: skip


def answer_room(name: str | Path, deal: str, first: Setting, second: Setting, *, we: str = "", axes: tuple[str, str] | None = None,
                as_known_on: date | None = None, scenario: str | None = None) -> RoomAnswer:  # fmt: skip
    """Both sides, in numbers and sentences. ``we``: the government whose desk asks, by default the first.

    Nothing is written. Raises DetenteError with every fault of a setting.
    """
    folder = folder_of(name)
    return _answered(folder, stamp(folder), deal, first, second, we, axes, as_known_on, scenario)


@lru_cache(maxsize=256)
def _answered(folder: Path, state: Stamp, deal: str, first: Setting, second: Setting, we: str, axes: tuple[str, str] | None,
              day: date | None, scenario: str | None) -> RoomAnswer:  # fmt: skip
    from detente.explain.deal_sides import bottom_line, level_words, moves, sides_told
    from detente.studies.deals.sides import outcome
    from detente.workbench.deals import noted

    dossier = _with_deal(folder, deal, day, scenario)
    tables = [_read(folder, state, deal, each.start, day, scenario) for each in (first, second)]
    told = [_solved(folder, state, deal, each, day, scenario) for each in (first, second)]
    one, two = told
    titles = tables[0].titles
    seats = [each.id for each in one.outcome.deal.governments]
    desk = _known(we or seats[0], seats, "government")
    shown = axes or (seats[0], seats[1])
    pair = _known(shown[0], seats, "government"), _known(shown[1], seats, "government")
    alone = None
    if one.outcome.deal.channel != two.outcome.deal.channel and one.outcome.linked and two.outcome.linked:
        from detente.engines.deals.paths import assign
        from detente.engines.deals.reader import reread

        alone = outcome(reread(assign(two.plain, "channel", one.outcome.deal.channel)), whole=False)
    moved = {k for k, _ in moves(one.outcome, two.outcome, titles)}
    terms = tuple(
        Term(
            issue.id, titles.get(issue.id, issue.id), tuple(map(str, issue.levels)),
            tuple(None if each.outcome.package is None else level_words(issue, each.outcome.package[k]) for each in told),  # type: ignore[arg-type]
            tuple(_failing(issue, each.outcome.drawn[k]) for each in told),  # type: ignore[arg-type]
            k in moved or (one.outcome.package is None) != (two.outcome.package is None), one.trace.claims(f"issues.{issue.id}", "record"),
        )
        for k, issue in enumerate(one.outcome.deal.issues)
    )  # fmt: skip
    said = noted(dossier, (bottom_line(one, two, desk, titles), *sides_told(one, two, alone, titles)))
    sides = tuple(_side(each, table, pair) for each, table in zip(told, tables, strict=True))
    return RoomAnswer(
        deal, desk, tuple((each, titles.get(each, each)) for each in seats), pair, said[0], said[1:], terms, (sides[0], sides[1])
    )  # fmt: skip


def room_odds(name: str | Path, deal: str, first: Setting, second: Setting, *, draws: int = 200, seed: int = 0, as_known_on: date | None = None,
              scenario: str | None = None, progress: Callable[[int, int], None] | None = None) -> "Odds":  # fmt: skip
    """Both sides over the same draws from the ranges: how often the answer holds. Same seed, same numbers."""
    from detente.studies.deals.sides import odds

    if not 1 <= draws <= 5_000:
        raise fail("option-invalid", f"{draws} draws are out of range", "Use 1 to 5,000.")
    tables = [_table(name, deal, each.start, as_known_on, scenario) for each in (first, second)]
    told = [_told(name, deal, each, as_known_on, scenario) for each in (first, second)]
    sides = [(table.plain, each.changes_of_setting, each.outcome.groups) for table, each in zip(tables, told, strict=True)]  # fmt: skip
    return odds(sides[0], sides[1], (tables[0].ranges, tables[1].ranges), draws, seed, progress)


def as_deal_scenario(name: str | Path, deal: str, setting: Setting, ident: str, title: str, why: str, *, scenario: str | None = None) -> dict[str, Any]:  # fmt: skip
    """A side of the room as a scenario's record, as ``scenarios/ID.yaml`` holds it. Raises DetenteError if nothing is moved."""
    table = _table(name, deal, setting.start, None, scenario)
    told = _told(name, deal, setting, None, scenario)
    changes: list[dict[str, Any]] = []
    if setting.start.startswith(SAVED):
        held = open_dossier(name).scenarios[setting.start.removeprefix(SAVED)]
        changes += [each.model_dump(mode="json", by_alias=True, exclude_none=True) for each in held.changes]
    values = {**table.fixed, **told.changes_of_setting}
    body = open_dossier(name, scenario=scenario).deals[deal].body()
    for kind in ("governments", "ratifiers"):
        if isinstance(values.get(kind), list):  # the records as the file has them, ranges and claims included
            kept = {each["id"] for each in values[kind]}
            values[kind] = [each for each in body[kind] if each["id"] in kept]
    if not told.outcome.linked or table.controls.switches != _state(table, setting):
        groups = [list(each) for each in table.controls.baskets if _linked(table, setting, each)]
        if len(groups) != len(table.controls.baskets):
            values["linked"] = groups
    changes += [{"record": "deals", "id": deal, "field": path, "set": value} for path, value in values.items()]
    if not changes:
        raise fail("scenario-change", "nothing is moved on this side", "Move a switch first.")
    claims = list(table.start.claims) if table.start.id != "base" else []
    return {"id": ident, "title": title, "why": why, **({"claims": claims} if claims else {}), "changes": changes}


def _with_deal(name: str | Path, deal: str, day: date | None, scenario: str | None) -> Any:
    dossier = open_dossier(name, as_known_on=day, scenario=scenario)
    _known(deal, dossier.deals, "deal")
    return dossier


def _known(wanted: str, known: Any, what: str) -> str:
    if wanted not in known:
        guess = nearest(wanted, known)
        raise fail("id-unknown", f"there is no {what} {wanted!r}", f"Did you mean {guess!r}?" if guess else "")
    return wanted


def _starts(dossier: Any, deal: str) -> tuple[Start, ...]:
    """The deal's own what-ifs, then the dossier's scenarios that change this deal."""
    from detente.binding.deals import scenarios

    own = [Start(each.id, each.title, each.claims, each.note) for each in scenarios(dossier.deals[deal]).values()]
    saved = [
        Start(f"{SAVED}{each.id}", each.title, each.claims, each.why)
        for each in dossier.scenarios.values()
        if any(change.record == "deals" and change.id == deal for change in each.changes)
    ]
    return (*own, *saved)


def _table(name: str | Path, deal: str, start: str, day: date | None, scenario: str | None) -> _Table:
    folder = folder_of(name)
    return _read(folder, stamp(folder), deal, start, day, scenario)


@lru_cache(maxsize=64)
def _read(folder: Path, state: Stamp, deal: str, start: str, day: date | None, scenario: str | None) -> _Table:
    """A deal under a start, remembered as long as no file of the folder is touched."""
    from detente.binding.deal_switches import controls
    from detente.binding.deals import BASE, bind
    from detente.engines.deals.paths import as_range, without_ranges

    dossier = _with_deal(folder, deal, day, scenario)
    choice = {each.id: each for each in _starts(dossier, deal)}
    chosen = choice[_known(start, choice, "scenario of this deal")]
    if start.startswith(SAVED):
        dossier = _with_deal(folder, deal, day, start.removeprefix(SAVED))
    bound = bind(dossier, deal, BASE if start.startswith(SAVED) else start)
    if not bound.plain.get("issues") or not bound.plain.get("governments"):
        raise fail("deal-empty", f"the file deals/{deal}.yaml holds no deal", "Add issues and governments to it.")
    kept = {key: each for key, each in bound.plain.items() if key not in _ASIDE}
    plain, raw = without_ranges(kept)
    ranges = {path: each for path, held in raw.items() if (each := as_range(held)) is not None}
    known = controls(plain, dossier.deals[deal].body().get("linked"))
    aside = ("relation.", "threat_game.", "sweep.")
    fixed = {path: value for path, value in bound.scenario.set.items() if not path.startswith(aside)}
    return _Table(bound.title, bound.note, chosen, plain, ranges, bound.trace, bound.titles, known, fixed)


def _told(name: str | Path, deal: str, setting: Setting, day: date | None, scenario: str | None) -> "Told":
    """One side: what a setting comes to at a table. Raises DetenteError with every problem."""
    folder = folder_of(name)
    return _solved(folder, stamp(folder), deal, setting, day, scenario)


@lru_cache(maxsize=64)
def _solved(folder: Path, state: Stamp, deal: str, setting: Setting, day: date | None, scenario: str | None) -> "Told":
    """The side, remembered as long as no file of the folder is touched: while one side is moved the other stands."""
    from detente.binding.deal_switches import moved
    from detente.engines.deals.paths import assign
    from detente.engines.deals.reader import reread
    from detente.explain.deal_sides import Told
    from detente.studies.deals.sides import outcome

    table = _read(folder, state, deal, setting.start, day, scenario)
    done = moved(table.plain, table.controls, setting)
    plain = table.plain
    for path, value in done.changes.items():
        plain = assign(plain, path, value)
    return Told(outcome(reread(plain), done.groups), plain, {**table.fixed, **done.changes}, table.trace, done.changes)


def _state(table: _Table, setting: Setting) -> dict[str, bool]:
    """Every switch of the table as the setting has it."""
    held: Mapping[str, bool] = table.controls.switches
    return dict(held) if setting.on is None else {each: each in setting.on for each in held}


def _linked(table: _Table, setting: Setting, basket: tuple[str, ...]) -> bool:
    from detente.binding.deal_switches import basket_id

    return _state(table, setting).get(basket_id(basket), True)


def _side(each: "Told", table: _Table, pair: tuple[str, str]) -> SideAnswer:
    done, titles = each.outcome, table.titles
    seats = done.deal.seats
    ids = [one.id for one in done.deal.governments]
    held = done.plane((seats[pair[0]], seats[pair[1]])) if all(one in seats for one in pair) else None
    return SideAnswer(
        table.start.title, done.deal.channel, done.deal.notion, done.package is not None, done.linked,
        dict(zip(ids, done.utility, strict=True)), dict(zip(ids, done.breakdown, strict=True)),
        None if done.deal.continuous else done.deal.packages, None if held is None else dict(zip(ids, held.sides, strict=True)),
        held.both if held else None, held.zone if held else None,
        None if done.package is None or done.p_ratify is None else 1 - done.p_ratify,
        tuple(
            Approval(one.id, titles.get(one.id, one.id), one.government, one.rule, one.slack, one.p, one.pivotal or one.opens_zone)
            for one in done.weights
        ),
        held.step if held else (0.0, 0.0), tuple((one.x, one.y, one.count, one.held) for one in held.cells) if held else (),
    )  # fmt: skip


def _failing(issue: Any, drawn: Any) -> str:
    """What holds on an issue if the talks fail, with its chances where several may."""
    from detente.explain.deal_sides import level_words

    if issue.continuous:
        return level_words(issue, drawn)
    held = sorted(((float(p), str(level)) for level, p in zip(issue.levels, drawn, strict=True) if p > 0.005), key=lambda each: -each[0])  # fmt: skip
    return held[0][1] if len(held) == 1 else ", ".join(f"{level} {p:.0%}" for p, level in held)


def _switch_words(table: _Table, each: str) -> tuple[str, str, str, str]:
    """(group, title, what it is about, row of the trace) of a switch."""
    kind, _, name = each.partition(".")
    titles = table.titles
    if kind == "basket":
        return "baskets", " and ".join(titles.get(one, one) for one in name.split("+")), "", ""
    if kind == "treaty":
        return "treaty", titles.get(name, name), "", f"issues.{name}"
    if kind == "third":
        return "third", titles.get(name, name) if name else str(BACKING), "seat" if name else "backing", f"governments.{name}"  # fmt: skip
    if kind == "threat":
        by = next(one for one in table.plain["threats"] if one["issue"] == name)
        return "threats", f"{titles.get(name, name)} {by['level']}", titles.get(by["by"], by["by"]), f"threats.{name}"
    ratifier = next(one for one in table.plain["ratifiers"] if one["id"] == name)
    return "ratifiers", titles.get(name, name), f"{ratifier['rule']}:{titles.get(ratifier['government'], ratifier['government'])}", f"ratifiers.{name}"  # fmt: skip


def _dial_words(table: _Table, each: str) -> str:
    kind, _, name = each.partition(".")
    first = table.plain["governments"][0]["id"]
    return table.titles.get(name or first, name or first) if kind else each


def _percent(table: _Table, each: str) -> int:
    """A number as the start has it; where the crisis game gives it, as that game says in the start's channel."""
    from detente.engines.deals.reader import reread
    from detente.studies.deals.crisis_facts import crisis_facts

    held: float | None = table.controls.numbers[each]
    if held is not None:
        return round(held)
    deal = reread(table.plain)
    return round(100 * crisis_facts(deal)[deal.channel].p_stand_firm)
