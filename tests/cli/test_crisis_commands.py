"""``detente crisis``: files in, files out, every problem at once, and nothing half-written."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from detente.cli.crisis import crisis
from detente.engines.crisis.dyads import COUNTS, COVARIATES, NAMES
from detente.kernel.errors import DetenteError

PAYOFFS = {"S": 0, "V": 1, "C": 0, "WA": -1.9, "WB": -2.2, "a": -1.2, "VB": 1}
GAME = {"format": "detente-game/1", "game": "signalling", "payoffs": PAYOFFS}
ATTRITION = {"game": "attrition", "audience_rate": {"challenger": 2, "target": 1}, "value": {"challenger": 1, "target": 1}, "times": [0, 1, 3]}  # fmt: skip


def run(tmp_path: Path, content: object, *more: str):
    """The result of ``solve`` as data, and what it said."""
    file, out = tmp_path / "game.json", tmp_path / "result.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    ran = CliRunner().invoke(crisis, ["solve", str(file), "--out", str(out), *more])
    return ran, json.loads(out.read_text("utf-8")) if out.exists() else None


def test_many_games_are_solved_in_their_order(tmp_path):
    """Always a list; the same input gives the same bytes; keys as the format says."""
    games = {"format": "detente-game/1", "games": [ATTRITION, {k: v for k, v in GAME.items() if k != "format"} | {"id": "one"}, {"game": "sinking", "gain": {"weak": 0.2, "strong": 0.5}}]}  # fmt: skip
    ran, result = run(tmp_path, games)
    assert ran.exit_code == 0, ran.output
    assert result["format"] == "detente-game-result/1"
    assert [each["game"] for each in result["games"]] == ["attrition", "signalling", "sinking"]
    assert list(result["games"][1]["equilibria"][0]) == ["pR", "pC", "pF", "cstar", "SQ", "CD", "SF", "BD", "residual", "slope", "stable",
                                                         "limit", "negligible_challenge"]  # fmt: skip
    assert result["games"][2] == {
        "id": None,
        "game": "sinking",
        "separates": True,
        "interval": [0.2, 0.5],
        "minimum": 0.2,
    }
    first = (tmp_path / "result.json").read_bytes()
    run(tmp_path, games)
    assert (tmp_path / "result.json").read_bytes() == first


def test_channels_threshold_likelihood_and_sweep_of_one_game(tmp_path):
    """Channels carry what publicity changes; a sweep follows the base game and each channel."""
    asked = GAME | {
        "audience": {"challenger": 0.5, "target": 0.2}, "channels": {"quiet": {"visibility": 0}, "public": {"visibility": 1}},
        "observed": {"SQ": 10, "CD": 0, "SF": 1, "BD": 1}, "select": "continuity",
        "sweep": [{"set": "payoffs.VB", "to": [0, 0.5]}, {"set": "audience.target", "to": [0, 0.4]}],
    }  # fmt: skip
    ran, result = run(tmp_path, asked, "--chart", str(tmp_path / "publicity.svg"))
    assert ran.exit_code == 0, ran.output
    game = result["games"][0]
    base, quiet = game["equilibria"][0], game["channels"]["quiet"]
    assert quiet["p_concede"] == pytest.approx(1 - base["pR"])
    assert (quiet["p_stand_firm"], quiet["p_challenge"]) == (base["pF"], base["pC"])
    assert set(game["threshold"]) == {"target_audience", "challenger_audience"}
    assert game["log_likelihood"] == pytest.approx(10 * np.log(base["SQ"]) + np.log(base["SF"]) + np.log(base["BD"]))
    first, second = game["sweep"]
    assert [point["value"] for point in first["points"]] == [0, 0.5]
    assert len(first["branches"]) == 1
    assert "points" not in second  # audience costs do not touch the game without a channel
    costs = [point["p_concede"] for point in second["channels"]["public"]["points"]]
    assert costs[0] > costs[1]
    svg = (tmp_path / "publicity.svg").read_text("utf-8")
    assert svg.startswith("<svg")
    assert "Does publicity pay?" in svg


def test_an_impossible_outcome_is_no_infinity(tmp_path):
    """A game without challenges against one that was seen; c* and the log stay finite."""
    never = GAME | {"payoffs": {"S": 2, "V": 0.5, "C": 1, "WA": -3, "WB": -1, "a": -1, "VB": 0}, "observed": {"SQ": 1, "CD": 1, "SF": 0, "BD": 0}}  # fmt: skip
    _, result = run(tmp_path, never)
    assert result["games"][0]["log_likelihood"] == pytest.approx(np.log(1e-300))
    assert result["games"][0]["equilibria"][0]["cstar"] == 1e6


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "line 1: no JSON"),
        ("[1]", "expected an object, got [1]"),
        ('{"game": "sinking"}', "format: expected 'detente-game/1', got none"),
        ('{"format": "detente-game/1", "format": "x"}', "format: the key stands twice"),
        ({"format": "detente-game/1", "games": []}, "games: there is no game; give at least one"),
        ({"format": "detente-game/1", "games": [ATTRITION, 3]}, "games[1]: expected an object, got 3"),
        ({"format": "detente-game/1"}, "game: the key is missing; give one of signalling, attrition, sinking"),
        (GAME | {"game": "chicken"}, "game: expected one of signalling, attrition, sinking, got \"chicken\""),
        (GAME | {"payoffs": PAYOFFS | {"WB": None}}, "payoffs.WB: expected a finite number, got null; give one"),
        (GAME | {"payoffs": PAYOFFS | {"WB": float("nan")}}, "payoffs.WB: expected a finite number, got NaN; give one"),
        (GAME | {"payoffs": PAYOFFS | {"WB": True}}, "payoffs.WB: expected a finite number, got true; give one"),
        (GAME | {"payoffs": {k: v for k, v in PAYOFFS.items() if k != "VB"}}, "payoffs.VB: the key is missing; give one"),
        (GAME | {"payoffs": PAYOFFS | {"V": 10**400}}, "payoffs.V: expected a number within"),
        (GAME | {"payofs": {}}, "payofs: unknown key 'payofs'; did you mean 'payoffs'?"),
        (GAME | {"channels": {"quiet": {"visibility": 1.5}}}, "channels.quiet.visibility: expected a number within 0..1, got 1.5"),
        (GAME | {"audience": {"target": -0.1}}, "audience.target: expected a number of at least 0, got -0.1"),
        (GAME | {"select": "best"}, "select: expected one of max_pR, min_pR, continuity"),
        (GAME | {"observed": {"SQ": 1}}, "observed.CD: the key is missing"),
        (GAME | {"sweep": [{"set": "payoffs.X", "to": [1]}]}, "sweep[0].set: expected one of payoffs.S"),
        (GAME | {"sweep": [{"set": "audience.target", "to": [-1]}]}, "sweep[0].to[0]: expected a number of at least 0"),
        (GAME | {"id": 3}, "id: expected a text, got 3"),
        (ATTRITION | {"format": "detente-game/1", "value": {"challenger": 0, "target": 1}}, "value.challenger: expected a number above 0"),
        (ATTRITION | {"format": "detente-game/1", "times": []}, "times: expected numbers, got an empty list"),
    ],
)  # fmt: skip
def test_bad_games_are_refused_with_their_place(tmp_path, content, said):
    """A DetenteError whose lines name file and place; nothing is written."""
    ran, result = run(tmp_path, content)
    assert result is None
    assert isinstance(ran.exception, DetenteError)
    lines = str(ran.exception).splitlines()
    assert any(f"game.json: {said}" in line or (said in line and "game.json" in line) for line in lines), lines


def test_all_problems_of_all_games_come_at_once(tmp_path):
    """Three games, four problems, four lines."""
    bad = {"game": "signalling", "payoffs": PAYOFFS | {"WB": None, "S": "0"}}
    ran, _ = run(tmp_path, {"format": "detente-game/1", "games": [bad, ATTRITION | {"times": "now"}, {"game": "x"}]})
    places = [problem.place for problem in ran.exception.problems]
    assert places == ["games[0].payoffs.S", "games[0].payoffs.WB", "games[1].times", "games[2].game"]


# --- evaluate ---------------------------------------------------------------------------------------------------------


def table(path: Path, columns: list[str], rows: list[dict[str, object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def evaluate(out: Path, *words: object):
    ran = CliRunner().invoke(crisis, ["evaluate", *map(str, words), "--out", str(out)])
    return ran, json.loads(out.read_text("utf-8")) if out.exists() else None


def dyad_rows(count: int) -> list[dict[str, object]]:
    rng = np.random.default_rng(3)
    rows = []
    for k in range(count):
        numbers = {name: round(float(rng.exponential(0.03) if "econdep" in name else rng.normal(1, 1)), 4) for name in COVARIATES}  # fmt: skip
        counts = rng.multinomial(300, [0.9, 0.02, 0.05, 0.03])
        rows.append({"gameID": f"g{k}", **numbers, **dict(zip(COUNTS, map(int, counts), strict=True)), "fold": k % 2})
    return rows


def test_dyads_are_fitted_and_predicted_in_folds_and_on_a_table_without_outcomes(tmp_path):
    """Every row of the training table is predicted; probabilities sum to 1; scores are null where no outcome is known."""
    rows = dyad_rows(44)
    train = table(tmp_path / "train.csv", list(rows[0]), rows)
    bare = [name for name in rows[0] if name not in (*COUNTS, "fold")]
    test = table(tmp_path / "test.csv", bare, [{name: row[name] for name in bare} for row in rows[:3]])
    ran, result = evaluate(tmp_path / "r.json", "--data", "dyads", "--train", train, "--test", test, "--folds", "fold")
    assert ran.exit_code == 0, ran.output
    assert (result["n_train"], result["n_test"], result["n_folds"]) == (44, 44, 2)
    assert list(result["coefficients"]) == list(NAMES)
    assert [each["gameID"] for each in result["predictions"]] == [f"g{k}" for k in range(44)]
    assert all(sum(each[o] for o in ("SQ", "CD", "SF", "BD")) == pytest.approx(1) for each in result["predictions"])
    assert result["log_likelihood"]["model"] < 0
    assert "the penalised logit" in result["verdict"]
    assert result["test"]["n_test"] == 3
    assert result["test"]["log_likelihood"] == {"null": None, "model": None, "logit": None}


def test_threats_are_fitted_and_predicted(tmp_path):
    """Rows without a threat are left out; scores are null where the outcome column is missing."""
    columns = [
        "caseid",
        "threat",
        "anticipatedtargetcosts",
        "institution",
        "scommit",
        "bspecif",
        "issue1",
        "finaloutcome",
    ]
    rows = [
        {"caseid": k, "threat": int(k != 9), "anticipatedtargetcosts": "" if k % 3 else 1 + k % 2, "institution": k % 2,
         "scommit": 1 + k % 3, "bspecif": 1 + (k > 4), "issue1": 13 if k % 4 == 0 else 8, "finaloutcome": 1 if k > 4 else 4}
        for k in range(10)
    ]  # fmt: skip
    full = table(tmp_path / "full.csv", columns, rows)
    bare = table(tmp_path / "bare.csv", columns[:-1], [{k: v for k, v in row.items() if k != "finaloutcome"} for row in rows])  # fmt: skip
    ran, result = evaluate(tmp_path / "r.json", "--data", "ties", "--train", full, "--test", full)
    assert ran.exit_code == 0, ran.output
    assert (result["n_train"], result["n_test"]) == (9, 9)
    assert result["base_rate"] == pytest.approx(4 / 9)
    assert result["scores"]["auc"] > 0.9  # the demand gives it away
    assert result["scores"]["base_brier"] == pytest.approx(4 / 9 * 5 / 9)
    _, blind = evaluate(tmp_path / "b.json", "--data", "ties", "--train", full, "--test", bare)
    assert (blind["scores"], blind["game_scores"], blind["verdict"]) == (None, None, None)
    assert "the signalling game (Brier" in result["verdict"]
    assert set(result["game_scores"]) == set(result["scores"]) == {"brier", "log_loss", "auc", "base_brier"}
    assert blind["predictions"] == result["predictions"]


def test_bad_tables_are_refused_with_every_problem(tmp_path):
    """Both tables at once: a missing column, an empty and a wrong cell, a negative share, and a file that is not there."""
    rows = dyad_rows(3)
    rows[0]["lncaprat"], rows[1]["ally"], rows[2]["targetecondep"] = "", "yes", -1
    train = table(tmp_path / "train.csv", list(rows[0]), rows)
    test = table(tmp_path / "test.csv", ["gameID", "contig"], [{"gameID": "g", "contig": 1}])
    ran, result = evaluate(tmp_path / "r.json", "--data", "dyads", "--train", train, "--test", test)
    assert result is None
    places = [(Path(each.file).name, each.place) for each in ran.exception.problems]
    assert places[:3] == [("train.csv", "line 2, lncaprat"), ("train.csv", "line 3, ally"), ("train.csv", "line 4, targetecondep")]  # fmt: skip
    assert ("test.csv", "line 1") in places
    ran, _ = evaluate(tmp_path / "r.json", "--data", "ties", "--train", tmp_path / "none.csv", "--test", tmp_path / "none.csv")  # fmt: skip
    assert "none.csv: file: no such file or directory" in str(ran.exception)


def test_too_small_a_table_is_refused(tmp_path):
    """Twenty coefficients need more than twenty rows; threats need both outcomes; ties need a test table."""
    rows = dyad_rows(5)
    train = table(tmp_path / "train.csv", list(rows[0]), rows)
    ran, _ = evaluate(tmp_path / "r.json", "--data", "dyads", "--train", train, "--test", train)
    assert "5 rows for 20 coefficients" in str(ran.exception)
    ran, _ = evaluate(tmp_path / "r.json", "--data", "ties", "--train", train)
    assert ran.exit_code == 2
    assert "--data ties needs --test" in ran.output
