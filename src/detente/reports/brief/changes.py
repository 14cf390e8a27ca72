"""What changed since the brief that this one follows: posteriors, evidence added, evidence withdrawn."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence, listed
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.key_judgements import label
from detente.reports.brief.scope import Scope
from detente.reports.brief.weighed import Weighed


def changes(scope: Scope, previous: str) -> Iterator[Block]:
    """One bullet a question; nothing if this is the first assessment."""
    if scope.since is None:
        return
    before = {each.id: each for each in scope.before}
    yield Heading("Changes")
    yield Paragraph((Sentence(f"Compared with {previous}, the brief as known on {scope.since.isoformat()}."),))
    told = tuple(
        Paragraph((Sentence(f"{_change(each, before.get(each.id))}."),), label=label(scope, each))
        for each in scope.weighed
    )
    yield Bullets(told or (Paragraph((Sentence("No question weighs rival explanations in this view."),)),))


def _change(now: Weighed, then: Weighed | None) -> str:
    leader = now.name(now.leader)
    if then is None:
        return f"new: no evidence on it was known by then; {leader} leads with {now.posterior(now.leader):.0%}"
    added = [now.item(name) for name in now.facts if name not in then.facts]
    gone = [then.item(name) for name in then.facts if name not in now.facts]
    moved = f"from {then.posterior(now.leader):.0%} to {now.posterior(now.leader):.0%}"
    lead = (
        f"{leader} leads as before"
        if now.leader == then.leader
        else f"{leader} leads in place of {then.name(then.leader)}"
    )
    return "; ".join(
        filter(
            None,
            (
                f"{lead} ({moved})",
                f"added {listed(added)}" if added else "no evidence added",
                f"withdrawn {listed(gone)}" if gone else "",
            ),
        )
    )
