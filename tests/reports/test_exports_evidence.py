"""The invented dossier that all tests of the exports share, and what counts as evidence in it."""

from typing import Any

from detente.dossier.build import RawFile, build
from detente.dossier.dossier import Dossier
from detente.kernel import fingerprints
from detente.reports.exports import FORMATS, evidence

TEXT = "North 🌊 and South met.\n\nNorth said it would lend 40 boats to South. Critics fear a blockade.\n"
OTHER = "The boats were lent, the paper of the South reports.\n"
AT = "2026-11-24T10:00:00Z"


def anchor(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    line = text.count("\n", 0, start) + 1
    return {"paragraph": 1, "line": line, "start": start, "end": start + len(words),
            "fingerprint": fingerprints.of_text(words)}  # fmt: skip


def claim(name: str, kind: str, /, *words: str, document: str = "boats-2020", **more: Any) -> dict[str, Any]:
    text = TEXT if document == "boats-2020" else OTHER
    return {
        "id": name, "type": kind, "source_document": document, "anchors": [anchor(each, text) for each in words],
        "said_by": {"role": "author"}, "author_attitude": "asserts", "status": "confirmed", "by": "ana", "at": AT,
        "origin": {"method": "person"}, **more,
    }  # fmt: skip


def source(name: str, text: str, /, **more: Any) -> dict[str, Any]:
    missing = {"value": None, "status": "not_printed"}
    return {
        "id": name, "file": f"{name}.txt", "sha256": fingerprints.of_text(text),
        "text_sha256": fingerprints.of_text(text), "chars": len(text), "lines": text.count("\n") + 1,
        "kind": "analysis", "title": missing, "outlet": missing, "affiliation": missing, "standing": "A by-stander.",
        "date": {"status": "not_printed"}, "reliability": "B", "reliability_reason": "Named author.", "short": name,
        **more,
    }  # fmt: skip


def printed(value: str) -> dict[str, Any]:
    return {"value": value, "status": "printed", "line": 1}


DAY = {"start": "2020-03-01", "end": "2020-03-01"}
LEND = {"summary": "The North offers vessels.", "plover": "AGREE", "source": ["north"], "target": ["south"]}
CLAIMS = [
    claim("lend", "event", "would lend 40 boats", date=DAY, issues=["boats"], **LEND),
    claim("lent", "event", "boats were lent", document="paper-2020", **LEND),
    claim("blockade", "event", "a blockade", summary="A blockade is feared.", plover="THREATEN",
          auxiliary=["hypothetical"], source=["north"], target=["south"]),
    claim("boats-40", "number", "40 boats", value=40, unit="boats", what="vessels on offer", period="2020-03"),
    claim("fear", "stance", "Critics fear", "a blockade", aspect="motive", actor=["critics"], issue="boats",
          position="=SUM(A1) is no formula here", strength="weak",
          said_by={"role": "unnamed", "name": "critics"}, author_attitude="rejects"),
    claim("said", "reported_speech", "North said", speaker="north", verb="said", gist="Vessels are on offer."),
    claim("quoted", "quote", "lend", kind="partial", speaker="north", gist="A loan."),
    claim("hope", "expectation", "boats to South", holder="south", statement="The vessels come.", due=DAY),
    claim("counsel", "advice", "met", adviser="critics", addressee=["south"], statement="Decline."),
    claim("maybe", "event", "and South met", status="suggested", by=None, at=None,
          summary="A meeting.", plover="CONSULT", source=["north"], target=["south"]),
    claim("no", "quote", "said", status="rejected", kind="direct", speaker="north", gist="Not a quotation."),
]  # fmt: skip


def estimate(mode: float) -> dict[str, Any]:
    return {"low": mode - 10, "mode": mode, "high": mode + 10, "claims": ["lend"]}


HEAD = {
    "format": 1, "id": "boats", "title": "Boats between North and South", "parties": ["north", "south"],
    "period": {"from": "2020-01-01", "to": "2020-12-31"},
    "periods": [{"id": "spring", "title": "Spring", "from": "2020-03-01", "to": "2020-05-31"}],
    "coding": {"coders": [{"id": "ana", "name": "Ana", "kind": "person"}], "note": "Not double-coded."},
}  # fmt: skip
ACTORS = [
    {"id": "north", "name": "North", "kind": "state", "country": "NOR", "aliases": ["the North; upper"]},
    {"id": "south", "name": "South", "kind": "state", "country": "ZAF"},
    {"id": "critics", "name": "critics", "kind": "group", "country": ["NOR", "ATL"]},
    {"id": "jo_field", "name": "Jo Field", "kind": "person", "group_of": ["south", "critics"],
     "roles": [{"title": "harbour master", "from": "2019-01-01", "to": None}]},
]  # fmt: skip
SOURCES = [
    source(
        "boats-2020", TEXT, title=printed("Boats"), outlet=printed("Harbour Review"), author_actors=["jo_field"],
        authors=[printed("Jo Field"), printed("Ana María Ruiz Soto"), printed("Kay L. Ray"), printed("The Desk")],
        date={"status": "bracket", "not_before": "2020-03-02", "not_after": "2020-04-30", "evidence": [
            {"bound": "not_before", "date": "2020-03-02", **{k: v for k, v in anchor("met").items() if k != "paragraph"},
             "basis": "text", "why": "The meeting is told in the past."}]},
    ),
    source("paper-2020", OTHER, kind="news", date={"value": "2020-04-02", "status": "printed"}),
]  # fmt: skip
ROW = {"id": "offer", "date_start": "2020-03-01", "date_end": "2020-03-01", "source": "north", "target": "south",
       "type": "AGREE", "summary": "The North offers vessels.", "claims": "lend;lent"}  # fmt: skip
DISPUTE = {
    "id": "why", "question": "Was it meant kindly?", "kind": "motive", "note": "Two readings.",
    "positions": [{"view": "Yes.", "claims": ["lend"]}, {"view": "No.", "claims": ["fear"]}],
}  # fmt: skip


def small_dossier(*more: RawFile) -> Dossier:
    """The dossier, which must be without findings."""
    built = build([
        RawFile("dossier.yaml", HEAD),
        RawFile("sources.yaml", {"sources": SOURCES}),
        RawFile("actors.yaml", {"actors": ACTORS}),
        RawFile("issues.yaml", {"issues": [{"id": "boats", "name": "Boats", "low": "none", "high": "all",
                                            "anchors": [{"at": 50, "text": "half"}], "controller": "north"}]}),
        RawFile("claims/boats-2020.yaml", {"claims": CLAIMS}),
        RawFile("agreements.yaml", {"agreements": [{"id": "on-offer", "statement": "An offer.", "claims": ["lend", "lent"]}]}),
        RawFile("disagreements.yaml", {"disagreements": [DISPUTE]}),
        RawFile("positions.yaml", {"positions": [
            {"id": "north-boats", "actor": "north", "issue": "boats", "period": "spring", "position": estimate(60),
             "salience": estimate(50), "influence": estimate(40.5), "coder": "ana", "note": "A reading."}]}),
        RawFile("events.csv", [ROW]),
        RawFile("series/catch.csv", [{"period_start": "2020-01-01", "period_end": "2020-01-31", "value": "3.5",
                                      "unit": "t", "source": "invented"}]),
        *more,
    ])  # fmt: skip
    assert built.findings == []
    assert built.dossier is not None
    return built.dossier


TEXTS = {"boats-2020": TEXT, "paper-2020": OTHER}


def test_the_events_are_the_rows_and_then_the_usable_claims_that_stand_in_no_row() -> None:
    assert [event.id for event in evidence.events(small_dossier())] == ["offer", "blockade"]


def test_an_event_of_a_claim_keeps_the_claims_coding() -> None:
    event = evidence.events(small_dossier())[1]
    assert (event.type, event.auxiliary, event.claims, event.date_start) == ("THREATEN", ("hypothetical",), ("blockade",), None)  # fmt: skip
    assert not event.counted


def test_an_event_of_a_claim_does_not_take_the_id_of_a_row() -> None:
    dossier = small_dossier()
    row = dossier.events["offer"].model_copy(update={"id": "blockade"})
    dossier = Dossier(dossier.dossier, claims=dossier.claims, events={"blockade": row})
    assert [event.id for event in evidence.events(dossier)] == ["blockade", "blockade.claim"]


def test_a_row_that_rests_on_undecided_claims_alone_is_no_evidence() -> None:
    dossier = small_dossier()
    row = dossier.events["offer"].model_copy(update={"claims": ("maybe",)})
    dossier = Dossier(dossier.dossier, claims=dossier.claims, events={"offer": row})
    assert "offer" not in [event.id for event in evidence.events(dossier)]


def test_a_disagreement_that_loses_a_view_is_left_out() -> None:
    dossier = small_dossier()
    claims = {name: each for name, each in dossier.claims.items() if name != "fear"}
    assert evidence.disagreements(Dossier(dossier.dossier, claims=claims, disagreements=dossier.disagreements)) == ()


def test_the_registry_names_the_five_formats() -> None:
    assert list(FORMATS) == ["json", "csv", "csl-json", "webannotation", "ftm"]
