"""Named what-ifs: values set by dotted path, with what is wrong with them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from detente.engines.deals.paths import assign, resolve
from detente.engines.deals.reader import deal_of
from detente.kernel.checker import Checker
from detente.kernel.errors import Problem


def try_changes(plain: dict[str, Any], changes: Mapping[str, Any], file: str, place: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:  # fmt: skip
    """The changed data, and what is wrong with the changes; places begin with ``place``."""
    problems = []
    for path, value in changes.items():
        if resolve(plain, path) is None:
            problems.append(nowhere(file, f"{place}.{path}", path))
            continue
        before = plain
        plain = assign(plain, path, value)
        check = Checker(file)
        deal_of(check, plain)
        problems += [_blamed(each, file, f"{place}.{path}", path) for each in check.problems]
        if check.problems:
            plain = before
    return plain, tuple(problems)


def nowhere(file: str, place: str, path: str) -> Problem:
    """The problem of a path that leads to nothing."""
    return Problem(file, 0, "deal-path", f"the path {path!r} does not exist", "name a value of the file, list elements by id", place=place)  # fmt: skip


def _blamed(each: Problem, file: str, place: str, path: str) -> Problem:
    if each.slug == "deal-key" and each.place == path:
        return nowhere(file, place, path)
    return replace(each, file=file, place=place, message=f"{each.place}: {each.message}")
