"""Files of the public data sets come in whole or not at all, and every row is kept or counted as refused."""

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from event_files import ACLED, ICEWS, POLECAT, acled, gdelt, icews, polecat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.cli.main import door
from detente.kernel.errors import DetenteError
from detente.store import events as store
from detente.store.events.opening import opened
from detente.workbench.events import show_events
from detente.workbench.events_import import import_events


def put(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def rows(path: Path) -> list[tuple[Any, ...]]:
    with opened(path) as duck:
        found: list[tuple[Any, ...]] = duck.execute(
            "SELECT date_start, source_country, target_country, cameo, plover, quad, intensity, origin, coding FROM events ORDER BY ALL"
        ).fetchall()
    return [tuple(str(cell) if cell is not None else None for cell in row) for row in found]


def test_icews_keeps_its_own_intensity_and_gets_type_and_iso_codes(tmp_path: Path) -> None:
    file = put(tmp_path / "i.tab", ICEWS, icews(1, "2018-06-01", "042", "1.9"), icews(2, "2018-06-02", "1712", "-9.2"))
    done = import_events([file], tmp_path / "e.parquet", "icews")
    assert (done.read, done.kept) == (2, 2)
    assert rows(tmp_path / "e.parquet") == [
        ("2018-06-01", "USA", "MEX", "042", "CONSULT", "1", "1.9", "icews", "machine"),
        ("2018-06-02", "USA", "MEX", "1712", "ASSAULT", "4", "-9.2", "icews", "machine"),  # the worked example of the codebook
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [61, 58, 57])
def test_gdelt_of_both_versions_has_no_header(tmp_path: Path, columns: int) -> None:
    file = put(tmp_path / "g.csv", gdelt(1, "20190530", "138", "-7.0", columns=columns), gdelt(2, "20190530", "010", "0.0", columns=columns))  # fmt: skip
    done = import_events([file], tmp_path / "e.parquet", "gdelt")
    assert [row[3:7] for row in rows(tmp_path / "e.parquet")] == [("010", None, None, "0.0"), ("138", "THREATEN", "3", "-7.0")]  # fmt: skip
    assert done.data()["codes_without_a_type"] == {"010": 1}


def test_polecat_brings_plover_and_fills_the_intensity_of_the_manual(tmp_path: Path) -> None:
    file = put(
        tmp_path / "p.txt", POLECAT, polecat(1, "2021-03-01", "ACCUSE"), polecat(2, "2021-03-02", "RETREAT", "disarm")
    )
    import_events([file], tmp_path / "e.parquet", "polecat")
    assert [row[4:7] for row in rows(tmp_path / "e.parquet")] == [("ACCUSE", "3", "-3.0"), ("RETREAT", "2", "10.0")]


def test_acled_is_read_by_the_names_in_its_header(tmp_path: Path) -> None:
    file = put(tmp_path / "a.csv", ACLED, acled(1, "2021-03-01", "Protests", "Peaceful protest"), acled(2, "02 March 2021", "Strategic developments", "Arrests"))  # fmt: skip
    import_events([file], tmp_path / "e.parquet", "acled")
    assert [row[:2] + row[4:6] for row in rows(tmp_path / "e.parquet")] == [("2021-03-01", "MEX", "PROTEST", "4"), ("2021-03-02", "MEX", "COERCE", "4")]  # fmt: skip
    put(tmp_path / "b.csv", "event_id_cnty,event_date,country", "1,2021-03-01,Mexico")
    with pytest.raises(DetenteError, match="its header lacks 'event_type'"):
        import_events([tmp_path / "b.csv"], tmp_path / "f.parquet", "acled")
    assert not (tmp_path / "f.parquet").exists()


def test_plain_csv_wants_a_mapping(tmp_path: Path) -> None:
    file = put(tmp_path / "c.csv", "when,who,whom,code", "2020-01-05,USA,MEX,112", "2020-01-06,MEX,USA,043")
    put(
        tmp_path / "map.yaml",
        "columns:",
        "  date_start: when",
        "  source_country: who",
        "  target_country: whom",
        "  cameo: code",
    )
    with pytest.raises(DetenteError, match="plain CSV needs a mapping"):
        import_events([file], tmp_path / "e.parquet", "csv")
    import_events([file], tmp_path / "e.parquet", "csv", mapping_file=tmp_path / "map.yaml")
    assert [row[3:6] for row in rows(tmp_path / "e.parquet")] == [("112", "ACCUSE", "3"), ("043", "CONSULT", "1")]


def test_bad_rows_are_counted_by_reason_and_named_by_line(tmp_path: Path) -> None:
    file = put(tmp_path / "i.tab", ICEWS, icews(1, "2018-06-01", "042", "1.9"), "too\tfew", icews(2, "2018-02-30", "042", "1"),
               icews(3, "2018-06-03", "13y", "-4.4"), icews(4, "2018-06-04", "42", "1.0"))  # fmt: skip
    done = import_events([file], tmp_path / "e.parquet", "icews")
    said = {name: (each.rows, each.first[0]["line"]) for name, each in done.reasons.items()}
    assert (done.read, done.kept) == (5, 5 - sum(count for count, _ in said.values()))
    assert said["columns-wrong"] == (1, 3)
    assert {line for _, line in said.values()} >= {3, 4}
    assert any(line == 6 for _, line in said.values())  # a code that lost its leading zero is ambiguous


def test_latin_1_and_utf_8_in_one_file_are_both_read(tmp_path: Path) -> None:
    file = tmp_path / "i.tab"
    file.write_bytes(f"{ICEWS}\n".encode() + icews(1, "2018-06-01", "042", "1.9").replace("City", "Juárez").encode("latin-1") + b"\n"
                     + icews(2, "2018-06-02", "042", "1.9").replace("City", "Juárez").encode() + b"\n")  # fmt: skip
    done = import_events([file], tmp_path / "e.parquet", "icews")
    assert (done.kept, done.latin) == (2, 1)


def test_three_bad_files_among_many_are_named_and_a_second_run_resumes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(60):
        put(folder / f"{number:04d}.csv", gdelt(number, "20200101", "043", "2.8"))
    packed = gzip.compress((gdelt(99, "20200102", "043", "2.8") + "\n").encode())
    (folder / "good.csv.gz").write_bytes(packed)
    with zipfile.ZipFile(folder / "good.zip", "w") as archive:
        archive.writestr("inside.csv", gdelt(98, "20200103", "043", "2.8") + "\n")
    (folder / "cut.csv.gz").write_bytes(packed[:-12])
    (folder / "empty.csv").write_bytes(b"")
    put(folder / "wrong.csv", "a,b,c")
    done = import_events([folder], tmp_path / "e.parquet", "gdelt")
    assert sorted(Path(each["file"]).name for each in done.refused_files) == ["cut.csv.gz", "empty.csv", "wrong.csv"]
    assert (len(done.imported), done.kept) == (62, 62)
    again = import_events([folder], tmp_path / "e.parquet", "gdelt")
    assert (len(again.imported), len(again.skipped)) == (0, 62)
    assert len(rows(tmp_path / "e.parquet")) == 62


def test_the_command_leaves_with_2_only_if_nothing_came_in(tmp_path: Path) -> None:
    good, bad = put(tmp_path / "g.csv", gdelt(1, "20200101", "043", "2.8")), put(tmp_path / "b.csv", "a\tb")
    command = [
        "events",
        "import",
        "--format",
        "gdelt",
        "--out",
        str(tmp_path / "e.parquet"),
        "--report",
        str(tmp_path / "r.json"),
    ]
    done = CliRunner().invoke(door, [*command, str(good), str(bad)])
    assert done.exit_code == 0
    assert "1 of 1 rows of 1 file kept" in done.output
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["files"] == {
        "given": 2,
        "imported": 1,
        "already_there": 0,
        "refused": 1,
    }
    with pytest.raises(DetenteError, match="nothing could be imported"):
        import_events([bad], tmp_path / "f.parquet", "gdelt")
    assert not (tmp_path / "f.parquet").exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.integers(0, 4))
def test_whatever_stands_in_a_file_no_row_is_lost_from_the_count(
    tmp_path_factory: Any, junk: bytes, place: int
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    lines = [gdelt(number, "20200101", "043", "2.8").encode() for number in range(4)]
    lines.insert(place, junk)
    (folder / "g.csv").write_bytes(b"\n".join(lines) + b"\n")
    try:
        done = import_events([folder / "g.csv"], folder / "e.parquet", "gdelt")
    except DetenteError:
        return  # the first line says that this is no such file
    assert done.kept >= 3
    assert done.kept + sum(each.rows for each in done.reasons.values()) == done.read
    assert len(rows(folder / "e.parquet")) == done.kept


# --- counting ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def few(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    place = tmp_path / "few.parquet"
    one: dict[str, Any] = {"date_start": "2020-01-01", "source_country": "USA", "target_country": "MEX", "plover": "CONSULT", "quad": 1, "intensity": "2.5"}  # fmt: skip
    store.write(place, [
        {**one, "event_id": "1", "story_id": "a", "articles": 4},
        {**one, "event_id": "2", "story_id": "a", "articles": 6},
        {**one, "event_id": "3", "story_id": "b"},
        {**one, "event_id": "4", "source_country": "MEX", "target_country": "USA", "mirrored": True},
        {**one, "event_id": "5", "coding": "confirmed", "date_start": "2020-01-05"},
    ])  # fmt: skip
    return lambda **options: store.daily(place, **options)


@pytest.mark.parametrize(
    ("options", "n"),
    [
        ({}, [3, 1]),
        ({"mirror": "keep"}, [1, 3, 1]),
        ({"dedup": "story"}, [2, 1]),
        ({"dedup": "day"}, [1, 1]),
        ({"coding": "machine"}, [3]),
        ({"as_of": "2020-01-04"}, [3]),
        ({"pairs": [("MEX", "USA")]}, []),
    ],
)
def test_each_option_of_counting_counts_as_it_says(few: Callable[..., dict[str, Any]], options: dict[str, Any], n: list[int]) -> None:  # fmt: skip
    assert few(**options)["n"].tolist() == n


def test_articles_weigh_rows_and_sums_of_intensity_are_exact(few: Callable[..., dict[str, Any]]) -> None:
    found = few(weight="articles")
    assert found["weight"].tolist() == [11.0, 1.0]
    assert found["intensity_sum"].tolist() == [27.5, 2.5]


# --- large files ------------------------------------------------------------------------------------------------------


def test_a_file_cut_into_many_chunks_comes_in_as_it_does_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    lines = [gdelt(at, f"2019{1 + at % 12:02d}{1 + at % 28:02d}", ("042", "138", "zzz")[at % 3], "1.0") for at in range(600)]  # fmt: skip
    lines[400] = "a line without cells"
    file = put(tmp_path / "g.csv", *lines)
    whole = import_events([file], tmp_path / "whole.parquet", "gdelt")
    monkeypatch.setattr("detente.sources.events.unpack.BLOCK", 1 << 13)
    monkeypatch.setattr("detente.workbench.events_import.CHUNK", 1 << 15)
    monkeypatch.setattr("detente.store.events.staging.PART_ROWS", 150)
    parts = import_events([file], tmp_path / "parts.parquet", "gdelt")
    assert len(list((tmp_path / "parts.parquet").glob("year=2019/*"))) > 1
    assert rows(tmp_path / "parts.parquet") == rows(tmp_path / "whole.parquet")
    assert parts.data() | {"out": ""} == whole.data() | {"out": ""}
    assert parts.data()["refused"]["columns-wrong"]["first"] == [{"file": str(file), "line": 401}]


def test_a_large_archive_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "\n".join(gdelt(at, "20190530", "138", f"{at % 90 / 10}") + str(at**40) for at in range(600))
    (tmp_path / "cut.gz").write_bytes(gzip.compress(lines.encode())[:-2000])
    put(tmp_path / "good.csv", gdelt(1, "20190530", "042", "1.0"))
    monkeypatch.setattr("detente.sources.events.unpack.BLOCK", 1 << 13)
    monkeypatch.setattr("detente.workbench.events_import.CHUNK", 1 << 15)
    done = import_events([tmp_path / "cut.gz", tmp_path / "good.csv"], tmp_path / "e.parquet", "gdelt")
    assert [each["reason"] for each in done.refused_files] == ["archive-cut-off"]
    assert len(rows(tmp_path / "e.parquet")) == 1


# --- views ------------------------------------------------------------------------------------------------------------


def test_confirmed_and_machine_coded_events_are_rows_of_their_own(
    few: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    found = show_events(tmp_path / "few.parquet", by="quad").rows
    assert [(row["quad"], row["coding"], row["events"], row["mean_intensity"]) for row in found] == [(1, "confirmed", 1, 2.5), (1, "machine", 3, 2.5)]  # fmt: skip


def test_scores_of_two_scales_have_no_mean(tmp_path: Path) -> None:
    one = {
        "date_start": "2020-01-01",
        "source_country": "USA",
        "target_country": "MEX",
        "plover": "AID",
        "quad": 2,
        "intensity": "7.0",
    }
    store.write(tmp_path / "two.parquet", [{**one, "event_id": "1", "scale": "plover"}, {**one, "event_id": "2", "scale": "goldstein-gdelt"}])  # fmt: skip
    assert show_events(tmp_path / "two.parquet", by="dyad").rows[0]["mean_intensity"] is None


@pytest.mark.parametrize("by", ["month", "dyad", "actor", "type", "quad", "issue"])
def test_every_view_of_the_flagship_counts_every_event_once(by: Any) -> None:
    whole = show_events("us-mexico", by="event", limit=100_000).rows
    assert sum(row["events"] for row in show_events("us-mexico", by=by).rows) == len(whole)


def test_the_command_takes_a_pair_and_a_period() -> None:
    done = CliRunner().invoke(door, ["events", "show", "us-mexico", "--by", "type", "--pair", "USA", "MEX", "--since", "2020-10-01", "--until", "2020-12-31", "--format", "json"])  # fmt: skip
    assert done.exit_code == 0, done.output
    assert {row["coding"] for row in json.loads(done.stdout)} == {"confirmed"}


def test_a_pair_is_data_and_never_sql(few: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    assert show_events(tmp_path / "few.parquet", pair=("USA'; DROP VIEW events; --", "MEX")).rows == ()
