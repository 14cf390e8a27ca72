"""The 31 checks of a brief: none on a clean one, the right one and only that on every planted defect."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from planted import DEFECTS, HARMLESS

from detente.kernel.errors import DetenteError
from detente.reports.lint.lint import CHECKS, lint

HERE = Path(__file__).parent
CLEAN = (HERE / "clean.md").read_text("utf-8")
#: The posterior of the made-up question that the brief is about.
RESULT: dict[str, Any] = {
    "posterior": {"LEVERAGE": 0.0848543732, "COALITION": 0.6168604248, "CAPACITY": 0.2268441575, "OTHER": 0.0714410445}
}


def found(text: str, result: dict[str, Any] | None = RESULT) -> list[tuple[str, int]]:
    return [(each.check, each.line) for each in lint(text, result).findings]


def changed(old: str, new: str) -> str:
    assert CLEAN.count(old) == 1, f"{old!r} stands {CLEAN.count(old)} times in the clean brief"
    return CLEAN.replace(old, new)


def test_a_clean_brief_passes_all_31_checks() -> None:
    findings = lint(CLEAN, RESULT)
    assert findings.findings == ()
    assert findings.passed == tuple(CHECKS)
    assert len(CHECKS) == findings.n_checks == 31


@pytest.mark.parametrize(
    ("check", "old", "new", "at"), DEFECTS, ids=[f"{each[0]}-{n}" for n, each in enumerate(DEFECTS)]
)
def test_a_planted_defect_is_found_on_its_line_and_nothing_else(check: str, old: str, new: str, at: str) -> None:
    text = changed(old, new)
    line = text[: text.index(at)].count("\n") + 1 if at else 0
    assert set(found(text)) == {(check, line)}


def test_every_check_has_a_planted_defect() -> None:
    assert {each[0] for each in DEFECTS} == set(CHECKS)


@pytest.mark.parametrize(("old", "new"), HARMLESS)
def test_a_harmless_change_is_no_finding(old: str, new: str) -> None:
    assert found(changed(old, new)) == []


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert found("\ufeff" + CLEAN.replace("\n", "\r\n")) == []
    bad = changed("would buy little {E05}", "may buy little {E05}")
    assert found(bad.replace("\n", "\r\n")) == found(bad)


def test_a_missing_model_is_one_finding() -> None:
    line = CLEAN[: CLEAN.index("62 %{=COALITION}")].count("\n") + 1
    assert found(CLEAN, None) == [("6.3", line)]
    assert found(CLEAN, {"posterior": {}}) != []


def test_two_defects_of_one_check_are_two_findings() -> None:
    text = changed("would buy little {E05}", "may buy little {E05}").replace("weighs little", "could weigh little")
    assert [check for check, _ in found(text)] == ["2.8", "2.8"]


def test_where_the_scale_has_no_term_the_number_alone_is_a_likelihood() -> None:
    """PHIA has no term for 53 %, so a key judgement says the number; for 62 % it must say the word."""
    bare = changed("very unlikely (8 %{=LEVERAGE}, range 2–23 %)", "8 %{=LEVERAGE} (range 2-23 %)").replace(
        "scale: icd203", "scale: phia"
    )
    assert ("2.1", bare[: bare.index("- KJ3")].count("\n") + 1) not in found(bare)
    assert "2.1" in {check for check, _ in found(bare.replace("scale: phia", "scale: icd203"))}


def test_a_brief_on_another_scale_is_judged_by_its_bands() -> None:
    """On the IPCC scale 62 % is "about as likely as not", 22.7 % "unlikely" and 8 % "very unlikely"."""
    ipcc = CLEAN.replace("scale: icd203", "scale: ipcc_ar5")
    assert [check for check, _ in found(ipcc)] == ["2.2", "2.2"]
    assert found(ipcc.replace("likely (62", "about as likely as not (62")) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [("---\nformat", "format", "does not begin with a `---` line"), ("norland-2021-08\n---", "norland-2021-08\n", "not closed"),
     ("seed: 0", "seed: [0", "not well-formed"), ("seed: 0", "seed: 0\nseed: 1", "the key 'seed' stands twice"),
     ("format: detente/brief/1", "format: detente/brief/9", "'detente/brief/9' is no format of a brief"), ("id: norland-2021-10\n", "", "the brief has no id"),
     ("id: norland-2021-10", "id: 17", "the id 17 is no text"), ("scale: icd203", "scale: icd", "there is no scale 'icd'"),
     ("reader: Permanent Secretary, Ministry of Fisheries of Sudmark", "reader: [a, b]", "a list or mapping"), ("seed: 0", "seed: *a", "an alias is not followed"),
     (CLEAN[: CLEAN.index("# Why")], "---\njust words\n---\n", "no list of keys")],
)  # fmt: skip
def test_a_front_matter_that_cannot_be_read_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(DetenteError) as refused:
        lint(CLEAN.replace(old, new, 1), RESULT)
    assert message in str(refused.value)
    assert str(refused.value).startswith("brief: ")


def test_all_faults_of_a_front_matter_are_told_at_once() -> None:
    text = CLEAN.replace("scale: icd203", "scale: x").replace("id: norland-2021-10\n", "").replace("brief/1", "brief/2")
    with pytest.raises(DetenteError) as refused:
        lint(text)
    assert len(refused.value.problems) == 3


# --- the command


def test_the_command_writes_findings_and_leaves_with_0(run: Callable[..., Any], tmp_path: Path) -> None:
    brief, out = tmp_path / "brief.md", tmp_path / "findings.json"
    brief.write_text(changed("would buy little {E05}", "may buy little {E05}"), "utf-8")
    (tmp_path / "result.json").write_text(json.dumps(RESULT), "utf-8")
    ran = run("brief", "lint", brief, "--out", out)
    data = json.loads(out.read_text("utf-8"))
    assert ran.code == 0
    assert (data["format"], data["brief"], data["n_checks"]) == ("detente/brief-findings/1", "norland-2021-10", 31)
    assert [(each["check"], each["level"]) for each in data["findings"]] == [("2.8", "error")]
    assert data["passed"] == [name for name in CHECKS if name != "2.8"]
    assert run("brief", "lint", brief, "--strict").code == 1
    brief.write_text(CLEAN, "utf-8")
    assert run("brief", "lint", brief, "--strict").code == 0


def test_the_result_option_overrides_the_model_of_the_front_matter(run: Callable[..., Any], tmp_path: Path) -> None:
    brief, other = tmp_path / "brief.md", tmp_path / "other.json"
    brief.write_text(CLEAN, "utf-8")
    other.write_text(json.dumps(RESULT), "utf-8")
    assert json.loads(run("brief", "lint", brief).out)["findings"][0]["check"] == "6.3"
    assert json.loads(run("brief", "lint", brief, "--result", other).out)["findings"] == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "[no_file]"),
        (b"caf\xe9", "[bad_type]"),
        (b"", "[bad_front_matter]"),
        (b"---\n", "[bad_front_matter]"),
        (b"\x00", "[bad_front_matter]"),
    ],
)
def test_a_file_that_is_no_brief_leaves_with_2_and_writes_nothing(
    run: Callable[..., Any], tmp_path: Path, content: bytes | None, code: str
) -> None:
    brief, out = tmp_path / "brief.md", tmp_path / "findings.json"
    if content is not None:
        brief.write_bytes(content)
    ran = run("brief", "lint", brief, "--out", out)
    assert (ran.code, out.exists()) == (2, False)
    assert code in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("content", ["{", "[]", '{"results": []}'])
def test_a_result_that_is_none_leaves_with_2(run: Callable[..., Any], tmp_path: Path, content: str) -> None:
    brief, result = tmp_path / "brief.md", tmp_path / "r.json"
    brief.write_text(CLEAN, "utf-8")
    result.write_text(content, "utf-8")
    assert run("brief", "lint", brief, "--result", result).code == 2
    assert run("brief", "lint", brief, "--result", tmp_path / "none.json").code == 2


def test_brief_with_a_dossier_first_or_last_still_writes_a_brief(run: Callable[..., Any], small: Any) -> None:
    plain = run("brief", small.folder, "--no-charts", "--draws", "10")
    assert plain.code == 0
    assert run("brief", "write", small.folder, "--no-charts", "--draws", "10").out == plain.out
    assert run("brief", "--no-charts", "--draws", "10", small.folder).out == plain.out
