"""Where the sources disagree: the question, the views side by side, and what would settle it."""

from collections.abc import Iterator

from detente.dossier.agreement import Disagreement
from detente.explain.sentence import Sentence, sentence_case
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.scope import Scope

SHOWN = 9
#: Kinds in the order of what a reader has to know first.
_ORDER = ("motive", "blame", "cause", "fact", "assessment", "forecast_then_outcome", "policy_advice", "evaluation", "time",
          "status", "within_document", "apparent_only")  # fmt: skip


def disputes(scope: Scope) -> Iterator[Block]:
    """The weightiest disagreements: several documents and several views first, apparent ones last."""
    ours = [each for each in scope.dossier.disagreements.values() if scope.touches(each.issues)]
    if not ours:
        return
    shown = _varied(scope, ours)
    yield Heading("Where the sources disagree")
    yield Bullets(tuple(_say(scope, each) for each in shown))
    if len(ours) > len(shown):
        issue = f" --issue {scope.issue}" if scope.issue else ""
        yield Paragraph(
            (
                Sentence(
                    f"{len(ours) - len(shown)} further disagreements: detente show {scope.dossier.dossier.id} disagreements{issue}."
                ),
            )
        )


def _varied(scope: Scope, ours: list[Disagreement]) -> list[Disagreement]:
    """Best first, but at most three of one kind, so that one quarrel does not crowd out the others."""
    ours.sort(
        key=lambda each: (
            _ORDER.index(each.kind) >= 10,
            -len(_documents(scope, each)),
            _ORDER.index(each.kind),
            -len(each.positions),
        )
    )
    shown: list[Disagreement] = []
    for each in ours:
        if sum(other.kind == each.kind for other in shown) < 3 and len(shown) < SHOWN:
            shown.append(each)
    return sorted(shown, key=lambda each: _ORDER.index(each.kind))


def _documents(scope: Scope, disagreement: Disagreement) -> tuple[str, ...]:
    return scope.documents(claim for view in disagreement.positions for claim in view.claims)


def _say(scope: Scope, disagreement: Disagreement) -> Paragraph:
    said = []
    for view in disagreement.positions:
        who = ", ".join(scope.dossier.sources[name].short for name in scope.documents(view.claims))
        said.append(Sentence(f"{who}: {view.view.rstrip('.')}.", view.claims))
    return Paragraph(
        tuple(said), f"{sentence_case(disagreement.question).rstrip('.')} ({disagreement.kind.replace('_', ' ')})"
    )
