"""The options of a question file."""

from collections.abc import Mapping
from typing import Any

from detente.engines.hypotheses.complaints import Complaints, at, show
from detente.engines.hypotheses.copula import LARGEST_RHO
from detente.engines.hypotheses.question import DIGITS, LETTERS, Options

KNOWN = ("allow_certain", "draws", "seed", "coherentise", "extremise", "beta", "rho_sweep", "admiralty")
MOST_DRAWS = 1_000_000


def rho_allowed(rho: float, model: str = "copula") -> bool:
    """True for a rho that the model of a group takes (``independent`` ignores it)."""
    if model == "independent":
        return True
    return -1 <= rho <= 1 if model == "pearson" else 0 <= rho <= LARGEST_RHO or rho == 1


def read_options(value: object, say: Complaints) -> Options:
    """The options with their defaults; complaints go to ``say``."""
    if value is None:
        return Options()
    data = say.mapping(value, "options")
    say.keys(data, "options", KNOWN)
    read: dict[str, Any] = {}
    if "allow_certain" in data:
        read["allow_certain"] = say.flag(data["allow_certain"], "options.allow_certain")
    if "draws" in data:
        read["draws"] = say.whole(data["draws"], "options.draws", 1, MOST_DRAWS)
    if "seed" in data:
        read["seed"] = say.whole(data["seed"], "options.seed", 0, 2**63 - 1)
    if "coherentise" in data:
        if data["coherentise"] in ("normalise", "cap"):
            read["coherentise"] = data["coherentise"]
        else:
            say.say("bad_type", "options.coherentise", f"{show(data['coherentise'])} is no way", "use normalise or cap")
    for key, least in (("extremise", 0.0), ("beta", None)):
        if key in data:
            read[key] = number = say.number(data[key], at("options", key))
            if number is not None and (number < 0 or number == least):
                say.say("bad_type", at("options", key), f"{number:g} cannot be used", "use a positive number")
    if "rho_sweep" in data:
        read["rho_sweep"] = _sweep(data["rho_sweep"], say)
    if "admiralty" in data:
        read["letters"], read["digits"] = _admiralty(data["admiralty"], say)
    return Options(**{key: each for key, each in read.items() if each is not None})


def _sweep(value: object, say: Complaints) -> tuple[float, ...]:
    found = []
    for each in say.entries(value, "options.rho_sweep"):
        rho = say.number(each, "options.rho_sweep")
        if rho is not None and not rho_allowed(rho):
            say.say(
                "bad_rho",
                "options.rho_sweep",
                f"{rho:g} is no dependence of a group",
                f"use 0 to {LARGEST_RHO:g}, or 1",
            )
        elif rho is not None:
            found.append(rho)
    return tuple(found)


def _admiralty(value: object, say: Complaints) -> tuple[dict[str, float], dict[str, float]]:
    place = "options.admiralty"
    data = say.mapping(value, place)
    say.keys(data, place, ("letter", "digit"))
    return _table(data, "letter", LETTERS, say), _table(data, "digit", DIGITS, say)


def _table(data: Mapping[Any, Any], key: str, defaults: Mapping[str, float], say: Complaints) -> dict[str, float]:
    table, place = dict(defaults), f"options.admiralty.{key}"
    if data.get(key) is None:
        return table
    for sign, value in say.mapping(data[key], place).items():
        spot, name = at(place, sign), str(sign)
        if name not in defaults or isinstance(sign, bool):
            say.say("bad_grade", spot, f"{show(sign)} is none of {', '.join(defaults)}", "mend the spelling")
            continue
        number = say.number(value, spot)
        if number is not None and not 0.5 <= number < 1:
            say.say(
                "inverted_source", spot, f"{number:g} lies outside .5 to below 1", "use an accuracy from .5 to below 1"
            )
        elif number is not None:
            table[name] = number
    return table
