"""Deals from files: read a deal, solve it with everything it asks for, and lay the result out."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.binding.deals import BoundDeal
    from detente.dossier.dossier import Dossier
    from detente.explain.sentence import Sentence
    from detente.reports.charts.chart import Chart
    from detente.studies.deals.study import DealStudy

#: Called with what-ifs done and what-ifs in all.
Progress = Callable[[int, int], None]
#: Draws of the fan where nobody says how many.
FAN = 100


def solve_deal_file(path: str | Path, *, sensitivity: bool = False, ablation: bool = False, genius_values: str = "by_max") -> dict[str, Any]:  # fmt: skip
    """The result of a DEAL.yaml, or of a negotiation in another program's format, as plain data (method deals, section 8).

    ``sensitivity`` tries both ends of every range, ``ablation`` removes each mechanism in turn. Raises DetenteError with
    every problem of the file, each as ``FILE: PLACE: problem; fix``.
    """
    from detente.workbench.negotiations import read_deal_files

    read = read_deal_files(Path(path), genius_values)
    done = solve_deal(read.data, read.file, sensitivity=sensitivity, ablation=ablation)
    done["warnings"] += map(str, read.warnings)
    return done


def solve_deal(data: dict[str, Any], file: str = "deal", *, sensitivity: bool = False, ablation: bool = False) -> dict[str, Any]:  # fmt: skip
    """The result of a deal given as plain data (the schema of DEAL.yaml). Raises DetenteError with all problems."""
    from detente.studies.deals.account import account
    from detente.studies.deals.task import Task

    return account(Task(data, file), engine(), with_sensitivity=sensitivity, with_ablation=ablation)


def read_deal_data(path: str | Path) -> Any:
    """The plain data of a deal file. Raises DetenteError if it cannot be read."""
    from detente.store.deal_files import read_deal_file

    return read_deal_file(Path(path))


def deal_text(result: dict[str, Any]) -> str:
    """A result as the text of its file: one line for each key, so that two results can be compared."""
    inner = ",\n".join(
        f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}" for key, value in result.items()
    )
    return f"{{\n{inner}\n}}\n"


# --- deals of a dossier -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StruckDeal:
    """One deal under one scenario: the result as data, its table issue by issue, sentences with their notes, the manifest."""

    deal: str
    scenario: str
    title: str
    numbers: dict[str, Any]
    table: tuple[dict[str, Any], ...]
    sentences: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]


@dataclass(frozen=True)
class ComparedDeals:
    """Two scenarios of one deal side by side: rows of (what, first, second), sentences with notes, and the manifest."""

    deal: str
    scenarios: tuple[str, str]
    titles: tuple[str, str]
    rows: tuple[dict[str, Any], ...]
    sentences: tuple[dict[str, Any], ...]
    manifest: dict[str, Any]


def list_deals(name: str | Path, *, as_known_on: date | None = None) -> tuple[dict[str, Any], ...]:
    """The deals of a dossier in a row each: packages, zone, the deal, who is pivotal, the risk of breakdown, scenarios."""
    from detente.binding.deals import BASE, bind, scenarios
    from detente.engines.deals.solve import p_breakdown
    from detente.explain.deals import package_words
    from detente.studies.deals.study import study
    from detente.studies.deals.task import Task
    from detente.workbench.opening import open_dossier

    dossier, rows = open_dossier(name, as_known_on=as_known_on), []
    for each, file in dossier.deals.items():
        bound = bind(dossier, each)
        done = study(Task(bound.plain, bound.file), draws=0)
        if done is None:
            continue
        pick, solved = done.solved.pick, done.solved
        rows.append({
            "deal": each, "title": bound.title, "packages": None if done.deal.continuous else done.deal.packages,
            "zone": solved.headline.agreement.zone,
            "outcome": package_words(done.deal, pick.package, bound.titles) if pick else solved.headline.agreement.reason,
            "pivotal": [bound.titles.get(one.id, one.id) for one in solved.weights if one.pivotal],
            "risk": f"{p_breakdown(solved.headline.talks, pick):.0%}",
            "scenarios": [one for one in scenarios(file) if one != BASE],
        })  # fmt: skip
    return tuple(rows)


def deal_with(name: str | Path, wanted: list[str]) -> str:
    """The first deal of a dossier that has all these what-ifs. Raises DetenteError if none has."""
    from detente.binding.deals import scenarios
    from detente.kernel.errors import fail
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(name)
    for each, file in dossier.deals.items():
        if all(one in scenarios(file) for one in wanted):
            return each
    known = dict.fromkeys(one for file in dossier.deals.values() for one in scenarios(file))
    raise fail("deal-empty", f"no deal of the dossier has the scenario {' and '.join(wanted)}", f"Its deals have {', '.join(known) or 'none'}.")  # fmt: skip


def strike(name: str | Path, deal: str, scenario: str | None = None, *, as_known_on: date | None = None, draws: int | None = None,
           seed: int | None = None, sensitivity: bool = False) -> StruckDeal:  # fmt: skip
    """One deal of a dossier under a scenario (by default as coded), with the account in sentences.

    ``draws`` and ``seed`` replace those of the file's ensemble and controls; 0 draws leave both out. Raises DetenteError for
    an unknown deal or scenario, or with every problem of the file.
    """
    from detente.explain import deal_table as tables
    from detente.explain.deals import explain_deal
    from detente.studies.deals.account import as_account
    from detente.studies.deals.study import repeated
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(name, as_known_on=as_known_on)
    bound, done = _studied(dossier, deal, scenario, draws, seed, sensitivity)
    over = repeated(done.task)
    numbers = as_account(done.task, done, over, engine())
    claims = bound.scenario.claims or dossier.deals[deal].claims
    said = explain_deal(done, over, bound.trace, bound.titles, claims)
    manifest = manifest_of(dossier, as_known_on, seed, {"deal": deal, "scenario": bound.scenario.id, "draws": draws, "sensitivity": sensitivity})  # fmt: skip
    title = bound.title if bound.scenario.id == "base" else f"{bound.title}: {bound.scenario.title}"
    return StruckDeal(
        deal,
        bound.scenario.id,
        title,
        numbers,
        tables.deal_table(done.solved, bound.titles),
        noted(dossier, said),
        manifest,
    )


def compare_deals(name: str | Path, deal: str, scenario: str | None, against: str, *, as_known_on: date | None = None) -> ComparedDeals:  # fmt: skip
    """Two scenarios of a deal side by side: the deal, gains, who must ratify, the risk of breakdown, what changed and why."""
    from detente.binding.trace import Trace
    from detente.explain.deals import explain_against
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(name, as_known_on=as_known_on)
    (one, first), (two, second) = (_studied(dossier, deal, each, 0, None, False) for each in (scenario, against))
    differing = [
        path for path in dict.fromkeys((*one.scenario.set, *two.scenario.set))
        if _value(one.plain, path) != _value(two.plain, path)
    ]  # fmt: skip
    both = Trace({**two.trace.cells, **one.trace.cells})
    names = one.scenario.id, two.scenario.id
    said = explain_against(first, second, names, both, differing, one.titles)
    rows = [{"what": what, names[0]: a, names[1]: b} for (what, a), (_, b) in zip(_side(first, one), _side(second, two), strict=True)]  # fmt: skip
    manifest = manifest_of(dossier, as_known_on, None, {"deal": deal, "scenario": names[0], "against": names[1]})
    return ComparedDeals(
        deal, names, (one.scenario.title, two.scenario.title), tuple(rows), noted(dossier, said), manifest
    )


def deal_table(name: str | Path, deal: str, scenario: str | None = None, *, as_known_on: date | None = None) -> tuple[dict[str, Any], ...]:  # fmt: skip
    """A deal issue by issue: what holds without one under both notions, the headline, the unlinked talks, the picks of other rules.

    The columns are those of :func:`detente.explain.deal_table.deal_table`. Raises DetenteError for an unknown deal or scenario.
    """
    from detente.explain import deal_table as tables
    from detente.workbench.opening import open_dossier

    bound, done = _studied(open_dossier(name, as_known_on=as_known_on), deal, scenario, 0, None, False)
    return tables.deal_table(done.solved, bound.titles)


def draw_deal(name: str | Path, deal: str, *, as_known_on: date | None = None, draws: int | None = None, seed: int | None = None,
              progress: Progress | None = None) -> "tuple[Chart, ...]":  # fmt: skip
    """The charts of a deal as coded, with every what-if of its file beside it: map, channels, ratifiers, linkage, ..."""
    from detente.binding.deals import BASE, scenarios
    from detente.explain.relations import leader_changes
    from detente.reports.charts.deals.of_deal import charts_of_deal
    from detente.studies.deals import fan as fans
    from detente.studies.deals.account import as_account
    from detente.studies.deals.repeated_account import fan_data
    from detente.studies.deals.study import repeated
    from detente.workbench.opening import open_dossier

    dossier = open_dossier(name, as_known_on=as_known_on)
    bound, done = _studied(dossier, deal, None, draws, seed, False)
    others = [each for each in scenarios(dossier.deals[deal]) if each != BASE]
    given = []
    for count, each in enumerate(others, 1):
        what_if, other = _studied(dossier, deal, each, 0, None, False)
        given.append((what_if.scenario.title or each, as_account(other.task, other, repeated(other.task), engine())))
        if progress is not None:
            progress(count, len(others))
    result = as_account(done.task, done, repeated(done.task), engine())
    outside = {g.id: g.outside for g in done.deal.governments if g.outside is not None}
    body = dossier.deals[deal].body()
    fan = fan_data(fans.run(done.task, FAN if draws is None else min(draws, FAN), seed))
    return charts_of_deal(bound.title, result, bound.titles, outside=outside, given=given, changes=leader_changes(body), fan=fan)  # fmt: skip


def _studied(dossier: "Dossier", deal: str, scenario: str | None, draws: int | None, seed: int | None, sensitivity: bool) -> "tuple[BoundDeal, DealStudy]":  # fmt: skip
    from detente.binding.deals import bind
    from detente.kernel.errors import fail
    from detente.studies.deals.study import study
    from detente.studies.deals.task import Task

    bound = bind(dossier, deal, scenario)
    done = study(Task(bound.plain, bound.file), with_sensitivity=sensitivity, draws=draws, seed=seed)
    if done is None:
        raise fail("deal-empty", f"the file deals/{deal}.yaml holds no deal", "Add issues and governments to it.")
    return bound, done


def _value(plain: dict[str, Any], path: str) -> Any:
    from detente.engines.deals.paths import lookup

    return lookup(plain, path)


def _side(done: "DealStudy", bound: "BoundDeal") -> list[tuple[str, Any]]:
    """One column of the comparison."""
    from detente.engines.deals.linkage import FineWorld
    from detente.engines.deals.result import level_data
    from detente.engines.deals.solve import p_breakdown

    solved, deal, pick = done.solved, done.deal, done.solved.pick
    rows: list[tuple[str, Any]] = [
        (bound.titles.get(issue.id, issue.id), level_data(issue, pick.package[k]) if pick else "no deal")
        for k, issue in enumerate(deal.issues)
    ]
    fine = solved.linkage if isinstance(solved.linkage, FineWorld) else None
    for g, each in enumerate(deal.governments):
        who = bound.titles.get(each.id, each.id)
        rows.append((f"{who}: utility", _shown(pick.utility[g]) if pick else None))
        rows.append(
            (f"{who}: over breakdown", _shown(pick.utility[g] - solved.headline.talks.breakdown[g]) if pick else None)
        )
        rows.append(
            (f"{who}: over unlinked talks", _shown(pick.utility[g] - fine.utility[g]) if pick and fine else None)
        )
    for weight in solved.weights:
        said = "no deal" if weight.p is None else f"P {weight.p:.0%}{', pivotal' if weight.pivotal else ''}"
        rows.append((f"{bound.titles.get(weight.id, weight.id)} ({weight.rule})", said))
    rows.append(("packages that could be agreed", solved.headline.agreement.zone))
    rows.append(("risk of breakdown at home", f"{p_breakdown(solved.headline.talks, pick):.1%}"))
    return rows


def _shown(number: float) -> str:
    return f"{number:.3f}"


def noted(dossier: "Dossier", said: "tuple[Sentence, ...]") -> tuple[dict[str, Any], ...]:
    """Sentences as data, each with the note of its claims."""
    from detente.explain.sentence import sentence_case
    from detente.reports import notes

    return notes.noted(dossier, (replace(each, text=sentence_case(each.text)) for each in said))


def engine() -> str:
    """This program, as manifests name it."""
    from detente import __version__

    return f"detente {__version__}"


def manifest_of(dossier: "Dossier", day: date | None, seed: int | None, options: dict[str, Any], engine: str = "deals") -> dict[str, Any]:  # fmt: skip
    """What a result of this dossier was made from."""
    from detente import __version__

    return {"engine": engine, "version": __version__, "dossier": dossier.dossier.id, "fingerprint": dossier.fingerprint,
            "as_of": day.isoformat() if day else None, "options": options, "seed": seed}  # fmt: skip
