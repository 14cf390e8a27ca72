"""Views in typed columns: the same answer as adding up row by row in plain Python, and as files."""

import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.kernel.errors import DetenteError
from detente.store import events as store
from detente.store.events.choosing import Choice
from detente.store.events.grouping import ordered
from detente.store.events.view import BY, table, view
from detente.workbench.events import show_events

KINDS = (("CONSULT", 1), ("AID", 2), ("ACCUSE", 3), ("COERCE", 4), (None, None))
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def made() -> Rows:
    """Rows with unknown words in every key, two codings, two scales, and weights and scores that doubles cannot hold."""
    rng = np.random.default_rng(11)
    rows = []
    for at in range(600):
        day = date(2019, 11, 20) + timedelta(days=int(rng.integers(0, 100)))
        kind, quad = KINDS[rng.integers(0, 5)]
        one, other = (("NOR", "SUD", "Ωß", None)[each] for each in rng.integers(0, 4, 2))
        rows.append({
            "event_id": f"e{at:04d}", "date_start": str(day), "source": ("GOV", "a;b", None)[at % 3], "source_country": one, "target_country": other, "plover": kind, "quad": quad,
            "intensity": None if at % 7 == 0 else f"{int(rng.integers(-100, 101)) / 10:.1f}", "issue": ("trade", None, "water")[at % 3], "coding": "machine" if at % 5 else "confirmed",
            "weight": f"{int(rng.integers(1, 3001)) / 1000:.3f}", "scale": ("goldstein-gdelt", "goldstein-icews", None)[at % 3], "articles": int(rng.integers(1, 40)), "story_id": f"s{at // 2}",
        })  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def path(made: Rows, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store.write(tmp_path_factory.mktemp("views") / "events.parquet", made)


def reckoned(rows: Rows, by: tuple[str, ...], articles: bool) -> Rows:
    """The view as its documentation says it, one row after the other."""
    groups: dict[tuple[Any, ...], Rows] = defaultdict(list)
    names = [name for each in by for name in BY[each]]
    for row in rows:
        groups[(*(row["date_start"][:7] if name == "month" else row[name] for name in names), row["coding"])].append(row)  # fmt: skip
    told = []
    for key in sorted(groups, key=lambda key: [(each is None, each) for each in key]):
        here = groups[key]
        weight = {row["event_id"]: Decimal(row["articles"]) if articles else Decimal(row["weight"]) for row in here}
        scored = [row for row in here if row["intensity"] is not None]
        score = sum((Decimal(row["intensity"]) * weight[row["event_id"]] for row in scored), Decimal(0))
        scales = {row["scale"] for row in here} - {None}
        mean = float(score) / float(sum(weight[row["event_id"]] for row in scored)) if scored and len(scales) < 2 else None  # fmt: skip
        told.append({
            **dict(zip([*names, "coding"], key, strict=True)), "events": len(here), "weight": float(sum(weight.values())),
            **{name: float(sum(weight[row["event_id"]] for row in here if row["quad"] in quads)) for name, quads in (("cooperation", (1, 2)), ("conflict", (3, 4)))}, "mean_intensity": mean,
        })  # fmt: skip
    return told


@pytest.mark.parametrize(
    "by", [("month", "dyad"), ("dyad",), ("actor",), ("type", "month"), ("quad",), ("issue", "quad")]
)
@pytest.mark.parametrize("weight", ["rows", "articles"])
def test_a_view_is_what_adding_up_row_by_row_gives(made: Rows, path: Path, by: Any, weight: Any) -> None:
    assert view(path, by, Choice(weight=weight)) == reckoned(made, by, weight == "articles")


def test_rows_that_all_weigh_one_are_counted_to_the_same_answer(made: Rows, tmp_path: Path) -> None:
    for scales in ({}, {"scale": "own"}):
        rows = [{**row, "weight": "1.000", **scales} for row in made]
        path = store.write(tmp_path / f"{len(scales)}.parquet", rows)
        for by in (("month", "dyad"), ("quad",)):
            assert view(path, by, Choice()) == reckoned(rows, by, False)


def test_a_view_of_one_pair_and_one_coding_is_too(made: Rows, path: Path) -> None:
    pair = [row for row in made if {row["source_country"], row["target_country"]} == {"NOR", "SUD"}]
    assert view(path, ("month", "dyad"), Choice(between=("SUD", "NOR"))) == reckoned(pair, ("month", "dyad"), False)
    machine = [row for row in made if row["coding"] == "machine"]
    assert view(path, ("type",), Choice(coding="machine")) == reckoned(machine, ("type",), False)


def test_counting_once_a_day_takes_the_largest_weight_and_the_score_of_the_first(tmp_path: Path) -> None:
    row = {"date_start": "2020-01-01", "source_country": "USA", "target_country": "MEX", "plover": "AID", "quad": 2, "scale": "own"}  # fmt: skip
    rows = [{**row, "event_id": "b", "intensity": "1.0", "weight": "2.500"}, {**row, "event_id": "a", "intensity": "7.3", "weight": "1"}]  # fmt: skip
    found = view(store.write(tmp_path / "x.parquet", rows), ("dyad",), Choice(dedup="day"))
    assert [(each["events"], each["weight"], each["mean_intensity"]) for each in found] == [(1, 2.5, 7.3)]


def test_columns_are_typed_and_say_what_the_rows_say(path: Path) -> None:
    told = table(path, ("month", "dyad", "quad"), Choice())
    columns, rows = told.columns(), told.rows()
    assert len(told) == len(rows)
    assert columns["month"].dtype == "datetime64[M]"
    assert columns["month"].astype(str).tolist() == [row["month"] for row in rows]
    assert columns["source_country"].tolist() == [row["source_country"] or "" for row in rows]
    assert columns["quad"].tolist() == [row["quad"] or 0 for row in rows]
    assert columns["events"].tolist() == [row["events"] for row in rows]
    assert [None if np.isnan(each) else each for each in columns["mean_intensity"]] == [row["mean_intensity"] for row in rows]  # fmt: skip


def test_nothing_chosen_is_an_empty_view(path: Path) -> None:
    for choice in (Choice(since="2030-01-01"), Choice(between=("XXX", "YYY"))):
        told = table(path, ("month", "dyad"), choice)
        assert len(told) == 0
        assert told.rows() == []
        assert {len(each) for each in told.columns().values()} == {0}


@pytest.mark.parametrize("size", [1 << 8, 1 << 40])
def test_rows_are_put_in_order_whether_or_not_one_number_holds_their_keys(size: int) -> None:
    rng = np.random.default_rng(2)
    one, other = rng.integers(-size, size, 500), rng.integers(0, size, 500)
    order = ordered([one, other])
    assert list(zip(one[order].tolist(), other[order].tolist(), strict=True)) == sorted(zip(one.tolist(), other.tolist(), strict=True))  # fmt: skip


def test_the_rows_handed_over_are_bounded_and_the_whole_goes_to_a_file(run: Any, path: Path, tmp_path: Path) -> None:
    ran = run("events", "show", path, "--by", "month", "--by", "quad", "--limit", 3, "--out", tmp_path / "view.csv", "--format", "json")  # fmt: skip
    every = view(path, ("month", "quad"), Choice())
    assert ran.code == 0, ran.err
    assert [row["events"] for row in json.loads(ran.out)] == [row["events"] for row in every[:3]]
    assert f"the first 3 of {len(every)} rows" in ran.err
    with (tmp_path / "view.csv").open(encoding="utf-8") as file:
        written = list(csv.DictReader(file))
    assert written == [{key: "" if value is None else str(value) for key, value in row.items()} for row in every]
    show_events(path, by=("month", "quad"), out=tmp_path / "view.parquet")
    from detente.store.events.opening import connection

    with connection() as duck:
        found = duck.execute(f"SELECT * FROM '{tmp_path / 'view.parquet'}'")  # noqa: S608  a path of the test
        assert [name for name, *_ in found.description] == list(every[0])
        assert found.fetchall() == [tuple(row.values()) for row in every]


def test_a_view_goes_into_no_other_file(path: Path, tmp_path: Path) -> None:
    for options in ({"out": tmp_path / "view.xls"}, {"out": tmp_path / "view.csv", "by": "event"}):
        with pytest.raises(DetenteError, match="option-invalid"):
            show_events(path, **options)
    assert not list(tmp_path.iterdir())
