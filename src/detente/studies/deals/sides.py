"""One side of the deal room: the deal under a setting, quick enough to follow a slider; and how sure it is over the ranges."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np

from detente.engines.deals.bargain import bargain
from detente.engines.deals.breakdown import Lottery, lottery
from detente.engines.deals.contributions import contributions
from detente.engines.deals.deal import Deal
from detente.engines.deals.linkage import Basket, fine_world
from detente.engines.deals.paths import assign
from detente.engines.deals.pivotal import Weight, weights
from detente.engines.deals.plane import WinSets, win_sets
from detente.engines.deals.ratification import chances
from detente.engines.deals.reader import reread
from detente.engines.deals.tables import Tables, in_channel, tables
from detente.engines.deals.talks import Agreement, Package, Talks, talks
from detente.kernel.errors import DetenteError
from detente.kernel.ranges import Range
from detente.kernel.seeds import generator
from detente.kernel.triangular import draw
from detente.studies.deals.crisis_facts import headline_facts

#: The issues of a table in the groups that are talked about together; one group is the linked table.
Groups = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Outcome:
    """What one side comes to. Of unlinked talks ``package`` holds None for what is not agreed, and nobody is weighed.

    ``utility`` is that of breakdown where nothing is agreed. ``p_ratify`` is None where talks are not linked.
    """

    deal: Deal
    tables: Tables
    drawn: Lottery
    talks: Talks
    agreement: Agreement
    groups: tuple[tuple[str, ...], ...]
    baskets: tuple[Basket, ...]
    package: Package | None
    utility: tuple[float, ...]
    weights: tuple[Weight, ...]
    p_ratify: float | None

    @property
    def linked(self) -> bool:
        """True if all issues are in one package."""
        return len(self.groups) < 2

    @property
    def breakdown(self) -> tuple[float, ...]:
        """What each government has if talks fail."""
        return self.talks.breakdown

    def gains(self) -> tuple[tuple[float, ...], ...]:
        """By government and issue: where the gain over breakdown comes from; nothing without a whole package."""
        if self.package is None or None in self.package:
            return ()
        return contributions(self.tables, self.talks, self.drawn, self.package)

    def plane(self, axes: tuple[int, int] = (0, 1)) -> WinSets | None:
        """Win-sets and the grid of all packages."""
        return win_sets(self.talks, axes, 22)


def outcome(deal: Deal, groups: Groups = (), *, whole: bool = True) -> Outcome:
    """The headline deal, or the deals of groups that are talked about one by one under the same notion of breakdown.

    Threats hang over every group alike. ``whole`` False leaves out what each ratifier weighs.
    """
    facts = headline_facts(deal).get(deal.channel)
    built = tables(deal)
    parts = in_channel(deal, built, deal.channels[deal.channel])
    drawn = lottery(deal, built, deal.notion, facts)
    linked = talks(deal, built, parts, deal.notion, drawn)
    agreement = bargain(linked, (deal.solution,), deal.options, fronts=whole)
    parted = tuple(tuple(each) for each in groups)
    if len(parted) > 1:
        fine = fine_world(replace(deal, fine=parted), built, linked, drawn)
        some = any(each is not None for each in fine.package)
        return Outcome(deal, built, drawn, linked, agreement, parted, fine.baskets, fine.package if some else None, fine.utility, (), None)  # fmt: skip
    pick = agreement.picks.get(deal.solution)
    return Outcome(
        deal, built, drawn, linked, agreement, parted, (), pick.package if pick else None,
        pick.utility if pick else linked.breakdown, weights(deal, linked, agreement, None) if whole else (),
        prod(chances(linked, pick.package)) if pick else 0.0,
    )  # fmt: skip


@dataclass(frozen=True)
class Odds:
    """Two sides over the same draws from the ranges. All but ``draws`` and ``left_out`` are shares of the draws that count.

    ``better`` and ``worse``: government -> how often the first side is better (worse) for it than the second by more
    than ``margin``. ``same``: how often both end in the same terms. ``none_first`` and ``none_second``: how often that side has
    no deal. ``terms_first`` and ``terms_second``: issue -> how often that side's term is what it is at the modes.
    """

    draws: int
    left_out: int
    margin: float
    better: dict[str, float]
    worse: dict[str, float]
    same: float
    none_first: float
    none_second: float
    terms_first: dict[str, float]
    terms_second: dict[str, float]


#: Utilities closer than this count as equal when two sides are held against each other.
MARGIN = 0.005
_Side = tuple[Mapping[str, Any], Mapping[str, Any], Groups]


def odds(first: _Side, second: _Side, ranges: tuple[Mapping[str, Range], Mapping[str, Range]], draws: int, seed: int,
         progress: Callable[[int, int], None] | None = None) -> Odds:  # fmt: skip
    """Both sides over draws from the ranges; a range that both have takes the same value in both.

    A side is its plain data at the modes, the values that its setting fixes, and its groups. Same seed, same numbers.
    """
    base = [_at(side, {}) for side in (first, second)]
    names = [each.id for each in base[0].deal.governments if each.id in base[1].deal.seats]
    better, worse = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    terms = {issue.id: [0, 0] for issue in base[0].deal.issues}
    count = same = left_out = 0
    none = [0, 0]
    for done, values in enumerate(_draws({**ranges[1], **ranges[0]}, draws, seed), 1):
        try:
            both = [_at(side, {path: value for path, value in values.items() if path in held}) for side, held in zip((first, second), ranges, strict=True)]  # fmt: skip
        except DetenteError:
            left_out += 1
            continue
        count += 1
        for name in names:
            d = both[0].utility[both[0].deal.seats[name]] - both[1].utility[both[1].deal.seats[name]]
            better[name] += d > MARGIN
            worse[name] += d < -MARGIN
        same += both[0].package == both[1].package
        for place, (each, coded) in enumerate(zip(both, base, strict=True)):
            none[place] += each.package is None
            for k, issue in enumerate(base[0].deal.issues):
                if each.package is not None and coded.package is not None:
                    terms[issue.id][place] += each.package[k] == coded.package[k]
        if progress is not None:
            progress(done, draws)
    n = max(count, 1)
    shares = [{name: hits[place] / n for name, hits in terms.items()} for place in (0, 1)]
    return Odds(
        count, left_out, MARGIN, {name: hits / n for name, hits in better.items()}, {name: hits / n for name, hits in worse.items()},
        same / n, none[0] / n, none[1] / n, shares[0], shares[1],
    )  # fmt: skip


def _at(side: _Side, values: Mapping[str, float]) -> Outcome:
    plain, fixed, groups = side
    lists = {path: value for path, value in fixed.items() if isinstance(value, list)}
    changed: Any = dict(plain)
    for path, value in {
        **lists,
        **values,
        **{path: value for path, value in fixed.items() if path not in lists},
    }.items():
        try:
            changed = assign(changed, path, value)
        except KeyError:
            continue  # the range of somebody who left the table
    return outcome(reread(changed), groups, whole=False)


def _draws(ranges: Mapping[str, Range], draws: int, seed: int) -> Iterator[dict[str, float]]:
    """Values by path, one mapping a draw; the order of the paths is that of the file."""
    rng, paths = generator(seed), list(ranges)
    ends = [np.array([getattr(ranges[path], end) for path in paths], float) for end in ("low", "mode", "high")]
    for _ in range(draws):
        values = draw(ends[0], ends[1], ends[2], rng.random((1, len(paths))))[0] if paths else ()
        yield dict(zip(paths, (float(each) for each in values), strict=True))
