"""Checking a dossier and verifying its anchors against the owner's texts."""

from dataclasses import dataclass
from pathlib import Path

from detente.coding.anchors import Outcome, locate_all
from detente.dossier.dossier import Dossier
from detente.kernel.errors import Problem, fail
from detente.sources.texts import SUFFIXES, Shelf, Text, decode
from detente.store.files import problem
from detente.store.folder import Opened, read_folder
from detente.store.shipped import folder_of
from detente.store.texts_folder import text_files
from detente.workbench.opening import open_dossier


def check(name: str | Path, *, texts: Path | None = None) -> tuple[Problem, ...]:
    """All problems of a dossier at once, in the order of files and lines; with ``texts`` its anchors too.

    A folder ``texts/`` inside the dossier (kept out of version control) is used when ``texts`` is not given.
    """
    folder = folder_of(name)
    opened = read_folder(folder)
    at_hand = texts or (folder / "texts" if (folder / "texts").is_dir() else None)
    if at_hand is not None and opened.dossier is not None:
        return (*opened.problems, *_anchor_problems(opened, opened.dossier, at_hand))
    return tuple(opened.problems)


@dataclass(frozen=True, slots=True)
class AnchorReport:
    """What became of one anchor of one claim."""

    claim: str
    document: str
    line: int
    start: int
    end: int
    outcome: Outcome


def verify(name: str | Path, texts: Path) -> tuple[AnchorReport, ...]:
    """Every anchor against the owner's texts: matched, moved, changed or missing (the document is not there)."""
    return _verify(open_dossier(name), shelf(texts))


def _verify(dossier: Dossier, shelf: Shelf) -> tuple[AnchorReport, ...]:
    anchors = [(claim, anchor) for claim in dossier.claims.values() for anchor in claim.anchors]
    reports: dict[int, AnchorReport] = {}
    for name, source in dossier.sources.items():
        ours = [
            (place, claim, anchor) for place, (claim, anchor) in enumerate(anchors) if claim.source_document == name
        ]
        text = shelf.find(source.sha256, source.file)
        spans = [(anchor.start, anchor.end, anchor.fingerprint) for _, _, anchor in ours]
        outcomes = [Outcome("missing")] * len(spans) if text is None else locate_all(text.text, spans)
        for (place, claim, anchor), outcome in zip(ours, outcomes, strict=True):
            reports[place] = AnchorReport(claim.id, name, anchor.line, anchor.start, anchor.end, outcome)
    return tuple(reports[place] for place in sorted(reports))


def shelf(texts: Path) -> Shelf:
    """The owner's texts of a folder. Raises DetenteError if it holds none, or one that is not UTF-8."""
    return Shelf(decoded(name, content) for name, content in text_files(texts, SUFFIXES))


def decoded(name: str, content: bytes) -> Text:
    """Bytes to text. Raises DetenteError (file-not-utf8)."""
    try:
        return decode(name, content)
    except UnicodeDecodeError as error:
        raise fail("file-not-utf8", f"byte {error.start} is no UTF-8", file=name) from None


def _anchor_problems(opened: Opened, dossier: Dossier, texts: Path) -> list[Problem]:
    if any(claim.source_document not in dossier.sources for claim in dossier.claims.values()):
        return []  # already reported as unknown ids
    problems = []
    for report in _verify(dossier, shelf(texts)):
        if report.outcome.status == "matched":
            continue
        file, loc = opened.places["claims", report.claim]
        slug = "anchor-missing-text" if report.outcome.status == "missing" else "anchor-mismatch"
        what = {
            "missing": "its document is not among the texts",
            "changed": "the words are not in the document any more",
        }
        message = what.get(report.outcome.status, f"the words have moved to position {report.outcome.start}")
        said = f"{report.claim} ({report.document}, line {report.line}): {message}"
        problems.append(problem(opened.folder / file, slug, said, line=opened.line(file, loc)))
    return problems
