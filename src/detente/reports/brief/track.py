"""The track record of the forecasts that a dossier holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Track:
    """Scores so far: resolved questions, mean Brier score, that of the reference named, the remark on calibration."""

    n: int
    brier: float
    reference: float
    reference_name: str
    calibration: str
