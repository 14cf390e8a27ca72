"""The rules of a dossier: each breach is told where it stands, with its slug and the next move."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.dossier import layout
from detente.dossier.build import RawFile, build
from detente.dossier.dossier import Dossier
from detente.dossier.plover import NEVER_FUTURE, OLD_NAMES, TYPES


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


# --- references


@pytest.mark.parametrize(
    ("inner", "old", "new", "message", "fix"),
    [("positions.yaml", "issue: fishing-rights\n    period: thaw", "issue: fishing-right\n    period: thaw",
      "norvia.fishing-rights.thaw: there is no 'fishing-right' in issues", "Did you mean 'fishing-rights'?"),
     ("positions.yaml", "actor: sudland-government", "actor: sudland-goverment",
      "sudland.fishing-rights.closure: there is no 'sudland-goverment' in actors", "Did you mean 'sudland-government'?"),
     ("positions.yaml", "period: thaw", "period: thew", "norvia.fishing-rights.thaw: there is no 'thew' in periods", "Did you mean 'thaw'?"),
     ("positions.yaml", "claims: [r-count]", "claims: [r-cuont]", "norvia.fishing-rights.thaw: there is no 'r-cuont' in claims", "Did you mean 'r-count'?"),
     ("positions.yaml", "claims: [r-count]", "claims: [zzzz]", "norvia.fishing-rights.thaw: there is no 'zzzz' in claims", "Mend the spelling, or add the record."),
     ("actors.yaml", "    aliases: [Norwegia]\n", "    group_of: [sudlnd]\n", "norvia: there is no 'sudlnd' in actors", "Did you mean 'sudland'?"),
     ("issues.yaml", "controller: sudland", "controller: sudlond", "salmon-tariff: there is no 'sudlond' in actors", "Did you mean 'sudland'?"),
     ("disagreements.yaml", "claims: [g-motive]", "claims: [g-motiv]", "why-shut: there is no 'g-motiv' in claims", "Did you mean 'g-motive'?"),
     ("judgements.yaml", "coder: kim", "coder: kom", "it-calmed: there is no 'kom' in coders", "Did you mean 'kim'?"),
     ("dossier.yaml", "parties: [norvia, sudland]", "parties: [norvia, sudlant]", "dossier: there is no 'sudlant' in actors", "Did you mean 'sudland'?")],
)  # fmt: skip
def test_an_unknown_id_is_told_on_its_line_with_the_likeliest_known_one(
    small: Any, inner: str, old: str, new: str, message: str, fix: str
) -> None:
    small.replace(inner, old, new)
    problem = small.only("id-unknown")
    assert (problem.message, problem.fix) == (message, fix)
    changed = next(part for part in new.split("\n") if part not in old.split("\n"))
    text = small.read(inner)
    assert problem.line == line_of(text, new) + new[: new.index(changed)].count("\n")


def test_an_unknown_id_in_a_row_of_the_event_table_is_told_on_the_row(small: Any) -> None:
    small.replace("events.csv", "r-count,", "r-cuont,")
    problem = small.only("id-unknown")
    assert (problem.line, problem.message) == (3, "joint-count: there is no 'r-cuont' in claims")


@pytest.mark.parametrize(
    ("body", "message"),
    [("claims: [nope]\n", "there is no 'nope' in claims"), ("evidence:\n  - claims: [g-closure, nope]\n", "there is no 'nope' in claims"), ("period: nope\n", "there is no 'nope' in periods")],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["questions", "conflicts", "deals"])
def test_a_file_of_an_engine_may_name_only_claims_and_periods_that_exist(
    small: Any, kind: str, body: str, message: str
) -> None:
    small.write(f"{kind}/why.yaml", f"id: why\n{body}")
    assert small.only("id-unknown").message == f"why: {message}"


def test_a_scenario_may_rest_only_on_claims_that_exist(small: Any) -> None:
    small.replace("scenarios/early-thaw.yaml", "claims: [g-expectation]", "claims: [g-expectations]")
    assert small.only("id-unknown").fix == "Did you mean 'g-expectation'?"


# --- dates and ranges


@pytest.mark.parametrize(
    ("inner", "old", "new", "message"),
    [("claims/gazette-2020.yaml", 'start: "2020-04-01"', 'start: "2020-05-01"', "the date starts on 2020-05-01, after its end 2020-04-30"),
     ("events.csv", "closure,2020-04-01,2020-04-30", "closure,2020-05-01,2020-04-30", "the event starts on 2020-05-01, after its end 2020-04-30"),
     ("events.csv", "closure,2020-04-01,2020-04-30", "closure,2020-04-01,", "one end of the date is missing; give both days or neither"),
     ("sources.yaml", 'not_before: "2021-03-01"', 'not_before: "2021-04-01"', "review-2021: not_before 2021-04-01 is after not_after 2021-03-31"),
     ("actors.yaml", 'from: "2018-05-01"', 'from: "2023-05-01"', "dahl: the role 'Prime Minister' starts after its end"),
     ("series/catch.csv", "2020-01-01,2020-12-31,1200", "2021-01-01,2020-12-31,1200", "the period starts on 2021-01-01, after its end 2020-12-31"),
     ("forecasts/closure.yaml", 'at: "2021-04-01"', 'at: "2021-07-01"', "a forecast of 2021-07-01 is later than the close of 2021-06-30"),
     ("forecasts/closure.yaml", 'open: "2020-06-01"', 'open: "2021-07-01"', "open, close and scheduled_resolve are not in this order")],
)  # fmt: skip
def test_dates_out_of_order_are_told(small: Any, inner: str, old: str, new: str, message: str) -> None:
    small.replace(inner, old, new)
    problem = next(p for p in small.check() if p.slug == "date-order")
    assert problem.message.endswith(message)
    assert problem.file.endswith(inner)
    assert problem.line > 0


def test_a_period_and_the_span_of_a_dossier_that_end_before_they_start_are_told(small: Any) -> None:
    small.replace("dossier.yaml", 'title: The thaw, from: "2021-01-01"', 'title: The thaw, from: "2022-01-01"')
    assert small.only("date-order").message == "the period thaw starts after its end"


@pytest.mark.parametrize("bad", ["2020-02-30", "2020-4-1", "April 2020", "2020-04", "20200401", ""])
def test_a_day_that_is_none_is_told(small: Any, bad: str) -> None:
    small.replace("claims/gazette-2020.yaml", 'start: "2020-04-01"', f'start: "{bad}"')
    problem = next(p for p in small.check() if p.slug == "date-invalid")
    assert f"{bad!r} is no day" in problem.message
    assert problem.line == line_of(small.read("claims/gazette-2020.yaml"), f'start: "{bad}"')


@pytest.mark.parametrize(
    "numbers", ["low: 40, mode: 70, high: 60", "low: 60, mode: 50, high: 70", "low: 70, mode: 60, high: 50"]
)
def test_a_mode_outside_its_range_is_told(small: Any, numbers: str) -> None:
    small.replace("positions.yaml", "low: 40, mode: 50, high: 60", numbers)
    problem = small.only("range-order")
    low, mode, high = (part.split(": ")[1] for part in numbers.split(", "))
    assert problem.message == f"`position`: the mode {mode} lies outside {low}..{high}"
    assert problem.line == line_of(small.read("positions.yaml"), numbers)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("position", "high: 60, claims", "high: 101, claims"),
        ("influence", "low: 30, mode: 40, high: 60, assumption", "low: -1, mode: 40, high: 60, assumption"),
    ],
)
def test_a_position_that_leaves_the_scale_is_told(small: Any, field: str, old: str, new: str) -> None:
    small.replace("positions.yaml", old, new)
    assert small.only("range-bounds").message.endswith(f"{field} leaves 0..100")


def test_a_status_quo_that_leaves_the_scale_is_told(small: Any) -> None:
    small.replace("issues.yaml", "high: 10\n", "high: 500\n")
    assert small.only("range-bounds").file.endswith("issues.yaml")


@pytest.mark.parametrize("written", ['"nan"', '"inf"', '"-inf"', "1e999", '"1e999"'])
def test_a_number_must_be_finite(small: Any, written: str) -> None:
    small.replace("claims/gazette-2020.yaml", "value: 4200", f"value: {written}")
    problem = next(p for p in small.check() if p.level == "error")
    assert problem.slug == "value-invalid"
    assert "value" in problem.message


def test_a_number_of_a_table_must_be_finite(small: Any) -> None:
    small.replace("series/catch.csv", ",1200,", ",nan,")
    assert "value-invalid" in small.slugs()


def test_the_score_of_an_event_stays_on_its_scale(small: Any) -> None:
    # PLOVER manual, draft 0.8: scores lie on -10..+10.
    small.replace("events.csv", "fishing-rights,,The waters", "fishing-rights,11,The waters")
    assert [slug for slug in small.slugs() if slug in ("range-bounds", "value-invalid")]


def test_the_period_of_a_number_is_an_iso_date_or_interval(small: Any) -> None:
    small.replace("claims/gazette-2020.yaml", 'period: "2020"', "period: last spring")
    assert [p.slug for p in small.check() if p.level == "error"] in (["date-invalid"], ["value-invalid"])


def test_a_number_of_judgement_without_claim_or_assumption_is_told(small: Any) -> None:
    small.replace("positions.yaml", "high: 50, assumption: nobody says", "high: 50")
    problem = small.only("range-unsourced")
    assert problem.message == "`salience`: the range rests on no claim and is not marked an assumption"
    assert problem.fix == "List the claims it rests on, or give `assumption:` with the reason."


@pytest.mark.parametrize("empty", ['""', '"  "'])
def test_an_assumption_needs_a_reason(small: Any, empty: str) -> None:
    small.replace("positions.yaml", "assumption: nobody says", f"assumption: {empty}")
    assert "value-invalid" in small.slugs()


# --- claims


@pytest.mark.parametrize("status", ["suggested", "rejected"])
def test_a_position_may_not_rest_on_a_claim_that_nobody_confirmed(small: Any, status: str) -> None:
    text = small.read("claims/gazette-2020.yaml")
    start = text.index("  - id: g-jobs")
    small.write(
        "claims/gazette-2020.yaml", text[:start] + text[start:].replace("status: confirmed", f"status: {status}", 1)
    )
    problem = small.only("claim-unusable")
    assert problem.message == f"sudland.fishing-rights.closure rests on the claim 'g-jobs', which is {status}"
    assert problem.fix == "Confirm the claim, or rest the record on another one first."
    assert problem.line == line_of(small.read("positions.yaml"), "claims: [g-jobs]")


def test_a_confirmed_claim_says_by_whom_and_when(small: Any) -> None:
    text = small.read("claims/gazette-2020.yaml")
    small.write("claims/gazette-2020.yaml", text.replace("    by: kim\n", "", 1))
    assert (
        "the claim is confirmed but says not by whom and when"
        in next(p for p in small.check() if p.slug == "claim-undecided").message
    )


@pytest.mark.parametrize(
    ("old", "new"), [("end: ", "end: 9"), ("line: 7", "line: 99"), ("line: 7, start: ", "line: 7, start: 99999")]
)
def test_an_anchor_outside_its_document_or_itself_is_told(small: Any, old: str, new: str) -> None:
    text = small.read("claims/gazette-2020.yaml")
    small.write("claims/gazette-2020.yaml", text.replace(old, new, 1))
    problem = next(p for p in small.check() if p.slug == "anchor-invalid")
    assert problem.line == line_of(text, "- {paragraph: 1, line: 7")


def test_an_anchor_of_more_than_400_characters_is_refused(small: Any) -> None:
    text = small.read("claims/gazette-2020.yaml")
    place = text.index("start: ") + 7
    start = int(text[place : text.index(",", place)])
    end = text.index("end: ", place) + 5
    small.write("claims/gazette-2020.yaml", text[:end] + str(start + 401) + text[text.index(",", end) :])
    assert "anchor-invalid" in small.slugs()


@pytest.mark.parametrize(
    ("old", "new", "slug", "part"),
    [("type: number", "type: numbers", "value-invalid", "the claim has type 'numbers'"), ("type: number", "type: [number]", "value-invalid", "the claim has type"),
     ("    type: number\n", "", "key-missing", "the claim has type None"), ("    unit: persons\n", "", "key-missing", "the key `unit` is missing"),
     ("unit: persons", "units: persons", "key-unknown", "unknown key `units`"), ("value: 4200", "value: many", "value-invalid", "`value`"),
     ("hedge: about", "hedge: circa", "value-invalid", "`hedge`"), ("unit: persons", 'unit: ""', "value-invalid", "`unit`")],
)  # fmt: skip
def test_a_claim_of_the_wrong_shape_is_told(small: Any, old: str, new: str, slug: str, part: str) -> None:
    small.replace("claims/gazette-2020.yaml", old, new)
    found = [p for p in small.check() if p.slug == slug and part in p.message]
    assert found, small.check()
    assert found[0].line >= line_of(small.read("claims/gazette-2020.yaml"), "  - id: g-jobs")


def test_a_slip_in_a_key_is_told_with_the_likeliest_key(small: Any) -> None:
    small.replace("claims/gazette-2020.yaml", "unit: persons", "unti: persons")
    assert next(p for p in small.check() if p.slug == "key-unknown").fix == "Did you mean `unit`?"


@pytest.mark.parametrize("inner", ["dossier.yaml", "scenarios/early-thaw.yaml"])
def test_private_keys_of_a_file_that_is_one_record_are_ignored(small: Any, inner: str) -> None:
    small.write(inner, small.read(inner) + "x_mine: [1, 2]\n")
    assert small.check() == ()


def test_private_keys_of_a_record_in_a_list_and_of_a_table_are_ignored(small: Any) -> None:
    small.replace("actors.yaml", "    name: Trawler Union\n", "    name: Trawler Union\n    x_colour: red\n")
    small.write("agreements.yaml", small.read("agreements.yaml") + "x_note: mine\n")
    rows = small.read("events.csv").split("\n")
    small.write(
        "events.csv", "\n".join(f"{row},{'x_mine' if n == 0 else 'z'}" if row else row for n, row in enumerate(rows))
    )
    assert small.check() == ()


# --- views


def test_a_disagreement_of_one_view_is_thin(small: Any) -> None:
    small.append(
        "disagreements.yaml",
        {
            "id": "alone",
            "question": "q",
            "kind": "fact",
            "note": "n",
            "positions": [{"view": "v", "claims": ["g-motive"]}],
        },
    )
    assert small.only("disagreement-thin").message == "fewer than two views with claims"


def test_a_disagreement_with_a_view_that_nobody_holds_is_thin(small: Any) -> None:
    views = [{"view": "v", "claims": ["g-motive"]}, {"view": "w", "claims": []}]
    small.append("disagreements.yaml", {"id": "half", "question": "q", "kind": "fact", "note": "n", "positions": views})
    assert small.only("disagreement-thin").fix == "Add the other view, or remove the record."


@pytest.mark.parametrize(("claims", "count"), [(["g-closure", "g-motive"], 1), (["g-closure"], 1), ([], 0)])
def test_an_agreement_of_one_document_is_thin(small: Any, claims: list[str], count: int) -> None:
    small.append("agreements.yaml", {"id": "alone", "statement": "s", "claims": claims})
    assert small.only("agreement-thin").message == f"alone: claims from {count} document(s)"


# --- the codebook


def event_rows(kind: str, mode: str = "", auxiliary: str = "", target: str = "b") -> list[dict[str, str]]:
    row = {
        "id": "e",
        "source": "a",
        "target": target,
        "type": kind,
        "mode": mode,
        "auxiliary": auxiliary,
        "summary": "s",
    }
    return [{**dict.fromkeys(layout.EVENT_COLUMNS, ""), **row}]


def event_slugs(*args: str, **more: str) -> list[str]:
    return [finding.slug for finding in build([RawFile("events.csv", event_rows(*args, **more))]).findings]


def event_messages(*args: str, **more: str) -> str:
    return "\n".join(finding.message for finding in build([RawFile("events.csv", event_rows(*args, **more))]).findings)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_plover_type_is_known_with_each_of_its_modes(kind: str) -> None:
    assert event_slugs(kind) == []
    for mode in TYPES[kind].modes:
        assert event_slugs(kind, mode) == []


def test_there_are_sixteen_types_with_scores_on_the_scale_and_quads_of_four() -> None:
    # PLOVER manual, draft 0.8 (17 September 2021): sixteen event types, four quad classes, scores on -10..+10.
    assert len(TYPES) == 16
    assert {kind.quad for kind in TYPES.values()} == {1, 2, 3, 4}
    assert all(-10 <= score <= 10 for kind in TYPES.values() for score in (kind.score, *kind.modes.values()))


@pytest.mark.parametrize("kind", sorted(OLD_NAMES))
def test_a_type_name_of_2016_is_told_with_its_name_since_2021(kind: str) -> None:
    assert event_slugs(kind) == ["codebook-old"]
    assert f"{kind} is a type name of 2016; since 2021 it is {OLD_NAMES[kind]}" in event_messages(kind)


def test_a_type_that_never_was_and_a_mode_of_another_type_are_refused() -> None:
    assert event_slugs("SMILE") == ["value-invalid"]
    assert "SMILE is none of the sixteen PLOVER types" in event_messages("SMILE")
    assert event_slugs("CONSULT", "riot") == ["event-mode"]
    assert "CONSULT has no mode riot (its modes: visit, third-party, multilateral, phone)" in event_messages(
        "CONSULT", "riot"
    )
    assert "AGREE has no mode visit (its modes: none)" in event_messages("AGREE", "visit")


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_only_cooperation_aid_and_sanctions_need_a_target(kind: str) -> None:
    expected = ["event-target"] if kind in ("COOPERATE", "AID", "SANCTION") else []
    assert event_slugs(kind, target="") == expected


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_an_act_to_come_is_coded_as_its_promise(kind: str) -> None:
    expected = ["event-future"] if kind in NEVER_FUTURE else []
    assert event_slugs(kind, auxiliary="future") == expected
    if expected:
        assert f"a future {kind} is coded as {NEVER_FUTURE[kind]}" in event_messages(kind, auxiliary="future")


# --- nothing makes the builder fail

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**20) | st.floats() | st.sampled_from(["", "g-closure", "x_a", "2020-01-01", "nan", "a/b", "é"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "claims", "type", "x_y", "low", "from"]), inner, max_size=3), max_leaves=6,
)  # fmt: skip
LISTS = [kind for kind in layout.KINDS if kind.shape == "list"]


def base(dossier: Dossier) -> list[RawFile]:
    data = dossier.data()
    files = [RawFile("dossier.yaml", data["dossier"])]
    for kind in LISTS:
        path = kind.pattern.replace("*", "all")
        files.append(RawFile(path, {kind.name: data[kind.name]}))
    return files


def test_the_plain_data_of_a_dossier_build_it_again(small_dossier: Dossier) -> None:
    built = build(base(small_dossier))
    assert built.findings == []
    assert built.dossier is not None
    assert built.dossier.claims == small_dossier.claims
    assert built.dossier.positions == small_dossier.positions


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_field_of_any_shape_gives_findings_and_never_an_exception(
    small_dossier: Dossier, data: st.DataObject
) -> None:
    files = base(small_dossier)
    kind = data.draw(
        st.sampled_from(
            [kind for kind in LISTS if any(f.data.get(kind.name) for f in files if isinstance(f.data, dict))]
        )
    )
    place = next(n for n, file in enumerate(files) if kind.name in file.data)
    records = [dict(record) for record in files[place].data[kind.name]]
    record = records[data.draw(st.integers(0, len(records) - 1))]
    record[data.draw(st.sampled_from(sorted(record)) | st.sampled_from(["x_y", "extra"]))] = data.draw(JSON)
    files[place] = RawFile(files[place].path, {kind.name: records})
    for finding in build(files).findings:
        assert finding.message
        assert finding.fix


@settings(max_examples=100)
@given(st.sampled_from([kind.pattern.replace("*", "a") for kind in layout.KINDS if kind.shape != "table"]), JSON)
def test_a_file_of_any_content_gives_findings_and_never_an_exception(
    small_dossier: Dossier, path: str, content: Any
) -> None:
    files = [file for file in base(small_dossier) if file.path != path]
    assert isinstance(build([*files, RawFile(path, content)]).findings, list)


@pytest.mark.parametrize("change", [lambda t: t, lambda t: t.replace("kim", "kom")])
def test_checking_twice_says_the_same(small: Any, change: Callable[[str], str]) -> None:
    small.write("positions.yaml", change(small.read("positions.yaml")))
    assert small.check() == small.check()
