"""A path of the challenge model in sentences: who gives way to whom, at what odds, and how close the others came."""

from collections.abc import Mapping

from detente.binding.trace import Trace
from detente.engines.bargaining.challenge import CAPITULATION, COMPROMISE, CONFRONTATION, NONE, Path
from detente.engines.bargaining.challenge_misses import Miss, nearest_miss
from detente.explain.sentence import Sentence

_FIELDS = ("position", "salience", "capability")
_VERB = {
    CONFRONTATION: "gives in to",
    COMPROMISE: "gives way part of the distance to",
    CAPITULATION: "gives up its position for that of",
}


def explain(path: Path, trace: Trace | None = None, names: Mapping[str, str] | None = None) -> tuple[Sentence, ...]:
    """One sentence per round and actor, each beginning with its round."""
    return tuple(
        Sentence(f"Round {t}: {each.text}", each.claims, each.assumption)
        for t in range(1, path.rounds + 1)
        for each in explain_round(path, t, trace, names)
    )


def explain_round(
    path: Path, round_: int, trace: Trace | None = None, names: Mapping[str, str] | None = None
) -> tuple[Sentence, ...]:
    """One sentence per actor, in file order, for a round from 1 to T.

    With a trace, each sentence carries the claims behind the cells of the two actors it compares, and is marked as an
    assumption if there are none. ``names`` maps the engine's names of actors to those that readers know. Raises
    ValueError for a round that the path lacks.
    """
    if not 1 <= round_ <= path.rounds:
        raise ValueError(f"the path has rounds 1 to {path.rounds}, not {round_}")
    return tuple(_told(path, round_, i, trace, names or {}) for i in range(len(path.actors)))


def _told(path: Path, t: int, i: int, trace: Trace | None, names: Mapping[str, str]) -> Sentence:
    if path.kind[t, i] == NONE:
        miss = nearest_miss(path, t, i)
        return _sentence(path, _held(path, i, miss, names), (i,) if miss is None else (i, miss.partner), trace)
    j = int(path.partner[t, i])
    me, rival = _name(path, i, names), _name(path, j, names)
    return _sentence(
        path,
        f"{me} {_VERB[int(path.kind[t, i])]} {rival} ({path.positions[t - 1, i]:.1f} to {path.positions[t, i]:.1f}):"
        f" it expects {path.eu_own[t, i]:+.2f} from challenging {rival},"
        f" {rival} expects {path.eu_other[t, i]:+.2f} from challenging it",
        (i, j),
        trace,
    )


def _held(path: Path, i: int, miss: Miss | None, names: Mapping[str, str]) -> str:
    text = f"{_name(path, i, names)} holds: no challenge it expects to lose"
    if miss is None:
        return text
    rival = _name(path, miss.partner, names)
    whose = "it" if miss.side == "own" else rival
    return (
        f"{text}; the nearest miss is {rival} (it expects {miss.eu_own:+.2f}, {rival} {miss.eu_other:+.2f}), where"
        f" a change of {miss.change:.2g} in what {whose} expects would have moved it"
    )


def _name(path: Path, i: int, names: Mapping[str, str]) -> str:
    return names.get(path.actors[i], path.actors[i])


def _sentence(path: Path, text: str, actors: tuple[int, ...], trace: Trace | None) -> Sentence:
    if trace is None:
        return Sentence(text)
    claims = tuple(dict.fromkeys(claim for i in actors for claim in trace.claims(path.actors[i], *_FIELDS)))
    return Sentence(text, claims, assumption=not claims)
