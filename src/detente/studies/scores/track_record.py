"""The track record: every question that was published, every forecaster on every question, and what there was to beat."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.dossier.forecast import FreeCall, FreeQuestion
from detente.studies.scores import brier as events
from detente.studies.scores import question as one
from detente.studies.scores.calibration import calibration
from detente.studies.scores.murphy import murphy
from detente.studies.scores.skill import interval95, skill
from detente.studies.scores.time_average import average, days

FORMAT = "detente/scores/1"
STATES = ("resolved", "annulled", "ambiguous", "open", "closed")
#: What to beat: the base rate, even odds (with more options: all alike), the forecaster's own call before the last one.
REFERENCES = ("base_rate", "fifty", "previous", "market", "crowd")
BRIER_FORMS = {"brier": "one-sided, 0 to 1, questions of type binary", "brier_options": "sum over options, 0 to 2, questions of type multiple and ordered"}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """One forecaster on one resolved question: calls in order of days, scores of each, and the days each one counted."""

    question: FreeQuestion
    calls: tuple[FreeCall, ...]
    scores: tuple[one.Scores, ...]
    notes: tuple[str, ...]
    weights: tuple[int, ...]
    days_open: int

    def final(self, name: str) -> float | None:
        """A score of the last forecast."""
        return self.scores[-1].get(name)

    def averaged(self, name: str) -> float | None:
        """A score averaged over days."""
        return average([each.get(name) for each in self.scores], self.weights)

    def headline(self, name: str) -> float | None:
        """Averaged over days; of the last forecast where no day counted."""
        return self.averaged(name) if sum(self.weights) else self.final(name)

    def data(self) -> dict[str, Any]:
        """The entry of SCORES.json."""
        last = self.calls[-1]
        return {
            "final": {"at": last.at.isoformat(), **self.scores[-1]},
            "time_averaged": {name: self.averaged(name) for name in self.scores[-1]},
            "days_forecast": sum(self.weights), "days_open": self.days_open,
            "n_forecasts": len(self.calls), "notes": list(self.notes),
        }  # fmt: skip


def settle_conditions(questions: Sequence[FreeQuestion]) -> tuple[FreeQuestion, ...]:
    """Questions whose condition failed are annulled, and so are those whose condition was itself called off."""
    known = {each.id: each for each in questions}

    def settled(question: FreeQuestion, above: frozenset[str] = frozenset()) -> FreeQuestion:
        condition = question.condition
        parent = known.get(condition.question) if condition and question.id not in above else None
        if condition is None or parent is None:
            return question
        parent = settled(parent, above | {question.id})
        failed = parent.settled in ("annulled", "ambiguous") or (
            parent.settled == "resolved" and str(parent.resolution) != str(condition.outcome)
        )
        return question.model_copy(update={"resolution": "annulled"}) if failed else question

    return tuple(settled(each) for each in questions)


def answers(question: FreeQuestion) -> dict[str, Answer]:
    """Forecaster -> answer, for a question that is resolved with an outcome. Forecasts after the close do not count."""
    made: dict[str, list[FreeCall]] = defaultdict(list)
    for call in sorted(question.forecasts, key=lambda each: each.at):
        if question.close is None or call.at <= question.close:
            made[call.by].append(call)
    ends = [day for day in (question.close, question.actual_resolve) if day is not None]
    found = {}
    for name, calls in made.items():
        scored = [one.score(question, call.p) for call in calls]
        counted = days([call.at for call in calls], question.open, min(ends, default=None))
        notes = dict.fromkeys(note for _, each in scored for note in each)
        found[name] = Answer(
            question, tuple(calls), tuple(scores for scores, _ in scored), tuple(notes), counted.weights, counted.open
        )
    return found


def track_record(questions: Sequence[FreeQuestion], seed: int = 0) -> dict[str, Any]:
    """SCORES.json without findings. ``questions`` are checked beforehand (:mod:`detente.dossier.forecast_check`)."""
    settled = settle_conditions(questions)
    counts: Counter[str] = Counter(each.settled for each in settled)
    answered = {each.id: answers(each) if each.settled == "resolved" else {} for each in settled}
    by: dict[str, list[Answer]] = defaultdict(list)
    for each in answered.values():
        for name, answer in each.items():
            by[name].append(answer)
    off = {state: [each.id for each in settled if each.settled == state] for state in ("annulled", "ambiguous")}
    return {
        "format": FORMAT, "seed": seed, "brier_forms": BRIER_FORMS,
        "counts": {state: counts[state] for state in STATES},
        "called_off": {**off, "share": sum(map(len, off.values())) / len(settled) if settled else None},
        "questions": {name: {who: answer.data() for who, answer in each.items()} for name, each in answered.items()},
        "forecasters": {name: forecaster(each, seed) for name, each in sorted(by.items())},
    }  # fmt: skip


def binary_calls(found: Sequence[Answer]) -> list[tuple[float, bool]]:
    """(p, happened) of the final forecasts on binary questions."""
    return [(float(a.calls[-1].p), a.question.resolution == "yes") for a in found if a.question.type == "binary"]  # type: ignore[arg-type]


def forecaster(found: Sequence[Answer], seed: int) -> dict[str, Any]:
    """One forecaster over all resolved questions that they answered."""
    binary = [answer for answer in found if answer.question.type == "binary"]
    headline = [value for answer in binary if (value := answer.headline("brier")) is not None]
    logs = [answer.headline("log") for answer in binary]
    final = binary_calls(found)
    curve = calibration(final, seed)
    return {
        "n": len(found), "n_binary": len(binary),
        "brier": _mean(headline),
        "brier_final": _mean([answer.final("brier") for answer in binary]),
        "brier_options": _mean([answer.headline("brier") for answer in found if answer.question.type in ("multiple", "ordered")]),
        "log": None if None in logs else _mean(logs),
        "interval95": None if (between := interval95(headline, seed)) is None else list(between),
        "murphy": murphy(final),
        **_skills(found),
        "calibration_shown": curve is not None, "calibration": curve,
    }  # fmt: skip


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _skills(found: Sequence[Answer]) -> dict[str, Any]:
    """Skill against each reference on the questions both answered, and on how many that is. Brier in its two-sided form."""
    pairs: dict[str, list[tuple[float, float]]] = {name: [] for name in REFERENCES}
    for answer in found:
        for name in REFERENCES:
            ours = answer.final("brier") if name == "previous" else answer.headline("brier")
            theirs = _reference(answer, name)
            if ours is not None and theirs is not None:
                sides = 2 if answer.question.type == "binary" else 1
                pairs[name].append((sides * ours, sides * theirs))
    used = {name: each for name, each in pairs.items() if each}
    return {
        "skill": {name: skill(sum(a for a, _ in each), sum(b for _, b in each)) for name, each in used.items()},
        "skill_n": {name: len(each) for name, each in used.items()},
    }


def _reference(answer: Answer, name: str) -> float | None:
    """The Brier score of a reference on the question, None if the question has none."""
    question = answer.question
    if name == "previous":
        return answer.scores[-2].get("brier") if len(answer.scores) > 1 else None
    p: Any = None
    if name == "base_rate":
        p = question.base_rate.p if question.base_rate and question.type == "binary" else None
    elif name == "fifty":
        p = (
            0.5
            if question.type == "binary"
            else {option: 1 / len(question.options) for option in question.options} or None
        )
    elif question.references is not None:
        p = getattr(question.references, name)
    if isinstance(p, float | int):
        return events.brier(float(p), question.resolution == "yes")
    return events.brier_options(p, str(question.resolution)) if isinstance(p, Mapping) else None
