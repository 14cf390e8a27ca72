"""From plain data (GAME.json) to questions, with every problem found on the way, each with its place."""

import math
from typing import Any

from detente.engines.crisis.checking import Checker, joined, shown
from detente.engines.crisis.game import PAYOFFS, Audience, Game
from detente.engines.crisis.inputs import OUTCOMES, Asked, Attrition, Signalling, Sinking, Sweep
from detente.engines.crisis.threshold import RULES
from detente.kernel.errors import DetenteError

FORMAT = "detente-game/1"
_SIDES = Audience._fields
_ANY = ("game", "id", "title", "origin", "notes")
_KEYS = {
    "signalling": (*_ANY, "payoffs", "audience", "channels", "select", "observed", "sweep"),
    "attrition": (*_ANY, "audience_rate", "value", "times"),
    "sinking": (*_ANY, "gain"),
}
_REQUIRED = {"signalling": ("payoffs",), "attrition": ("audience_rate", "value", "times"), "sinking": ("gain",)}


def read_games(data: Any, file: str = "game") -> tuple[Asked, ...]:
    """The games of plain data, one or many. Raises DetenteError with every problem."""
    check = Checker(file)
    asked = _all(check, data)
    if check.problems:
        raise DetenteError(*check.problems)
    return tuple(each for each in asked if each is not None)


def _all(check: Checker, data: Any) -> "list[Asked | None]":
    if not isinstance(data, dict):
        check.add(
            "file", "crisis-file", f"expected an object, got {shown(data)}", f'write "format": "{FORMAT}" and a game'
        )
        return []
    if data.get("format") != FORMAT:
        said = shown(data["format"]) if "format" in data else "none"
        check.add("format", "crisis-file", f"expected {FORMAT!r}, got {said}", f'write "format": "{FORMAT}"')
    plain = {key: value for key, value in data.items() if key != "format"}
    if "games" not in plain:
        return [_game(check, plain, "")]
    check.mapping(plain, "", ("games", "title", "origin", "notes"))
    games = check.items(plain["games"], "games")
    if plain["games"] == []:
        check.add("games", "crisis-value", "there is no game", "give at least one")
    return [_game(check, each, f"games[{k}]") for k, each in enumerate(games)]


def _game(check: Checker, plain: Any, place: str) -> Asked | None:
    if not isinstance(plain, dict):
        check.add(place, "crisis-value", f"expected an object, got {shown(plain)}", "write {...}")
        return None
    if "game" not in plain:
        check.add(joined(place, "game"), "crisis-key", "the key is missing", f"give one of {', '.join(_KEYS)}")
        return None
    kind = plain["game"]
    if not isinstance(kind, str) or kind not in _KEYS:
        check.word(kind, joined(place, "game"), tuple(_KEYS))
        return None
    check.mapping(plain, place, _KEYS[kind], _REQUIRED[kind])
    name = plain.get("id")
    if name is not None and not isinstance(name, str):
        check.add(joined(place, "id"), "crisis-value", f"expected a text, got {shown(name)}", "write it in quotes")
    before = len(check.problems)
    read = {"signalling": _signalling, "attrition": _attrition, "sinking": _sinking}[kind]
    asked: Asked | None = read(check, plain, place, name)
    return asked if len(check.problems) == before else None


def _pair(check: Checker, plain: dict[str, Any], key: str, place: str, least: float, default: float | None = None) -> Audience:  # fmt: skip
    """One number for each side."""
    where = joined(place, key)
    if key not in plain:
        return Audience(0.0, 0.0)
    given = check.mapping(plain[key], where, _SIDES, _SIDES if default is None else ())
    return Audience(*(
        check.number(given[side], f"{where}.{side}", least) if side in given else (0.0 if default is None else default)
        for side in _SIDES
    ))  # fmt: skip


def _signalling(check: Checker, plain: dict[str, Any], place: str, name: str | None) -> Signalling | None:
    where = joined(place, "payoffs")
    given = check.mapping(plain["payoffs"], where, PAYOFFS, PAYOFFS) if "payoffs" in plain else {}
    payoffs = {key: check.number(given[key], f"{where}.{key}") for key in PAYOFFS if key in given}
    audience = _pair(check, plain, "audience", place, 0.0, 0.0)
    channels = {}
    where = joined(place, "channels")
    for channel, value in check.mapping(plain.get("channels", {}), where, None).items():
        one = check.mapping(value, f"{where}.{channel}", ("visibility",), ("visibility",))
        if "visibility" in one:
            channels[channel] = check.number(one["visibility"], f"{where}.{channel}.visibility", 0.0, 1.0)
    rule = check.word(plain.get("select", RULES[0]), joined(place, "select"), RULES)
    observed = None
    if "observed" in plain:
        where = joined(place, "observed")
        counts = check.mapping(plain["observed"], where, OUTCOMES, OUTCOMES)
        observed = {key: check.number(counts[key], f"{where}.{key}", 0.0, 1e12) for key in OUTCOMES if key in counts}
    if len(payoffs) < len(PAYOFFS) or not all(map(math.isfinite, payoffs.values())):
        return None
    asked = Signalling(name, Game(**payoffs), audience, channels, rule, observed)
    sweeps = tuple(_sweeps(check, plain.get("sweep", []), joined(place, "sweep"), asked))
    return Signalling(name, asked.game, audience, channels, rule, observed, sweeps)


def _sweeps(check: Checker, value: Any, place: str, asked: Signalling) -> list[Sweep]:
    found = []
    for k, each in enumerate(check.items(value, place)):
        where = f"{place}[{k}]"
        one = check.mapping(each, where, ("set", "to"), ("set", "to"))
        if "set" not in one or "to" not in one:
            continue
        target = check.word(one["set"], f"{where}.set", asked.places())
        least, most = (-1e6, 1e6) if target.startswith("payoffs.") else (0.0, 1e6)
        values = check.numbers(one["to"], f"{where}.to", least, 1.0 if target.endswith(".visibility") else most)
        found.append(Sweep(target, values))
    return found


def _attrition(check: Checker, plain: dict[str, Any], place: str, name: str | None) -> Attrition:
    rate = _pair(check, plain, "audience_rate", place, 0.0)
    value = _pair(check, plain, "value", place, 0.0)
    for side, worth in zip(_SIDES, value, strict=True):
        if worth == 0 and "value" in plain:
            check.add(
                f"{joined(place, 'value')}.{side}", "crisis-value", "expected a number above 0, got 0", "correct it"
            )
    times = check.numbers(plain["times"], joined(place, "times"), 0.0) if "times" in plain else ()
    return Attrition(name, rate, value, times)


def _sinking(check: Checker, plain: dict[str, Any], place: str, name: str | None) -> Sinking:
    where = joined(place, "gain")
    gain = check.mapping(plain["gain"], where, ("weak", "strong"), ("weak", "strong")) if "gain" in plain else {}
    weak, strong = (check.number(gain.get(each, 0.0), f"{where}.{each}", 0.0) for each in ("weak", "strong"))
    return Sinking(name, weak, strong)
