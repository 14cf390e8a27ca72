"""Records as plain data: lists, mappings, text, finite numbers and nulls, ready for any JSON writer."""

import math
from typing import Any

from pydantic import BaseModel


def plain(record: BaseModel) -> dict[str, Any]:
    """Give the fields under their names in the file format; days are ISO text, an infinite number or NaN is null."""
    data: dict[str, Any] = _finite(record.model_dump(mode="json", by_alias=True))
    return data


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
