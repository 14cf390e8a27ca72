"""Every ambiguity of the challenge model as a named option, and the two presets that are frozen for ever.

The sources disagree with one another and the replicating code with its paper: see Scholz, Calbert & Smith, Unravelling
Bueno de Mesquita's group decision model, ICAART 2011, 18-30. ``SCHOLZ_AS_CODED`` gives the numbers that were published,
``SCHOLZ_AS_PRINTED`` the equations that were. Never repair either: change an option instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

#: Option -> its values, the meaning of each in a few words. ``Q`` is a number in [0, 1] and stands apart.
CHOICES: dict[str, dict[str, str]] = {
    "prob_denominator": {
        "dyad": "all votes cast between the two (eq. 30-31 as printed)",
        "all-pairs": "all votes cast over every ordered pair of positions",
        "dyad-third-parties": "the dyad, with the two rivals left out of both sums",
    },
    "prob_risk": {
        "none": "votes are linear in distance",
        "voter": "in the second pass voter k's distances are raised to r_k",
    },
    "perspective": {
        "each": "b is valued with the rival's exponent (eq. 25b)",
        "own": "a and b are both valued with the focal actor's exponent",
    },
    "response_salience": {
        "target": "the salience of whoever is challenged: s_j in a, s_i in b",
        "opponent": "the rival's salience in both (eq. 25b and appendix 7, probably a misprint)",
    },
    "security": {
        "against": "danger sums what the others expect from challenging i (eq. 34)",
        "own": "danger sums what i expects from challenging the others",
    },
    "range": {
        "initial": "R is fixed at round 0",
        "current": "R is taken anew in each round",
    },
    "conflict": {
        "lower-concedes": "in a confrontation i loses if it expects less than its rival",
        "power": "in a confrontation i loses if its weight is the smaller",
        "none": "in a confrontation nobody moves",
    },
    "capitulation": {
        "full-move": "an actor that expects to lose more than its rival gains goes all the way (fig. 6)",
        "none": "it stays: in the replicating code this branch never fires",
    },
    "offer_choice": {
        "category-least-move": "first confrontation, then compromise, then capitulation; there the least move",
        "category-blend": "the same, but among compromises the lowest blended position",
        "least-move": "the least move over all offers",
        "max-eu": "the rival who expects most, then the least move",
    },
    "no_challenge": {
        "full": "without a challenge the rival may drift towards the median (eq. 7)",
        "status-quo-only": "without a challenge only the status quo counts",
    },
    "median": {
        "weighted-lower": "the first position at which the running weight reaches half",
        "largest-margin": "the winner of the pairwise vote with the largest margin (appendix 3)",
    },
    "stop": {
        "rounds": "run the rounds that were asked for",
        "median-change": "halt once the median moved less than 0.5 in two successive rounds, at the latest after 20",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Options:
    """The options of the challenge model; :data:`CHOICES` says what each value means. The defaults are as coded.

    ``Q`` is the probability that the status quo holds if nobody challenges. Raises ValueError, with every problem in one
    sentence, for a value that is not in the table.
    """

    prob_denominator: str = "all-pairs"
    prob_risk: str = "voter"
    perspective: str = "own"
    response_salience: str = "target"
    security: str = "against"
    range: str = "initial"
    conflict: str = "lower-concedes"
    capitulation: str = "none"
    offer_choice: str = "category-blend"
    no_challenge: str = "status-quo-only"
    Q: float = 1.0
    median: str = "weighted-lower"
    stop: str = "rounds"

    def __post_init__(self) -> None:
        wrong = [f"{name} is one of {', '.join(values)}, not {getattr(self, name)!r}"
                 for name, values in CHOICES.items() if getattr(self, name) not in values]  # fmt: skip
        if isinstance(self.Q, bool) or not isinstance(self.Q, int | float) or not 0 <= self.Q <= 1:
            wrong.append(f"Q is a number from 0 to 1, not {self.Q!r}")
        if wrong:
            raise ValueError("; ".join(wrong))
        object.__setattr__(self, "Q", float(self.Q))

    def codes(self) -> tuple[int, ...]:
        """The named options as the places of their values in :data:`CHOICES`, for compiled code."""
        return tuple(list(values).index(getattr(self, name)) for name, values in CHOICES.items())


SCHOLZ_AS_CODED = Options()
SCHOLZ_AS_PRINTED = Options(
    prob_denominator="dyad", prob_risk="none", perspective="each", response_salience="opponent", security="against",
    range="current", conflict="lower-concedes", capitulation="full-move", offer_choice="category-least-move",
    no_challenge="full", Q=1.0, median="weighted-lower", stop="rounds",
)  # fmt: skip
PRESETS = {"scholz-as-coded": SCHOLZ_AS_CODED, "scholz-as-printed": SCHOLZ_AS_PRINTED}
#: The names of all options in the order of the table.
NAMES = tuple(each.name for each in fields(Options))


def with_option(options: Options, setting: str) -> Options:
    """The options with one of them changed, as in ``"prob_risk=none"`` or ``"Q=0.5"``.

    Raises ValueError with a sentence if the text is not ``name=value``, or the name or the value is unknown.
    """
    name, sign, value = (part.strip() for part in setting.partition("="))
    if not sign:
        raise ValueError(f"a setting reads name=value, not {setting!r}")
    if name not in NAMES:
        raise ValueError(f"there is no option {name!r}; the options are {', '.join(NAMES)}")
    if name != "Q":
        changed: dict[str, Any] = {name: value}
        return replace(options, **changed)
    try:
        number = float(value)
    except ValueError:
        raise ValueError(f"Q is a number from 0 to 1, not {value!r}") from None
    return replace(options, Q=number)


def single_changes(options: Options) -> Iterator[tuple[str, str, Options]]:
    """Every (option, value, options) that differs from the given ones in one option; for ``Q`` the value 0.5 (or 1)."""
    for name in NAMES:
        values = tuple(CHOICES[name]) if name in CHOICES else ("0.5", "1")
        for value in values:
            changed = with_option(options, f"{name}={value}")
            if changed != options and (name in CHOICES or value == "0.5" or options.Q == 0.5):
                yield name, value, changed
