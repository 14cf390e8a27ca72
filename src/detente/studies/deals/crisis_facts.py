"""The crisis game of a deal, solved in every channel: the hook between two engines that do not know each other."""

from collections.abc import Mapping
from functools import lru_cache

from detente.engines.crisis.signalling import Game, equilibria, in_channel, select, threshold
from detente.engines.deals.deal import CrisisFacts, CrisisGame, Deal

_Key = tuple[tuple[tuple[str, float], ...], tuple[float, float], str, tuple[tuple[str, float], ...]]


def crisis_facts(deal: Deal) -> dict[str, CrisisFacts]:
    """P(stand firm) and P(concede) by channel, with those of all equilibria; empty without a crisis block.

    The rule ``continuity`` goes through the channels in file order.
    """
    return dict(_facts(_key(deal.crisis, deal.channels))) if deal.crisis is not None else {}


def headline_facts(deal: Deal) -> dict[str, CrisisFacts]:
    """What the headline needs of the crisis game: nothing unless a threat takes its credibility from it under retaliation."""
    if (
        deal.crisis is None
        or deal.notion != "retaliation"
        or all(each.credibility is not None for each in deal.threats)
    ):
        return {}
    if deal.crisis.select == "continuity":
        return crisis_facts(deal)
    return dict(_facts(_key(deal.crisis, {deal.channel: deal.channels[deal.channel]})))


def crisis_threshold(deal: Deal) -> dict[str, float | None] | None:
    """The audience costs at which publicity stops (target's) or begins (challenger's) to pay; None without the two channels."""
    if deal.crisis is None or "quiet" not in deal.channels or "public" not in deal.channels:
        return None
    game, rule = Game(**deal.crisis.payoffs), deal.crisis.select
    found = threshold(game, deal.crisis.audience, rule, quiet=deal.channels["quiet"], public=deal.channels["public"])
    return {"target_audience": found.target_audience, "challenger_audience": found.challenger_audience}


def _key(crisis: CrisisGame, channels: Mapping[str, float]) -> _Key:
    return tuple(sorted(crisis.payoffs.items())), crisis.audience, crisis.select, tuple(channels.items())


@lru_cache(maxsize=4096)
def _facts(key: _Key) -> tuple[tuple[str, CrisisFacts], ...]:
    payoffs, (challenger, target), rule, channels = key
    game, before, found = Game(**dict(payoffs)), None, []
    for name, visibility in channels:
        every = equilibria(in_channel(game, challenger, target, visibility))
        chosen = every[select(every, rule, before)]
        before = chosen.pR
        pairs = tuple((each.pF, each.p_concede) for each in every)
        found.append((name, CrisisFacts(chosen.pF, chosen.p_concede, pairs)))
    return tuple(found)
