"""Printed names of what a result names by id, and packages in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.reports.charts import theme
from detente.reports.charts.words import listed

#: Rules by their full names, since "Kalai" and "KS" mean different rules in different programs.
SOLUTIONS = {
    "nash": "Nash",
    "ks_maximin": "Kalai-Smorodinsky (max-min)",
    "ks_line": "Kalai-Smorodinsky (line)",
    "kalai_maximin": "Kalai (max-min)",
    "kalai_line": "Kalai (line)",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "rubinstein": "Rubinstein",
    "tili": "take it or leave it",
}
NOTIONS = {"nonagreement": "no agreement", "retaliation": "retaliation"}
REASONS = {
    "no_zone": "there is no zone of agreement",
    "outside_option": "an outside option is better than every package of the zone",
}


def governments(result: Mapping[str, Any]) -> list[str]:
    """The ids of the governments in the order of the file."""
    return list(result["notions"]["retaliation"]["disagreement"])


def headline(result: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The headline deal as the result tells it (package, utility, gain, ...); None if there is none."""
    head = result["headline"]
    found: Mapping[str, Any] | None = result["notions"][head["notion"]]["solutions"].get(head["solution"])
    return found


def no_deal(result: Mapping[str, Any]) -> str:
    """Why there is no headline deal, as a clause."""
    reason = result["notions"][result["headline"]["notion"]]["reason"]
    return REASONS.get(reason, "the headline solution picks no package")


def side(place: int) -> tuple[str, str]:
    """Colour and shape of the government at this place."""
    return theme.SIDE_COLOURS[place % len(theme.SIDE_COLOURS)], theme.SIDE_SHAPES[place % len(theme.SIDE_SHAPES)]


def figure(value: float | None) -> str:
    """A utility with two decimals; a dash for what does not exist."""
    return "–" if value is None else f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def signed(value: float) -> str:
    """A gain with its sign."""
    text = figure(abs(value))
    return text if text == "0.00" else f"+{text}" if value > 0 else f"−{text}"


def package_words(package: Mapping[str, Any] | None, names: Mapping[str, str]) -> str:
    """The package, issue by issue: ``BORDER 0.5, TONE silent``. Levels are named by ``ISSUE.level``."""
    return ", ".join(_level(issue, level, names) for issue, level in (package or {}).items())


def differences(package: Mapping[str, Any], base: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What the package has otherwise than the base, in words; empty if nothing."""
    return package_words({issue: level for issue, level in package.items() if level != base.get(issue)}, names)


def _level(issue: str, level: Any, names: Mapping[str, str]) -> str:
    title = names.get(issue, issue)
    if level is None:
        return f"{title} not agreed"
    if isinstance(level, Mapping):
        return f"{title} {' / '.join(f'{names.get(each, each)} {share:.2f}' for each, share in level.items())}"
    text = f"{level:.3g}" if isinstance(level, int | float) else str(level)
    return f"{title} {names.get(f'{issue}.{level}', text)}"


def solutions_words(solutions: Sequence[str]) -> str:
    """The rules that pick one package, in words."""
    return listed([SOLUTIONS.get(each, each) for each in solutions])
