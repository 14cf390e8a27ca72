"""The bottom line: the coder's judgements first, then what the positions show."""

from collections.abc import Iterator

from detente.explain.scale import say_distance
from detente.explain.sentence import Sentence, listed, sentence_case
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.key_judgements import judgement
from detente.reports.brief.scope import Scope

_NOBODY = "No position of either side is coded for this view, so nothing can be said about where they stand."
_ONE_SIDE = (
    "On no issue are positions of both sides coded for this view, so nothing can be said about how far apart they are."
)


def bottom_line(scope: Scope) -> Iterator[Block]:
    """Judgements as bullets with the claims that carry them.

    Without judgements: the answers to the questions, and what most
    documents agree on.
    """
    yield Heading("Bottom line")
    judged = scope.headlines()
    if judged:
        yield Bullets(tuple(
            Paragraph((Sentence(sentence_case(each.statement), each.claims, kind="J", evidence=each.claims),)) for each in judged
        ))  # fmt: skip
        return
    agreed = sorted(
        (a for a in scope.dossier.agreements.values() if scope.touches(a.issues)),
        key=lambda a: -len(scope.documents(a.claims)),
    )
    said = [judgement(each) for each in scope.weighed]
    said += [Sentence(sentence_case(a.statement), a.claims, kind="F") for a in agreed[:3]]
    if said:
        yield Bullets(tuple(Paragraph((each,)) for each in said))
    else:
        yield Paragraph(
            (Sentence("Neither a judgement nor an agreement of documents is coded for this view.", kind="A"),)
        )


def distances(scope: Scope) -> Paragraph:
    """How far apart the two governments stand, in a sentence or two."""
    said = tuple(_positions(scope))
    anybody = any(position for issue in scope.issues for position in scope.sides(issue))
    return Paragraph(said or (Sentence(_ONE_SIDE if anybody else _NOBODY),))


def _positions(scope: Scope) -> Iterator[Sentence]:
    distances = {issue: gap for issue in scope.issues if (gap := scope.distance(issue)) is not None}
    if not distances:
        return
    name = {issue: scope.dossier.issues[issue].name for issue in distances}
    if scope.issue:
        yield Sentence(
            f"On {name[scope.issue]} the two governments are {say_distance(distances[scope.issue])}: {distances[scope.issue]:.0f} points of 100 between them."
        )
        return
    ranked = sorted(distances, key=lambda issue: -distances[issue])
    far = [issue for issue in ranked if distances[issue] >= 25][:3]
    near = [issue for issue in reversed(ranked) if distances[issue] < 25][:3]
    if far:
        yield Sentence(
            f"On the coded positions the two governments stand furthest apart on {listed(f'{name[i]} ({distances[i]:.0f} points)' for i in far)}."
        )
    if near:
        yield Sentence(
            f"{'They' if far else 'On the coded positions the two governments'} stand closest on {listed(f'{name[i]} ({distances[i]:.0f})' for i in near)}."
        )
