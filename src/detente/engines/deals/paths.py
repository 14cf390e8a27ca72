"""Dotted paths into a deal file: ``ratifiers.Progressives.margin``, ``issues.ENERGY.treaty.pi``, ``threats.TARIFF.credibility``."""

from collections.abc import Iterator, Mapping
from typing import Any

from detente.kernel.ranges import Range

#: What may stand beside the numbers of a range.
_BESIDE = {"low", "mode", "high", "claims", "assumption", "coder", "note", "evidence"}
_NAMES = ("id", "issue", "name", "actor")


def is_range(value: Any) -> bool:
    """True for ``{low, mode, high, claims}``."""
    return isinstance(value, Mapping) and "mode" in value and set(map(str, value)) <= _BESIDE


def name_of(entry: Any, number: int) -> str:
    """What an element of a list is called in a path: its id (threats: their issue), else its number."""
    if isinstance(entry, Mapping):
        for key in _NAMES:
            if isinstance(entry.get(key), str):
                return str(entry[key])
    return str(number)


def _steps(data: Any) -> Iterator[tuple[str, Any, Any]]:
    """(name, key, child) of a container."""
    if isinstance(data, Mapping):
        yield from ((str(key), key, child) for key, child in data.items())
    elif isinstance(data, list):
        for number, child in enumerate(data):
            yield name_of(child, number), number, child
            if name_of(child, number) != str(number):
                yield str(number), number, child


def resolve(data: Any, path: str) -> tuple[tuple[Any, ...], str] | None:
    """The keys of the deepest container on the path and the last name, or None if the path leaves the data earlier.

    Ids may hold dots and blanks: the longest name that fits is tried first. The last name need not exist in a mapping.
    """
    fitting = [(name, key, child) for name, key, child in _steps(data) if path == name or path.startswith(f"{name}.")]
    for name, key, child in sorted(fitting, key=lambda each: -len(each[0])):
        if path == name:
            return (), name
        if isinstance(child, Mapping | list) and not is_range(child):
            deeper = resolve(child, path[len(name) + 1 :])
            if deeper is not None:
                return (key, *deeper[0]), deeper[1]
    if isinstance(data, Mapping) and path and "." not in path:
        return (), path
    return None


def assign(data: Any, path: str, value: Any) -> Any:
    """A copy of the data with one value set; everything beside the path is shared. Raises KeyError for a path that leads nowhere."""
    found = resolve(data, path)
    if found is None:
        raise KeyError(path)
    keys, last = found
    return _assign(data, keys, last, value)


def _assign(data: Any, keys: tuple[Any, ...], last: str, value: Any) -> Any:
    copy: Any = dict(data) if isinstance(data, Mapping) else list(data)
    if keys:
        copy[keys[0]] = _assign(data[keys[0]], keys[1:], last, value)
        return copy
    copy[next((key for name, key, _ in _steps(data) if name == last), last)] = value
    return copy


def lookup(data: Any, path: str) -> Any:
    """The value at a path, None if there is none."""
    found = resolve(data, path)
    if found is None:
        return None
    for key in found[0]:
        data = data[key]
    return next((child for name, _, child in _steps(data) if name == found[1]), None)


def without_ranges(data: Any, place: str = "") -> tuple[Any, dict[str, Any]]:
    """The data with every range replaced by its mode, and the ranges as written by their path."""
    if is_range(data) and not _table_of_values(place):
        return data["mode"], {place: data}
    ranges: dict[str, Any] = {}
    if isinstance(data, Mapping):
        plain: Any = {}
        for key, child in data.items():
            plain[key], inner = without_ranges(child, f"{place}.{key}" if place else str(key))
            ranges |= inner
        return plain, ranges
    if isinstance(data, list):
        plain = []
        for number, child in enumerate(data):
            each, inner = without_ranges(child, f"{place}.{name_of(child, number)}" if place else str(number))
            plain.append(each)
            ranges |= inner
        return plain, ranges
    return data, {}


def _table_of_values(place: str) -> bool:
    """True for ``governments.X.values.ISSUE``, whose keys are levels and might be called low, mode and high."""
    steps = place.split(".")
    return len(steps) >= 2 and steps[-2] == "values"


def as_range(raw: Mapping[str, Any]) -> Range | None:
    """The range of the three numbers; low and high are the mode where they are not given. None if it is none."""
    mode = raw.get("mode")
    numbers = [mode if raw.get(key) is None else raw[key] for key in ("low", "mode", "high")]
    read = [float(each) for each in numbers if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(read) < len(numbers):
        return None
    low, middle, high = read
    return Range(low, middle, high) if low <= middle <= high else None
