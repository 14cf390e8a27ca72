"""A brief for a page: composed with what its checks find beside it, and as a file in one of its forms."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from detente.kernel.dates import parse_day
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import nearest
from detente.reports.blocks import Block, Heading, Report
from detente.reports.brief.sections import SECTIONS
from detente.store.files import Stamp, stamp
from detente.store.shipped import folder_of
from detente.workbench.briefing import compose_brief
from detente.workbench.opening import open_dossier
from detente.workbench.rendering import render

Progress = Callable[[int, int], None]
#: The forms of a file and their media types.
FORMS = {"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What a brief is to be about; "" stands for the usual. ``left_out`` are keys of the sections; days are ISO text."""

    as_of: str = ""
    period: str = ""
    scenario: str = ""
    issue: str = ""
    question: str = ""
    since: str = ""
    reader: str = ""
    decision: str = ""
    horizon: str = ""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding of a check: its number, what is wrong, and the heading under which it stands ("" for the whole brief)."""

    check: str
    message: str
    level: str
    heading: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A brief with its checks; ``passed`` of ``checks``. The last page of findings is left to the files."""

    report: Report
    checks: int
    passed: int
    remarks: tuple[Remark, ...]


def compose_page(name: str | Path, choice: Choice, *, progress: Progress | None = None) -> Composed:
    """The brief and the findings of the 31 checks. Raises DetenteError for an unknown issue, question, period or section."""
    from detente.reports.lint.lint import lint
    from detente.reports.markdown import profile

    report = _composed(name, choice, progress)
    bare = replace(report, blocks=_unchecked(report))
    text = profile(bare)
    found = lint(text, report.model, file=str(report.front["id"]))
    lines = text.split("\n")
    remarks = tuple(Remark(each.check, each.message, each.level, _heading(lines, each.line)) for each in found.findings)
    return Composed(bare, found.n_checks, len(found.passed), remarks)


def brief_file(name: str | Path, form: str, choice: Choice, *, progress: Progress | None = None) -> tuple[str, str, bytes]:  # fmt: skip
    """Name, media type and content of the brief as a file."""
    if form not in FORMS:
        raise fail("option-invalid", f"there is no format {form!r}", f"Use one of {', '.join(FORMS)}.")
    report = _composed(name, choice, progress)
    content = render(report, form)
    return f"{report.front['id']}.{form}", FORMS[form], content.encode("utf-8") if isinstance(content, str) else content


def checked_choice(name: str | Path, choice: Choice) -> Choice:
    """The choice itself, known to be possible. Raises DetenteError with every id, section or day in it that is not there."""
    dossier = open_dossier(name, as_known_on=_day(choice.as_of), scenario=choice.scenario or None)
    problems: list[Problem] = []
    periods = {each.id for each in dossier.dossier.periods}
    for what, told, known in (
        ("issue", choice.issue, dossier.issues), ("question", choice.question, dossier.questions), ("period", choice.period, periods),
    ):  # fmt: skip
        if told and told not in known:
            guess = nearest(told, known)
            problems += fail("id-unknown", f"there is no {what} {told[:80]!r}", f"Did you mean {guess!r}?" if guess else "").problems  # fmt: skip
    if unknown := [each for each in choice.left_out if each not in SECTIONS]:
        problems += fail("option-invalid", f"there is no section {unknown[0][:80]!r}", f"Use {', '.join(SECTIONS)}.").problems  # fmt: skip
    if len(choice.left_out) == len(SECTIONS):
        problems += fail("option-invalid", "every section is left out", "Choose one at least.").problems
    for told in (choice.since, choice.horizon):
        try:
            _day(told)
        except DetenteError as error:
            problems += error.problems
    if problems:
        raise DetenteError(*problems)
    return choice


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except ValueError as error:
        raise fail("option-invalid", str(error)) from None


def _composed(name: str | Path, choice: Choice, progress: Progress | None) -> Report:
    folder = folder_of(name)
    checked_choice(name, choice)
    key = (folder, stamp(folder), choice)
    if key not in _kept:
        _kept[key] = _compose(folder, choice, progress)
        while len(_kept) > KEPT:
            _kept.pop(next(iter(_kept)))
    return _kept[key]


#: Briefs remembered as long as no file is touched, for the files that are asked for next.
_kept: dict[tuple[Path, Stamp, Choice], Report] = {}
KEPT = 4


def _compose(folder: Path, choice: Choice, progress: Progress | None) -> Report:
    day, since, horizon = (_day(each) for each in (choice.as_of, choice.since, choice.horizon))
    desk = {"reader": choice.reader or None, "decision": choice.decision or None, "horizon": horizon}
    return compose_brief(
        folder, as_known_on=day, issue=choice.issue or None, period=choice.period or None, scenario=choice.scenario or None, since=since, desk=desk,
        question=choice.question or None, left_out=choice.left_out, progress=progress,
    )  # fmt: skip


def _unchecked(report: Report) -> tuple[Block, ...]:
    """The blocks without the page of findings, which stands beside them."""
    places = [
        place for place, block in enumerate(report.blocks) if isinstance(block, Heading) and block.text == "Checks"
    ]
    return report.blocks[: places[-1]] if places else report.blocks


def _heading(lines: list[str], line: int) -> str:
    """The heading of the section in which a line stands."""
    for each in reversed(lines[: max(0, line)]):
        if each.startswith("## "):
            return each.removeprefix("## ").strip()
    return ""
