"""What percentages of a dossier rest on: its decided event claims, each left out in turn."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from detente.coding.suggest.calibration import LEAST, Calibration, calibrate
from detente.coding.suggest.ranker import Ranker, left_out_scores
from detente.store import learned as shelf
from detente.store.shipped import SHIPPED, folder_of

#: The latest decisions that are left out in turn: bounds the time.
MOST = 200
#: A calibration is made anew when the decisions have grown by this share.
GROWN = 0.1


def calibration_for(name: str | Path, ranker: Ranker, *, anew: bool = False) -> Calibration | None:
    """The calibration of a dossier's ranking; None before 50 decisions, and for dossiers that ship unless ``anew``.

    What was kept is used until the decisions have grown by a tenth.
    """
    decisions = len({each.claim for each in ranker.examples if each.claim is not None and each.weight == 1})
    folder = folder_of(name)
    yours = not folder.resolve().is_relative_to(SHIPPED)
    if decisions < LEAST or not (yours or anew):
        return None
    held = shelf.kept(folder, shelf.CALIBRATION) if yours and not anew else None
    if held is not None and (known := _read(held[0], ranker)) is not None and known[1] <= decisions <= known[1] * (1 + GROWN):  # fmt: skip
        return known[0]
    made = calibrate(*left_out_scores(ranker, MOST))
    if made is not None and yours:
        shelf.keep(folder, shelf.CALIBRATION, {"vectors": ranker.vectors is not None, "of": decisions, "phrases": ranker.phrases, **asdict(made)})  # fmt: skip
    return made


def _read(index: dict[str, Any], ranker: Ranker) -> tuple[Calibration, int] | None:
    if index.get("vectors") != (ranker.vectors is not None) or index.get("phrases") != ranker.phrases:
        return None
    try:
        fields = {key: index[key] for key in Calibration.__dataclass_fields__}
        return Calibration(**fields | {"table": tuple(fields["table"])}), int(index["of"])
    except (KeyError, TypeError, ValueError):
        return None


def said_of(calibration: Calibration) -> str:
    """The measurement in words: how often the first type, and one of three, was right."""
    return (f"{calibration.decisions} decisions of this dossier, each left out in turn: "
            f"first type right {calibration.first_right:.0%}, among three {calibration.in_three:.0%}")  # fmt: skip


def reliability(name: str | Path, *, vectors: str = "auto") -> dict[str, Any]:
    """The reliability table and what it rests on, as plain data; ``table`` is empty before 50 decisions.

    ``rejected`` counts suggestions of events that a person took for none: no percentage speaks of those.
    """
    from detente.workbench.learning import ranker_for
    from detente.workbench.review_room import open_room

    ranker, _ = ranker_for(name, vectors)
    found = calibration_for(name, ranker, anew=folder_of(name).resolve().is_relative_to(SHIPPED))
    decisions = len({each.claim for each in ranker.examples if each.claim is not None})
    standings = open_room(name).desk().standings
    rejected = sum(each.status == "rejected" and ".event-" in claim for claim, each in standings.items())
    if found is None:
        return {"decisions": decisions, "needed": LEAST, "rejected": rejected, "model": ranker.name, "measured_on": None, "table": []}  # fmt: skip
    return {**asdict(found), "decisions": decisions, "left_out": found.decisions, "needed": LEAST, "rejected": rejected,
            "model": ranker.name, "measured_on": said_of(found), "table": [dict(each) for each in found.table]}  # fmt: skip
