"""Who is on whose side: the roster's groups, followed up to the two parties."""

from detente.dossier.dossier import Dossier
from detente.dossier.position import Position


def groups(dossier: Dossier, actor: str) -> frozenset[str]:
    """The actor and every group it belongs to, near and far."""
    found: set[str] = set()
    waiting = [actor]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(dossier.actors[each].group_of if each in dossier.actors else ())
    return frozenset(found)


def side(dossier: Dossier, actors: tuple[str, ...]) -> int:
    """Who acts: 0 the first party's side, 1 the second party's, 2 both, 3 anybody else."""
    first, second = dossier.dossier.parties
    reached = frozenset[str]().union(*(groups(dossier, actor) for actor in actors))
    if first in reached and second in reached:
        return 2
    return 0 if first in reached else 1 if second in reached else 3


def side_names(dossier: Dossier) -> tuple[str, str, str, str]:
    """The printed names of the four sides, in the order of :func:`side`."""
    first, second = (dossier.actor_name(party) for party in dossier.dossier.parties)
    return f"{first} side", f"{second} side", "both sides together", "others"


def government(dossier: Dossier, party: str, held: list[Position]) -> Position | None:
    """Among positions on one issue, that of the party's government: state or government with the most influence."""
    own = [each for each in held if each.actor in dossier.actors and dossier.actors[each.actor].kind in ("state", "government")
           and party in groups(dossier, each.actor)]  # fmt: skip
    return max(own, key=lambda each: each.influence.mode, default=None)
