"""The questions of a dossier as a brief takes them: bound, weighed, with words and claims beside the numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from detente.binding.trace import Trace
from detente.dossier.dossier import Dossier
from detente.engines.hypotheses.question import Item, Question
from detente.explain.sentence import Sentence
from detente.kernel.errors import DetenteError
from detente.reports.brief.track import Track
from detente.reports.brief.weighed import Fact, Weighed
from detente.reports.charts.chart import Chart

#: What a brief prints; the rest of the audit is a command away.
PARTS = ("posterior", "ranges", "diagnosticity", "leave_one_out", "leave_one_source_out", "verification", "voi", "robustness", "analysts")  # fmt: skip
DRAWS = 5_000


def weighed_for(
    dossier: Dossier, day: date | None, issue: str | None, seed: int, charts: bool = False, only: str | None = None
) -> tuple[Weighed, ...]:
    """The questions that touch the issue (all without one), as of the day; those that nothing is known about yet are left out.

    With ``only`` that question alone, whatever it touches.
    """
    chosen = [
        name
        for name, file in dossier.questions.items()
        if (name == only if only is not None else issue is None or issue in file.body().get("issues", ()))
    ]
    found = tuple(each for name in chosen if (each := _weighed(dossier, name, day, seed, charts)))
    items = [item for each in found for item in each.facts]
    return tuple(
        replace(
            each,
            prefix=f"{each.id}." if len(found) > 1 else "",
            item_prefix=f"{each.id}." if len(set(items)) < len(items) else "",
        )
        for each in found
    )


def _weighed(dossier: Dossier, name: str, day: date | None, seed: int, charts: bool) -> Weighed | None:
    from detente import __version__
    from detente.binding.hypotheses import bind
    from detente.engines.hypotheses.solve import excluded, solve
    from detente.workbench.weighing import short_names

    asked, trace = bind(dossier, name, day)
    if not asked.scored(day):
        return None
    if problems := excluded(asked):
        raise DetenteError(*problems)
    names = short_names(asked, dossier.questions[name])
    result = solve(asked, PARTS, draws=DRAWS, seed=seed, version=__version__)
    body = dossier.questions[name].body()
    facts = {item.id: _fact(item, trace) for item in asked.scored(asked.as_of or day)}
    return Weighed(
        name,
        dossier.questions[name].title or asked.question or name,
        asked.question,
        {each.id: each.text for each in asked.hypotheses},
        names,
        {each.id: each.parent for each in asked.hypotheses if each.parent},
        facts,
        result,
        rivals=tuple(_rivals(asked, trace)),
        implies=dict(_implies(body, dossier)),
        watch=_watch(asked, result),
        chart=_chart(dossier, asked, result, names) if charts else None,
        scale=asked.scale,
    )


def _chart(dossier: Dossier, asked: Question, result: Mapping[str, Any], names: dict[str, str]) -> Chart:
    from detente.reports.charts.hypotheses.posterior import posterior

    title = dossier.questions[asked.id].title or asked.id
    return replace(posterior(title, result, names), id=f"posterior-{asked.id}")


def _fact(item: Item, trace: Trace) -> Fact:
    return Fact(item.text, item.date, trace.claims(item.id), item.docs, item.digit, item.observed)


def _rivals(asked: Question, trace: Trace) -> Iterator[tuple[str, Fact, Mapping[str, tuple[str, ...]]]]:
    """Facts that documents cite for rival hypotheses, the explanandum among them."""
    for item in asked.items:
        read: dict[str, tuple[str, ...]] = {}
        for each in item.readings:
            if each.doc is not None:
                read[each.hypothesis] = (*read.get(each.hypothesis, ()), each.doc)
        if len(read) > 1:
            yield item.id, _fact(item, trace), read


def _implies(body: Mapping[str, Any], dossier: Dossier) -> Iterator[tuple[str, Sentence]]:
    for row in body.get("hypotheses", ()):
        if isinstance(row.get("implies"), Mapping):
            claims = tuple(each for each in row["implies"].get("claims", ()) if each in dossier.claims)
            yield row["id"], Sentence(str(row["implies"]["text"]), claims, assumption=not claims)


def _watch(asked: Question, result: Mapping[str, Any]) -> tuple[str, ...]:
    """The observations that would tell most, in words with what they would do."""
    texts = {each.id: each.text for each in asked.candidates}
    ranked = sorted(result["voi"].items(), key=lambda pair: -pair[1]["eig_bits"])
    return tuple(
        f"{texts[name].strip().rstrip('.')} ({found['eig_bits']:.2f} bits; a chance of {100 * found['p_leader_changes']:.0f} % that another explanation takes the lead)"
        for name, found in ranked
    )


def track_for(dossier: Dossier, day: date | None, seed: int) -> Track | None:
    """The record of all calls on binary questions whose outcome was known by the day; None if there is none."""
    from detente.dossier.ledger import merged
    from detente.studies.scores.track_record import answers, forecaster, settle_conditions

    end = day or date.max
    entries = [each for each in dossier.ledger.values() if each.at <= end]
    known = [
        each
        for each in settle_conditions(tuple(merged(dossier.forecasts, entries).values()))
        if each.settled == "resolved" and (each.actual_resolve or each.scheduled_resolve or end) <= end
    ]
    found = [answer for each in known if each.type == "binary" for answer in answers(each).values()]
    if not found:
        return None
    pooled = forecaster(found, seed)
    shown = (
        "shown by detente judgement calibration"
        if pooled["calibration_shown"]
        else "not shown below 100 resolved questions"
    )
    return Track(len(found), pooled["brier"], 0.25, "50 % on every question", shown)
