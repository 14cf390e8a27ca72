"""What an analyst sees at each cell, as records that any door can show: a terminal now, a page later.

A screen holds the item, the column as this analyst has filled it so far and, after the reveal, the first values and
the group's spread of this column. No other column, no total, no posterior and, in round 1, nobody else.
"""

from dataclasses import dataclass

from detente.coding.cells import say
from detente.coding.elicitation import Question, Session, Spread
from detente.coding.inquiry import Item
from detente.kernel.probability_words import SCALES

ASKED = {
    "prior": "Before any of the evidence: how likely is it that {} is the driver?",
    "item": "If {} were the driver, how likely would we be to see this?",
    "judgement": "All evidence considered: how likely is it that {} is the driver?",
}
UNSEEN = "Looked for and not seen. Rate how likely it would be to see it all the same; the engine turns it round."


@dataclass(frozen=True, slots=True)
class Row:
    """One hypothesis of the column: own value, first value and spread in words with numbers, "" where there is none."""

    hypothesis: str
    text: str
    own: str = ""
    first: str = ""
    spread: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One column with the cell that is asked. ``facts`` are lines about the item; ``kept`` is what an empty answer keeps."""

    heading: str
    facts: tuple[str, ...]
    rows: tuple[Row, ...]
    asked: str
    kept: str = ""


def screen(session: Session, question: Question) -> Screen:
    """The screen of a cell."""
    inquiry, ratings, step = session.inquiry, session.ratings, question.step
    texts = {each.id: each.text for each in inquiry.hypotheses}
    heading = (
        f"Step {ratings.steps.index(step) + 1} of {len(ratings.steps)}: {step if step.kind == 'item' else step.kind}"
    )
    if step.kind == "item":
        facts = item_facts(inquiry.item(step.item))
    else:
        facts = (inquiry.text, *(f"To be explained: {each}" for each in (inquiry.explanandum,) if each))
        if step.kind == "prior":
            facts += tuple(f"Background, not scored: {fact}" for each in inquiry.background for fact in item_facts(each)[:1])  # fmt: skip
    rows = []
    for name in question.hypotheses:
        own, first = ratings.answers.get((step, name)), session.first.get((step, name))
        rows.append(Row(name, texts[name], say(own.cell) if own else "", say(first.cell) if first else "",
                        say_spread(session.spread.get((step, name))), name == question.hypothesis))  # fmt: skip
    kept = session.shown((step, question.hypothesis))
    return Screen(heading, facts, tuple(rows), ASKED[step.kind].format(question.hypothesis), say(kept.cell) if kept else "")  # fmt: skip


def item_facts(item: Item) -> tuple[str, ...]:
    """The item in lines: text, whether it was seen, when it became known, sources and grade."""
    known = f"Known since {item.date}. " if item.date else "Undated. "
    sources = f"Sources: {'; '.join(item.sources)}. " if item.sources else "No source named. "
    grade = f"Grade: {item.grade}." if item.grade else "Not graded."
    return (item.text, *(() if item.observed else (UNSEEN,)), known + sources + grade)


def words(scale: str) -> tuple[str, ...]:
    """Every word of the scale with its band, synonyms and codes."""
    return tuple(
        f"{row.term} = {100 * row.lo:.4g}-{100 * row.hi:.4g} %"
        + (f" (also {', '.join(others)})" if (others := [name for name in row.names if name != row.term]) else "")
        for row in SCALES[scale].rows
    )


def say_spread(spread: Spread | None) -> str:
    """The group's points of one cell: ``12-60 %, median 30 % (3 analysts)``."""
    if spread is None:
        return ""
    low, middle, high, count = spread
    return (
        f"{100 * low:.3g}-{100 * high:.3g} %, median {100 * middle:.3g} % ({count} analyst{'s' if count > 1 else ''})"
    )
