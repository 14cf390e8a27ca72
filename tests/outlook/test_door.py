"""The outlook by its doors: a store, a dossier, both; the ledger; the chart; every fault at once."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from outlook_records import FIRST, drifting, make_store, rows_of

from detente import workbench
from detente.binding.outlook import bind_daily, busiest, record_begins
from detente.binding.outlook_classes import QUADS, read_classes
from detente.kernel.errors import DetenteError
from detente.store import events as store

ONE = {"horizons": (7,), "classes": ("verbal-conflict",)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("outlook") / "e.parquet", rows_of(drifting()))


def slugs(error: pytest.ExceptionInfo[DetenteError]) -> list[str]:
    return sorted(each.slug for each in error.value.problems)


def test_the_binding_counts_what_the_record_holds(shop: Path) -> None:
    stream = drifting()
    pairs = busiest(({"source_country": a, "target_country": b, "cooperation": stream.counts[n, :2].sum(), "conflict": stream.counts[n, 2:].sum()}
                     for n, (a, b) in enumerate(stream.pairs)), [("AAA", "BBB")], 5)  # fmt: skip
    assert pairs[0] == ("AAA", "BBB")
    ranked = sorted(stream.pairs, key=lambda each: (-stream.counts[stream.pairs.index(each)].sum(), each))
    assert list(pairs[1:]) == [each for each in ranked if each != ("AAA", "BBB")][:5]
    columns = store.daily(shop, mirror="keep")
    classes = (*QUADS, *read_classes(["THREATEN+COERCE", "conflict"]))
    last = FIRST + np.timedelta64(stream.days - 1, "D")
    bound = bind_daily(columns, stream.pairs, [("AAA", "BBB")], classes, FIRST, last)
    assert np.array_equal(bound.stream.counts[:, :4], stream.counts)
    assert np.array_equal(
        bound.stream.counts[:, 4], stream.counts[:, 2:].sum(axis=1)
    )  # the two types are all of classes 3 and 4 here
    assert np.array_equal(bound.stream.counts[:, 5], bound.stream.counts[:, 4])
    either = bind_daily(columns, [("AAA", "BBB")], [("AAA", "BBB")], QUADS, FIRST, last, either=True)
    forth, back = (stream.pairs.index(each) for each in (("AAA", "BBB"), ("BBB", "AAA")))
    assert np.array_equal(either.stream.counts[0], stream.counts[forth] + stream.counts[back])


def test_classes_are_read_as_people_write_them() -> None:
    found = read_classes(["Verbal_Cooperation", "1", "threaten", "sanction + coerce", "conflict"])
    assert [each.name for each in found] == ["verbal cooperation", "THREATEN", "SANCTION or COERCE", "conflict"]
    assert found[0] == QUADS[0]
    assert found[3].quads == {3, 4}
    with pytest.raises(DetenteError) as caught:
        read_classes(["DEMAND", "quarrel", ""])
    assert slugs(caught) == ["outlook-class"] * 3
    assert "REQUEST" in str(caught.value)


def test_a_record_begins_where_it_is_complete() -> None:
    cover = np.array([1.0] + [0.0] * 300 + [10.0] * 100)
    assert record_begins(FIRST, cover) == FIRST + np.timedelta64(301 - 27 + 1, "D")
    assert record_begins(FIRST, np.array([2.0, 3.0])) == FIRST


def test_each_number_stands_beside_its_references_and_its_ground(shop: Path) -> None:
    found = workbench.take_outlook(shop, pair=("aaa", "bbb"), horizons=(7, 30), classes=("verbal-conflict", "COERCE"))
    assert len(found) == 1
    done = found[0]
    assert done.coding == "machine"
    assert [(row["direction"], row["class"], row["horizon"]) for row in done.rows] == [
        (way, kind, days) for way in ("AAA>BBB", "BBB>AAA") for kind in ("verbal conflict", "COERCE") for days in (7, 30)
    ]  # fmt: skip
    stream = drifting()
    own = stream.counts[stream.pairs.index(("AAA", "BBB")), 2]
    row = done.rows[0]
    assert row["events"] == own.sum()
    assert row["events_30"] == own[-30:].sum()
    windows = [(own[s : s + 7] > 0).any() for s in range(len(own) - 6)]
    assert (row["windows"], row["windows_with"]) == (len(windows), sum(windows))
    assert row["low"] <= row["p"] <= row["high"]
    assert {row["from"], row["to"]} == {"2020-01-01", "2020-01-07"}
    assert f"{row['p']:.0%}".rstrip("%") in row["words"]
    assert row["leaned"]
    assert done.scores[0]["class"] == "all"
    assert done.scores[0]["skill_climatology"] is not None
    text = " ".join(each["text"] for each in done.sentences)
    assert "base rate" in text
    assert "did not see" in text
    again = workbench.take_outlook(shop, pair=("AAA", "BBB"), horizons=(7, 30), classes=("verbal-conflict", "COERCE"))[0]  # fmt: skip
    assert json.dumps(again.data()) == json.dumps(done.data())


def test_nothing_after_the_as_of_date_changes_it(shop: Path, tmp_path: Path) -> None:
    day = "2019-12-01"
    make_store(tmp_path / "cut.parquet", [row for row in rows_of(drifting()) if row["date_start"] <= day])
    whole = workbench.take_outlook(shop, pair=("AAA", "BBB"), as_of=date.fromisoformat(day), **ONE)[0]  # type: ignore[arg-type]
    part = workbench.take_outlook(tmp_path / "cut.parquet", pair=("AAA", "BBB"), **ONE)[0]  # type: ignore[arg-type]
    assert whole.rows == part.rows
    assert whole.scores == part.scores


def test_either_way_is_one_number(shop: Path) -> None:
    done = workbench.take_outlook(shop, pair=("BBB", "AAA"), direction="either", check=False, **ONE)[0]  # type: ignore[arg-type]
    assert [row["direction"] for row in done.rows] == ["AAA-BBB"]
    assert done.scores == ()


def test_confirmed_and_machine_are_never_one_count(shop: Path, tmp_path: Path) -> None:
    rows = rows_of(drifting(days=60))
    make_store(tmp_path / "both.parquet", [*rows, *({**row, "coding": "confirmed", "event_id": f"c{n}"} for n, row in enumerate(rows[:40]))])  # fmt: skip
    with pytest.raises(DetenteError) as caught:
        workbench.take_outlook(tmp_path / "both.parquet", pair=("AAA", "BBB"), **ONE)  # type: ignore[arg-type]
    assert slugs(caught) == ["outlook-mixed"]
    one = workbench.take_outlook(tmp_path / "both.parquet", pair=("AAA", "BBB"), coding="machine", **ONE)[0]  # type: ignore[arg-type]
    assert one.coding == "machine"


def test_a_dossier_says_that_its_few_events_beat_no_base_rate() -> None:
    done = workbench.take_outlook("us-mexico")[0]
    assert done.coding == "confirmed"
    text = " ".join(each["text"] for each in done.sentences)
    assert "not enough to beat the base rate" in text
    assert any(each["note"] for each in done.sentences)
    assert all(row["p"] == row["climatology"] for row in done.rows if not row["modelled"])
    dossier = workbench.open_dossier("us-mexico")
    assert all(event in dossier.events for row in done.rows for event in row["event_ids"])
    assert sum(row["events"] for row in done.rows if row["horizon"] == 7) >= len({event for row in done.rows for event in row["event_ids"]})  # fmt: skip


def test_the_call_goes_into_the_ledger_with_its_ground(small: Any, run: Any) -> None:
    args = ["events", "outlook", str(small.folder), "--pair", "NOR", "SUD", "--class", "COERCE", "--horizons", "90", "--as-of", "2021-05-01", "--record", "second-closure", "--format", "json"]  # fmt: skip
    done = run(*args)
    assert done.code == 0, done.err
    row = json.loads(done.out)[0]["outlook"][0]
    entries, problems = workbench.ledger(small.folder)
    assert problems == ()
    assert (entries[-1].question, entries[-1].p, entries[-1].engine) == ("second-closure", row["p"], "outlook")
    assert entries[-1].evidence == ("g-closure", "r-closure")
    assert entries[-1].manifest is not None
    refused = run(*args, "--horizons", "30,90")
    assert refused.code == 2
    assert "outlook-record" in refused.err
    assert len(workbench.ledger(small.folder)[0]) == len(entries)


def test_every_fault_is_told_at_once(shop: Path, tmp_path: Path, run: Any) -> None:
    done = run("events", "outlook", str(tmp_path / "none.parquet"), "--pair", "AAA", "AAA", "--horizons", "0,x", "--class", "quarrel", "--out", str(tmp_path / "o.json"))  # fmt: skip
    assert done.code == 2
    for slug, times in {"outlook-horizon": 2, "outlook-class": 1, "outlook-pair": 1, "events-missing": 1}.items():
        assert done.err.count(f"[{slug}]") == times
    assert not (tmp_path / "o.json").exists()
    for given, slug in (
        ({"pair": ("AAA", "ZZZ")}, "outlook-pair"), ({"pair": ("AAA", "BBB"), "as_of": date(2018, 1, 1)}, "outlook-empty"),
        ({"pair": ("AAA", "BBB"), "since": date(2030, 1, 1)}, "outlook-empty"), ({"pair": ("AAA", "BBB"), "as_of": date(2019, 2, 1), "horizons": (90,)}, "outlook-horizon"),
    ):  # fmt: skip
        with pytest.raises(DetenteError) as caught:
            workbench.take_outlook(shop, **given)  # type: ignore[arg-type]
        assert slugs(caught) == [slug]
    with pytest.raises(DetenteError) as caught:
        workbench.may_record(shop)
    assert slugs(caught) == ["outlook-record"]


def test_the_commands_write_draw_and_score(shop: Path, tmp_path: Path, run: Any) -> None:
    made = run("events", "outlook", str(shop), "--pair", "AAA", "BBB", "--horizons", "7,30", "--no-check", "--out", str(tmp_path / "o.json"),
                                     "--chart", str(tmp_path / "o.svg"), "--format", "table")  # fmt: skip
    assert made.code == 0, made.err
    assert json.loads((tmp_path / "o.json").read_text("utf-8"))["format"] == "detente/outlook/1"
    assert "verbal conflict" in (tmp_path / "o.svg").read_text("utf-8")
    done = run("events", "backtest", str(shop), "--horizons", "7", "--pairs", "20", "--chart", str(tmp_path / "r.svg"), "--format", "json")  # fmt: skip
    assert done.code == 0, done.err
    scores = json.loads(done.out)["scores"]
    assert [row["class"] for row in scores] == ["all", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]  # fmt: skip
    assert scores[0]["pairs"] == 20
    assert scores[0]["skill_climatology_low"] < scores[0]["skill_climatology"] < scores[0]["skill_climatology_high"]
    assert (tmp_path / "r.svg").exists()
    assert run("events", "backtest", "us-mexico", "--horizons", "7", "--format", "table").code == 0  # fmt: skip
