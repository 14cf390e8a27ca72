"""The worked example: a made-up question about two made-up states, small enough to check by hand."""

from typing import Any

NAMES = ("LEVERAGE", "COALITION", "CAPACITY", "OTHER")


def row(*cells: Any) -> dict[str, Any]:
    """Cells in the order of the hypotheses."""
    return dict(zip(NAMES, cells, strict=True))


def docs(*names: str) -> list[dict[str, Any]]:
    return [{"doc": name, "par": [1]} for name in names]


def norland() -> dict[str, Any]:
    """A fresh copy of the question."""
    priors = ([0.15, 0.30, 0.45], [0.15, 0.30, 0.45], [0.10, 0.25, 0.40], [0.05, 0.15, 0.25])
    return {
        "format": "detente/question/1", "id": "norland-fisheries-delay", "window": {"from": "2021-01-01", "to": "2021-09-30"},
        "hypotheses": [{"id": name, "prior": prior} for name, prior in zip(NAMES, priors, strict=True)],
        "documents": {"001": {"letter": "B", "origin": "fisheries-ministry"}, "002": {"letter": "C"}, "003": {"letter": "A"},
                      "004": {"letter": "B", "origin": "fisheries-ministry"}},
        "groups": {"rules": {"rho": 0.6}},
        "evidence": [
            {"id": "E01", "date": "2021-02-14", "sources": docs("002"), "digit": 2, "likelihood": row("vl", "un", "hu", "un")},
            {"id": "E02", "date": "2021-03-01", "sources": docs("001", "004"), "digit": 1, "group": "rules", "likelihood": row("un", "ev", "vl", "ev")},
            {"id": "E03", "date": "2021-05-20", "sources": docs("001", "003"), "digit": 1, "group": "rules", "likelihood": row("un", "un", "li", "un")},
            {"id": "E04", "date": "2021-06-11", "sources": docs("003"), "grade": "A1", "likelihood": row([0.15, 0.25, 0.40], "vl", 0.3, "un")},
            {"id": "E05", "date": "2021-07-02", "observed": False, "sources": docs("003", "002"), "digit": 1, "likelihood": row("li", "un", "hu", "un")},
            {"id": "E06", "date": "2021-09-30", "sources": docs("002"), "digit": 3, "likelihood": row("un", "vl", "un", "un"),
             "readings": [{"doc": "002", "hypothesis": "COALITION"}, {"doc": "001", "hypothesis": "CAPACITY"}]},
            {"id": "E07", "date": "2019-04-01", "role": "prior", "sources": docs("003"), "grade": "A1", "likelihood": row("ev", "li", "ev", "ev")},
        ],
        "candidate_observations": [{"id": "V1", "outcomes": {"threat": row(0.10, 0.70, 0.10, 0.15), "none": row(0.90, 0.30, 0.90, 0.85)}}],
        "analysts": {"second-desk": {"as_of": "2021-07-31", "prior": row(0.50, 0.20, 0.20, 0.10),
                                     "likelihood": {"E01": {"LEVERAGE": "ac", "OTHER": "ev"}, "E04": {"COALITION": "li"}}}},
        "judgements": [
            {"analyst": "a", "p": row(0.30, 0.45, 0.30, 0.10)},
            {"analyst": "b", "p": row(0.20, 0.60, 0.25, 0.15)},
            {"analyst": "c", "events": [{"of": ["LEVERAGE"], "p": 0.35}, {"of": ["COALITION"], "p": 0.40},
                                        {"of": ["LEVERAGE", "COALITION"], "p": 0.65}, {"of": ["CAPACITY"], "p": 0.25}]},
        ],
    }  # fmt: skip
