"""What a forecast would lose with a single source, in one sentence."""

from collections.abc import Mapping, Sequence

from detente.explain.sentence import Sentence, listed


def dependence(lost: Mapping[str, Sequence[str]], actors: int, names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """``lost`` maps a document to the actors whose position rests on it alone; nothing is said if there is none."""
    if not lost:
        return ()
    document, worst = max(lost.items(), key=lambda each: len(each[1]))
    return (Sentence(
        f"Without {document}, {len(worst)} of the {actors} positions would rest on nothing ({listed(names[actor] for actor in worst)})"
    ),)  # fmt: skip
