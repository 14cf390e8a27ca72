"""The table of evidence: every item and every claim that carries a judgement, graded, with what rests on one document."""

from collections.abc import Iterator

from detente.dossier.claim import BaseClaim
from detente.explain.sentence import Sentence
from detente.reports.blocks import Block, Heading, Table
from detente.reports.brief.scope import Scope
from detente.reports.brief.weighed import Weighed

#: The digit of a claim that stands alone, from the coder's confidence in the reading.
_DIGIT = {"high": "2", "moderate": "3", "low": "4"}


def evidence(scope: Scope) -> Iterator[Block]:
    """Items of the questions in their order, then the claims behind the headline judgements."""
    rows = [row for each in scope.weighed for row in _items(scope, each)]
    rows += [_claim(scope, scope.dossier.claims[name]) for name in carried(scope)]
    if not rows:
        return
    yield Heading("Evidence")
    yield Table(
        ("Item", "Text", "Documents", "Digit", "Key", "Flag"), tuple(rows),
        "Digit: Admiralty grade of the item (1 confirmed by another document, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be"
        " judged); for single claims it follows the coder's confidence in the reading, and 1 where another document agrees.",
    )  # fmt: skip


def carried(scope: Scope) -> tuple[str, ...]:
    """The claims that carry the headline judgements of the bottom line."""
    return tuple(dict.fromkeys(claim for each in scope.headlines() for claim in each.claims))


def _items(scope: Scope, weighed: Weighed) -> Iterator[tuple[Sentence, ...]]:
    keys = weighed.key_items()
    for name, fact in weighed.facts.items():
        key = name in keys
        seen = "" if fact.observed else "Looked for and not seen: "
        yield (
            Sentence(weighed.item(name)),
            Sentence(f"{seen}{fact.text}", fact.claims),
            Sentence(_documents(scope, fact.documents)),
            Sentence(fact.digit or "6"),
            Sentence("yes" if key else "no"),
            Sentence("single source" if key and len(fact.documents) == 1 else ""),
        )


def _claim(scope: Scope, claim: BaseClaim) -> tuple[Sentence, ...]:
    agreed = any(claim.id in each.claims for each in scope.dossier.agreements.values())
    cells = (_documents(scope, (claim.source_document,)), "1" if agreed else _DIGIT[claim.confidence], "no", "")
    return (Sentence(claim.id), Sentence(claim.says, (claim.id,)), *map(Sentence, cells))


def _documents(scope: Scope, names: tuple[str, ...]) -> str:
    return "; ".join(scope.dossier.sources[name].short for name in names)
