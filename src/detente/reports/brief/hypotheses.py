"""The hypotheses of each question with their posteriors, what speaks against the leader, what would change the ranking."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence, listed
from detente.reports.blocks import Block, Figure, Heading, Paragraph, Table
from detente.reports.brief.scope import Scope
from detente.reports.brief.weighed import Weighed

#: Most columns of one table of evidence; more would not fit a page.
_WIDE = 8
#: Items named of those that would do it.
_NAMED = 3


def hypotheses(scope: Scope) -> Iterator[Block]:
    """Table of all hypotheses, the lines that every reader should see, the evidence with hypotheses in rows."""
    if not scope.weighed:
        return
    yield Heading("Hypotheses")
    yield Table(
        ("Hypothesis", "Text", "Posterior", "Range", "Prior"),
        tuple(row for each in scope.weighed for row in _rows(each)),
        "Posterior after all items; the range is that of draws with a common lean of the coder (5 to 95 %). The ranges that assume"
        " independent slips are narrower, the bounds over all stated ranges far wider: detente hypotheses shows all three.",
        (2, 3, 4),
    )  # fmt: skip
    for each in scope.weighed:
        yield Heading(each.title, 2)
        if each.chart is not None:
            yield Figure(each.chart)
        yield Paragraph((Sentence(f"Strongest evidence against the leader: {against(each)}."),))
        yield Paragraph((Sentence(f"What would change the ranking: {changes(scope, each)}."),))
        yield from matrix(each)


def _rows(weighed: Weighed) -> Iterator[tuple[Sentence, ...]]:
    for name in weighed.result["ranking"]:
        low, high = weighed.spread(name)
        cells = (
            weighed.label(name),
            weighed.hypotheses[name],
            f"{100 * weighed.posterior(name):.1f} %",
            f"{100 * low:.0f}-{100 * high:.0f} %",
            f"{100 * weighed.result['prior'][name]:.0f} %",
        )
        yield tuple(map(Sentence, cells))


def against(weighed: Weighed) -> str:
    """The items that pull hardest from the leader to the runner-up, with their decibans."""
    worst = [item for item in sorted(weighed.facts, key=weighed.pull) if weighed.pull(item) <= -0.05][:2]
    leader, second = weighed.name(weighed.leader), weighed.name(weighed.runner_up)
    if not worst:
        least = weighed.item(min(weighed.facts, key=weighed.pull))
        return f"no fact favours {second} over {leader}; {least} favours {leader} least"
    told = listed(f"{weighed.item(item)}, {_text(weighed, item)} ({-weighed.pull(item):.1f} dB)" for item in worst)
    return f"{told}, for {second}"


def _text(weighed: Weighed, item: str) -> str:
    fact = weighed.facts[item]
    return f"{'' if fact.observed else 'looked for and not seen: '}“{fact.text.strip().rstrip('.')}”"


def changes(scope: Scope, weighed: Weighed) -> str:
    """The smallest changes that end the lead: a common lean, a shift of words, a source, a report refuted."""
    robust = weighed.result["robustness"]
    said = []
    if robust["common_bias_db"] is not None:
        bias = robust["common_bias_db"]
        said.append(
            f"the leader's likelihoods all rated too high by a factor of {10 ** (bias / 10):.2f} ({bias:.1f} dB)"
        )
    if shifts := robust["word_shifts"]:
        count, own = shifts["count"], all(s["hypothesis"] == weighed.leader for s in shifts["shifts"])
        moved = listed(
            weighed.item(s["item"]) + ("" if own else f" for {weighed.name(s['hypothesis'])}")
            for s in shifts["shifts"][:_NAMED]
        )
        what = f"{'one rating' if count == 1 else f'{count} ratings'}{' of the leader' if own else ''}"
        said.append(f"{what} moved by one word of the scale ({moved}{', ...' if count > _NAMED else ''})")
    lost = [
        scope.short(name)
        for name, found in weighed.result["leave_one_source_out"].items()
        if found["leader"] not in (None, weighed.leader)
    ]
    if lost:
        said.append(f"the loss of {listed(lost, 'or')}")
    refuted = [weighed.item(item) for item, found in weighed.result["verification"].items() if found["changes_leader"]]
    if refuted:
        said.append(f"proof that {listed(refuted[:_NAMED], 'or')} is false")
    return "; ".join(said) or "no single change that was tried"


def decibans(weight: float) -> str:
    """A weight with its sign; what rounds to nothing has none."""
    said = f"{weight:+.1f}"
    return "0.0" if said in ("+0.0", "-0.0") else said


def matrix(weighed: Weighed) -> Iterator[Table]:
    """Hypotheses in rows, the weightiest items in columns: decibans for each hypothesis, free of the prior."""
    items = [item for item in weighed.facts if item in weighed.ranked()[:_WIDE]]
    woe = weighed.result["diagnosticity"]
    rows = []
    for name in weighed.result["ranking"]:
        cells = [woe[item]["woe_db"].get(name) for item in items]
        rows.append((Sentence(name), *(Sentence("" if c is None else decibans(c)) for c in cells)))
    yield Table(
        ("Hypothesis", *(weighed.item(item) for item in items)),
        tuple(rows),
        f"What the {len(items)} weightiest of {len(weighed.facts)} items do to each explanation, in decibans: +3 doubles its odds, -3 halves them.",
        tuple(range(1, len(items) + 1)),
    )
