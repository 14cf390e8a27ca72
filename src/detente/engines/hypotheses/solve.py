"""A question in, the whole result out: posterior, ranges, audit, findings (section 11)."""

from collections.abc import Iterable, Sequence
from math import exp

import numpy as np

from detente.engines.hypotheses import result
from detente.engines.hypotheses.ach_view import WARNING, scores
from detente.engines.hypotheses.analysts import View, view
from detente.engines.hypotheses.arrays import Array
from detente.engines.hypotheses.coherence import Coherent, over_events, partition
from detente.engines.hypotheses.diagnosticity import Weight, item_reports, weigh
from detente.engines.hypotheses.findings import findings
from detente.engines.hypotheses.leave_one_source_out import leave_one_source_out
from detente.engines.hypotheses.parts import PARTS
from detente.engines.hypotheses.pooling import pool
from detente.engines.hypotheses.posterior import log_weights, normalise, posterior, ranking, unit_logs
from detente.engines.hypotheses.question import Judgement, Question
from detente.engines.hypotheses.ranges import ranges
from detente.engines.hypotheses.result import Data
from detente.engines.hypotheses.robustness import robustness
from detente.engines.hypotheses.sensitivity import sensitivity, timeline
from detente.engines.hypotheses.table import Table, build
from detente.engines.hypotheses.verification import verify
from detente.engines.hypotheses.voi import worth
from detente.engines.hypotheses.word_shifts import word_shifts
from detente.kernel.errors import Problem


def excluded(question: Question) -> tuple[Problem, ...]:
    """A problem for each table, the base and the analysts', under which every hypothesis is impossible."""
    found = []
    if posterior(build(question, as_of=question.as_of)) is None:
        found.append("evidence")
    for analyst in question.analysts.values():
        if posterior(build(question, as_of=analyst.as_of or question.as_of, analyst=analyst)) is None:
            found.append(f"analysts.{analyst.id}")
    text = "every hypothesis has probability 0"
    return tuple(Problem("", 0, "all_excluded", text, "replace a 0 or 1 by .01 or .99", place=place) for place in found)


def solve(
    question: Question,
    parts: Iterable[str] = PARTS,
    *,
    draws: int | None = None,
    seed: int | None = None,
    version: str = "",
) -> Data:
    """The result of a question as of its own ``as_of``, with the parts that were asked for.

    ``draws`` and ``seed`` replace those of the question. Raises ValueError for a part that does not exist and for a
    question under which every hypothesis is impossible (see :func:`excluded`).
    """
    wanted = set(parts)
    if strange := wanted - set(PARTS):
        raise ValueError(f"there is no part {sorted(strange)[0]!r}")
    draws = question.options.draws if draws is None else draws
    seed = question.options.seed if seed is None else seed
    table = build(question, as_of=question.as_of)
    logs = unit_logs(table)
    p = normalise(log_weights(table, logs))
    if p is None:
        raise ValueError("every hypothesis has probability 0")
    weights = weigh(table, logs, p) if wanted & {"diagnosticity", "leave_one_out"} else ()
    data = _head(question, table, logs, p, draws, seed, version)
    data |= _audit(question, table, logs, p, weights, wanted, draws, seed)
    views = {name: view(question, each, question.as_of) for name, each in question.analysts.items()}
    if "analysts" in wanted and views:
        data["analysts"] = {name: result.view(table.names, each) for name, each in views.items()}
        data["disagreement"] = {name: result.disagreement(table.names, each) for name, each in views.items()}
    coherent = {each.analyst: _coherent(question, each) for each in question.judgements}
    if "judgements" in wanted and coherent:
        data["judgements"] = {name: result.judgement(table.names, each) for name, each in coherent.items()}
    if pools := _pools(question, table.names, p, views, coherent, wanted):
        data["pools"] = pools
    if "ach_view" in wanted:
        data["ach_view"] = {"scores": result.named(table.names, scores(table)), "warning": WARNING}
    data["findings"] = [
        {"code": each.code, "level": each.level, "where": each.where, "message": each.message}
        for each in findings(question, table, logs, p)
    ]
    return data


def _head(question: Question, table: Table, logs: Array, p: Array, draws: int, seed: int, version: str) -> Data:
    """What every result holds, whatever parts were asked for."""
    names = table.names
    reports = item_reports(table)
    unit_of = {i: unit.id for unit in table.units for i in unit.members}
    data: Data = {
        "format": result.FORMAT, "id": question.id, "engine": {"name": result.ENGINE, "version": version},
        "seed": seed, "draws": draws, "as_of": result.day(question.as_of), "hypotheses": list(names),
        "prior": result.named(names, table.prior), "posterior": result.named(names, p),
        "ranking": [names[h] for h in ranking(p)],
    }  # fmt: skip
    if any(each.parent for each in question.hypotheses):
        parents: dict[str, float] = {}
        for each, chance in zip(question.hypotheses, p, strict=True):
            if each.parent:
                parents[each.parent] = parents.get(each.parent, 0.0) + float(chance)
        data["posterior_by_parent"] = parents
    data["items"] = {
        item.id: {
            "unit": unit_of[i],
            "observed": item.observed,
            "hit": table.reports[i].hit,
            "false_alarm": table.reports[i].false_alarm,
            "cap_db": table.reports[i].cap_db,
            "report": result.named(names, reports[i]),
        }
        for i, item in enumerate(table.items)
    }
    data["groups"] = {
        unit.group: {
            "items": [table.items[i].id for i in unit.members],
            "rho": question.groups[unit.group].rho,
            "model": unit.dependence.model,
            "likelihood": result.named(names, np.exp(logs[u])),
        }
        for u, unit in enumerate(table.units)
        if unit.group is not None
    }
    return data


def _audit(
    question: Question,
    table: Table,
    logs: Array,
    p: Array,
    weights: Sequence[Weight],
    wanted: set[str],
    draws: int,
    seed: int,
) -> Data:
    """The parts on one table, in the order of PARTS; a part without input is left out."""
    names, as_of = table.names, question.as_of
    data: Data = {}
    if "ranges" in wanted:
        data["ranges"] = result.ranges(names, ranges(question, table, draws, seed))
    if "diagnosticity" in wanted:
        data["diagnosticity"] = result.diagnosticity(names, weights)
    if "leave_one_out" in wanted:
        data["leave_one_out"] = result.leave_one_out(names, weights)
    if "leave_one_source_out" in wanted and question.documents:
        data["leave_one_source_out"] = result.leave_one_source_out(names, p, leave_one_source_out(question, as_of))
    if "verification" in wanted:
        counts = {item.id: len(question.sources_of(item)) for item in table.items}
        data["verification"] = result.verification(names, verify(table, logs, p), counts)
    if "voi" in wanted:
        data["voi"] = result.voi(names, [worth(each, p) for each in question.candidates])
    if "robustness" in wanted:
        data["robustness"] = result.robustness(names, robustness(table, logs), word_shifts(table, logs))
    if "sensitivity" in wanted:
        data["sensitivity"] = result.sensitivity(names, sensitivity(question, table, logs, as_of))
    if "timeline" in wanted and (moments := timeline(question, as_of)) is not None:
        data["timeline"] = result.timeline(names, moments)
    return data


def _coherent(question: Question, judgement: Judgement) -> Coherent:
    if judgement.p is not None:
        return partition(judgement.p, question.options.coherentise)
    place = {name: h for h, name in enumerate(question.names)}
    events = [([place[each] for each in members], p) for members, p in judgement.events or ()]
    return over_events(events, len(place))


def _pools(
    question: Question,
    names: Sequence[str],
    p: Array,
    views: dict[str, View],
    coherent: dict[str, Coherent],
    wanted: set[str],
) -> Data:
    options = question.options
    data: Data = {}
    posteriors = [each.posterior for each in views.values() if each.posterior is not None]
    if "analysts" in wanted and posteriors:
        data["analysts"] = result.pools(names, pool([p, *posteriors], options.extremise))
    usable = [(each.p, each.incoherence) for each in coherent.values() if each.p is not None]
    if "judgements" in wanted and usable:
        weights = [exp(-options.beta * im) for _, im in usable]
        data["judgements"] = result.pools(names, pool([each for each, _ in usable], options.extremise, weights))
    return data
