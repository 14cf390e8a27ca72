"""The key judgements: for each question the explanation that leads, with word, number and range."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence, clause
from detente.kernel.probability_words import percent, phrase
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.scope import Scope
from detente.reports.brief.weighed import Weighed

_CARRY = 4


def key_judgements(scope: Scope) -> Iterator[Block]:
    """One bullet a question, labelled KJ1, KJ2, ..."""
    if not scope.weighed:
        return
    yield Heading("Key judgements")
    yield Bullets(tuple(Paragraph((judgement(each),), label=label(scope, each)) for each in scope.weighed))


def label(scope: Scope, weighed: Weighed) -> str:
    """``KJ1`` for the first question, and so on."""
    return f"KJ{scope.weighed.index(weighed) + 1}"


def judgement(weighed: Weighed) -> Sentence:
    """The leader in words with its number and range, said as weakly as it stands."""
    leader, p = weighed.leader, weighed.posterior(weighed.leader)
    low, high = weighed.spread(leader)
    said = phrase(p, low, high, weighed.scale)
    what = clause(weighed.hypotheses[leader])
    if p >= 0.55:
        text = f"{weighed.title}: one explanation stands out, {said}: {what}"
    else:
        text = f"{weighed.title}: no single explanation stands out; the first of {len(weighed.hypotheses)} stands at {said}: {what}"
    items = sorted(weighed.ranked(), key=lambda item: -weighed.pull(item))[:_CARRY]
    return Sentence(
        f"{text}.",
        kind="J",
        evidence=tuple(weighed.item(item) for item in items if weighed.pull(item) > 0)
        or tuple(map(weighed.item, items)),
        bound=((f"{percent(p)} %", weighed.label(leader)),),
    )
