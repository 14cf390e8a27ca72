"""What rests on one source only, and what would be left without each source."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence, listed
from detente.reports.blocks import Block, Figure, Heading, Paragraph, Table
from detente.reports.brief.scope import Scope


def fragility(scope: Scope, figure: Figure | None) -> Iterator[Block]:
    """Shares of single-source events and positions, and the loss if one document were withdrawn."""
    if len(scope.dossier.sources) < 2:
        return
    positions = [
        p
        for p in scope.dossier.positions.values()
        if p.period == scope.period.id and scope.touches((p.issue,)) and p.position.claims
    ]
    events = [e for e in scope.dossier.events.values() if scope.touches(e.issues) and e.claims]
    if not positions and not events:
        return
    yield Heading("What rests on one source")
    alone = [p for p in positions if len(scope.documents(p.position.claims)) == 1]
    lonely = [e for e in events if len(scope.documents(e.claims)) == 1]
    said = []
    if events:
        said.append(Sentence(f"{len(lonely)} of {len(events)} events stand in one document only."))
    if positions:
        said.append(Sentence(f"{len(alone)} of {len(positions)} positions of this period rest on one document."))
    yield Paragraph(tuple(said))
    if figure is not None:
        yield figure
    rows = []
    for name, source in scope.dossier.sources.items():
        lost = [p for p in alone if scope.documents(p.position.claims) == (name,)]
        issues = list(dict.fromkeys(scope.dossier.issues[p.issue].name for p in lost))
        gone = [e for e in lonely if scope.documents(e.claims) == (name,)]
        agreed = [
            a
            for a in scope.dossier.agreements.values()
            if scope.touches(a.issues) and name in (d := scope.documents(a.claims)) and len(d) == 2
        ]
        shown = listed(issues[:3]) + (f" and {len(issues) - 3} more" if len(issues) > 3 else "")
        cells = (source.short, source.reliability, str(len(gone)), str(len(lost)), shown or "-", str(len(agreed)))
        rows.append(tuple(Sentence(cell) for cell in cells))
    yield Table(
        ("Without", "Letter", "Events lost", "Positions lost", "On", "Agreements lost"), tuple(rows),
        "What would rest on nothing if the document were withdrawn. The letter is the Admiralty grade of the source.", (2, 3, 5),
    )  # fmt: skip
