"""The contract of the extra scale: DuckDB and Spark answer the same expressions with the same bytes, and as the store's own SQL does."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.kernel.errors import DetenteError
from detente.store.events import Choice, coverage, daily, kinds_of, write
from detente.store.events.view import BY, listing, view

pytestmark = [
    pytest.mark.scale,
    pytest.mark.enable_socket,  # Spark talks to its own Java on loopback
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"
    ),  # and leaves closing to the collector
]
#: Views that are compared under every choice, and those compared under the first three alone.
VIEWS, MORE = (("month", "dyad"),), (("quad", "type"), ("actor",), ("issue", "month"))
CHOICES = {
    "everything": Choice(mirror="keep"), "meetings once": Choice(), "once a day": Choice(dedup="day"), "once a story": Choice(dedup="story", mirror="keep"),
    "by sources": Choice(weight="sources"), "by articles, once a day": Choice(weight="articles", dedup="day"), "machine": Choice(coding="machine"),
    "as of": Choice(as_of="2020-02-28"), "days": Choice(since=date(2020, 2, 28), until="2020-03-01"), "a pair": Choice(between=("NOR", "SUD")),
    "one state": Choice(between=("NOR", "NOR")), "directed": Choice(pairs=[("NOR", "SUD"), ("SUD", "VES")]), "no pair": Choice(pairs=[]),
}  # fmt: skip
#: The choices that daily counts know as well, by their options.
DAILY: dict[str, dict[str, Any]] = {
    "everything": {"mirror": "keep"}, "once a day": {"dedup": "day"}, "by articles, once a day": {"weight": "articles", "dedup": "day"},
    "directed": {"pairs": [("NOR", "SUD"), ("SUD", "VES")]},
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rows over two turns of the year and a leap day, with nulls in every key, decimals that doubles cannot hold, odd letters."""
    rng = np.random.default_rng(5)
    states, types = (
        ("NOR", "SUD", "VES", None),
        (("CONSULT", 1), ("AID", 2), ("ACCUSE", 3), ("COERCE", 4), (None, None)),
    )
    rows: list[dict[str, Any]] = []
    for at in range(1500):
        day = date(2019, 12, 28) + timedelta(days=int(rng.integers(0, 380)))
        kind, quad = types[rng.choice(5, p=[0.3, 0.2, 0.25, 0.2, 0.05])]
        one, other = (states[each] for each in rng.choice(4, 2, p=[0.4, 0.35, 0.2, 0.05]))
        rows.append({
            "event_id": f"e{at:05d}", "date_start": str(day), "date_end": str(day), "source": ["Ångström", "zeta", "Zeta", "a;b", None][at % 5], "source_country": one,
            "target": None if at % 11 == 0 else "T", "target_country": other, "plover": kind, "quad": quad, "cameo": ["042", "13y", "0231", None][at % 4],
            "intensity": None if at % 7 == 0 else f"{int(rng.integers(-100, 101)) / 10:.1f}", "issue": [None, "trade", "Trade", "étage"][at % 4],
            "story_id": None if at % 9 == 0 else f"s{at // 3}", "origin": "gdelt" if at % 2 else "icews", "coding": "machine" if at % 13 else "confirmed",
            "weight": f"{int(rng.integers(1, 3001)) / 1000:.3f}", "scale": "goldstein-gdelt" if at % 2 else "goldstein-icews",
            "sources": None if at % 5 == 0 else int(rng.integers(1, 9)), "articles": int(rng.integers(1, 40)),
            "known_on": str(day + timedelta(days=int(rng.integers(0, 40)))) if at % 3 == 0 else None, "mirrored": at % 17 == 0,
        })  # fmt: skip
    return write(tmp_path_factory.mktemp("scale") / "events.parquet", rows)


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session for the module: with it open, the store's own uses it and leaves it running."""
    if find_spec("pyspark") is None or find_spec("ibis") is None:
        pytest.skip("the extra scale is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java for Spark")
    from pyspark.sql import SparkSession

    small = {"ui.enabled": "false", "ui.showConsoleProgress": "false", "sql.shuffle.partitions": "1", "driver.memory": "1g", "sql.codegen.wholeStage": "false"}  # fmt: skip
    builder = SparkSession.builder.master("local[1]")
    for name, value in small.items():
        builder = builder.config(f"spark.{name}", value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    yield made
    made.stop()


def content(rows: Any) -> bytes:
    """Rows or arrays as bytes in which nothing is lost: each value with its kind."""
    if isinstance(rows, dict):
        return b"".join(name.encode() + str(each.dtype).encode() + each.tobytes() for name, each in rows.items())
    return json.dumps([[[key, type(value).__name__, repr(value)] for key, value in row.items()] for row in rows]).encode()  # fmt: skip


@pytest.mark.parametrize("name", CHOICES)
def test_both_engines_give_the_same_bytes_and_those_of_the_stores_own_sql(spark: Any, store: Path, name: str) -> None:
    from detente.store.events import expressions
    from detente.store.events.scale import _told, far

    choice = CHOICES[name]
    with far(store, "duckdb") as near, far(store, "spark") as away:
        for by in (*VIEWS, *(MORE if name in list(CHOICES)[:3] else ())):
            raw = away.ask(expressions.view(by, choice))
            assert content(near.ask(expressions.view(by, choice))) == content(raw), by
            assert content([_told(row, by) for row in raw]) == content(view(store, by, choice)), by
        if name in DAILY:
            there = content(away.daily(choice))
            assert content(near.daily(choice)) == there == content(daily(store, **DAILY[name]))
        if choice.dedup == "none":
            assert content(away.listing(choice, 10_000)) == content(listing(store, choice, 10_000))


def test_coverage_and_kinds_are_those_of_the_stores_own_sql(spark: Any, store: Path) -> None:
    from detente.store.events.scale import far

    own = coverage(store, Choice())
    assert own is not None
    with far(store) as away:
        there = away.coverage(Choice())
        assert there is not None
        assert there[0] == own[0]
        assert there[1].tobytes() == own[1].tobytes()
        assert away.kinds_of(("NOR", "SUD")) == kinds_of(store, ("NOR", "SUD"))
        assert away.coverage(Choice(until="1999-01-01")) is None


def test_the_clock_and_the_splitting_of_the_machine_change_nothing(spark: Any, store: Path) -> None:
    from detente.store.events.scale import far

    choice = Choice(as_of="2020-02-28", dedup="day")
    told = set()
    for zone, parts in (("Pacific/Auckland", 1), ("America/Tijuana", 5)):
        spark.conf.set("spark.sql.session.timeZone", zone)
        spark.conf.set("spark.sql.shuffle.partitions", str(parts))
        with far(store) as away:
            told.add(content(away.view(("month", "dyad"), choice)) + content(away.daily(choice)))
    assert len(told) == 1


def test_the_command_line_gives_the_same_table_with_either_engine(spark: Any, run: Any, store: Path) -> None:
    for command in (
        ("show", store, "--by", "month", "--by", "dyad", "--dedup", "day"),
        ("temperature", store, "--pair", "NOR", "SUD"),
    ):
        near, away = (run("events", *command, "--format", "json", "--engine", engine) for engine in ("duckdb", "spark"))
        assert near.code == away.code == 0, away.err
        assert near.out == away.out


def test_a_file_that_is_no_store_is_told_as_with_duckdb(spark: Any, run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("no parquet")
    ran = run("events", "show", tmp_path / "x.parquet", "--engine", "spark")
    assert ran.code == 2
    assert "[events-store]" in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_with_a_scheme_is_read_by_spark_itself(spark: Any, store: Path) -> None:
    from detente.store.events.scale import far

    with far(f"file://{store}") as away:
        assert content(away.view(("dyad",), Choice())) == content(view(store, ("dyad",), Choice()))


def test_without_the_extra_the_option_says_what_is_missing(
    run: Any, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ibis", None)
    ran = run("events", "show", store, "--engine", "spark")
    assert ran.code == 2
    assert "[part-missing]" in ran.err


def test_a_dossier_needs_no_cluster(run: Any) -> None:
    ran = run("events", "show", "us-mexico", "--engine", "spark")
    assert ran.code == 2
    assert "need no cluster" in ran.err


def test_every_view_has_its_expression() -> None:
    if find_spec("ibis") is None:
        pytest.skip("the extra scale is not installed")
    from detente.store.events import expressions

    assert expressions.KEYS.keys() == BY.keys()
    with pytest.raises(DetenteError):
        expressions_of_nothing()


def expressions_of_nothing() -> None:
    from detente.store.events.scale import Far

    Far(lambda expression: []).view(("colour",), Choice())
