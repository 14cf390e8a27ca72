"""Reading into a dossier: documents join it without invented metadata, and new editions take their claims along."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reading_samples import LONG, SAMPLES, TITLE, page

from detente import workbench
from small_dossier import GAZETTE, Small


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return workbench.new_dossier(tmp_path / "case", title="Timber")


def put(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def test_documents_join_an_empty_dossier_that_stays_valid(empty: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    first, second = put(tmp_path, "A Page.html", page("a", LONG).text), put(tmp_path, "bare.txt", "\n\n".join(LONG))
    ran = run("read", first, second, "--dossier", empty)
    assert ran.code == 0, ran.err
    assert not ran.out
    assert not workbench.check(empty)
    sources = workbench.open_dossier(empty).sources
    assert list(sources) == ["a-page", "bare"]
    assert (sources["a-page"].title.value, sources["a-page"].date.status, str(sources["a-page"].date.value)) == (
        TITLE,
        "printed",
        "2019-10-04",
    )
    bare = sources["bare"]
    assert (bare.title.value, bare.outlet.value, bare.authors, bare.date.value, bare.reliability) == (
        None,
        None,
        (),
        None,
        "F",
    )
    assert "bare: when did it appear?" in ran.err
    assert "bare: author: not printed" in ran.err


def test_bytes_text_and_passages_are_kept_beside_it_and_out_of_version_control(empty: Path, tmp_path: Path) -> None:
    path = put(tmp_path, "a.html", page("a", LONG).text)
    result = workbench.read_documents([path])
    workbench.add_documents(empty, result)
    source = workbench.open_dossier(empty).sources["a"]
    room = empty / "reading"
    assert (room / "raw" / f"{source.sha256}.html").read_bytes() == path.read_bytes()
    assert (room / "texts" / "a.txt").read_text("utf-8") == result.documents[0].text
    assert [json.loads(line)["kind"] for line in (room / "passages" / "a.jsonl").read_text("utf-8").splitlines()][
        :2
    ] == ["document", "passage"]
    assert (room / ".gitignore").read_text() == "*\n!decisions.jsonl\n!.gitignore\n"


def test_paragraph_numbers_of_a_source_are_those_of_the_passages(empty: Path, tmp_path: Path) -> None:
    paths = [put(tmp_path, f"s{number}{sample.ending}", sample.text) for number, sample in enumerate(SAMPLES)]
    result = workbench.read_documents(paths)
    workbench.add_documents(empty, result)
    sources = workbench.open_dossier(empty).sources
    for each in result.documents:
        lines = [record["line"] for record in each.records if record.get("label") == "body"]
        assert list(sources[each.id].paragraph_lines) == lines


def test_claims_can_be_made_on_an_extracted_text_and_verified(empty: Path, tmp_path: Path) -> None:
    workbench.add_documents(empty, workbench.read_documents([put(tmp_path, "a.html", page("a", LONG).text)]))
    (empty / "actors.yaml").write_text(
        "actors:\n  - {id: party-a, name: A, kind: state}\n  - {id: party-b, name: B, kind: state}\n"
    )
    draft = {"id": "loss", "type": "number", "quote": "about 40 million crowns a year", "said_by": {"role": "third_party"}, "author_attitude": "reports",
             "value": 40e6, "unit": "crowns", "what": "yearly loss of the valley"}  # fmt: skip
    texts = empty / "reading" / "texts"
    assert workbench.add_claims(empty, [draft], document="a", texts=texts, by="kim") == 1
    assert [each.outcome.status for each in workbench.verify(empty, texts)] == ["matched"]
    assert workbench.open_dossier(empty).claims["loss"].paragraph == 6


def test_reading_again_refreshes_and_takes_what_is_given(empty: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    path = put(tmp_path, "bare.txt", "\n\n".join(LONG))
    run("read", path, "--dossier", empty)
    meta = put(tmp_path, "meta.yaml", "documents:\n  - {file: bare.txt, date: '2019-10', title: Trees}\n")
    ran = run("read", path, "--dossier", empty, "--meta", meta)
    assert "its passages are refreshed" in ran.err
    source = workbench.open_dossier(empty).sources["bare"]
    assert (source.title.value, source.title.status) == ("Trees", "given")
    assert (source.date.status, str(source.date.not_before), str(source.date.not_after)) == (
        "given",
        "2019-10-01",
        "2019-10-31",
    )


def edition(small: Small, text: str) -> Any:
    path = small.texts / "gazette-2020.txt"
    path.write_text(text, encoding="utf-8")
    return workbench.read_documents([path])


def test_a_new_edition_takes_the_anchors_of_its_claims_along(small: Small) -> None:
    workbench.add_documents(small.folder, edition(small, GAZETTE))
    before = small.open().claims
    said = workbench.add_documents(
        small.folder, edition(small, "By Anna Holm\n\n" + GAZETTE), at="2026-02-03T04:05:06Z"
    )
    assert "gazette-2020: a new edition; anchors: 5 moved" in said
    after = small.open().claims
    for name, claim in after.items():
        if claim.source_document == "gazette-2020":
            assert claim.anchors[0].start == before[name].anchors[0].start + len("By Anna Holm\n\n")
            assert claim.status == before[name].status
            assert (claim.history[-1].by, claim.history[-1].note) == (
                "re-anchoring",
                "new edition of the document: moved",
            )
    assert not small.check()
    assert {each.outcome.status for each in workbench.verify(small.folder, small.texts)} == {"matched"}


def test_changed_words_make_a_claim_a_suggestion_again_and_lost_ones_too(small: Small) -> None:
    workbench.add_documents(small.folder, edition(small, GAZETTE))
    small.write("scenarios/early-thaw.yaml", small.read("scenarios/early-thaw.yaml").replace("g-expectation", "g-jobs"))
    text = GAZETTE.replace(
        "half of them will lose their berth before the winter", "half of them may lose their berth before the winter"
    )
    said = workbench.add_documents(small.folder, edition(small, text))
    assert "gazette-2020: g-expectation is fuzzy: confirm or mend it" in said
    claim = small.open().claims["g-expectation"]
    assert (claim.status, claim.usable) == ("suggested", False)
    gone = "\n".join(line for line in text.splitlines() if "4,200" not in line) + "\n"
    small.write("scenarios/early-thaw.yaml", small.read("scenarios/early-thaw.yaml").replace("g-jobs", "g-closure"))
    small.write("positions.yaml", small.read("positions.yaml").replace("g-jobs", "g-tariff-threat"))
    said = workbench.add_documents(small.folder, edition(small, gone))
    assert "gazette-2020: g-jobs is lost: its words are gone" in said
    assert not small.open().claims["g-jobs"].usable
    assert not small.check()


def test_an_edition_that_would_leave_numbers_on_lost_claims_is_refused_whole(small: Small) -> None:
    workbench.add_documents(small.folder, edition(small, GAZETTE))
    before = small.bytes()
    with pytest.raises(workbench.DetenteError, match="reanchor-needed"):
        workbench.add_documents(
            small.folder,
            edition(small, GAZETTE.replace("closed its coastal waters to every Sudland trawler", "did something")),
        )
    assert small.bytes() == before


def test_without_the_old_text_moved_words_are_found_by_their_fingerprint(small: Small) -> None:
    said = workbench.add_documents(small.folder, edition(small, "By Anna Holm\n\n" + GAZETTE))
    assert "gazette-2020: a new edition; anchors: 5 moved" in said


def test_annotations_of_the_dossier_come_back_to_the_same_anchors(
    small: Small, tmp_path: Path, run: Callable[..., Any]
) -> None:
    for texts in (("--texts", small.texts), ()):
        run("export", small.folder, "--format", "webannotation", "--out", tmp_path / "notes.jsonld", *texts)
        ran = run(
            "read",
            *sorted(small.texts.iterdir()),
            "--annotations",
            tmp_path / "notes.jsonld",
            "--out",
            tmp_path / "out.jsonl",
            "--no-suggest",
        )
        assert ran.code == 0
        records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
        found = {each["id"].split(":")[-1]: each for each in records if each["kind"] == "annotation"}
        claims = small.open().claims
        assert set(found) == set(claims)
        for name, each in found.items():
            assert each["status"] == "exact"
            assert (each["anchor"]["start"], each["anchor"]["end"], each["line"]) == (
                claims[name].anchors[0].start,
                claims[name].anchors[0].end,
                claims[name].line,
            )


def test_positions_from_a_browser_are_converted(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = put(tmp_path, "a.txt", "\U0001d54f " + LONG[0])
    note = {
        "type": "Annotation",
        "id": "n",
        "target": {"source": "x", "selector": {"type": "TextPositionSelector", "start": 7, "end": 13}},
    }
    notes = put(tmp_path, "n.jsonld", json.dumps(note) + "\n")
    for flag, words in (("--utf16", "timber"), ("--no-suggest", "imber ")):
        ran = run("read", path, "--annotations", notes, flag)
        (record,) = [each for line in ran.out.splitlines() if (each := json.loads(line))["kind"] == "annotation"]
        assert (record["anchor"]["exact"], record["status"]) == (words, "unchecked")


def test_old_passages_are_found_in_a_new_file(tmp_path: Path, run: Callable[..., Any]) -> None:
    old, new = (
        put(tmp_path, "old.txt", "\n\n".join(LONG[:4])),
        put(
            tmp_path,
            "new.txt",
            "\n\n".join(
                [LONG[5], LONG[0], LONG[1].replace("sawn", "cut"), LONG[2].replace("“", '"').replace("”", '"')]
            ),
        ),
    )
    run("read", old, "--out", tmp_path / "old.jsonl")
    ran = run("read", new, "--reanchor", tmp_path / "old.jsonl")
    records = [each for line in ran.out.splitlines() if (each := json.loads(line))["kind"] == "anchor"]
    assert [(each["id"], each["status"]) for each in records] == [
        ("old:L1", "moved"),
        ("old:L3", "fuzzy"),
        ("old:L5", "normalised"),
        ("old:L7", "lost"),
    ]
    assert set(records[0]) >= {"kind", "id", "status", "start", "end", "score"}
