"""Questions of Metaculus, from its site's JSON or from its public question model, as forecast questions of ours.

Read: a post with its ``question`` (title, status, scheduled times, scaling, own forecasts, community), a bare question of
that kind, and the flat model with ``question_text``. Moments become days (UTC).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from detente.kernel.fingerprints import of_text

_TYPES = {"multiple_choice": "multiple", "discrete": "numeric"}
_OUTSIDE = {"above_upper_bound": "above_range", "below_lower_bound": "below_range"}
_STATES = {"upcoming": "open", "pending": "closed"}


def is_metaculus(data: Any) -> bool:
    """True for a mapping that is a question of Metaculus in one of the forms above."""
    return isinstance(data, Mapping) and (
        "question_text" in data
        or (isinstance(data.get("question"), Mapping) and "title" in data["question"])
        or ("title" in data and "scheduled_close_time" in data)
    )


def to_question(data: Mapping[str, Any]) -> dict[str, Any]:
    """The question as plain data of :class:`detente.dossier.forecast.FreeQuestion`; keys that it does not have are dropped."""
    inner: Mapping[str, Any] = data["question"] if isinstance(data.get("question"), Mapping) else data
    scaling: Mapping[str, Any] = inner.get("scaling") or {}
    kind = str(inner.get("type") or inner.get("question_type") or "binary")
    kind = _TYPES.get(kind, kind)
    name = _first(inner, "id_of_question", "id", "question_id", "id_of_post") or data.get("id")
    state = _first(inner, "state", "status")
    resolution = _first(inner, "resolution", "resolution_string")
    text = _first(inner, "question_text", "title") or data.get("title")
    question = {
        "id": of_text(str(text))[:12] if name is None else str(name),
        "text": text,
        "type": kind,
        "options": inner.get("options"),
        "unit": _first(inner, "unit", "unit_of_measure") or None,
        "lower": _end(kind, _first(inner, "lower_bound") if "lower_bound" in inner else scaling.get("range_min")),
        "upper": _end(kind, _first(inner, "upper_bound") if "upper_bound" in inner else scaling.get("range_max")),
        "open_lower": inner.get("open_lower_bound"),
        "open_upper": inner.get("open_upper_bound"),
        "background": _first(inner, "background_info", "description"),
        "resolution_criteria": inner.get("resolution_criteria"),
        "fine_print": inner.get("fine_print") or None,
        "resolution_sources": [inner["page_url"]] if inner.get("page_url") else None,
        "open": _day(_first(inner, "open_time", "published_time")),
        "close": _day(_first(inner, "actual_close_time", "close_time", "scheduled_close_time")),
        "scheduled_resolve": _day(_first(inner, "scheduled_resolution_time", "scheduled_resolve_time")),
        "actual_resolve": _day(_first(inner, "actual_resolution_time", "actual_resolve_time")),
        "state": _STATES.get(str(state), state),
        "resolution": _outcome(kind, resolution),
        "references": {"crowd": crowd} if (crowd := _crowd(kind, inner)) is not None else None,
        "forecasts": _own(kind, inner),
    }  # fmt: skip
    return {key: value for key, value in question.items() if value is not None}


def _first(data: Mapping[str, Any], *keys: str) -> Any:
    return next((data[key] for key in keys if data.get(key) is not None), None)


def _day(moment: Any) -> str | None:
    if moment is None:
        return None
    if isinstance(moment, int | float):
        return datetime.fromtimestamp(moment, tz=UTC).date().isoformat()
    return str(moment)[:10]


def _end(kind: str, value: Any) -> Any:
    return _day(value) if kind == "date" else value


def _outcome(kind: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value in _OUTSIDE:
        return _OUTSIDE[value]
    if kind == "date":
        return value[:10] if value[:1].isdigit() else value
    try:
        return float(value) if kind == "numeric" else value
    except ValueError:
        return value


def _probabilities(kind: str, inner: Mapping[str, Any], values: Any) -> Any:
    """What the site calls forecast values: [no, yes], or one for each option."""
    if not isinstance(values, list):
        return None
    if kind == "binary":
        return values[-1] if values else None
    options = inner.get("options") or []
    return dict(zip(options, values, strict=True)) if kind == "multiple" and len(options) == len(values) else None


def _crowd(kind: str, inner: Mapping[str, Any]) -> Any:
    if kind == "binary" and inner.get("community_prediction_at_access_time") is not None:
        return inner["community_prediction_at_access_time"]
    groups = inner.get("aggregations") or {}
    latest: Mapping[str, Any] = next(
        (
            each["latest"]
            for name in ("recency_weighted", "unweighted")
            if (each := groups.get(name)) and each.get("latest")
        ),
        {},
    )
    return _probabilities(kind, inner, latest.get("centers"))


def _own(kind: str, inner: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The reader's own forecasts, where the file has them."""
    made = []
    for each in (inner.get("my_forecasts") or {}).get("history") or []:
        p = _probabilities(kind, inner, each.get("forecast_values"))
        if p is not None:
            made.append({"at": _day(each["start_time"]), "by": "me", "p": p})
    for each in inner.get("previous_forecasts") or []:
        p = each.get("prediction_in_decimal")
        if p is not None:
            made.append({"at": _day(each.get("timestamp")), "by": "me", "p": p})
    return made or None
