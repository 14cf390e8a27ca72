"""The state of each issue: both sides side by side, where it would settle, and what the documents agree on."""

from collections.abc import Iterator, Sequence
from math import isfinite

from detente.dossier.position import Position
from detente.engines.bargaining.result import Forecast
from detente.explain.scale import in_words, say_distance, say_range
from detente.explain.sentence import Sentence, sentence_case
from detente.reports.blocks import Block, Bullets, Figure, Heading, Paragraph, Table
from detente.reports.brief.bottom_line import distances
from detente.reports.brief.scope import Scope, Settled


def state(scope: Scope, figure: Figure | None, forecasts: Sequence[Figure] = ()) -> Iterator[Block]:
    """The map, the table, and a short paragraph an issue; ``forecasts`` are the pictures of the one issue in scope."""
    held = [issue for issue in scope.issues if any(scope.sides(issue)) or scope.issue in scope.settled]
    yield Heading("Where the issues stand" if scope.issue is None else "Where the issue stands")
    yield distances(scope)
    if not held:
        return
    if figure is not None:
        yield figure
    yield _table(scope, held)
    yield from _periods(scope)
    for issue in sorted(held, key=lambda each: -(scope.distance(each) or 0)):
        yield from _issue(scope, issue, forecasts)


def _table(scope: Scope, held: list[str]) -> Table:
    first, second = scope.dossier.dossier.parties
    rows = []
    for issue in sorted(held, key=lambda each: -(scope.distance(each) or 0)):
        ours, theirs = scope.sides(issue)
        gap = scope.distance(issue)
        settled = scope.settled.get(issue)
        end = _quantiles(settled) if settled else "-"
        mean = f"{settled.forecast.statics.weighted_mean:.0f}" if settled else "-"
        null = f"{settled.forecast.statics.plain_mean:.0f}" if settled else "-"
        documents = len(scope.documents(claim for p in (ours, theirs) if p for claim in p.position.claims))
        cells = (
            scope.dossier.issues[issue].name,
            _cell(ours),
            _cell(theirs),
            "-" if gap is None else f"{gap:.0f}",
            end,
            mean,
            null,
            str(documents),
        )
        rows.append(tuple(Sentence(cell) for cell in cells))
    return Table(
        ("Issue", scope.dossier.actor_name(first), scope.dossier.actor_name(second), "Apart", "Forecast", "Weighted mean", "Plain mean", "Documents"),
        tuple(rows), "Positions on each issue's 0-100 scale: mode and range. \"Forecast\" is the median and the 80 % interval of the predictive distribution,"
        " whose width was calibrated on other decisions; beside it the mean weighted by influence and salience, and the plain mean as the null."
        " \"Documents\" counts those behind the two positions.", (1, 2, 3, 4, 5, 6, 7),
    )  # fmt: skip


def _periods(scope: Scope) -> Iterator[Block]:
    """The forecast of each issue in every period, and how far the weighted mean moved."""
    titles = {period.id: period.title for period in scope.dossier.dossier.periods}
    if not scope.other_periods:
        return
    rows = []
    for issue, now in scope.settled.items():
        before = [found.get(issue) for found in scope.other_periods.values()]
        first = next((each for each in before if each is not None), None)
        moved = "-" if first is None else f"{now.forecast.statics.weighted_mean - first.statics.weighted_mean:+.0f}"
        cells = [
            scope.dossier.issues[issue].name,
            *("-" if each is None else _interval(each) for each in before),
            _interval(now.forecast),
            moved,
        ]
        rows.append(tuple(Sentence(cell) for cell in cells))
    head = ("Issue", *(titles[period] for period in scope.other_periods), scope.period.title, "Weighted mean moved")
    yield Table(
        head, tuple(rows), "Forecast (median, 80 % interval) in each period. Positions were coded with every document at hand: for a period that is over"
        " these are hindsight, not predictions.", tuple(range(1, len(head))),
    )  # fmt: skip


def _quantiles(settled: Settled) -> str:
    return _interval(settled.forecast)


def _interval(forecast: Forecast) -> str:
    q = forecast.quantiles
    return f"{q['q50']:.0f} ({q['q10']:.0f}-{q['q90']:.0f})"


def _cell(position: Position | None) -> str:
    return "-" if position is None else say_range(position.position.range)


def _issue(scope: Scope, issue: str, forecasts: Sequence[Figure]) -> Iterator[Block]:
    record = scope.dossier.issues[issue]
    said = [
        Sentence(
            f"{scope.dossier.actor_name(position.actor)}: {say_range(position.position.range)}, \u201c{in_words(record, position.position.mode)}\u201d.",
            position.position.claims, assumption=not position.position.claims,
        )
        for position in scope.sides(issue) if position is not None
    ]  # fmt: skip
    gap = scope.distance(issue)
    lead = f"{record.name}." if gap is None else f"{record.name}: {say_distance(gap)}."
    if scope.issue is not None:
        said += [Sentence(sentence_case(position.note)) for position in scope.sides(issue) if position is not None]
    else:
        said = [*_judged(scope, issue), *said]
    if said:
        yield Paragraph(tuple(said), lead)
    if scope.issue is not None:
        yield Paragraph((Sentence(f"Scale: 0 means {record.low}; 100 means {record.high}."),))
        yield from _others(scope, issue)
        if issue in scope.settled:
            yield Heading("Where it would settle", 2)
            yield Paragraph(
                tuple(Sentence(sentence_case(s.text), s.claims, s.assumption) for s in scope.settled[issue].sentences)
            )
            yield _models(scope.settled[issue])
            yield from forecasts
            if scope.settled[issue].moves:
                yield Heading("Who would give way", 2)
                yield Paragraph(
                    (
                        Sentence(
                            "The challenge model as coded, first round; it explains who moves whom and is not the forecast."
                        ),
                    )
                )
                yield Bullets(tuple(
                    Paragraph((Sentence(sentence_case(s.text), s.claims, s.assumption),)) for s in scope.settled[issue].moves
                ))  # fmt: skip
        yield from _all_agreed(scope, issue)


def _models(settled: Settled) -> Table:
    """The point forecasts of the classical models beside the null."""
    statics = settled.forecast.statics
    rows = [
        (label, f"{getattr(statics, model):.0f}")
        for model, label in _LABELS.items()
        if isfinite(getattr(statics, model))
    ]
    return Table(("Model", "Settles at"), tuple((Sentence(label), Sentence(value)) for label, value in rows),
                 "Point forecasts on the modes. On 238 decisions none of them beat the weighted mean by a margin that such data can show.", (1,))  # fmt: skip


_LABELS = {
    "weighted_mean": "Weighted mean (compromise)", "plain_mean": "Plain mean (null)", "weighted_median": "Weighted median",
    "nash_linear": "Nash bargaining, linear", "nash_quadratic": "Nash bargaining, quadratic",
    "pce_conditional": "Probabilistic Condorcet, conditional", "pce_markov": "Probabilistic Condorcet, Markov",
}  # fmt: skip


def _judged(scope: Scope, issue: str) -> list[Sentence]:
    """The coder's judgement on the issue, else the statement that most documents share."""
    judged = [each for each in scope.judgements() if issue in each.issues and not each.headline]
    if judged:
        return [Sentence(sentence_case(judged[0].statement), judged[0].claims)]
    ours = [a for a in scope.dossier.agreements.values() if issue in a.issues]
    if not ours:
        return []
    best = max(ours, key=lambda each: (each.issues[0] == issue, len(scope.documents(each.claims))))
    return [
        Sentence(
            f"{_number(len(scope.documents(best.claims)))} documents agree: {best.statement.rstrip('.')}.", best.claims
        )
    ]


def _all_agreed(scope: Scope, issue: str) -> Iterator[Block]:
    ours = sorted(
        (a for a in scope.dossier.agreements.values() if issue in a.issues),
        key=lambda a: -len(scope.documents(a.claims)),
    )
    if ours:
        yield Heading("What the documents agree on", 2)
        yield Paragraph(tuple(Sentence(sentence_case(a.statement), a.claims) for a in ours))


def _others(scope: Scope, issue: str) -> Iterator[Block]:
    leads = {position.id for position in scope.sides(issue) if position}
    rows = [
        p
        for p in scope.dossier.positions.values()
        if p.issue == issue and p.period == scope.period.id and p.id not in leads
    ]
    if rows:
        rows.sort(key=lambda p: p.position.mode)
        yield Table(
            ("Also at the table", "Position", "Salience", "Influence", "Why there"),
            tuple((Sentence(scope.dossier.actor_name(p.actor)), Sentence(say_range(p.position.range), p.position.claims, not p.position.claims),
                   Sentence(say_range(p.salience.range)), Sentence(say_range(p.influence.range)), Sentence(sentence_case(p.note))) for p in rows),
            numeric=(1, 2, 3),
        )  # fmt: skip


def _number(count: int) -> str:
    return {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}.get(count, str(count))
