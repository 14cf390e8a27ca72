"""Which rows count, and how much: the named options of every view, as SQL with bound parameters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from detente.kernel.errors import fail
from detente.store.events.schema import CODINGS

Dedup = Literal["none", "story", "day"]
Weight = Literal["rows", "sources", "articles"]
Mirror = Literal["merge", "keep"]
#: In thousandths: weights have three decimals, and whole numbers add up exactly and fast.
_WEIGHTS = {"rows": "CAST(weight * 1000 AS BIGINT)", "sources": "1000 * CAST(coalesce(sources, 1) AS BIGINT)", "articles": "1000 * CAST(coalesce(articles, 1) AS BIGINT)"}  # fmt: skip
_TENTHS = "CAST(intensity * 10 AS BIGINT) AS tenths"


@dataclass(frozen=True)
class Choice:
    """The rows that a view reads.

    ``dedup`` day counts the same directed pair, type and day once, story the same pair, type, day and story once.
    ``weight`` says what a row adds: itself, its number of sources, or of articles (1 where the file does not say).
    ``mirror`` merge leaves out the second of two rows that tell one meeting from both sides. ``as_of`` leaves out what
    happened, or came into its data set, later. ``pairs`` are directed; ``between`` is a pair in both directions.
    """

    dedup: Dedup = "none"
    weight: Weight = "rows"
    mirror: Mirror = "merge"
    coding: str | None = None
    as_of: date | str | None = None
    since: date | str | None = None
    until: date | str | None = None
    pairs: Sequence[tuple[str, str]] | None = None
    between: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        known = {
            "dedup": ("none", "story", "day"),
            "weight": tuple(_WEIGHTS),
            "mirror": ("merge", "keep"),
            "coding": (None, *CODINGS),
        }
        for name, words in known.items():
            if getattr(self, name) not in words:
                offered = ", ".join(str(word) for word in words if word)
                raise fail("option-invalid", f"{name} is {getattr(self, name)!r}", f"Use one of {offered}.")


def chosen(choice: Choice, sides: Sequence[str] = ("source_country", "target_country"), beside: Sequence[str] = ()) -> tuple[str, list[Any]]:  # fmt: skip
    """SQL of the rows that count, and its parameters: date_start, the sides, ``beside``, plover, quad, tenths, w.

    ``tenths`` is the intensity in tenths, ``w`` the weight in thousandths, both whole numbers.
    ``sides`` are what makes two rows the same pair when ``dedup`` asks. Of rows counted once the intensity is that of the
    smallest event id and the weight the largest.
    """
    where, bound = conditions(choice)
    keys = ["date_start", *sides, *beside, "plover", "quad"]
    weighed = f"{_WEIGHTS[choice.weight]} AS w"
    if choice.dedup == "none":
        return f"SELECT {', '.join(keys)}, {_TENTHS}, {weighed} FROM events WHERE {where}", bound
    once = [*keys, "coalesce(plover, cameo)"]
    if choice.dedup == "story":
        once.append("coalesce(story_id, event_id)")
    inner = f"SELECT *, {_TENTHS}, {weighed} FROM events WHERE {where}"
    kept = "arg_min(tenths, coalesce(event_id, '')) AS tenths, max(w) AS w"
    return f"SELECT {', '.join(keys)}, {kept} FROM ({inner}) GROUP BY {', '.join(once)}", bound


def conditions(choice: Choice) -> tuple[str, list[Any]]:
    """The condition of the rows that a choice reads, as SQL, and its parameters; without counting anything once."""
    parts, bound = ["date_start IS NOT NULL"], list[Any]()

    def add(condition: str, *values: Any) -> None:
        parts.append(condition)
        bound.extend(values)

    if choice.mirror == "merge":
        add("mirrored IS DISTINCT FROM true")
    if choice.coding is not None:
        add("coding = ?", choice.coding)
    if choice.as_of is not None:
        add("date_start <= CAST(? AS DATE)", str(choice.as_of))
        add("(known_on IS NULL OR known_on <= CAST(? AS DATE))", str(choice.as_of))
    if choice.since is not None:
        add("date_start >= CAST(? AS DATE)", str(choice.since))
    if choice.until is not None:
        add("date_start <= CAST(? AS DATE)", str(choice.until))
    if choice.between is not None:
        one, other = choice.between
        if one == other:
            add("source_country = ? AND target_country = ?", one, other)
        else:  # IN on each column reads only the row groups that can hold the pair
            add(
                "source_country IN (?, ?) AND target_country IN (?, ?) AND source_country <> target_country",
                one,
                other,
                one,
                other,
            )
    if choice.pairs is not None:
        _pairs(list(choice.pairs), add)
    return " AND ".join(parts), bound


def _pairs(pairs: list[tuple[str, str]], add: Any) -> None:
    if not pairs:
        add("false")
        return
    sources, targets = ([pair[side] for pair in pairs] for side in (0, 1))
    for name, values in (("source_country", sources), ("target_country", targets)):
        distinct = sorted(set(values))
        add(f"{name} IN ({', '.join('?' * len(distinct))})", *distinct)
    add(
        "(source_country, target_country) IN (SELECT unnest(CAST(? AS VARCHAR[])), unnest(CAST(? AS VARCHAR[])))",
        sources,
        targets,
    )
