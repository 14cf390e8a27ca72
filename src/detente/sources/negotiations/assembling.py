"""The end of every reading: the domain's name, its issues and the parties make a negotiation."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from detente.dossier.negotiation import Level, Negotiation, NegotiationIssue, Party
from detente.sources.negotiations.findings import Document


class Named(Protocol):
    """An issue as its format reads it: whatever else it knows, it has an id and levels."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def levels(self) -> tuple[Level, ...]: ...  # noqa: D102


def assembled(domain: Document, issues: Sequence[Named], parties: Iterable[Party | None]) -> Negotiation:
    """The negotiation, named as its domain says, else after the domain's file."""
    name = domain.data.get("name")
    return Negotiation(
        name if isinstance(name, str) and name.strip() else domain.stem,
        tuple(NegotiationIssue(each.name, each.levels) for each in issues),
        tuple(each for each in parties if each is not None),
    )
