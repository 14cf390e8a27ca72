"""Two games with a closed form: the war of attrition with audience costs, and the sunk-cost signal."""

from dataclasses import dataclass


def survival(own_value: float, own_rate: float, other_value: float, other_rate: float, time: float) -> tuple[float, float]:  # fmt: skip
    """(S_A, S_B): the probabilities that the challenger and the target have not conceded by a time (Fearon 1994).

    Audience costs grow linearly at the rates a_i, the prize is worth V_i. Each side concedes at the hazard that keeps the
    other indifferent, h_i(t) = a_j/(V_j + a_j t); hence S_i(t) = V_j/(V_j + a_j t). Values > 0, rates and time >= 0.
    """
    return other_value / (other_value + other_rate * time), own_value / (own_value + own_rate * time)


@dataclass(frozen=True, slots=True)
class Signal:
    """The costs that separate a strong type from a weak one, and the least of them; None if none does."""

    interval: tuple[float, float] | None

    @property
    def separates(self) -> bool:
        """True if some cost tells the types apart."""
        return self.interval is not None

    @property
    def minimum(self) -> float | None:
        """The least separating cost."""
        return None if self.interval is None else self.interval[0]


def sunk_cost(weak: float, strong: float) -> Signal:
    """A costly act m separates iff weak <= m <= strong (Fearon 1997): the weak type would not pay it, the strong one does.

    ``weak`` and ``strong`` are what being left alone is worth to each type; weak >= strong leaves nothing in between.
    """
    return Signal((weak, strong) if weak < strong else None)
