"""Competing hypotheses: read questions, audit each of them, and lay the results out as the doors write them."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.engines.hypotheses.parts import PARTS
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import nearest

if TYPE_CHECKING:
    from detente.engines.hypotheses.question import Question

#: Called with questions done and questions in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Audited:
    """One result for each question, in input order; ``batch`` says whether the input held several by its form."""

    results: tuple[dict[str, Any], ...]
    batch: bool

    @property
    def data(self) -> dict[str, Any]:
        """The content of RESULT.json: one result, or a set of them."""
        from detente.engines.hypotheses.result import SET_FORMAT

        return {"format": SET_FORMAT, "results": list(self.results)} if self.batch else self.results[0]

    def json(self) -> str:
        """The text of RESULT.json, numbers in full precision."""
        return json.dumps(self.data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def solve_question(source: str | Path | Mapping[str, Any], *, parts: str | Iterable[str] = "all",
                   as_of: date | None = None, draws: int | None = None, seed: int | None = None) -> dict[str, Any]:  # fmt: skip
    """The audit of a question, or of a batch, with the fields of RESULT.json.

    ``source`` is a path (as for ``detente hypotheses solve``) or the question itself as a mapping; ``parts`` is ``all``
    or names of :data:`detente.engines.hypotheses.parts.PARTS`; ``as_of``, ``draws`` and ``seed`` go before the question's
    own. Raises DetenteError with every problem of every question.
    """
    if isinstance(source, Mapping):
        return _audit([("question", source)], False, parts, as_of, draws, seed, None).data
    return solve_questions(source, parts=parts, as_of=as_of, draws=draws, seed=seed).data


def solve_questions(path: str | Path, *, parts: str | Iterable[str] = "all", as_of: date | None = None,
                    draws: int | None = None, seed: int | None = None, progress: Progress | None = None) -> Audited:  # fmt: skip
    """The audit of every question at a path: a file, a batch, or a folder. Raises DetenteError with every problem."""
    from detente.store.question_files import load

    loaded = load(Path(path))
    return _audit(loaded.questions, loaded.batch, parts, as_of, draws, seed, progress, loaded.problems)


def chosen_parts(parts: str | Iterable[str]) -> tuple[str, ...]:
    """The parts of a list, by name or as text with commas. Raises DetenteError for one that does not exist."""
    names = [each.strip() for each in parts.split(",")] if isinstance(parts, str) else list(parts)
    if names == ["all"]:
        return PARTS
    for name in names:
        if name not in PARTS:
            guess = nearest(name, PARTS)
            fix = f"Did you mean {guess!r}?" if guess else f"Use all, or names from: {', '.join(PARTS)}."
            raise fail("option-invalid", f"--parts: there is no part {name!r}", fix)
    return tuple(name for name in PARTS if name in names)


def _audit(sources: Iterable[tuple[str, Any]], batch: bool, parts: str | Iterable[str], as_of: date | None,
           draws: int | None, seed: int | None, progress: Progress | None, found: Iterable[Problem] = ()) -> Audited:  # fmt: skip
    from detente import __version__
    from detente.engines.hypotheses.solve import excluded, solve

    wanted = chosen_parts(parts)
    if draws is not None and not 1 <= draws <= 1_000_000:
        raise fail("option-invalid", f"--draws: {draws} draws are out of range", "Use 1 to 1,000,000.")
    if seed is not None and seed < 0:
        raise fail("option-invalid", f"--seed: {seed} is negative", "Use 0 or a positive whole number.")
    questions, problems = _read(sources, batch, as_of)
    problems = [*found, *problems]
    for file, question in questions:
        problems += _placed(excluded(question), file, question.id if batch else "")
    if problems:
        raise DetenteError(*problems)
    results = []
    for _, question in questions:
        results.append(solve(question, wanted, draws=draws, seed=seed, version=__version__))
        if progress is not None:
            progress(len(results), len(questions))
    return Audited(tuple(results), batch)


def _read(sources: Iterable[tuple[str, Any]], batch: bool, as_of: date | None) -> "tuple[list[tuple[str, Question]], list[Problem]]":  # fmt: skip
    from detente.engines.hypotheses.reader import read_question

    questions: list[tuple[str, Question]] = []
    problems: list[Problem] = []
    for number, (file, data) in enumerate(sources, 1):
        read = read_question(data, as_of)
        problems += _placed(read.problems, file, (read.name or f"question {number}") if batch else "")
        if read.question is not None:
            questions.append((file, read.question))
    return questions, problems


def _placed(problems: Iterable[Problem], file: str, question: str) -> list[Problem]:
    """The problems with their file, and in a batch with the question's id before the place."""
    return [replace(each, file=file, place=f"{question}.{each.place}" if question else each.place) for each in problems]
