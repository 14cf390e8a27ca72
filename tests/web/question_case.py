"""A question for the small dossier: three explanations of the closure, four facts, two analysts, one thing to look for."""

from typing import Any

from detente.store.emit import emit

QUESTION: dict[str, Any] = {
    "format": "detente/question/1", "id": "why-closed", "order": 1, "title": "Why Norvia closed its waters", "period": "closure",
    "issues": ["fishing-rights"], "coder": "kim", "question": "What led Norvia to close its waters in April 2020?",
    "explanandum": "The closure itself.", "scale": "icd203", "claims": ["g-closure"], "note": "Rated by <b>one</b> person.",
    "hypotheses": [
        {"id": "VOTES", "short": "Votes", "text": "Votes: to please the island towns", "prior": [0.2, 0.4, 0.6], "claims": ["g-motive"], "assumption": "The autumn was near."},
        {"id": "STOCK", "short": "The stock", "text": "The stock: the fish were fewer by a third", "prior": [0.2, 0.4, 0.6], "assumption": "The science says so."},
        {"id": "OTHER", "short": "Something else", "text": "Something else", "prior": [0.1, 0.2, 0.3], "assumption": "One never knows."},
    ],
    "evidence": [
        {"id": "E0", "text": "The waters were closed", "date": "2020-04-30", "role": "explanandum", "claims": ["g-closure"], "digit": 1},
        {"id": "E1", "text": "No date was given for opening them again", "date": "2020-05-04", "role": "evidence", "claims": ["g-closure"], "digit": 2,
         "likelihood": {"VOTES": "un", "STOCK": "vl", "OTHER": "ev"}, "why": {"STOCK": "Fish <i>take</i> their time."}},
        {"id": "E2", "text": "A tariff was answered with <i>silence</i>", "date": "2020-05-04", "role": "evidence", "claims": ["g-tariff-threat"], "digit": 2,
         "likelihood": {"VOTES": "li", "STOCK": [0.2, 0.3, 0.5], "OTHER": "ev"}},
        {"id": "E3", "text": "The herring were counted together", "date": "2021-03-31", "role": "evidence", "claims": ["r-count"], "digit": 2,
         "likelihood": {"VOTES": "hu", "STOCK": "vl", "OTHER": "un"}},
        {"id": "E4", "text": "Norvia named the vote as its reason", "date": "2021-03-31", "role": "evidence", "observed": False, "claims": ["r-count"], "digit": 3,
         "likelihood": {"VOTES": "un", "STOCK": "rm", "OTHER": "rm"}},
    ],
    "candidate_observations": [
        {"id": "V1", "text": "What do the cabinet papers give as the reason?",
         "outcomes": {"the_towns": {"VOTES": 0.8, "STOCK": 0.1, "OTHER": 0.3}, "the_fish": {"VOTES": 0.2, "STOCK": 0.9, "OTHER": 0.7}}},
    ],
    "analysts": {
        "gazette-2020": {"as_of": "2020-05-04", "claims": ["g-closure"], "prior": {"VOTES": 0.8, "STOCK": 0.1, "OTHER": 0.1}, "likelihood": {"E1": {"VOTES": "li"}}},
        "review-2021": {"as_of": "2021-03-31", "claims": ["r-count"], "prior": {"VOTES": 0.1, "STOCK": 0.8, "OTHER": 0.1}, "likelihood": {}},
    },
}  # fmt: skip


def ask(small: Any) -> None:
    """Put the question into the dossier."""
    folder = small.folder / "questions"
    folder.mkdir(exist_ok=True)
    (folder / "why-closed.yaml").write_text(emit(QUESTION), encoding="utf-8")
