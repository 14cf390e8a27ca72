"""The key judgements: for each question the explanation that leads, with word, number and range."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence
from detente.kernel.probability_words import Term, percent, phrase, term_for
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.scope import Scope
from detente.reports.brief.weighed import Weighed

_CARRY = 4
#: From here on the leader is said to stand out; below even odds its likelihood is said as a reserve.
_STANDS_OUT, _EVEN = 0.55, 0.5


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
    said, term = phrase(p, low, high, weighed.scale), term_for(p, weighed.scale)
    if p >= _STANDS_OUT:
        text = f"one explanation stands out, {_standing(said, term, p)}: {weighed.what(leader)}"
    else:
        others = len(weighed.hypotheses) - 1
        second = f"{weighed.name(weighed.runner_up)} ({percent(weighed.posterior(weighed.runner_up))} %)"
        text = f"no explanation stands out; first of {others + 1}, {_standing(said, term, p)}, comes {weighed.what(leader)}; then {second}"
    items = sorted(weighed.ranked(), key=lambda item: -weighed.pull(item))[:_CARRY]
    return Sentence(
        f"{weighed.title}: {text}.",
        kind="J",
        evidence=tuple(weighed.item(item) for item in items if weighed.pull(item) > 0)
        or tuple(map(weighed.item, items)),
        bound=((f"{percent(p)} %", weighed.label(leader)),),
    )


def _standing(said: str, term: Term | None, p: float) -> str:
    """The likelihood as a part of a sentence: ``though unlikely (...) to be the chief reason``."""
    if term is None or (
        term.term.split()[0] in ("chances", "probably", "almost") and not term.term.endswith("certain")
    ):
        return f"at {said}"  # a number alone, and words that are no adjective
    if term.term.split()[-1] in ("chance", "possibility"):
        return f"with a {said} of being the chief reason"
    return f"{'though' if p < _EVEN else 'and'} {said} to be the chief reason"
