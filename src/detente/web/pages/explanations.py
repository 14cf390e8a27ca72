"""The explanations: rival hypotheses, the evidence under each, who holds which, and what would change the answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente import workbench
from detente.kernel.errors import fail
from detente.web.templating import render
from detente.web.view import View, Viewed

router = APIRouter(include_in_schema=False)
Without = Annotated[list[Annotated[str, Query(max_length=120)]], Query(max_length=40)]
Who = Annotated[str, Query(max_length=120)]


@router.get("/explanations")
def explanations(request: Request, view: Viewed) -> Response:
    """All questions; their answers come in a second request."""
    return render(request, "explanations.html", view=view)


@router.get("/explanations/table")
def table(request: Request, view: Viewed) -> Response:
    """Each question with its answer."""
    return render(
        request, "explanations_table.html", view=view, questions=workbench.list_questions(view.name, as_known_on=view.day)
    )  # fmt: skip


@router.get("/explanations/{question}")
def one(request: Request, view: Viewed, question: str, without: Without = []) -> Response:  # noqa: B006  fastapi copies it
    """One question: the verdict, who says so, what would change it, and the table."""
    told = workbench.answer_question(view.name, question, without=without, as_known_on=view.day)
    others = view.dossier.questions
    return render(request, "explanation.html", view=view, told=told, others=others, bridge=_first_bridge(view, told))


@router.get("/explanations/{question}/answer")
def answer(request: Request, view: Viewed, question: str, without: Without = []) -> Response:  # noqa: B006
    """What changes when a source is left out."""
    told = workbench.answer_question(view.name, question, without=without, as_known_on=view.day)
    return render(request, "explanation_answer.html", view=view, told=told)


@router.get("/explanations/{question}/bridge")
def bridge(request: Request, view: Viewed, question: str, first: Who, second: Who) -> Response:
    """What separates two analysts, and what would decide between them."""
    if first == second:
        return render(request, "explanation_bridge.html", view=view, bridge=None, question=question)
    found = workbench.bridge_between(view.name, question, first, second, as_known_on=view.day)
    return render(request, "explanation_bridge.html", view=view, bridge=found, question=question)


@router.get("/explanations/{question}/cells/{item}/{hypothesis}")
def cell(request: Request, view: Viewed, question: str, item: str, hypothesis: str) -> Response:
    """One judgement with its ground."""
    found, row, column = workbench.judgement_at(view.name, question, item, hypothesis, as_known_on=view.day)
    return render(request, "explanation_cell.html", view=view, cell=found, row=row, column=column, question=question)


@router.get("/explanations/{question}/facts/{item}")
def fact(request: Request, view: Viewed, question: str, item: str) -> Response:
    """One fact: who tells it, and how likely it is under each explanation."""
    told = workbench.answer_question(view.name, question, as_known_on=view.day)
    column = next((each for each in (*told.evidence, *told.background) if each.id == item), None)
    if column is None:
        raise fail("id-unknown", f"there is no fact {item!r} in {question}")
    cells = [(row, each) for row in told.explanations for each in row.cells if each.item == item]
    cells.sort(key=lambda pair: -pair[1].point)
    return render(request, "explanation_fact.html", view=view, told=told, column=column, cells=cells)


@router.get("/explanations/{question}/rows/{hypothesis}")
def row(request: Request, view: Viewed, question: str, hypothesis: str) -> Response:
    """One explanation: its prior, its posterior, and what speaks for and against it."""
    told = workbench.answer_question(view.name, question, as_known_on=view.day)
    found = next((each for each in told.explanations if each.id == hypothesis), None)
    if found is None:
        raise fail("id-unknown", f"there is no explanation {hypothesis!r} in {question}")
    facts = {each.id: each for each in told.evidence}
    cells = sorted(found.cells, key=lambda each: -each.tilt)
    return render(request, "explanation_row.html", view=view, told=told, row=found, cells=cells, facts=facts)


def _first_bridge(view: View, told: Any) -> Any:
    """The two analysts furthest apart to begin with: the first who hold different explanations."""
    if len(told.analysts) < 1:
        return None
    names = [each.id for each in told.analysts]
    pairs = [(a, b) for place, a in enumerate(names) for b in names[place + 1 :]] or [("table", names[0])]
    found = None
    for a, b in pairs[:12]:
        found = workbench.bridge_between(view.name, told.question, a, b, as_known_on=view.day)
        if not found.same:
            return found
    return found
