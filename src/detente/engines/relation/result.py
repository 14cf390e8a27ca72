"""The result of the ``relation`` and ``threat_game`` blocks as plain data (section 8); the path is added by its study."""

from typing import Any

import numpy as np

from detente.engines.relation.blocks import Relation, ThreatGame
from detente.engines.relation.reciprocity import long_run
from detente.engines.relation.richardson import rest
from detente.engines.relation.self_enforcement import thresholds
from detente.engines.relation.stocks import stocks
from detente.engines.relation.threat_game import threat_game
from detente.engines.relation.trap import verdict


def relation_data(relation: Relation) -> tuple[dict[str, Any], list[str]]:
    """The closed forms that the block asks for, and warnings."""
    data: dict[str, Any] = {}
    warnings: list[str] = []
    if relation.dilemma is not None:
        found = thresholds(relation.dilemma)
        data["self_enforcement"] = {"grim": found.grim, "tit_for_tat": found.tit_for_tat}
    if relation.pairs is not None:
        data["reciprocity"] = []
        for each in relation.pairs:
            rates = long_run(each.own, each.partner, each.error)
            if rates is None:
                warnings.append(f"relation.reciprocity.{each.id}: without error the start decides for ever")
            own, partner = rates if rates is not None else (None, None)
            data["reciprocity"].append({"id": each.id, "cooperation": own, "partner_cooperation": partner})
    if relation.richardson is not None:
        at = rest(relation.richardson)
        data["richardson"] = {
            "equilibrium": None if at.point is None else {"x": at.point[0], "y": at.point[1]},
            "stable": at.stable,
        }
        if not at.stable:
            warnings.append("relation.richardson: the pair is unstable; its rest point is no forecast")
    if relation.trap is not None:
        said = verdict(relation.trap, relation.delta)
        data["trap"] = {
            "delta_star": said.delta_star, "present_value": said.present_value, "trapped": said.trapped,
            "omega_star": said.omega_star,
        }  # fmt: skip
        if relation.trap.gain <= 0:
            warnings.append("relation.trap: nothing is gained even now")
    if relation.stocks is not None:
        resentment, erosion, inputs = relation.stocks
        data["stocks"] = [{"t": row.t, "resentment": dict(row.resentment), "erosion": row.erosion}
                          for row in stocks(resentment, erosion, inputs)]  # fmt: skip
        if erosion.psi == 0 and any(each.voice < 1 for each in inputs) and erosion.eta > 0:
            warnings.append("relation.stocks.erosion: nothing heals (psi 0); under silence it grows without bound")
    return data, warnings


def threat_data(game: ThreatGame) -> dict[str, Any]:
    """Value, total, payoffs and threats by government."""
    found = threat_game(np.array(game.first), np.array(game.second))
    return {
        "value": found.value, "total": found.total,
        "payoffs": dict(zip(game.governments, found.payoffs, strict=True)),
        "threats": {who: list(mixture) for who, mixture in zip(game.governments, found.threats, strict=True)},
    }  # fmt: skip
