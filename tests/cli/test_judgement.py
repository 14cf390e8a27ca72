"""``detente judgement``: scores as the contract has them, a ledger that is only added to, problems all at once."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.store.emit import emit

Run = Callable[..., Any]
HEAD = {"format": "detente/forecast-questions/1"}


def binary(name: str, resolution: Any, *calls: tuple[str, str, float], **more: Any) -> dict[str, Any]:
    return {
        "id": name, "text": "Will Norland ratify?", "type": "binary", "open": "2021-03-01", "close": "2021-03-31", "scheduled_resolve": "2021-03-31",
        "state": "resolved", "resolution": resolution, "forecasts": [{"at": at, "by": by, "p": p} for at, by, p in calls], **more,
    }  # fmt: skip


def scored(run: Run, folder: Path, *questions: dict[str, Any]) -> dict[str, Any]:
    file, out = folder / "q.yaml", folder / "scores.json"
    file.write_text(emit({**HEAD, "questions": list(questions)}), "utf-8")
    ran = run("judgement", "score", file, "--out", out)
    assert ran.code == 0, ran.err
    data: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return data


def test_the_worked_question_is_scored_at_its_end_and_over_its_days(run: Run, tmp_path: Path) -> None:
    """.4 on the 3rd and .8 on the 7th, yes on the 11th: final Brier .04, averaged .20 over 8 of 10 days."""
    calls = (("2021-03-03", "kim", 0.4), ("2021-03-07", "kim", 0.8))
    data = scored(
        run,
        tmp_path,
        binary("Q1", "yes", *calls, actual_resolve="2021-03-11", base_rate={"p": 0.3}, references={"market": 0.6}),
    )
    mine = data["questions"]["Q1"]["kim"]
    assert data["format"] == "detente/scores/1"
    assert data["counts"] == {"resolved": 1, "annulled": 0, "ambiguous": 0, "open": 0, "closed": 0}
    assert mine["final"]["brier"] == pytest.approx(0.04)
    assert mine["final"]["baseline"] == pytest.approx(67.80719051126377)
    assert mine["time_averaged"]["brier"] == pytest.approx(0.2)
    assert (mine["days_forecast"], mine["days_open"]) == (8, 10)
    kim = data["forecasters"]["kim"]
    assert kim["skill"] == {key: pytest.approx(1 - mine / theirs) for key, mine, theirs in (
        ("base_rate", 0.2, 0.49), ("fifty", 0.2, 0.25), ("previous", 0.04, 0.36), ("market", 0.2, 0.16))}  # fmt: skip
    assert (kim["n"], kim["calibration_shown"], kim["calibration"]) == (1, False, None)


def test_the_worked_decomposition_and_its_interval(run: Run, tmp_path: Path) -> None:
    groups = [(0.2, k < 3) for k in range(10)] + [(0.7, k < 6) for k in range(10)]
    questions = [binary(f"Q{n}", "yes" if yes else "no", ("2021-03-05", "kim", p)) for n, (p, yes) in enumerate(groups)]
    kim = scored(run, tmp_path, *questions)["forecasters"]["kim"]
    assert kim["murphy"] == {
        key: pytest.approx(value)
        for key, value in {
            "n": 20,
            "brier": 0.235,
            "reliability": 0.01,
            "resolution": 0.0225,
            "uncertainty": 0.2475,
        }.items()
    }
    assert kim["interval95"][0] < kim["brier"] < kim["interval95"][1]
    assert scored(run, tmp_path, *questions)["forecasters"]["kim"] == kim


def test_bare_words_and_days_of_yaml_are_read_as_meant(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "q.yaml"
    file.write_text(
        "questions:\n  - {id: Q1, text: Will Norland ratify?, open: 2021-03-01, close: 2021-03-31, resolution: yes, forecasts: [{at: 2021-03-02, by: kim, p: .7}]}\n"
        "  - {id: Q2, text: Will Norland ratify?, open: 2021-03-01, close: 2021-03-31, resolution: false, note: x, x_mine: 3, forecasts: [{at: 2021-03-02, by: kim, p: .7}]}\n",
        "utf-8",
    )
    data = json.loads(run("judgement", "score", file).out)
    assert [data["questions"][name]["kim"]["final"]["brier"] for name in ("Q1", "Q2")] == pytest.approx([0.09, 0.49])


def test_questions_that_another_program_wrote_may_share_values(run: Run, tmp_path: Path) -> None:
    shared = {
        "text": "Will Norland ratify?",
        "open": date(2021, 3, 1),
        "resolution_sources": ["record"],
        "resolution": "yes",
    }
    made = [
        {**shared, "id": f"Q{place}", "forecasts": [{"at": date(2021, 3, 2), "by": "kim", "p": 0.7}]}
        for place in (1, 2)
    ]
    file = tmp_path / "q.yaml"
    file.write_text(yaml.safe_dump({"questions": made}), "utf-8")
    assert "*id001" in file.read_text("utf-8")
    data = json.loads(run("judgement", "score", file).out)
    assert data["forecasters"]["kim"]["brier"] == pytest.approx(0.09)


def test_what_was_called_off_is_counted_and_not_scored(run: Run, tmp_path: Path) -> None:
    call = ("2021-03-05", "kim", 0.9)
    data = scored(
        run, tmp_path, binary("Q1", "yes", call), binary("Q2", "annulled", call), binary("Q3", "ambiguous", call), binary("Q4", None, call, state="open"),
        binary("Q5", None, call, state="closed"), binary("Q6", "yes", call, condition={"question": "Q1", "outcome": "no"}),
        binary("Q7", "yes", call, condition={"question": "Q1", "outcome": "yes"}), binary("Q8", "yes", call, condition={"question": "Q6", "outcome": "yes"}),
    )  # fmt: skip
    assert data["counts"] == {"resolved": 2, "annulled": 3, "ambiguous": 1, "open": 1, "closed": 1}
    assert data["called_off"] == {"annulled": ["Q2", "Q6", "Q8"], "ambiguous": ["Q3"], "share": 0.5}
    assert [name for name, each in data["questions"].items() if each] == ["Q1", "Q7"]


def test_numbers_days_options_and_what_is_out_of_range(run: Run, tmp_path: Path) -> None:
    def of(p: Any, **more: Any) -> dict[str, Any]:
        return {**binary("Q", None), **more, "forecasts": [{"at": "2021-03-05", "by": "kim", "p": p}]}

    quantiles = {"quantiles": {"0.1": 2, "0.5": 3, "0.9": 4}}
    data = scored(
        run, tmp_path, of(quantiles, id="wis", type="numeric", resolution=3.5), of({"mean": 0, "sd": 1}, id="crps", type="numeric", resolution=0),
        of({"sample": [-1, 0, 1]}, id="sample", type="numeric", resolution=0), of({"quantiles": {"0.1": 2, "0.9": 4}}, id="no-median", type="numeric", resolution=3),
        of(quantiles, id="above", type="numeric", lower=0, upper=5, resolution="above_range"), of({"mean": 1, "sd": 2}, id="beyond", type="numeric", lower=0, upper=5, resolution=7),
        of({"mean": "2021-06-01", "sd": 10}, id="day", type="date", resolution="2021-06-01"), of(quantiles, id="unbounded", type="numeric", resolution="below_range"),
        of({"a": 0.2, "b": 0.5, "c": 0.3}, id="ordered", type="ordered", options=["a", "b", "c"], resolution="b"), of({"a": 0.2, "b": 0.5}, id="sum", type="multiple", options=["a", "b", "other"], resolution="b"),
    )  # fmt: skip
    final = {name: each["kim"]["final"] for name, each in data["questions"].items()}
    notes = {name: each["kim"]["notes"] for name, each in data["questions"].items()}
    assert final["wis"]["weighted_interval"] == pytest.approx(0.3)
    assert final["wis"]["interval"] == pytest.approx(2)
    assert final["crps"]["crps"] == pytest.approx(0.23369497725510913)
    assert final["sample"]["crps"] == pytest.approx(2 / 9)
    assert (final["no-median"]["interval"], final["no-median"]["weighted_interval"]) == (2, None)
    assert final["above"]["interval"] == pytest.approx(2 + 10 * 1)
    assert (final["beyond"]["log"], final["beyond"]["crps"] > 0) == (None, True)
    assert final["day"]["crps"] == pytest.approx(2.3369497725510913)
    assert "names no bound" in notes["unbounded"][0]
    assert final["ordered"]["rps"] == pytest.approx(0.13)
    assert final["ordered"]["ranked_log"] == pytest.approx(0.5798184952529422)
    assert (final["sum"]["brier"], notes["sum"]) == (None, ["brier, log: null, the probabilities do not sum to 1"])


def test_a_probability_of_0_for_what_happened_has_no_logarithm(run: Run, tmp_path: Path) -> None:
    data = scored(
        run, tmp_path, binary("Q1", "yes", ("2021-03-05", "kim", 0.0)), binary("Q2", "yes", ("2021-03-05", "kim", 0.5))
    )
    assert data["questions"]["Q1"]["kim"]["final"]["log"] is None
    assert "p = 0" in data["questions"]["Q1"]["kim"]["notes"][0]
    assert data["forecasters"]["kim"]["log"] is None
    assert data["forecasters"]["kim"]["brier"] == pytest.approx(0.625)
    assert {"was_this_a_question", "question_unclear"} <= {each["code"] for each in data["findings"]}


@pytest.mark.parametrize("n", [99, 100])
def test_calibration_is_shown_from_100_resolved_questions_on(run: Run, tmp_path: Path, n: int) -> None:
    questions = [binary(f"Q{k}", "yes" if k % 10 < 3 else "no", ("2021-03-05", "kim", 0.25)) for k in range(n)]
    kim = scored(run, tmp_path, *questions)["forecasters"]["kim"]
    assert kim["calibration_shown"] is (n == 100)
    chart, figures = tmp_path / "chart.svg", tmp_path / "c.json"
    ran = run("judgement", "calibration", tmp_path / "q.yaml", "--out", chart)
    assert ran.code == 0
    assert ("No curve is shown below 100 resolved questions (kim: 99 resolved)" in ran.out) is (n == 99)
    assert chart.read_text("utf-8").startswith("<svg")
    assert run("judgement", "calibration", tmp_path / "q.yaml", "--out", figures).code == 0
    shown = json.loads(figures.read_text("utf-8"))["kim"]["calibration"]
    assert n == 99 or [(s["n"], s["events"]) for s in shown["steps"]] == [(100, 30)]
    assert run("judgement", "calibration", tmp_path / "q.yaml", "--by", "kin").code == 2


def test_all_problems_of_a_file_are_told_at_once_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    late = binary("Q1", "yes", ("2021-04-01", "kim", 0.5), ("2021-03-05", "kim", 1.5))
    late["forecasts"].append({"at": "soon", "by": "kim", "p": True})
    file, out = tmp_path / "q.yaml", tmp_path / "scores.json"
    file.write_text(
        emit({**HEAD, "questions": [late, {**late, "id": 3, "colour": "red"}, {"id": "Q1", "text": "a"}, 7]}), "utf-8"
    )
    ran = run("judgement", "score", file, "--out", out)
    assert (ran.code, ran.out, out.exists()) == (2, "", False)
    assert "Traceback" not in ran.err
    for line in (
        "questions.Q1.forecasts.1.at: a forecast of 2021-04-01 is later than the close of 2021-03-31; Remove the forecast, or mend its date if it is a slip [late_forecast]",
        "questions.Q1.forecasts.2.p: 1.5 is no probability", "questions.Q1.forecasts.3.at: 'soon' is no day", "questions.Q1.forecasts.3.p: true is no number",
        "questions.2.id: the id 3 is no text", "questions.2.colour: unknown key `colour`", "questions.4: is no mapping",
    ):  # fmt: skip
        assert f"{file}: {line}" in ran.err


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "no_file"), (b"\xff", "bad_yaml"), (b"a: [", "bad_yaml"), (b"a: 1\na: 2\n", "bad_yaml"), (b"3\n", "bad_type"), (b"format: x/1\nquestions: []\n", "bad_type"),
     (b"format: detente/forecast-questions/1\n", "missing_key"), (b"questions: 3\n", "bad_type"), (b"questions: [{id: a}]\n", "missing_key"), (b"questions: []\nquestion: []\n", "unknown_key")],
)  # fmt: skip
def test_a_file_that_is_none_leaves_with_2(run: Run, tmp_path: Path, content: bytes | None, code: str) -> None:
    file = tmp_path / "q.yaml"
    if content is not None:
        file.write_bytes(content)
    ran = run("judgement", "score", file)
    assert ran.code == 2
    assert f"[{code}]" in ran.err
    assert all(line.startswith(f"{file}: ") for line in ran.err.splitlines())


def test_json_of_metaculus_is_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    file.write_text(
        json.dumps([{"question_text": "Will Norland leave?", "id_of_question": 4, "state": "closed"}]), "utf-8"
    )
    assert json.loads(run("judgement", "score", file).out)["counts"]["closed"] == 1
    file.write_text("{", "utf-8")
    assert "[bad_yaml]" in run("judgement", "score", file).err


# --- the ledger of a dossier


QUESTION = {"id": "thaw", "text": "Will Norvia open its waters by 30 June 2030?", "resolution_criteria": "Yes if the gazette says so by 2030-06-30.",
            "open": "2021-01-01", "close": "2030-06-30", "scheduled_resolve": "2030-07-31"}  # fmt: skip


@pytest.fixture
def kept(small: Any, run: Run) -> Any:
    small.append("forecasts/closure.yaml", QUESTION)
    assert (
        run(
            "judgement",
            "record",
            small.folder,
            "thaw",
            "--p",
            ".3",
            "--by",
            "kim",
            "--at",
            "2021-02-01",
            "--evidence",
            "g-closure",
        ).code
        == 0
    )
    assert run("judgement", "record", small.folder, "thaw", "--p", "45%", "--by", "kim", "--at", "2021-03-01").code == 0
    return small


def test_calls_and_outcome_of_the_ledger_are_scored_with_the_files(kept: Any, run: Run) -> None:
    assert (
        run(
            "judgement",
            "resolve",
            kept.folder,
            "thaw",
            "yes",
            "--by",
            "kim",
            "--at",
            "2021-04-01",
            "--source",
            "Gazette",
        ).code
        == 0
    )
    assert kept.slugs() == []
    data = json.loads(run("judgement", "score", kept.folder).out)
    assert data["questions"]["thaw"]["kim"]["final"]["brier"] == pytest.approx(0.55**2)
    assert data["questions"]["second-closure"]["kim"]["final"]["brier"] == pytest.approx(0.01)
    ran = run("judgement", "ledger", kept.folder)
    assert (ran.code, [each["kind"] for each in json.loads(ran.out)]) == (0, ["call", "call", "outcome"])
    assert "3 entries, the chain holds" in ran.err
    assert run("judgement", "resolve", kept.folder, "thaw", "annulled", "--by", "kim").code == 0
    assert json.loads(run("judgement", "score", kept.folder).out)["counts"]["annulled"] == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [(("record", "thaw", "--p", "1.3"), "[bad_probability]"), (("record", "thaw", "--p", "a=1"), "[bad_type]"), (("record", "tha", "--p", ".3"), "Did you mean 'thaw'?"),
     (("record", "second-closure", "--p", ".3"), "[late_forecast]"), (("resolve", "thaw", "maybe"), "[bad_type]"), (("record", "thaw", "--p", ".3", "--evidence", "nothing"), "there is no claim"),
     (("record", "thaw", "--p", ".3", "--at", "2999-01-01"), "is in the future"), (("record", "thaw", "--p", "x"), "that is no number")],
)  # fmt: skip
def test_an_entry_that_does_not_fit_is_refused_and_nothing_is_written(
    kept: Any, run: Run, args: tuple[str, ...], message: str
) -> None:
    before = kept.bytes()
    ran = run("judgement", args[0], kept.folder, *args[1:], "--by", "kim")
    assert ran.code == 2
    assert message in ran.err
    assert kept.bytes() == before


def test_a_call_after_the_outcome_is_late(kept: Any, run: Run) -> None:
    run("judgement", "resolve", kept.folder, "thaw", "no", "--by", "kim")
    ran = run("judgement", "record", kept.folder, "thaw", "--p", ".01", "--by", "kim")
    assert (ran.code, "[late_forecast]" in ran.err) == (2, True)


def test_a_broken_chain_is_told_at_its_entry(kept: Any, run: Run) -> None:
    kept.replace("forecasts/ledger.jsonl", '"p": 0.45', '"p": 0.55')
    ran = run("judgement", "ledger", kept.folder)
    assert ran.code == 2
    assert "ledger.jsonl:2: entry 2 was changed" in ran.err
    assert kept.only("ledger-broken").line == 2
    for command in (("score",), ("record", "thaw", "--p", ".3", "--by", "kim")):
        assert "[ledger-broken]" in run("judgement", command[0], kept.folder, *command[1:]).err


def test_lines_that_are_no_entries_are_told(kept: Any) -> None:
    kept.write("forecasts/ledger.jsonl", kept.read("forecasts/ledger.jsonl") + "{\n[1]\n")
    assert [(each.slug, each.line) for each in kept.check()] == [("ledger-entry", 3), ("ledger-entry", 4)]


def test_the_ledger_as_known_on_a_day_is_what_had_been_recorded(kept: Any) -> None:
    from datetime import date

    assert len(kept.open().ledger) == 2
    assert kept.open(as_known_on=date(2022, 1, 1)).ledger == {}


def test_options_quantiles_and_a_normal_are_given_in_pairs(small: Any, run: Run) -> None:
    small.append(
        "forecasts/closure.yaml", {**QUESTION, "id": "choice", "type": "multiple", "options": ["one", "other"]}
    )
    small.append("forecasts/closure.yaml", {**QUESTION, "id": "count", "type": "numeric"})
    for question, *p in (
        ("choice", "one=.2", "other=.8"),
        ("count", "q0.1=2", "q0.9=4"),
        ("count", "mean=3", "sd=1"),
        ("count", "mean=3"),
    ):
        code = run(
            "judgement", "record", small.folder, question, *(x for each in p for x in ("--p", each)), "--by", "kim"
        ).code
        assert code == (2 if p == ["mean=3"] else 0)
    assert len(small.open().ledger) == 3


def test_forecast_is_the_same_door(small: Any, run: Run) -> None:
    small.append("forecasts/closure.yaml", QUESTION)
    added = run("forecast", "add", small.folder, QUESTION["id"], "--p", ".3", "--by", "kim", "--at", "2021-02-01")
    assert (added.code, "entry 1 written" in added.err) == (0, True)
    assert (
        run("forecast", "resolve", small.folder, QUESTION["id"], "yes", "--by", "kim", "--at", "2021-04-01").code == 0
    )
    told = [run(door, "score", small.folder).out for door in ("forecast", "judgement")]
    assert told[0] == told[1] != ""
