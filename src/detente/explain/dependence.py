"""What a forecast would lose with a single source, in one sentence."""

from collections.abc import Mapping, Sequence

from detente.explain.sentence import Sentence, listed


def dependence(lost: Mapping[str, Sequence[str]], actors: int, names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """``lost`` maps a document to the actors whose position rests on it alone; nothing is said if there is none.

    Documents that tie for the heaviest loss are all named.
    """
    if not lost:
        return ()
    most = max(map(len, lost.values()))
    heaviest = {document: gone for document, gone in lost.items() if len(gone) == most}
    if len(heaviest) == 1:
        (document, gone), *_ = heaviest.items()
        who = listed(names[actor] for actor in gone)
        return (Sentence(f"Without {document}, {most} of the {actors} positions would rest on nothing ({who})"),)
    said = "; ".join(f"{document} ({listed(names[actor] for actor in gone)})" for document, gone in heaviest.items())
    return (Sentence(f"{most} of the {actors} positions would rest on nothing without any one of these: {said}"),)
