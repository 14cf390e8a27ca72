"""A run of the KTAB model in sentences: each actor's target, its odds, its offer, and the offers it chose between."""

from detente.engines.bargaining.ktab import KtabPath, Offer, Turn
from detente.explain.sentence import Sentence, listed


def explain(path: KtabPath, round_: int | None = None) -> tuple[Sentence, ...]:
    """What each actor did in one round (1 to T), or in all of them; then whether the run settled."""
    rounds = range(1, len(path.turns) + 1) if round_ is None else (round_,)
    told = [
        sentence
        for number in rounds
        for i in range(len(path.actors))
        for sentence in (_challenge(path, number, i), _choice(path, number, i))
    ]
    return (*told, _end(path))


def _challenge(path: KtabPath, number: int, i: int) -> Sentence:
    turn, names = path.turns[number - 1], path.actors
    j = int(turn.target[i])
    if j < 0:
        return Sentence(f"Round {number}: {names[i]} challenges nobody{_nearest(names, turn, i)}")
    made = next(offer for offer in turn.queues[i] if (offer.initiator, offer.receiver) == (i, j))
    return Sentence(
        f"Round {number}: {names[i]} (risk {turn.risk[i]:+.2f}) challenges {names[j]}, which it expects to beat with"
        f" probability {turn.p[i, j]:.2f} and to gain {turn.gain[i, j]:+.3f}; it offers to move to"
        f" {_place(made.initiator_place)} if {names[j]} moves to {_place(made.receiver_place)}"
    )


def _nearest(names: tuple[str, ...], turn: Turn, i: int) -> str:
    others = [j for j in range(len(names)) if j != i]
    if not others:
        return ": it is alone"
    best = max(others, key=lambda j: float(turn.gain[i, j]))
    return f": the nearest miss is {names[best]}, where it expects {turn.gain[i, best]:+.3f}"


def _choice(path: KtabPath, number: int, i: int) -> Sentence:
    turn = path.turns[number - 1]
    queue, pick = turn.queues[i], turn.taken[i]
    taken = queue[pick]
    before, after = path.positions[number - 1, i], path.positions[number, i]
    if taken.initiator == taken.receiver:
        text = f"Round {number}: {path.actors[i]} stays at {_place(tuple(after))}"
    else:
        text = (
            f"Round {number}: {path.actors[i]} moves from {_place(tuple(before))} to {_place(tuple(after))} under"
            f" {_name(path, taken, i)}"
        )
    if len(queue) == 1:
        return Sentence(f"{text}: it had no offer to choose from")
    rivals = listed(f"{_name(path, each, i)} {each.probability:.2f}" for k, each in enumerate(queue) if k != pick)
    return Sentence(f"{text} (probability {taken.probability:.2f}), against {rivals}")


def _name(path: KtabPath, offer: Offer, i: int) -> str:
    if offer.initiator == offer.receiver:
        return "staying"
    if offer.initiator == i:
        return f"its own offer to {path.actors[offer.receiver]}"
    return f"the offer of {path.actors[offer.initiator]}"


def _place(place: tuple[float, ...]) -> str:
    return ", ".join(f"{each:.1f}" for each in place)


def _end(path: KtabPath) -> Sentence:
    turns = len(path.turns)
    if path.settled:
        return Sentence(
            f"The run settles after {turns} rounds: the last moved {path.ratios[-1]:.1%} of what the first moved"
        )
    if not turns:
        return Sentence("No round was run")
    return Sentence(
        f"The run was cut after {turns} {'round' if turns == 1 else 'rounds'} without settling: the last moved"
        f" {path.ratios[-1]:.0%} of what the first moved"
    )
