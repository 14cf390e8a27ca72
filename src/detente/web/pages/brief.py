"""The brief: chosen on the left, its checks beside it, read on the page, taken along as a file."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from detente import workbench
from detente.kernel.errors import fail
from detente.web.templating import render
from detente.web.view import View, Viewed
from detente.web.words import t

router = APIRouter(include_in_schema=False)
COMPOSE, FILE = "detente.workbench.compose_page", "detente.workbench.brief_file"
Name = Annotated[str, Query(max_length=120)]
Line = Annotated[str, Query(max_length=200)]
Sections = Annotated[list[Annotated[str, Query(max_length=40)]], Query(default_factory=list, max_length=60)]


def _choice(view: Viewed, section: Sections, issue: Name = "", question: Name = "", since: Name = "", reader: Line = "", decision: Line = "",
            horizon: Name = "") -> workbench.Choice:  # fmt: skip
    """What is asked for, checked before anything is composed."""
    unknown = [each for each in section if each not in workbench.BRIEF_SECTIONS]
    if unknown:
        raise fail(
            "option-invalid", f"there is no section {unknown[0]!r}", f"Use {', '.join(workbench.BRIEF_SECTIONS)}."
        )
    left_out = tuple(each for each in workbench.BRIEF_SECTIONS if section and each not in section)
    choice = workbench.Choice(
        view.day.isoformat() if view.day else "", view.period or "", view.scenario or "", issue, question, since, reader.strip(), decision.strip(), horizon,
        left_out,
    )  # fmt: skip
    return workbench.checked_choice(view.name, choice)


Chosen = Annotated[workbench.Choice, Depends(_choice)]


@router.get("/brief")
def brief(request: Request, view: Viewed, choice: Chosen, go: Name = "") -> Response:
    """The form; with ``go`` the brief comes in a second request."""
    return render(
        request, "brief.html", view=view, choice=choice, sections=tuple(workbench.BRIEF_SECTIONS), asked=_asked(choice), go=go,
        desk=view.dossier.dossier.desk, issues=view.dossier.issues, questions=view.dossier.questions, periods=view.dossier.dossier.periods,
    )  # fmt: skip


@router.get("/brief/preview")
def preview(request: Request, view: Viewed, choice: Chosen) -> Response:
    """The brief itself, block by block, every sentence with its sources."""
    done = view.slow(COMPOSE, t("brief.composing"), name=view.name, choice=choice)
    headings = [block.text for block in done.report.blocks if _kind(block) == "heading" and block.level == 1]
    return render(
        request, "brief_preview.html", view=view, done=done, asked=_asked(choice), headings=headings, forms=workbench.BRIEF_FORMS, kind=_kind,
        anchors={text: _anchor(text) for text in headings}, parts=_Parts(done.report.model),
    )  # fmt: skip


@router.get("/brief/figure/{place}")
def figure(request: Request, view: Viewed, choice: Chosen, place: int) -> Response:
    """One figure of the brief, by its place among the blocks."""
    blocks = view.slow(COMPOSE, t("brief.composing"), name=view.name, choice=choice).report.blocks
    if not 0 <= place < len(blocks) or _kind(blocks[place]) != "figure":
        raise fail("id-unknown", f"there is no figure {place} in this brief")
    return render(request, "figure.html", view=view, chart=blocks[place].chart)


@router.get("/brief/file/{form}")
def file(request: Request, view: Viewed, choice: Chosen, form: str) -> Response:
    """Make a file; while that runs, its progress, and when it is done, the link to it."""
    name, _, content = _file(view, form, choice)
    return render(request, "brief_file.html", view=view, name=name, size=len(content), form=form, asked=_asked(choice))


@router.get("/brief/download/{form}")
def download(view: Viewed, choice: Chosen, form: str) -> Response:
    """The file itself."""
    name, media, content = _file(view, form, choice)
    return Response(content, media_type=media, headers={"content-disposition": f'attachment; filename="{name}"'})


def _file(view: View, form: str, choice: workbench.Choice) -> tuple[str, str, bytes]:
    if form not in workbench.BRIEF_FORMS:
        raise fail("id-unknown", f"there is no format {form[:20]!r}", f"Use one of {', '.join(workbench.BRIEF_FORMS)}.")
    found: tuple[str, str, bytes] = view.slow(FILE, t("brief.making", form=t(f"brief.form.{form}")), name=view.name, form=form, choice=choice)  # fmt: skip
    return found


def _asked(choice: workbench.Choice) -> list[tuple[str, str]]:
    """The choice as a query, without what the view carries anyway."""
    told = replace(choice, as_of="", period="", scenario="", left_out=())
    pairs = [
        (key, value)
        for key in ("issue", "question", "since", "reader", "decision", "horizon")
        if (value := getattr(told, key))
    ]
    kept = [each for each in workbench.BRIEF_SECTIONS if each not in choice.left_out] if choice.left_out else []
    return [*pairs, *(("section", each) for each in kept)]


def _kind(block: Any) -> str:
    """heading, paragraph, bullets, table or figure."""
    return type(block).__name__.lower()


def _anchor(heading: str) -> str:
    """An id for a heading of the brief."""
    return "s-" + "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in heading.lower()).split())


class _Parts:
    """A sentence in pieces: the numbers that a model gave lead to the explanation, the items named lead to the fact."""

    def __init__(self, model: dict[str, Any] | None) -> None:
        results = (model or {}).get("results", [model] if model else [])
        self.questions = [each["id"] for each in results]
        self.items = {item: each["id"] for each in results for item in each["items"]}

    def __call__(self, sentence: Any) -> list[tuple[str, str]]:
        """(text, address or "") of each piece, in order."""
        pieces, rest = [], sentence.text
        for printed, name in sentence.bound:
            question, _, hypothesis = name.rpartition(".")
            question = question or (self.questions[0] if len(self.questions) == 1 else "")
            before, found, after = rest.partition(printed)
            if found and question in self.questions:
                pieces += [(before, ""), (printed, f"/explanations/{question}/rows/{hypothesis}")]
                rest = after
        return [*pieces, (rest, "")]

    def fact(self, name: str) -> str:
        """The address of an item that a sentence names, "" if no question has it."""
        item = name.rpartition(".")[2]
        return f"/explanations/{self.items[item]}/facts/{item}" if item in self.items else ""
