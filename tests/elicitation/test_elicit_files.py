"""Sheets, collecting and reveal: nothing is mixed, nothing is lost, and nobody looks before all are done."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.engines.hypotheses import reader, solve
from detente.store.emit import emit
from detente.store.question_files import load
from detente.store.safe_yaml import parse
from detente.workbench import elicitation as work

KIM = {"prior": ".3", "E1": "likely", "E2": ".2", "E3": ".1 .2 .4", "004": "un"}
LEE = {"prior": ".35", "E1": "unlikely", "E2": ".2", "E3": "20-40%", "004": "un"}


def kim(step: str, name: str) -> str:
    return {"TRADE": "vl", "VOTES": "un"}.get(name, KIM[step]) if step == "E1" else KIM[step]


def lee(step: str, name: str) -> str:
    return {"TRADE": "un", "VOTES": "vl"}.get(name, LEE[step]) if step == "E1" else LEE[step]


def refused(ran: Any, *messages: str) -> None:
    """Exit 2, every message on stderr, one line a problem, no traceback."""
    assert ran.exit_code == 2
    for message in messages:
        assert message in ran.stderr
    assert "Traceback" not in ran.stderr


# --- sheets


@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_a_filled_sheet_says_the_same_as_the_terminal(desk: Any, form: str) -> None:
    by_terminal = work.read_ratings(work.read_question(desk.question), desk.rate("kim", kim))
    sheet = desk.path(f"sheet.{form}")
    assert desk.run("sheet", desk.question, "--analyst", "kim", "--out", sheet).exit_code == 0
    fill(sheet, kim)
    by_sheet = work.read_ratings(work.read_question(desk.question), sheet)
    assert (by_sheet.items, by_sheet.hypotheses, by_sheet.steps) == (by_terminal.items, by_terminal.hypotheses, by_terminal.steps)  # fmt: skip
    assert {key: each.cell for key, each in by_sheet.answers.items()} == {key: each.cell for key, each in by_terminal.answers.items()}  # fmt: skip
    assert by_sheet.finished
    assert {each.at for each in by_sheet.answers.values()} == {""}, "a sheet knows no times and invents none"


def fill(sheet: Path, cell: Any) -> None:
    if sheet.suffix == ".yaml":
        data = parse(sheet.read_text(encoding="utf-8")).data
        data["prior"] = {name: cell("prior", name) for name in data["prior"]}
        for column in data["items"]:
            column["likelihood"] = {name: cell(column["item"], name) for name in column["likelihood"]}
        sheet.write_text(emit(data), encoding="utf-8")
        return
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    (start,) = [place for place, row in enumerate(rows) if row[0] == "hypothesis"]
    for row in rows[start + 3 :]:
        row[2:] = [cell(name.strip("()"), row[0]) for name in rows[start][2:]]
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)  # as a spreadsheet may save it
    sheet.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")


def test_a_csv_sheet_has_hypotheses_in_rows_and_items_in_a_recorded_order(desk: Any) -> None:
    orders = set()
    for seed in range(6):
        sheet = desk.path(f"{seed}.csv")
        desk.run("sheet", desk.question, "--analyst", "kim", "--seed", seed, "--out", sheet)
        rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8"))))
        (start,) = [place for place, row in enumerate(rows) if row[0] == "hypothesis"]
        assert rows[start + 1][2:] == ["1", "2", "3", "4", "5"]
        assert sorted(row[0] for row in rows[start + 3 :]) == ["OTHER", "TRADE", "VOTES"]
        assert sorted(rows[start][2:]) == ["(prior)", "004", "E1", "E2", "E3"]
        orders.add(tuple(rows[start][2:]))
        assert not {"rival-desk", ".876"} & set(sheet.read_text(encoding="utf-8").split(","))
    assert len(orders) > 1


def test_columns_moved_in_a_spreadsheet_keep_the_order_in_which_they_were_asked(desk: Any) -> None:
    sheet = desk.path("kim.csv")
    desk.run("sheet", desk.question, "--analyst", "kim", "--out", sheet)
    asked = work.read_question(desk.question)
    before = work.read_ratings(asked, sheet).items
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8"))))
    turned = [row if row[0] in ("format", "question", "fingerprint", "analyst", "round", "scale", "seed", "how", "words") else [*row[:2], *row[:1:-1]]
              for row in rows]  # fmt: skip
    out = io.StringIO()
    csv.writer(out).writerows(turned)
    sheet.write_text(out.getvalue(), encoding="utf-8")
    assert work.read_ratings(asked, sheet).items == before


def test_blank_and_skipped_cells_of_a_sheet_are_open_and_left_out(desk: Any) -> None:
    sheet = desk.path("kim.csv")
    desk.run("sheet", desk.question, "--analyst", "kim", "--out", sheet)
    fill(sheet, lambda step, _: {"E1": "skip", "E2": ""}.get(step, ".3"))
    found = work.read_ratings(work.read_question(desk.question), sheet)
    assert {str(step) for step in found.skipped} == {"E1"}
    assert {str(step) for step, _ in found.open} == {"E2"}
    assert not found.finished


def test_bad_cells_of_a_sheet_are_told_all_at_once_with_their_places(desk: Any) -> None:
    sheet = desk.path("kim.csv")
    desk.run("sheet", desk.question, "--analyst", "kim", "--out", sheet)
    fill(sheet, lambda step, name: {("E1", "TRADE"): "1", ("004", "VOTES"): "perhaps"}.get((step, name), ".3"))
    ran = desk.run("collect", desk.question, sheet, "--out", desk.path("q2.yaml"))
    refused(ran, f"{sheet}: E1.TRADE: 0 and 1 leave nothing", f"{sheet}: 004.VOTES: 'perhaps' is neither", "[ratings-cell]")  # fmt: skip
    assert not desk.path("q2.yaml").exists()


# --- collecting


def test_two_analysts_become_two_overrides_with_their_cells_as_given(desk: Any) -> None:
    files = desk.rate("kim", kim), desk.rate("lee", lee)
    ran = desk.run("collect", desk.question, *files, "--base", "median", "--out", desk.path("q2.yaml"))
    assert ran.exit_code == 0, ran.stderr
    made = yaml.load(desk.path("q2.yaml").read_text(encoding="utf-8"), yaml.SafeLoader)
    assert set(made["analysts"]) == {"rival-desk", "kim", "lee"}
    assert made["analysts"]["kim"]["likelihood"]["E1"] == {"TRADE": "very likely", "VOTES": "unlikely", "OTHER": "likely"}  # fmt: skip
    assert made["analysts"]["kim"]["likelihood"]["E3"]["VOTES"] == [0.1, 0.2, 0.4]
    assert made["analysts"]["lee"]["prior"] == {"TRADE": 0.35, "VOTES": 0.35, "OTHER": 0.35}
    items = {item["id"]: item for item in made["evidence"]}
    assert items["E1"]["likelihood"]["TRADE"] == pytest.approx([0.5, 0.6, 0.7])  # of .80 .875 .95 and .20 .325 .45
    assert items["E3"]["likelihood"]["VOTES"] == pytest.approx([0.15, 0.25, 0.4])
    assert "likelihood" not in items["E0"]
    assert "likelihood" not in items["EP"]
    assert {each["id"]: each["prior"][1] for each in made["hypotheses"]} == pytest.approx(dict.fromkeys(("TRADE", "VOTES", "OTHER"), 0.325))  # fmt: skip
    assert made["x_elicitation"]["round"] == 1


def test_the_engine_reads_what_was_collected_and_gives_each_analyst_a_posterior(desk: Any) -> None:
    files = desk.rate("kim", kim), desk.rate("lee", lee)
    desk.run("collect", desk.question, *files, "--base", "median", "--out", desk.path("q2.yaml"))
    read = reader.read_question(load(desk.path("q2.yaml")).questions[0][1])
    assert read.question is not None, read.problems
    views = solve.solve(read.question, ("analysts",))["analysts"]
    # only E1 separates anything: B and digit 2 give a = .9, so a report is .1 + .8 L; priors are even
    report = {"TRADE": 0.1 + 0.8 * 0.875, "VOTES": 0.1 + 0.8 * 0.325, "OTHER": 0.1 + 0.8 * 0.675}
    assert views["kim"]["posterior"] == pytest.approx({name: each / sum(report.values()) for name, each in report.items()})  # fmt: skip
    told = json.loads(desk.run("reveal", desk.question, *files, "--format", "json").stdout)
    assert told["posteriors"] == {name: pytest.approx(views[name]["posterior"]) for name in ("kim", "lee")}
    assert told["pools"]["n"] == 2
    assert told["pools"]["linear"]["TRADE"] == pytest.approx((views["kim"]["posterior"]["TRADE"] + views["lee"]["posterior"]["TRADE"]) / 2)  # fmt: skip
    assert "Posterior of each analyst's own ratings" in desk.run("reveal", desk.question, *files, "--format", "table").stdout  # fmt: skip


def test_a_tiny_number_stays_a_number_for_the_engines_yaml(desk: Any) -> None:
    file = desk.rate("kim", lambda step, name: ".00001" if (step, name) == ("E1", "VOTES") else ".3")
    desk.run("collect", desk.question, file, "--base", "median", "--out", desk.path("q2.yaml"))
    read = reader.read_question(load(desk.path("q2.yaml")).questions[0][1])
    assert read.question is not None, read.problems
    assert read.question.analysts["kim"].likelihood["E1", "VOTES"].point == 1e-5


def test_collecting_keeps_the_comments_of_the_question(desk: Any) -> None:
    old = desk.question.read_text(encoding="utf-8")
    desk.question.write_text(old.replace("scale: icd203\n", "scale: icd203  # as agreed in March\n"), encoding="utf-8")
    desk.run("collect", desk.question, desk.rate("kim", kim), "--base", "median", "--out", desk.path("q2.yaml"))
    assert "scale: icd203  # as agreed in March\n" in desk.path("q2.yaml").read_text(encoding="utf-8")


def test_without_a_base_the_table_stays_and_its_holes_are_named(desk: Any) -> None:
    ran = desk.run("collect", desk.question, desk.rate("kim", kim), "--out", desk.path("q2.json"))
    assert ran.exit_code == 0
    assert "base table: E2 has no likelihood for TRADE, VOTES, OTHER; the engine wants one, see --base median" in ran.stderr  # fmt: skip
    made = json.loads(desk.path("q2.json").read_text(encoding="utf-8"))
    old = yaml.load(desk.question.read_text(encoding="utf-8"), yaml.SafeLoader)
    assert [each.get("likelihood") for each in made["evidence"]] == [each.get("likelihood") for each in old["evidence"]]
    assert made["hypotheses"] == old["hypotheses"]


def test_missing_cells_are_listed_and_do_not_enter(desk: Any) -> None:
    out = desk.path("kim.yaml")
    desk.run("elicit", desk.question, "--analyst", "kim", "--out", out, said=".3\n.3\n.3\n.4\n.5\n")
    asked = work.read_question(desk.question)
    first = work.read_ratings(asked, out).items[0]
    ran = desk.run("collect", desk.question, out, "--out", desk.path("q2.yaml"))
    assert ran.exit_code == 0
    assert f"missing: kim, {first} under OTHER" in ran.stderr
    assert ran.stderr.count("missing: kim") == 4, "one line a column"
    made = yaml.load(desk.path("q2.yaml").read_text(encoding="utf-8"), yaml.SafeLoader)["analysts"]["kim"]
    assert list(made["likelihood"]) == [first]
    assert len(made["likelihood"][first]) == 2


def test_collected_raw_probabilities_become_judgements(desk: Any) -> None:
    out = desk.path("kim.yaml")
    said = "".join(f"{each}\n" for each in [".3", ".3", ".3", *["s"] * 4, ".2", ".3", ".6"]) + "\n"
    assert desk.run("elicit", desk.question, "--analyst", "kim", "--judgement", "--out", out, said=said).exit_code == 0
    desk.run("collect", desk.question, out, "--out", desk.path("q2.yaml"))
    made = yaml.load(desk.path("q2.yaml").read_text(encoding="utf-8"), yaml.SafeLoader)["judgements"]
    assert [each["analyst"] for each in made] == ["rival-desk", "kim"]
    assert sorted(made[1]["p"].values()) == [0.2, 0.3, 0.6]
    assert made[1]["p"]["OTHER"] == 0.6


def test_collecting_again_gives_the_same_bytes_and_a_collected_question_still_fits(desk: Any) -> None:
    files = desk.rate("kim", kim), desk.rate("lee", lee)
    made = []
    for name in ("a.yaml", "b.yaml"):
        desk.run("collect", desk.question, *files, "--base", "median", "--out", desk.path(name))
        made.append(desk.path(name).read_bytes())
    assert made[0] == made[1]
    again = desk.run("collect", desk.path("a.yaml"), *files, "--out", desk.path("c.yaml"))
    assert again.exit_code == 0
    assert "replaced: the override of kim that the question held" in again.stderr


def test_ratings_of_a_changed_question_are_refused(desk: Any) -> None:
    file = desk.rate("kim", kim)
    desk.question.write_text(desk.question.read_text(encoding="utf-8").replace("Barges left", "Ferries left"), encoding="utf-8")  # fmt: skip
    message = f"{file}: fingerprint: what the question asks has changed since the ratings were made; Collect them"
    refused(desk.run("collect", desk.question, file, "--out", desk.path("q2.yaml")), message, "[ratings-question]")
    refused(desk.run("reveal", desk.question, file), message)
    refused(desk.run("elicit", desk.question, "--analyst", "kim", "--out", file, "--resume"), message)
    assert not desk.path("q2.yaml").exists()


def test_one_analyst_in_two_files_is_refused(desk: Any) -> None:
    file = desk.rate("kim", kim)
    copy = desk.path("copy.yaml")
    copy.write_bytes(file.read_bytes())
    refused(desk.run("collect", desk.question, file, copy, "--out", desk.path("q2.yaml")), "kim stands in more than one file", "[ratings-analyst]")  # fmt: skip


# --- reveal and the second round


def second_round(desk: Any, first: list[Path], said: str) -> Any:
    options = [option for file in first for option in ("--after", file)]
    return desk.run("elicit", desk.question, "--analyst", "kim", "--round", 2, *options, "--out", desk.path("kim-2.yaml"), said=said)  # fmt: skip


def test_nobody_sees_a_spread_before_everybody_has_finished(desk: Any) -> None:
    done, open_ = desk.rate("kim", kim), desk.rate("lee", lee, close=False)
    ran = desk.run("reveal", desk.question, done, open_)
    refused(ran, "RATINGS: lee: has not finished round 1", "[ratings-unfinished]")
    assert ran.stdout == ""
    refused(second_round(desk, [done, open_], ""), "lee: has not finished round 1")
    assert not desk.path("kim-2.yaml").exists()


def test_the_largest_disagreement_comes_first_in_decibans_with_names(desk: Any) -> None:
    files = desk.rate("kim", kim), desk.rate("lee", lee)
    ran = desk.run("reveal", desk.question, *files, "--format", "json")
    assert ran.exit_code == 0, ran.stderr
    told = json.loads(ran.stdout)
    first = told["columns"][0]
    # kim: TRADE .875, VOTES .325; lee the reverse: twice 10 log10(.875/.325) = 8.6025 dB
    assert (first["step"], first["pair"], first["towards"], first["against"]) == ("E1", ["TRADE", "VOTES"], "kim", "lee")  # fmt: skip
    assert first["decibans"] == pytest.approx(8.6025, abs=1e-4)
    assert first["cells"][0] == {"hypothesis": "TRADE", "low": 0.325, "median": pytest.approx(0.6), "high": 0.875, "lowest": ["lee"], "highest": ["kim"]}  # fmt: skip
    assert [column["decibans"] for column in told["columns"][1:]] == pytest.approx([0, 0, 0, 0], abs=1e-9)
    table = desk.run("reveal", desk.question, *files, "--format", "table").stdout
    assert "E1: 8.6 dB between kim and lee on TRADE against VOTES" in table


def test_a_column_that_differs_by_one_factor_in_all_rows_is_no_disagreement(desk: Any) -> None:
    files = desk.rate("kim", lambda step, name: ".3"), desk.rate("lee", lambda step, name: ".3" if step == "prior" else ".6")  # fmt: skip
    told = json.loads(desk.run("reveal", desk.question, *files, "--format", "json").stdout)
    assert [column["decibans"] for column in told["columns"]] == pytest.approx([0] * 5, abs=1e-9)


def test_an_item_not_seen_is_compared_by_the_chance_of_not_seeing_it(desk: Any) -> None:
    def cell(trade: str) -> Any:
        return lambda step, name: trade if (step, name) == ("E3", "TRADE") else ".3"

    files = desk.rate("kim", cell(".9")), desk.rate("lee", cell(".5"))
    first = json.loads(desk.run("reveal", desk.question, *files, "--format", "json").stdout)["columns"][0]
    assert first["step"] == "E3"
    assert first["decibans"] == pytest.approx(6.9897, abs=1e-4)  # 10 log10(.5/.1)


def test_the_second_round_keeps_first_values_and_never_mixes_with_the_first(desk: Any) -> None:
    first = [desk.rate("kim", kim), desk.rate("lee", lee)]
    ran = second_round(desk, first, ".4\n" + "\n" * 15)
    assert ran.exit_code == 0, ran.stderr
    assert "your first value" in ran.output
    assert "the group" in ran.output
    second = desk.path("kim-2.yaml")
    data = parse(second.read_text(encoding="utf-8")).data
    assert data["round"] == 2
    firsts = [cell["first"]["given"] for cell in data["prior"].values()]
    assert firsts == [".3", ".3", ".3"]
    assert sorted(cell["given"] for cell in data["prior"].values()) == [".3", ".3", ".4"]
    refused(desk.run("collect", desk.question, second, first[1], "--out", desk.path("q2.yaml")),
            f"{second}: round: kim rated in round 2", f"{first[1]}: round: lee rated in round 1; Name the round that counts with --round. [ratings-rounds]")  # fmt: skip
    ran = desk.run("collect", desk.question, second, *first, "--round", 1, "--out", desk.path("q2.yaml"))
    assert ran.exit_code == 0, ran.stderr
    assert yaml.load(desk.path("q2.yaml").read_text(encoding="utf-8"), yaml.SafeLoader)["x_elicitation"]["round"] == 1


def test_the_second_round_wants_the_analysts_own_first_round(desk: Any) -> None:
    lees = desk.rate("lee", lee)
    refused(second_round(desk, [lees], ""), "--after: kim: no finished first round of this analyst is given")
