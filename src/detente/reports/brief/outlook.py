"""What the analysts expect and advise: open expectations with their holders, advice side by side."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from detente.dossier.claim import Advice, BaseClaim, Expectation
from detente.explain.sentence import Sentence, sentence_case
from detente.kernel.dates import say_interval
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.scope import Scope

EACH = 4


def outlook(scope: Scope) -> Iterator[Block]:
    """Two lists: expectations that nothing has settled yet, and advice; both by document."""
    open_ones = [
        c
        for c in scope.claims()
        if isinstance(c, Expectation) and c.outcome == "open" and c.author_attitude != "rejects"
    ]
    if open_ones:
        yield Heading("Open expectations")
        yield Bullets(tuple(_by_document(scope, open_ones)))
    advice = [c for c in scope.claims() if isinstance(c, Advice) and c.said_by.role == "author"]
    if advice:
        yield Heading("What the analysts advise")
        yield Bullets(tuple(_by_document(scope, advice)))


def _by_document(scope: Scope, claims: Sequence[BaseClaim]) -> Iterator[Paragraph]:
    groups: dict[str, list[BaseClaim]] = defaultdict(list)
    for claim in claims:
        groups[claim.source_document].append(claim)
    for name in scope.dossier.sources:
        ranked = sorted(
            groups[name],
            key=lambda c: (
                c.said_by.role != "author",
                c.author_attitude == "hedges",
                c.confidence != "high",
                -c.anchors[0].start,
            ),
        )
        chosen = sorted(ranked[:EACH], key=lambda c: c.anchors[0].start)
        if chosen:
            yield Paragraph(
                tuple(_say(scope, each) for each in chosen), f"{scope.dossier.sources[name].short.rstrip('.…')}."
            )


def _say(scope: Scope, claim: BaseClaim) -> Sentence:
    due = getattr(claim, "due", None)
    when = f" (by {say_interval(due.start, due.end)})" if due else ""
    holder = getattr(claim, "holder", None) or getattr(claim, "adviser", None)
    authors = scope.dossier.sources[claim.source_document].author_actors
    who = "" if holder in authors or holder == "unknown" else f"{scope.dossier.actor_name(str(holder))}: "
    return Sentence(f"{who}{sentence_case(claim.says)[:-1]}{when}.", (claim.id,))
