"""Two sides of the deal room in sentences: what one gets instead of the other, why, and who at home decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.binding.trace import Trace
from detente.engines.deals.paths import lookup
from detente.engines.deals.result import level_data
from detente.explain.sentence import Sentence, listed
from detente.studies.deals.sides import MARGIN, Outcome

#: What two channels are called in the middle of a sentence.
_CHANNELS = {"quiet": "quietly", "public": "in public", "treaty": "before a treaty panel"}
_FIELDS = {
    "alpha": "the bargaining power", "weights": "the weight", "ideals": "the wish", "margin": "the demand", "votes": "the votes",
    "rho": "the pressure", "audience_cost": "the price at home of giving way in view", "credit": "the credit for the other's giving way",
    "resentment": "the grudge", "outside": "the way out", "rule": "the say", "pi": "the chance that a ruling holds",
    "controller": "who holds the matter", "values": "the value",
}  # fmt: skip
_PATHS = {
    "channel": "the channel", "notion": "what follows if talks fail", "solution": "the rule of bargaining", "governments": "who sits at the table",
    "ratifiers": "who must approve at home", "mu": "what a grudge adds to the price of giving way", "treaties": "whether the treaty counts",
}  # fmt: skip
_MOST = 4


@dataclass(frozen=True)
class Told:
    """One side to be told about: its outcome, its plain data at the modes, what it changes of the file, its grounds.

    ``changes_of_setting`` are those of them that the switches make, and not the what-if that it starts from.
    """

    outcome: Outcome
    plain: Mapping[str, Any]
    changes: Mapping[str, Any]
    trace: Trace
    changes_of_setting: Mapping[str, Any]


def labels(first: Told, second: Told) -> tuple[str, str]:
    """How a sentence names the sides: by what differs where it is one thing, else by their letters."""
    one, two = first.outcome, second.outcome
    if one.deal.channel != two.deal.channel and one.deal.channel in _CHANNELS and two.deal.channel in _CHANNELS:
        return _CHANNELS[one.deal.channel], _CHANNELS[two.deal.channel]
    differing = changed(first, second)
    if not differing and one.linked != two.linked:
        return ("linked", "one by one") if one.linked else ("one by one", "linked")
    for front, end, word in (("threats.", ".credibility", "the threat"), ("issues.", ".treaty.pi", "the treaty")):
        if (
            differing
            and one.linked == two.linked
            and all(each.startswith(front) and each.endswith(end) for each in differing)
        ):
            values = [[lookup(side.plain, each) for each in differing] for side in (first, second)]
            if not any(values[1]):
                return f"with {word}", f"without {word}"
            if not any(values[0]):
                return f"without {word}", f"with {word}"
    return "under A", "under B"


def bottom_line(first: Told, second: Told, we: str, titles: Mapping[str, str]) -> Sentence:
    """One sentence: the terms that differ, and what that is worth to us and to the others."""
    one, two = labels(first, second)
    a, b = first.outcome, second.outcome
    moved = moves(a, b, titles)
    claims = [*first.trace.claims("scenario"), *second.trace.claims("scenario")]
    claims += [claim for k, _ in moved for claim in first.trace.claims(f"issues.{a.deal.issues[k].id}", "record")]
    if a.package is None and b.package is None:
        what = f"Neither {one} nor {two} is there a deal"
    elif a.package is None or b.package is None:
        with_deal, other = (one, two) if b.package is None else (two, one)
        told = package_told(a if b.package is None else b, titles)
        what = f"Only {with_deal} is there a deal ({told}); {other} the talks fail"
    elif not moved:
        what = f"{_capital(one)} and {two} the terms are the same ({package_told(a, titles)})"
    else:
        same = len(a.deal.issues) - len(moved)
        rest = "" if not same else f", and the other {'term is' if same == 1 else f'{same} terms are'} the same"
        what = f"{_capital(one)} instead of {two.removeprefix('under ')}, {listed(words for _, words in moved)}{rest}"
    return Sentence(f"{what}; {_worth(first, second, we, titles)}", tuple(dict.fromkeys(claims)))


def moves(a: Outcome, b: Outcome, titles: Mapping[str, str]) -> list[tuple[int, str]]:
    """(place of the issue, words) for each term that differs."""
    if a.package is None or b.package is None:
        return []
    return [
        (k, f"{titles.get(issue.id, issue.id)} is {level_words(issue, x)} instead of {level_words(issue, y)}")
        for k, (issue, x, y) in enumerate(zip(a.deal.issues, a.package, b.package, strict=True)) if x != y
    ]  # fmt: skip


def level_words(issue: Any, level: Any) -> str:
    """A term as it is read: the level's name, ``not agreed`` for None."""
    if level is None:
        return "not agreed"
    told = level_data(issue, level)
    if isinstance(told, dict):
        return "/".join(f"{each:.2f}" for each in told.values())
    return f"{told:.3g}" if isinstance(told, float) else str(told)


def package_told(done: Outcome, titles: Mapping[str, str]) -> str:
    """All terms in words."""
    return ", ".join(
        f"{titles.get(issue.id, issue.id)} {level_words(issue, level)}"
        for issue, level in zip(done.deal.issues, done.package or (), strict=False)
    )


def sides_told(first: Told, second: Told, alone: Outcome | None, titles: Mapping[str, str]) -> tuple[Sentence, ...]:
    """Why the sides differ and what stands behind each. ``alone``: the second side with nothing but the first one's channel."""
    return tuple(_sentences(first, second, alone, titles))


def _sentences(first: Told, second: Told, alone: Outcome | None, titles: Mapping[str, str]) -> Iterator[Sentence]:
    one, two = labels(first, second)
    differing = changed(first, second)
    if differing:
        claims = tuple(dict.fromkeys(claim for path in differing for side in (first, second) for claim in side.trace.claims("scenario", path)))  # fmt: skip
        said = [path_told(path, first.plain, second.plain, titles) for path in differing[:6]]
        more = [f"{len(differing) - 6} more"] if len(differing) > 6 else []
        yield Sentence(f"What differs between the two: {'; '.join([*said, *more])}", claims, assumption=not claims)
    if alone is not None and len(differing) > 1:
        yield _of_channel(second, alone, one, two, titles)
    yield from _failing(first, second, one, two, titles)
    yield from _linkage(first, second, one, two, titles)
    yield from _home(first, second, one, two, titles)


def _of_channel(second: Told, alone: Outcome, one: str, two: str, titles: Mapping[str, str]) -> Sentence:
    """What of it is the channel's own doing."""
    moved = moves(alone, second.outcome, titles)
    if (alone.package is None) != (second.outcome.package is None):
        return Sentence(
            f"The channel alone decides whether there is a deal: with all else as {two}, the talks {'fail' if alone.package is None else 'succeed'} {one}"
        )
    if not moved:
        return Sentence(
            f"The channel alone changes no term: with all else as {two}, the terms {one} stay the same, so whatever else differs makes the difference"
        )
    return Sentence(f"The channel alone does this much: with all else as {two}, {listed(words for _, words in moved)}")


def changed(first: Told, second: Told) -> list[str]:
    """The paths whose value differs between the sides, in the order of the changes."""
    paths = dict.fromkeys((*first.changes, *second.changes))
    return [each for each in paths if lookup(first.plain, each) != lookup(second.plain, each)]


def path_told(path: str, one: Mapping[str, Any], two: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """A value by its path with both numbers: ``the wish of (US) on (VOICE) (0.39 instead of 0.54)``."""
    values = [lookup(plain, path) for plain in (one, two)]
    if any(isinstance(each, dict | list) for each in values):
        return path_words(path, titles)
    return f"{path_words(path, titles)} ({_value(values[0])} instead of {_value(values[1])})"


def path_words(path: str, titles: Mapping[str, str]) -> str:
    """A value by its path as a reader says it: ``the wish of (US) on (VOICE)``."""
    section, *rest = path.split(".")
    if section == "threats" and rest:
        return f"how far the threat on {titles.get(rest[0], rest[0])} is believed"
    if section in ("governments", "ratifiers", "issues") and len(rest) >= 2:
        who, *fields = rest
        word = _FIELDS.get(fields[-1]) or _FIELDS.get(fields[0]) or fields[0].replace("_", " ")
        about = f" on {titles.get(fields[1], fields[1])}" if len(fields) > 1 and fields[0] != "treaty" else ""
        return f"{word} {'on' if section == 'issues' else 'of'} {titles.get(who, who)}{about}"
    return _PATHS.get(path, path.replace(".", ", ").replace("_", " "))


def _value(value: Any) -> str:
    if value is None:
        return "as by default"
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        return f"{value:.3g}"
    return str(value)


def _worth(first: Told, second: Told, we: str, titles: Mapping[str, str]) -> str:
    said: list[str] = []
    seats = first.outcome.deal.seats
    for name in sorted(seats, key=lambda each: each != we):
        if name not in second.outcome.deal.seats:
            continue
        x, y = first.outcome.utility[seats[name]], second.outcome.utility[second.outcome.deal.seats[name]]
        word = "about as much" if abs(x - y) < MARGIN else "more" if x > y else "less"
        title, scale = titles.get(name, name), "" if said else " of 100"
        told = f"{100 * x:.1f}{scale}" + (" either way" if f"{x:.3f}" == f"{y:.3f}" else f" instead of {100 * y:.1f}")
        said.append(f"{word} to us ({title}, {told})" if name == we else f"{word} to {title} ({told})")
    return f"it is worth {listed(said)}"


def _failing(first: Told, second: Told, one: str, two: str, titles: Mapping[str, str]) -> Iterator[Sentence]:
    said, claims = [], list[str]()
    for side in (first, second):
        claims += side.trace.claims("crisis", "record")
    for name, g in first.outcome.deal.seats.items():
        h = second.outcome.deal.seats.get(name)
        if h is not None and abs(first.outcome.breakdown[g] - second.outcome.breakdown[h]) >= MARGIN:
            x, y = first.outcome.breakdown[g], second.outcome.breakdown[h]
            said.append(f"{100 * abs(x - y):.1f} {'more' if x > y else 'less'} to {titles.get(name, name)}")
    if said:
        yield Sentence(f"If the talks fail, what then holds is worth {listed(said)} {one} than {two}", tuple(dict.fromkeys(claims)))  # fmt: skip


def _linkage(first: Told, second: Told, one: str, two: str, titles: Mapping[str, str]) -> Iterator[Sentence]:
    for side, label in ((first, one), (second, two)):
        if side.outcome.linked:
            continue
        failed = [" and ".join(titles.get(each, each) for each in basket.issues) for basket in side.outcome.baskets if basket.package is None]  # fmt: skip
        what = f"nothing is agreed on {listed(failed)}" if failed else "something is agreed in each"
        groups = len(side.outcome.groups)
        yield Sentence(f"{_capital(label)} the issues are talked about in {groups} groups one by one, and {what}")


def _home(first: Told, second: Told, one: str, two: str, titles: Mapping[str, str]) -> Iterator[Sentence]:
    deciding = []
    for side in (first, second):
        deciding.append({each.id: each for each in side.outcome.weights if each.pivotal or each.opens_zone})
    for name in dict.fromkeys((*deciding[0], *deciding[1])):
        where = [label for label, held in zip((one, two), deciding, strict=True) if name in held]
        claims = first.trace.claims(f"ratifiers.{name}", "record", "margin")
        side, weight = next((side, held[name]) for side, held in zip((first, second), deciding, strict=True) if name in held)  # fmt: skip
        effect = _without(side, weight, titles)
        yield Sentence(f"The approval of {titles.get(name, name)} decides{'' if len(where) == 2 else f' {where[0]}'}: {effect}", claims)  # fmt: skip
    if not deciding[0] and not deciding[1] and (first.outcome.weights or second.outcome.weights):
        yield Sentence("Nobody at home decides alone: without any one approval the terms are the same")
    risky = [
        f"{1 - side.outcome.p_ratify:.0%} {label}"
        for side, label in ((first, one), (second, two))
        if side.outcome.package is not None and side.outcome.p_ratify is not None and side.outcome.p_ratify < 0.995
    ]
    if risky:
        yield Sentence(f"The risk that the deal fails at home is {listed(risky)}")


def _without(side: Told, weight: Any, titles: Mapping[str, str]) -> str:
    if weight.without is None:
        return "without it there is no deal"
    if side.outcome.package is None:
        return "without it there would be a deal"
    issues: Sequence[Any] = side.outcome.deal.issues
    told = [
        f"{titles.get(issue.id, issue.id)} would be {level_words(issue, x)} instead of {level_words(issue, y)}"
        for issue, x, y in zip(issues, weight.without.package, side.outcome.package, strict=True) if x != y
    ]  # fmt: skip
    more = f" and {len(told) - _MOST} more terms would change" if len(told) > _MOST else ""
    return f"without it {listed(told[:_MOST])}{more}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
