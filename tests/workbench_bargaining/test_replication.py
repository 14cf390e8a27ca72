"""The catalogue: every published number beside ours, errata stated, inputs that do not ship told as not run."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from detente.cli.bargain_exchange import exchange
from detente.cli.bargain_replicate import replicate as command
from detente.kernel.errors import DetenteError
from detente.workbench.exchanges import EXCHANGE_COLUMNS, OUTCOME_COLUMNS, exchange_table
from detente.workbench.replication import catalogue, presets_side_by_side, replicate

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "bargaining"

#: The two numbers that we do not reach, each with its erratum in the catalogue.
MISSES = {
    ("icaart/scholz-2011/table-2", "median, round 2"),
    ("european-community-decision-making/bueno-de-mesquita-1994/page-78", "median, round 8"),
}

WORKED = """issue,actor,position,salience,capability
p,A,0,0.8,1
p,B,100,0.4,1.5
p,C,60,0.5,1
q,A,90,0.3,2
q,B,20,0.6,1
q,C,60,0.5,1
"""


@pytest.mark.parametrize("name", [case.name for case in catalogue()])
def test_every_number_of_a_case_agrees_or_has_an_erratum(name: str) -> None:
    """A miss is stated, never hidden; a number that agrees has no erratum."""
    rows = replicate(name, DATA)
    missed = {(row["case"], row["quantity"]) for row in rows if row["within"] is False}
    assert missed == {each for each in MISSES if each[0] == name}
    assert {(row["case"], row["quantity"]) for row in rows if row["erratum"]} == missed


def test_the_table_of_2011_is_met_in_seven_medians_and_eight_means() -> None:
    """Scholz et al. 2011, Table 2, within 0.1."""
    rows = replicate("icaart/scholz-2011/table-2")
    assert sum(row["within"] for row in rows if row["quantity"].startswith("median")) == 7
    assert sum(row["within"] for row in rows if row["quantity"].startswith("mean")) == 8


def test_a_case_whose_input_does_not_ship_is_told_as_not_run() -> None:
    """COP21 without a data folder."""
    rows = replicate("cop21")
    assert {row["within"] for row in rows} == {None}
    assert "cop21.csv" in rows[0]["note"]


def test_every_case_names_its_source_and_an_unknown_one_is_refused() -> None:
    """The catalogue is filed by publication and table."""
    assert all(case.citation and case.name.count("/") == 2 for case in catalogue())
    with pytest.raises(DetenteError, match="the catalogue has no case 'moon'"):
        replicate("moon")


def test_the_presets_stand_side_by_side_on_the_emissions_case() -> None:
    """Section 3 of the method notes: as coded 8.4159 after round 1, as printed 4; both start at 7."""
    rows = presets_side_by_side(3)
    assert [row["round"] for row in rows] == [0, 1, 2, 3]
    assert {rows[0][f"{name} median"] for name in ("scholz-as-coded", "scholz-as-printed", "ktab-smp")} == {7.0}
    assert rows[1]["scholz-as-coded median"] == pytest.approx(8.415932315426764, abs=1e-9)
    assert rows[1]["scholz-as-printed median"] == 4.0
    assert rows[1]["scholz-as-printed mean"] == pytest.approx(5.099, abs=5e-4)


def test_the_command_prints_the_numbers_the_errata_and_the_presets() -> None:
    """In one go."""
    ran = CliRunner().invoke(command, ["table-2", "--format", "table"])
    assert ran.exit_code == 0, ran.output
    assert "DIFFERS" in ran.output
    assert "The table prints 9.9 for round 2" in ran.output
    assert "15 of 16 numbers agree, 1 differs, 0 were not run" in ran.output
    assert "preset beside preset; the decision was 8.833 years" in ran.output


def test_exchanges_of_a_table_are_written_in_the_stated_columns(tmp_path: Path) -> None:
    """The worked example through the file: positions on the issue's scale, full precision."""
    (tmp_path / "issues.csv").write_text(WORKED, "utf-8")
    out, outcomes = tmp_path / "exchanges.csv", tmp_path / "outcomes.csv"
    ran = CliRunner().invoke(
        exchange, [str(tmp_path / "issues.csv"), "--out", str(out), "--outcomes", str(outcomes), "--explain"]
    )
    assert ran.exit_code == 0, ran.output
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert tuple(rows[0]) == EXCHANGE_COLUMNS
    assert (rows[0]["i"], rows[0]["i_to"], rows[0]["cut_back"]) == ("A", "20", "false")
    assert float(rows[0]["gain"]) == pytest.approx(7.41176470588235, abs=1e-12)
    told = list(csv.DictReader(io.StringIO(outcomes.read_text("utf-8"))))
    assert tuple(told[0]) == OUTCOME_COLUMNS
    assert float(told[1]["after"]) == pytest.approx(31.764705882352942, abs=1e-9)
    assert "both gain 7.41 of 100" in ran.output


def test_an_output_that_cannot_be_written_leaves_no_half_of_the_answer(tmp_path: Path) -> None:
    """The second output is checked before the first is written."""
    (tmp_path / "issues.csv").write_text(WORKED, "utf-8")
    out = tmp_path / "exchanges.csv"
    ran = CliRunner().invoke(
        exchange, [str(tmp_path / "issues.csv"), "--out", str(out), "--outcomes", str(tmp_path / "no" / "o.csv")]
    )
    assert isinstance(ran.exception, DetenteError)
    assert not out.exists()


def test_a_bad_table_gives_its_problems_and_no_file(tmp_path: Path) -> None:
    """All at once; nothing is written."""
    path = tmp_path / "issues.csv"
    path.write_text("issue,actor,position,salience,capability\np,A,x,0.5,1\np,B,1,0.5,-1\n", "utf-8")
    with pytest.raises(DetenteError) as caught:
        exchange_table(path)
    assert len(caught.value.problems) == 2
    with pytest.raises(DetenteError, match="no such file"):
        exchange_table(tmp_path / "nothing.csv")
