"""The ``relation`` and ``threat_game`` blocks as plain data -> frozen inputs, with every problem at once (section 8)."""

from collections.abc import Collection
from typing import Any

from detente.engines.relation.blocks import Change, Pair, PathBlock, Relation, ThreatGame
from detente.engines.relation.reciprocity import Reactive
from detente.engines.relation.richardson import Richardson
from detente.engines.relation.self_enforcement import Dilemma
from detente.engines.relation.stocks import Erosion, Input, Resentment
from detente.engines.relation.trap import Trap
from detente.kernel.checker import Checker, shown
from detente.kernel.errors import Problem

_KEYS = ("self_enforcement", "reciprocity", "richardson", "trap", "stocks", "path")
_LETTERS = ("k", "l", "a", "b", "g", "h")


def read_relation(data: Any, file: str, governments: Collection[str] | None = None) -> tuple[Relation, tuple[Problem, ...]]:  # fmt: skip
    """The block and its problems; with problems the block must not be used. ``governments`` are those of the file, if any."""
    check = Checker(file)
    plain = check.mapping(data, "relation", _KEYS)
    found = Relation(
        _dilemma(check, plain.get("self_enforcement")), _pairs(check, plain.get("reciprocity")),
        _richardson(check, plain.get("richardson")), *_trap(check, plain.get("trap")), _stocks(check, plain.get("stocks")),
        _path(check, plain.get("path"), governments),
    )  # fmt: skip
    return found, tuple(check.problems)


def read_threat_game(data: Any, file: str) -> tuple[ThreatGame | None, tuple[Problem, ...]]:
    """The block and its problems."""
    check, place = Checker(file), "threat_game"
    plain = check.mapping(data, place, ("governments", "payoffs"), ("governments", "payoffs"))
    names = check.entries(plain.get("governments"), f"{place}.governments")
    if len(names) != 2 or not all(isinstance(each, str) for each in names) or names[0] == names[1]:
        check.add(
            f"{place}.governments",
            "deal-value",
            f"expected two names, got {shown(names)}",
            "write `governments: [A, B]`",
        )
        return None, tuple(check.problems)
    payoffs = check.mapping(plain.get("payoffs", {}), f"{place}.payoffs", names, names)
    tables = [_matrix(check, payoffs.get(name), f"{place}.payoffs.{name}") for name in names]
    shapes = [(len(each), len(each[0]) if each else 0) for each in tables]
    if not check.problems and shapes[0] != shapes[1]:
        check.add(f"{place}.payoffs", "relation-game", f"the matrices have the shapes {shapes[0]} and {shapes[1]}", "write one full matrix for each government")  # fmt: skip
    if check.problems:
        return None, tuple(check.problems)
    return ThreatGame((names[0], names[1]), tables[0], tables[1]), ()


def _matrix(check: Checker, value: Any, place: str) -> tuple[tuple[float, ...], ...]:
    if value is None:
        return ()
    rows = []
    for i, row in enumerate(check.entries(value, place)):
        cells = [check.number(each, f"{place}[{i}][{j}]") for j, each in enumerate(check.entries(row, f"{place}[{i}]"))]
        rows.append(tuple(0.0 if each is None else each for each in cells))
    if not rows or not rows[0] or len({len(row) for row in rows}) != 1:
        check.add(place, "relation-game", "the rows of the matrix are not of one length", "give every row a number for each column")  # fmt: skip
        return ()
    return tuple(rows)


def _dilemma(check: Checker, value: Any) -> Dilemma | None:
    if value is None:
        return None
    place = "relation.self_enforcement"
    plain = check.mapping(value, place, ("T", "R", "P", "S"), ("T", "R", "P", "S"))
    numbers = [check.number(plain[key], f"{place}.{key}") for key in ("T", "R", "P", "S") if plain.get(key) is not None]
    t, r, p, s = (*numbers, None, None, None, None)[:4]
    if t is None or r is None or p is None or s is None:
        return None
    if not t > r > p >= s:
        check.add(
            place, "relation-order", f"T {t:g}, R {r:g}, P {p:g}, S {s:g} are out of order", "order T > R > P >= S"
        )
        return None
    return Dilemma(t, r, p, s)


def _pairs(check: Checker, value: Any) -> tuple[Pair, ...] | None:
    if value is None:
        return None
    found = []
    for number, each in enumerate(check.entries(value, "relation.reciprocity")):
        name = each.get("id") if isinstance(each, dict) else None
        place = f"relation.reciprocity.{name}" if isinstance(name, str) else f"relation.reciprocity[{number}]"
        plain = check.mapping(each, place, ("id", "p", "q", "error", "partner"), ("p", "q"))
        own = _reactive(check, plain, place)
        partner = own
        if plain.get("partner") is not None:
            other = check.mapping(plain["partner"], f"{place}.partner", ("p", "q"), ("p", "q"))
            partner = _reactive(check, other, f"{place}.partner")
        error = check.number(plain.get("error", 0), f"{place}.error", 0, 1)
        if own is not None and partner is not None and error is not None:
            found.append(Pair(str(name) if name is not None else str(number), own, partner, error))
    return tuple(found)


def _reactive(check: Checker, plain: dict[str, Any], place: str) -> Reactive | None:
    p, q = (
        check.number(plain[key], f"{place}.{key}", 0, 1) if plain.get(key) is not None else None for key in ("p", "q")
    )
    return None if p is None or q is None else Reactive(p, q)


def _richardson(check: Checker, value: Any) -> Richardson | None:
    if value is None:
        return None
    plain = check.mapping(value, "relation.richardson", _LETTERS, _LETTERS)
    numbers = {
        key: check.number(plain[key], f"relation.richardson.{key}") for key in _LETTERS if plain.get(key) is not None
    }
    if len(numbers) < len(_LETTERS) or None in numbers.values():
        return None
    return Richardson(**{key: each for key, each in numbers.items() if each is not None})


def _trap(check: Checker, value: Any) -> tuple[Trap | None, float | None]:
    if value is None:
        return None, None
    place = "relation.trap"
    plain = check.mapping(value, place, ("gain", "eta", "psi", "omega", "delta"), ("gain",))
    gain = check.number(plain["gain"], f"{place}.gain") if plain.get("gain") is not None else None
    eta, omega = (check.number(plain.get(key, 0), f"{place}.{key}", 0) for key in ("eta", "omega"))
    psi = check.number(plain.get("psi", 0), f"{place}.psi", 0, 1)
    delta = check.number(plain["delta"], f"{place}.delta", 0, 1) if plain.get("delta") is not None else None
    if gain is None or eta is None or omega is None or psi is None:
        return None, None
    return Trap(gain, eta, psi, omega), delta


def _stocks(check: Checker, value: Any) -> tuple[Resentment, Erosion, tuple[Input, ...]] | None:
    if value is None:
        return None
    place = "relation.stocks"
    plain = check.mapping(value, place, ("resentment", "erosion", "inputs"), ("inputs",))
    resentment = _resentment(check, plain.get("resentment", {}), f"{place}.resentment", None)
    erosion = _erosion(check, plain.get("erosion", {}), f"{place}.erosion")
    inputs = []
    for number, each in enumerate(check.entries(plain.get("inputs"), f"{place}.inputs")):
        where = f"{place}.inputs[{number}]"
        one = check.mapping(each, where, ("irritant", "voice"))
        irritant = _by_name(check, one.get("irritant"), f"{where}.irritant", resentment.start, 1)
        voice = check.number(one.get("voice", 0), f"{where}.voice", 0, 1)
        inputs.append(Input(irritant, voice or 0.0))
    return resentment, erosion, tuple(inputs)


def _by_name(check: Checker, value: Any, place: str, known: Collection[str] | None, high: float = float("inf")) -> dict[str, float]:  # fmt: skip
    found = {}
    for name, each in check.pairs(value, place).items():
        if known is not None and name not in known:
            check.add(f"{place}.{name}", "deal-unknown", f"there is no government {shown(name)} here", f"use one of {', '.join(map(str, known)) or 'none'}")  # fmt: skip
            continue
        number = check.number(each, f"{place}.{name}", 0, high)
        if number is not None:
            found[str(name)] = number
    return found


def _resentment(check: Checker, value: Any, place: str, known: Collection[str] | None) -> Resentment:
    plain = check.mapping(value, place, ("start", "lambda", "kappa"))
    fade = check.number(plain.get("lambda", 0), f"{place}.lambda", 0, 1)
    kappa = check.number(plain.get("kappa", 0), f"{place}.kappa", 0)
    return Resentment(_by_name(check, plain.get("start"), f"{place}.start", known), fade or 0.0, kappa or 0.0)


def _erosion(check: Checker, value: Any, place: str) -> Erosion:
    plain = check.mapping(value, place, ("start", "eta", "psi"))
    start, eta = (check.number(plain.get(key, 0), f"{place}.{key}", 0) for key in ("start", "eta"))
    psi = check.number(plain.get("psi", 0), f"{place}.psi", 0, 1)
    return Erosion(start or 0.0, eta or 0.0, psi or 0.0)


def _path(check: Checker, value: Any, governments: Collection[str] | None) -> PathBlock | None:
    if value is None:
        return None
    place = "relation.path"
    if governments is None:
        check.add(place, "relation-path", "the file has no issues to bargain about", "add issues and governments")
    plain = check.mapping(value, place, ("periods", "voice_issue", "irritant", "resentment", "erosion", "changes"), ("periods", "voice_issue"))  # fmt: skip
    periods = (
        check.whole(plain["periods"], f"{place}.periods", 1, 100_000) if plain.get("periods") is not None else None
    )
    issue = check.text(plain["voice_issue"], f"{place}.voice_issue") if plain.get("voice_issue") is not None else None
    irritant = check.mapping(plain.get("irritant", {}), f"{place}.irritant", ("on", "voice_weight", "public_weight"))
    on = irritant.get("on")
    if on is not None and governments is not None and on not in governments:
        check.add(f"{place}.irritant.on", "deal-unknown", f"there is no government {shown(on)}", f"use one of {', '.join(governments)}")  # fmt: skip
    weights = [
        check.number(irritant.get(key, 0), f"{place}.irritant.{key}", 0, 1) for key in ("voice_weight", "public_weight")
    ]
    resentment = _resentment(check, plain.get("resentment", {}), f"{place}.resentment", governments)
    if isinstance(on, str) and on not in resentment.start:
        resentment = Resentment({**resentment.start, on: 0.0}, resentment.fade, resentment.kappa)
    erosion = _erosion(check, plain.get("erosion", {}), f"{place}.erosion")
    changes = []
    for number, each in enumerate(check.entries(plain.get("changes"), f"{place}.changes")):
        where = f"{place}.changes[{number}]"
        one = check.mapping(each, where, ("period", "set", "raise_to"), ("period",))
        last = (periods or 1) - 1
        period = one.get("period")
        if period is not None and (isinstance(period, bool) or not isinstance(period, int) or not 0 <= period <= last):
            check.add(
                f"{where}.period", "relation-path", f"{shown(period)} is no period of the path", f"use 0 to {last}"
            )
            period = None
        raised = _by_name(check, one.get("raise_to"), f"{where}.raise_to", governments)
        sets = {str(key): entry for key, entry in check.pairs(one.get("set"), f"{where}.set").items()}
        if period is not None:
            changes.append(Change(period, sets, raised))
    if periods is None or issue is None:
        return None
    return PathBlock(periods, issue, on if isinstance(on, str) else None, weights[0] or 0.0, weights[1] or 0.0, resentment,
                     erosion, tuple(changes))  # fmt: skip
