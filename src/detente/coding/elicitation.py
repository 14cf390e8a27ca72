"""Asking for ratings, one column at a time: a frozen state machine that never touches a file, a clock or a screen.

Hypotheses stand in rows and evidence in columns, the only layout that lowered confirmation bias in a controlled test
(Dhami et al. 2024, *CRPI* 9:37, N = 161). In round 1 a session holds the inquiry and the analyst's own ratings and
nothing else, so there is nothing that it could leak; in round 2 it also holds the analyst's first values and the
group's spread. Every change gives a new session; ``at`` is the time, told by the caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import median

from detente.coding.cells import read_cell
from detente.coding.inquiry import Inquiry
from detente.coding.ratings import JUDGEMENT, PRIOR, REVEALED, Key, Rating, Ratings, Step, blank

#: (smallest, median, largest point) over the group, and the number of analysts.
Spread = tuple[float, float, float, int]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked next: the step, the hypothesis, and all hypotheses in the order of this analyst."""

    step: Step
    hypothesis: str
    hypotheses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One analyst at one question. ``first`` and ``spread`` are empty in round 1."""

    inquiry: Inquiry
    ratings: Ratings
    first: Mapping[Key, Rating] = field(default_factory=dict)
    spread: Mapping[Key, Spread] = field(default_factory=dict)

    def next_question(self) -> Question | None:
        """The cell that is asked next; None when every cell was rated or skipped."""
        if self.ratings.place is None:
            return None
        step, hypothesis = self.ratings.key_at(self.ratings.place)
        return Question(step, hypothesis, self.ratings.hypotheses)

    def answer(self, given: str, *, at: str = "", reason: str = "") -> "Session":
        """Rate the cell that is asked: a word, a number or a range. Then the first open cell is asked.

        A second answer to a cell is a revision and keeps the first value; so does every answer of round 2 that follows
        a value of round 1. Raises ValueError with a sentence if the answer is no probability, or 0 or 1.
        """
        return self._give(Rating(read_cell(given, self.inquiry.scale), at, reason.strip()))

    def keep(self, *, at: str = "") -> "Session":
        """Leave the cell as it stands: the value it has, or in round 2 the first value. Raises ValueError if there is none."""
        key = self._key()
        if key in self.ratings.answers:
            return self._moved(replace(self.ratings, skipped=self.ratings.skipped - {key[0]}))
        if key not in self.first:
            raise ValueError("there is no value yet to keep")
        return self._give(Rating(self.first[key].cell, at, self.first[key].reason))

    def back(self) -> "Session":
        """Ask the cell before this one again. Raises ValueError at the first cell."""
        place = self.ratings.place
        place = len(self.ratings.steps) * len(self.ratings.hypotheses) if place is None else place
        if place == 0:
            raise ValueError("this is the first cell")
        return replace(self, ratings=replace(self.ratings, place=place - 1, finished=""))

    def skip(self) -> "Session":
        """Leave the whole column out. What was rated in it stays on record and does not count."""
        step, _ = self._key()
        return self._moved(replace(self.ratings, skipped=self.ratings.skipped | {step}))

    def again(self, step: Step) -> "Session":
        """Ask a step again from its first hypothesis, as after incoherent probabilities. Raises ValueError if it is not asked."""
        if step not in self.ratings.steps:
            raise ValueError(f"{step} is not asked")
        place = self.ratings.steps.index(step) * len(self.ratings.hypotheses)
        return replace(self, ratings=replace(self.ratings, place=place, finished=""))

    def finish(self, *, at: str) -> "Session":
        """Close the round at ``at``, an ISO time. Raises ValueError while cells are open."""
        if self.ratings.open:
            step, hypothesis = self.ratings.open[0]
            raise ValueError(f"{len(self.ratings.open)} cells are still open, the first is {step} under {hypothesis}")
        return replace(self, ratings=replace(self.ratings, place=None, finished=at))

    def shown(self, key: Key) -> Rating | None:
        """The value that an empty answer keeps: the cell's own, or in round 2 the first."""
        return self.ratings.answers.get(key) or self.first.get(key)

    def _key(self) -> Key:
        if self.ratings.place is None:
            raise ValueError("every cell was rated or skipped")
        return self.ratings.key_at(self.ratings.place)

    def _give(self, new: Rating) -> "Session":
        key = self._key()
        held = self.ratings.answers.get(key) or self.first.get(key)
        answers = {**self.ratings.answers, key: held.revised(new) if held else new}
        return self._moved(replace(self.ratings, answers=answers, skipped=self.ratings.skipped - {key[0]}))

    def _moved(self, ratings: Ratings) -> "Session":
        """Go on: down the column while it is being walked again, then to the first open cell."""
        step, _ = self._key()
        below = list(ratings.keys()).index(self._key()) + 1
        same = below < len(ratings.steps) * len(ratings.hypotheses) and ratings.key_at(below)[0] == step
        if same and step not in ratings.skipped:
            return replace(self, ratings=replace(ratings, place=below))
        keys = list(ratings.keys())
        return replace(self, ratings=replace(ratings, place=keys.index(ratings.open[0]) if ratings.open else None))


def begin(inquiry: Inquiry, *, analyst: str, seed: int = 0, prior: bool = True, judgement: bool = False) -> Session:  # fmt: skip
    """A blind first round."""
    return Session(inquiry, blank(inquiry, analyst=analyst, seed=seed, prior=prior, judgement=judgement))


def begin_again(inquiry: Inquiry, own: Ratings, group: tuple[Ratings, ...], *, seed: int = 0) -> Session:
    """A second round after the reveal: ``own`` and ``group`` (own among them) are finished first rounds."""
    made = blank(inquiry, analyst=own.analyst, seed=seed, round_number=REVEALED, prior=PRIOR in own.steps,
                 judgement=JUDGEMENT in own.steps)  # fmt: skip
    return after_reveal(Session(inquiry, made), own, group)


def after_reveal(session: Session, own: Ratings, group: tuple[Ratings, ...]) -> Session:
    """The session with the first values and the spread of the group, which a file of the second round does not hold."""
    first = {(step, name): each for step in own.steps for name, each in own.rated(step).items()}
    return replace(session, first=first, spread=spread(group))


def spread(group: tuple[Ratings, ...]) -> dict[Key, Spread]:
    """Smallest, median and largest point of every cell that at least one analyst rated, and how many did."""
    points: dict[Key, list[float]] = {}
    for each in group:
        for step in each.steps:
            for name, rating in each.rated(step).items():
                points.setdefault((step, name), []).append(rating.cell.point)
    return {key: (min(found), median(found), max(found), len(found)) for key, found in points.items()}
