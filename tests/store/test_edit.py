"""Edits: all or none, with comments and other people's bytes left alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from detente import workbench
from detente.kernel.errors import DetenteError

GOOD: dict[str, Any] = {
    "id": "g-new", "type": "quote", "quote": "gave no date", "kind": "partial", "speaker": "dahl", "gist": "No end was named.",
    "said_by": {"role": "author"}, "author_attitude": "reports",
}  # fmt: skip


def add(small: Any, *drafts: dict[str, Any], document: str = "gazette-2020") -> int:
    return workbench.add_claims(
        small.folder, drafts, document=document, texts=small.texts, by="kim", at="2026-02-03T00:00:00Z"
    )


# --- adding


def test_a_draft_becomes_a_claim_at_the_end_of_its_file_and_the_rest_stays_byte_for_byte(small: Any) -> None:
    small.write(
        "claims/gazette-2020.yaml",
        "# a remark by a person\n" + small.read("claims/gazette-2020.yaml") + "  # and one at the end\n",
    )
    before = small.bytes()
    assert add(small, GOOD) == 1
    after = small.bytes()
    assert {name for name in after if after[name] != before[name]} == {"claims/gazette-2020.yaml"}
    assert after["claims/gazette-2020.yaml"].startswith(before["claims/gazette-2020.yaml"])
    assert small.open().claims["g-new"].paragraph == 1
    assert small.check() == ()


def test_the_words_of_the_text_enter_no_file_of_the_dossier(small: Any) -> None:
    add(small, GOOD)
    assert all(b"gave no date" not in content for content in small.bytes().values())
    for draft in ("closed its coastal waters", "to please the island towns", "half of them will lose"):
        assert all(draft.encode() not in content for content in small.bytes().values())


def test_the_first_claim_of_a_document_makes_its_file(small: Any) -> None:
    lines = [path for path in small.bytes() if path.startswith("claims/")]
    small.write("judgements.yaml", "judgements: []\n")
    for inner in ("positions", "agreements", "disagreements"):
        small.write(f"{inner}.yaml", f"{inner}: []\n")
    small.path("forecasts/closure.yaml").unlink()
    small.write("events.csv", small.read("events.csv").split("\n")[0] + "\n")
    small.write("issues.yaml", small.read("issues.yaml").replace("claims: [g-closure]", "assumption: x"))
    small.replace("scenarios/early-thaw.yaml", "claims: [g-expectation]", "claims: []")
    small.path("claims/gazette-2020.yaml").unlink()
    add(small, GOOD)
    assert set(small.open().claims) >= {"g-new"}
    assert [path for path in small.bytes() if path.startswith("claims/")] == lines


BAD = [
    ({"id": "g-jobs"}, "the id 'g-jobs' stands twice in claims", "id-duplicate"),
    ({"quote": "never said"}, "g-new: the words 'never said' do not stand in gazette-2020", "quote-not-found"),
    ({"speaker": "dal"}, "g-new: there is no 'dal' in actors", "id-unknown"),
    ({"id": "../../etc/passwd"}, "is no id", "id-invalid"),
    ({"type": "sermon"}, "the claim has type 'sermon'", "value-invalid"),
    (
        {"gist": "She said it gave no date on which it would open the sea."},
        "repeats the document's words",
        "quote-copied",
    ),
    ({"colour": "red"}, "unknown key `colour`", "key-unknown"),
    ({"id": None}, "the key `id` is missing", "key-missing"),
    ({"type": ["quote"]}, "", "value-invalid"),
    ({"quote": None, "quotes": 5}, "g-new: the key `quote` is missing", "key-missing"),
]


@pytest.mark.parametrize(("bad", "message", "slug"), BAD, ids=[str(bad) for bad, *_ in BAD])
@pytest.mark.parametrize("place", [0, 1])
def test_one_bad_draft_keeps_all_of_them_out_and_every_byte_as_it_was(
    small: Any, bad: dict[str, Any], message: str, slug: str, place: int
) -> None:
    before = small.bytes()
    drafts = [{**GOOD, "id": "g-other"}]
    drafts.insert(place, {**GOOD, **bad})
    with pytest.raises(DetenteError) as raised:
        add(small, *drafts)
    assert message in str(raised.value)
    assert slug in [p.slug for p in raised.value.problems] or not slug
    assert small.bytes() == before


def test_every_fault_of_every_draft_is_told_at_once(small: Any) -> None:
    with pytest.raises(DetenteError) as raised:
        add(small, {**GOOD, "quote": "no such words"}, {**GOOD, "id": "b", "quote": "nor these"})
    assert [p.slug for p in raised.value.problems] == ["quote-not-found", "quote-not-found"]


def test_a_dossier_with_an_error_takes_no_claims(small: Any) -> None:
    small.replace("positions.yaml", "mode: 50, high: 60", "mode: 70, high: 60")
    before = small.bytes()
    with pytest.raises(DetenteError, match="range-order"):
        add(small, GOOD)
    assert small.bytes() == before


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (None, "anchor-missing-text"),
        (b"Another text that gave no date at all.\n", "anchor-mismatch"),
        (b"caf\xe9\n", "file-not-utf8"),
    ],
)
def test_claims_are_added_only_from_the_very_text_that_was_measured(small: Any, text: bytes | None, slug: str) -> None:
    path = small.texts / "gazette-2020.txt"
    path.unlink()
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(DetenteError, match=rf"\[{slug}\]"):
        add(small, GOOD)


def test_an_unknown_document_is_told_with_the_likeliest_one_and_a_missing_folder_by_name(small: Any) -> None:
    with pytest.raises(DetenteError, match=r"there is no source 'gazette-2021'\. Did you mean 'gazette-2020'\?"):
        add(small, GOOD, document="gazette-2021")
    with pytest.raises(DetenteError, match=r"there is no such folder.*\[texts-missing\]"):
        workbench.add_claims(small.folder, [GOOD], document="gazette-2020", texts=small.texts / "nowhere", by="kim")


def test_no_drafts_add_no_claims(small: Any) -> None:
    before = small.open().data()
    assert add(small) == 0
    assert small.open().data() == before


def test_a_file_that_a_person_indented_otherwise_is_extended_or_left_as_it_was(small: Any) -> None:
    lines = [line[2:] if line.startswith("  ") else line for line in small.read("claims/gazette-2020.yaml").split("\n")]
    small.write("claims/gazette-2020.yaml", "\n".join(lines))
    assert small.check() == ()
    before = small.bytes()
    try:
        add(small, GOOD)
    except DetenteError as error:
        assert [p.slug for p in error.problems] == ["edit-conflict"]  # noqa: PT017
        assert small.bytes() == before
    else:
        assert "g-new" in small.open().claims


# --- documents and new dossiers


def test_a_document_is_measured_when_it_is_added(small: Any) -> None:
    text = small.texts / "note-2022.txt"
    text.write_text(
        "A note\n\nThe two fleets went out together for the first time in ten years, and nobody on the quay could remember a better catch.\n"
    )
    nothing = {"value": None, "status": "not_printed"}
    record = {"id": "note-2022", "short": "Note", "kind": "news", "title": nothing, "outlet": nothing, "affiliation": nothing, "standing": "s",
              "date": {"value": "2022-01-01", "status": "given"}, "reliability": "F", "reliability_reason": "r"}  # fmt: skip
    workbench.add_source(small.folder, text, record)
    source = small.open().sources["note-2022"]
    assert (source.chars, source.lines, source.paragraph_lines) == (len(text.read_text()), 4, (3,))
    before = small.bytes()
    with pytest.raises(DetenteError, match="id-duplicate"):
        workbench.add_source(small.folder, text, record)
    assert small.bytes() == before


def test_a_new_dossier_passes_check_and_takes_a_document_and_a_claim(small: Any, tmp_path: Path) -> None:
    folder = workbench.new_dossier(tmp_path / "mine", title='Mine: a "case" # 1', parties=("norvia", "sudland"))
    assert workbench.check(folder) == ()
    nothing = {"value": None, "status": "not_printed"}
    record = {"id": "g", "short": "G", "kind": "news", "title": nothing, "outlet": nothing, "affiliation": nothing, "standing": "s",
              "date": {"value": "2020-05-04", "status": "given"}, "reliability": "F", "reliability_reason": "r"}  # fmt: skip
    workbench.add_source(folder, small.texts / "gazette-2020.txt", record)
    workbench.add_claims(folder, [{**GOOD, "speaker": "norvia"}], document="g", texts=small.texts, by="me")
    assert workbench.check(folder) == ()
    assert workbench.open_dossier(folder).dossier.title == 'Mine: a "case" # 1'
    assert list(workbench.open_dossier(folder).claims) == ["g-new"]


@pytest.mark.parametrize(
    ("name", "slug"), [("Bad Name", "id-invalid"), ("a..b", "id-invalid"), ("there", "dossier-exists")]
)
def test_a_new_dossier_needs_a_free_place_and_an_id_for_a_name(tmp_path: Path, name: str, slug: str) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(DetenteError, match=rf"\[{slug}\]"):
        workbench.new_dossier(tmp_path / name)
    assert [each.name for each in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize(
    ("content", "slug"),
    [("claims: [\n", "file-cut-off"), ("drafts: []\n", "key-missing"), ("claims: [1]\n", "key-missing"), ("- a\n", "key-missing"), ("", "key-missing"), ("claims:\n  - id: yes\n", "yaml-trap"),
     ("a: &x 1\nclaims: *x\n", "yaml-alias")],
)  # fmt: skip
def test_a_file_of_drafts_of_the_wrong_shape_is_told(tmp_path: Path, content: str, slug: str) -> None:
    path = tmp_path / "drafts.yaml"
    path.write_text(content)
    with pytest.raises(DetenteError, match=rf"drafts\.yaml.*\[{slug}\]"):
        workbench.read_drafts(path)


# --- deciding


def test_a_decision_is_added_to_the_history_and_the_last_one_stands(small: Any) -> None:
    small.write("disagreements.yaml", "disagreements: []\n")
    workbench.decide_claim(
        small.folder, "g-motive", "suggested", by="lee", note="wrong line: see 9", at="2026-03-01T00:00:00Z"
    )
    workbench.decide_claim(small.folder, "g-motive", "confirmed", by="kim", at="2026-03-02T00:00:00Z")
    claim = small.open().claims["g-motive"]
    assert (claim.status, claim.by, claim.at) == ("confirmed", "kim", "2026-03-02T00:00:00Z")
    assert [(step.status, step.by, step.note) for step in claim.history] == [
        ("suggested", "lee", "wrong line: see 9"),
        ("confirmed", "kim", None),
    ]
    assert small.check() == ()


def records(text: str) -> dict[str, str]:
    """The text of each record of a list file, by id."""
    parts = text.split("\n  - id: ")
    return {part.split("\n")[0]: part for part in parts[1:]}


def test_a_decision_keeps_remarks_and_the_bytes_of_every_other_record(small: Any) -> None:
    remark = "# claims of gazette-2020: mine\n"
    text = small.read("claims/gazette-2020.yaml")
    text = remark + text.replace("  - id: g-jobs\n", "  # the number is doubtful\n  - id: g-jobs\n").replace(
        "    unit: persons\n", "    unit: persons  # heads\n"
    )
    small.write("claims/gazette-2020.yaml", text)
    others = {name: content for name, content in small.bytes().items() if name != "claims/gazette-2020.yaml"}
    workbench.decide_claim(small.folder, "g-jobs", "edited", by="lee", fields={"value": 4300})
    after = small.read("claims/gazette-2020.yaml")
    assert after.startswith(remark)
    assert "# the number is doubtful" in after
    assert "# heads" in after
    assert {n: c for n, c in records(after).items() if n != "g-jobs"} == {
        n: c for n, c in records(text).items() if n != "g-jobs"
    }
    assert {name: content for name, content in small.bytes().items() if name != "claims/gazette-2020.yaml"} == others
    assert small.open().claims["g-jobs"].value == 4300


@pytest.mark.parametrize(
    "style",
    [("    position: The closure courts voters.\n", "    position: >-\n      The closure\n      courts voters.\n"), ("    position: The closure courts voters.\n", "    position: The closure\n      courts voters.\n"),
     ("    position: The closure courts voters.\n", "    position: 'The closure courts voters.'   # said twice\n\n"), ("said_by: {role: third_party, actor: harbour-master}", "said_by: { role: third_party,   actor: harbour-master }"),
     ("    position: The closure courts voters.\n", "    position: |\n      The closure\n        courts voters.\n\n"), ("actor: [dahl]", "actor:\n    - dahl")],
    ids=["folded", "two lines", "quoted", "blanks", "literal", "list at the margin"],
)  # fmt: skip
def test_a_decision_keeps_the_bytes_of_records_that_a_person_laid_out_otherwise(
    small: Any, style: tuple[str, str]
) -> None:
    small.replace("claims/gazette-2020.yaml", *style)
    text = small.read("claims/gazette-2020.yaml")
    assert small.check() == ()
    workbench.decide_claim(small.folder, "g-jobs", "edited", by="lee")
    after = records(small.read("claims/gazette-2020.yaml"))
    assert after["g-motive"] == records(text)["g-motive"]


def test_every_claim_of_a_file_can_be_decided_and_the_others_keep_their_bytes(small: Any) -> None:
    small.write("claims/gazette-2020.yaml", "# a remark\n" + small.read("claims/gazette-2020.yaml") + "\n# the end\n")
    for claim in [name for name in small.open().claims if name.startswith("g-")]:
        before = small.read("claims/gazette-2020.yaml")
        workbench.decide_claim(small.folder, claim, "edited", by="lee", note='it\'s: #1\nor "not"')
        after = small.read("claims/gazette-2020.yaml")
        ours, theirs = records(before), records(after)
        assert list(ours) == list(theirs)
        for name in ours:
            assert (ours[name] != theirs[name]) == (name == claim), name
        assert after.startswith("# a remark\n")
        assert after.endswith("\n# the end\n")
        assert small.open().claims[claim].history[-1].note == 'it\'s: #1\nor "not"'


@pytest.mark.parametrize("odd", ["\r\n", "\u2028", "\x85", "\x0c", "tab\there", "\U0001f30a"], ids=repr)
def test_a_decision_in_a_file_with_odd_characters_changes_that_claim_alone_or_nothing(small: Any, odd: str) -> None:
    text = small.read("claims/gazette-2020.yaml")
    if odd == "\r\n":
        text = text.replace("\n", odd)
    else:
        text = text.replace("The closure courts voters.", f'"The closure{odd}courts voters."')
    small.write("claims/gazette-2020.yaml", text)
    if [p for p in small.check() if p.level == "error"]:
        return  # such a character is refused where it stands
    whole, before = small.open().data()["claims"], small.bytes()
    try:
        workbench.decide_claim(small.folder, "g-jobs", "edited", by="lee")
    except DetenteError:
        assert small.bytes() == before
        return
    after = small.open().data()["claims"]
    assert [claim for claim in after if claim["id"] != "g-jobs"] == [
        claim for claim in whole if claim["id"] != "g-jobs"
    ]
    if odd == "\r\n":
        assert (
            records(small.bytes()["claims/gazette-2020.yaml"].decode().replace("\r\n", "\n"))["g-motive"]
            == records(text.replace("\r\n", "\n"))["g-motive"]
        )


@pytest.mark.parametrize(
    ("claim", "status", "slug", "message"),
    [("g-job", "confirmed", "id-unknown", "there is no claim 'g-job'"), ("g-jobs", "maybe", "claim-decision", "'maybe' is no status of a claim"),
     ("g-jobs", "rejected", "claim-unusable", "sudland.fishing-rights.closure rests on the claim 'g-jobs', which is rejected"), ("../g-jobs", "confirmed", "id-unknown", "there is no claim '../g-jobs'")],
)  # fmt: skip
def test_a_decision_that_does_not_fit_writes_nothing(
    small: Any, claim: str, status: str, slug: str, message: str
) -> None:
    before = small.bytes()
    with pytest.raises(DetenteError) as raised:
        workbench.decide_claim(small.folder, claim, status, by="lee")
    assert (raised.value.problems[0].slug, raised.value.problems[0].message) == (slug, message)
    assert small.bytes() == before


def test_a_claim_that_already_stands_as_asked_is_not_decided_again(small: Any) -> None:
    before = small.bytes()
    with pytest.raises(DetenteError, match=r"\[claim-decision\]"):
        workbench.decide_claim(small.folder, "g-jobs", "confirmed", by="lee")
    assert small.bytes() == before


def test_a_field_that_the_claim_refuses_writes_nothing(small: Any) -> None:
    before = small.bytes()
    with pytest.raises(DetenteError, match="value"):
        workbench.decide_claim(small.folder, "g-jobs", "edited", by="lee", fields={"value": "many"})
    with pytest.raises(DetenteError, match="unknown key `colour`"):
        workbench.decide_claim(small.folder, "g-jobs", "edited", by="lee", fields={"colour": "red"})
    assert small.bytes() == before


def test_a_claim_in_a_file_of_the_older_format_is_decided_or_refused_without_harm(small: Any) -> None:
    small.replace("dossier.yaml", "format: 1\n", "format: 0\n")
    body = [line for line in small.read("claims/gazette-2020.yaml").split("\n") if line != "claims:"]
    small.write("claims/gazette-2020.yaml", "\n".join(body))
    before = small.bytes()
    try:
        workbench.decide_claim(small.folder, "g-jobs", "edited", by="lee")
    except DetenteError:
        assert small.bytes() == before
    else:
        assert small.open().claims["g-jobs"].status == "edited"


# --- anchors of the whole dossier


def test_every_anchor_of_the_small_dossier_matches_its_text(small: Any) -> None:
    reports = workbench.verify(small.folder, small.texts)
    assert {report.outcome.status for report in reports} == {"matched"}
    assert len(reports) == len(small.open().claims) == 9
    assert workbench.check(small.folder, texts=small.texts) == ()


def test_moved_changed_and_missing_passages_are_told_apart(small: Any) -> None:
    path = small.texts / "gazette-2020.txt"
    path.write_text("NEW TITLE LINE\n" + path.read_text().replace("About 4,200 people", "About 4,300 people"))
    (small.texts / "review-2021.txt").unlink()
    found = {report.claim: report.outcome for report in workbench.verify(small.folder, small.texts)}
    assert found["g-jobs"].status == "changed"
    assert {outcome.status for claim, outcome in found.items() if claim.startswith("r-")} == {"missing"}
    moved = next(report for report in workbench.verify(small.folder, small.texts) if report.claim == "g-closure")
    assert (moved.outcome.status, moved.outcome.start) == ("moved", moved.start + len("NEW TITLE LINE\n"))
    slugs = [p.slug for p in workbench.check(small.folder, texts=small.texts)]
    assert (slugs.count("anchor-mismatch"), slugs.count("anchor-missing-text")) == (5, 4)


def test_an_anchor_problem_names_the_line_of_its_claim(small: Any) -> None:
    path = small.texts / "gazette-2020.txt"
    path.write_text(path.read_text().replace("About 4,200 people", "About 4,300 people"))
    (problem,) = workbench.check(small.folder, texts=small.texts)
    text = small.read("claims/gazette-2020.yaml")
    first = text[: text.index("  - id: g-jobs")].count("\n") + 1
    assert first <= problem.line <= first + 6


def test_an_export_holds_no_words_without_the_texts_and_the_right_ones_with_them(small: Any) -> None:
    bare = json.dumps(workbench.export(small.folder, "json"))
    assert "closed its coastal waters" not in bare
    full = json.dumps(workbench.export(small.folder, "json", texts=small.texts))
    assert "closed its coastal waters to every Sudland trawler" in full
