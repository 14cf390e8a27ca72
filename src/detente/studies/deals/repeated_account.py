"""What repeated dealing comes to, as the plain data of a result (method relation, section 8)."""

from typing import Any

from detente.engines.deals.result import short_data
from detente.studies.deals import over_time
from detente.studies.deals.fan import Fan
from detente.studies.deals.study import Repeated

FORMAT = "detente-relation-result/1"


def relation_account(over: Repeated, fan: Fan | None, manifest: dict[str, Any]) -> dict[str, Any]:
    """The result of the two blocks alone: ``relation`` and ``threat_game`` as in a deal's result, null where absent, and the fan."""
    data = {"format": FORMAT, "relation": None, "threat_game": None} | repeated_data(over)
    return data | {"fan": fan_data(fan), "warnings": list(over.warnings), "manifest": manifest}


def repeated_data(over: Repeated) -> dict[str, Any]:
    """The keys ``relation`` and ``threat_game``, as far as the file has the blocks."""
    data: dict[str, Any] = {}
    if over.relation is not None:
        data["relation"] = dict(over.relation)
        if over.path:
            data["relation"]["path"] = [
                {"t": row.t, **_period(row), "resentment": row.resentment, "erosion": row.erosion} for row in over.path
            ]
    if over.threat_game is not None:
        data["threat_game"] = over.threat_game
    return data


def fan_data(fan: Fan | None) -> dict[str, Any] | None:
    """The fan by period, each number as q05 to q95; None without one."""
    if fan is None:
        return None
    rows = [
        {"t": row.t, "no_deal": row.no_deal, "utility": row.utility, "resentment": row.resentment, "erosion": row.erosion}
        for row in fan.rows
    ]  # fmt: skip
    return {"draws": fan.draws, "seed": fan.seed, "left_out": fan.left_out, "rows": rows}


def _period(row: over_time.PathRow) -> dict[str, Any]:
    short = short_data(row.deal, row.short)
    return {key: short[key] for key in ("deal", "utility", "zone", "p_breakdown")}
