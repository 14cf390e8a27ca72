"""Forecasts of next events in words: the past events, rules and third parties behind a candidate."""

from collections.abc import Callable, Sequence

from detente.engines.forecast.reasons import Past, Reasons, ThirdParty

#: A part of the logit smaller than this is not told.
_SMALL = 0.05


def told(
    found: Reasons, entities: Sequence[str], relations: Sequence[str], on: Callable[[int], str], actor: str, answer: str
) -> list[str]:
    """The reasons for ``answer`` to a question about ``actor`` as short sentences; ``on`` tells a day.

    ``relations`` are those of one direction; a relation of the other is what the answer did to the actor.
    """
    lines = [_past(each, relations, on, actor, answer) for each in found.past]
    lines += [_third(each, entities) for each in found.third]
    parts = [f"{name} {value:+.2f}" for name, value in found.parts if abs(value) >= _SMALL]
    if abs(found.trees) >= _SMALL:
        parts.append(f"re-ranking {found.trees:+.2f}")
    if parts:
        lines.append(f"score against the mean candidate: {', '.join(parts)}")
    return lines or [f"{plain(actor)} and {plain(answer)} have no past; the usual answers speak for it"]


def plain(name: str) -> str:
    """A name or relation as people write it."""
    return name.replace("_", " ")


def _past(each: Past, relations: Sequence[str], on: Callable[[int], str], actor: str, answer: str) -> str:
    way, relation = divmod(each.relation, len(relations))
    one, other = (answer, actor) if way else (actor, answer)
    times = "once" if each.times == 1 else f"{each.times} times"
    return (
        f"{plain(one)} -> {plain(other)}, {plain(relations[relation])}: {times}, last {on(each.last)};"
        f" {each.share:.0%} of what the rules expect of this pair"
    )


def _third(each: ThirdParty, entities: Sequence[str]) -> str:
    how = " by the same type" if each.same else ""
    return f"third party {plain(entities[each.entity])} has dealings with both{how}"
