"""Events and outlook, as answers: filters, squares that open their trace, and machine-coded events that never join the confirmed."""

import html
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from web_cases import client_of

from detente import workbench
from detente.web.worker import call

PANEL = {"x-panel": "1"}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of two states in machine-coded rows, one a day, every third day of conflict; each row twice."""
    from detente.store.events import write

    rows = []
    for at in range(900):
        day = str(date(2020, 1, 1) + timedelta(days=at))
        kind, quad, score = ("ACCUSE", 3, "-2.0") if at % 3 == 0 else ("CONSULT", 1, "3.0")
        pair = ("NOR", "SUD") if at % 2 else ("SUD", "NOR")
        for copy in (0, 1):
            rows.append({"event_id": f"{at}.{copy}", "date_start": day, "date_end": day, "source_country": pair[0], "target_country": pair[1], "plover": kind,
                         "quad": quad, "intensity": score, "origin": "gdelt", "coding": "machine", "scale": "goldstein-gdelt", "story_id": f"s{at}"})  # fmt: skip
    return write(tmp_path_factory.mktemp("store") / "events.parquet", rows)


@pytest.fixture(autouse=True)
def at_once(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long runs in this process: test_jobs and the walks have the real ones."""

    kept: dict[str, Any] = {}

    def result(self: Any, function: str, title: str, state: str, *, wait: float = 0.0, **arguments: Any) -> Any:
        key = repr((function, state, arguments))
        if key not in kept:
            kept[key] = call(function, arguments, lambda done, total: None)
        return kept[key]

    monkeypatch.setattr("detente.web.jobs.Jobs.result", result)


@pytest.fixture
def beside(small: Any, store: Path) -> Any:
    """The small dossier with the store beside it."""
    return client_of(small.folder, events=str(store))


def record(client: Any, query: str = "") -> str:
    """The pictures and the account."""
    answer = client.get(f"/events/record{query}", headers=PANEL)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


@pytest.fixture
def flagship_record(flagship: Any) -> str:
    return record(flagship)


def test_every_counted_event_is_a_square_that_opens_its_trace(flagship_record: str) -> None:
    told = [each for each in workbench.occurrences("us-mexico") if not each.left_out]
    drawing = re.search(r'<svg class="strip confirmed".*?</svg>', flagship_record, re.DOTALL)
    assert drawing
    drawn = re.findall(r'href="/trace/events/([^"?]+)"', drawing[0])
    assert sorted(drawn) == sorted(each.id for each in told)
    assert len(told) == 56
    cooperation = sum(each.quad <= 2 for each in told)
    assert len(re.findall(r'class="quad-[12]"', drawing[0])) == cooperation == 22


def test_the_squares_of_a_month_stand_in_its_column_cooperation_above_conflict_below(flagship_record: str) -> None:
    drawing = re.search(r'<svg class="strip confirmed".*?</svg>', flagship_record, re.DOTALL)
    assert drawing
    zero = float(re.findall(r'y1="([\d.]+)" y2="\1" class="zero"', drawing[0])[0])
    squares = re.findall(r'<rect x="([\d.]+)%" width="([\d.]+)%" y="([\d.]+)" height="([\d.]+)" class="quad-(\d)"', drawing[0])  # fmt: skip
    for _, _, y, height, quad in squares:
        assert (float(y) + float(height) <= zero) == (quad in "12")
    assert len({(x, y) for x, _, y, _, _ in squares}) == len(squares), "two events on one place"


def test_pins_are_numbered_in_order_of_time_and_told_in_words(flagship_record: str) -> None:
    listed = re.search(r'<ol class="pinned">.*?</ol>', flagship_record, re.DOTALL)
    assert listed
    assert re.findall(r'<li value="(\d)"', listed[0]) == ["1", "2", "3", "4", "5", "6"]
    assert "The USMCA took effect and replaced NAFTA." in listed[0]
    assert "4 documents" in listed[0]


def test_what_stood_out_is_told_with_what_was_expected_and_its_events(flagship_record: str) -> None:
    assert re.search(r'class="label">2020-11</th><td>3 where 0.5 were expected</td><td>9 where 0.6 were expected</td>', flagship_record)  # fmt: skip
    assert "Who answers whom" in flagship_record
    assert "30 days on either side" in flagship_record
    assert "Border encounters monthly" in flagship_record


def test_a_dossier_alone_has_no_options_of_a_store(flagship: Any) -> None:
    page = flagship.get("/events").text
    assert 'name="dedup"' not in page
    assert "names every event once" in page
    assert "coded by a machine" not in page


def test_filters_by_side_type_issue_and_days_leave_what_they_name(flagship: Any) -> None:
    def rows(query: str) -> list[str]:
        answer = flagship.get(f"/events/answer?whole=true&{query}", headers=PANEL)
        assert answer.status_code == 200
        return re.findall(r'<th scope="row"><a class="number" data-panel href="/trace/events/([^"?]+)"', answer.text)

    dossier = workbench.open_dossier("us-mexico")
    assert len(rows("")) == len(dossier.events)
    threats = {each.id for each in dossier.events.values() if each.type == "THREATEN"}
    assert set(rows("kind=THREATEN")) == threats
    assert set(rows("issue=trade-usmca")) == {
        each.id for each in dossier.events.values() if "trade-usmca" in each.issues
    }
    side = set(rows("actor=mexico"))
    assert "amlo-withholds-recognition" in side, "a side has everybody on it"
    assert side > {each.id for each in dossier.events.values() if "mexico" in (*each.source, *each.target)}
    november = rows("since=2020-11-01&until=2020-11-30")
    assert november
    assert all(dossier.events[each].date_start <= date(2020, 11, 30) and dossier.events[each].date_end >= date(2020, 11, 1) for each in november)  # fmt: skip
    latest = [dossier.events[each].date_start or date.min for each in rows("order=latest")]
    assert latest == sorted(latest, reverse=True)


def test_the_table_says_why_an_event_is_not_counted_and_shows_the_first_rows(flagship: Any) -> None:
    page = flagship.get("/events").text
    assert "not counted: dated too coarsely" in page
    assert "The first 60." in page
    assert "Show all 282" in page


@pytest.mark.parametrize(("query", "status", "said"), [
    ("actor=nobody", 404, "there is no actor"), ("issue=nothing", 404, "there is no issue"), ("kind=HUG", 422, "there is no type"), ("order=colour", 422, "there is no order"),
    ("since=tomorrow", 422, "This did not work"), ("since=2021-02-02&until=2021-01-01", 422, "Give the earlier day first"), ("dedup=twice", 422, "This did not work")])  # fmt: skip
def test_a_filter_that_cannot_be_is_told_with_what_to_do(client: Any, query: str, status: int, said: str) -> None:
    answer = client.get(f"/events?{query}")
    assert answer.status_code == status
    assert said in html.unescape(answer.text)


def test_machine_coded_events_stand_by_themselves_and_are_called_so(beside: Any, small: Any, store: Path) -> None:
    told = record(beside)
    confirmed, machine = told.split('<section class="card record machine"')
    assert "confirmed by a person" in confirmed
    assert "coded by a machine" in machine
    alone = workbench.event_record(small.folder)
    both = workbench.event_record(small.folder, events=store)
    assert both.confirmed is not None
    assert alone.confirmed is not None
    assert both.confirmed.rows == alone.confirmed.rows, "the store adds nothing to the confirmed record"
    assert both.machine is not None
    assert both.machine.numbers["events"] == 1800
    assert both.machine.coding == "machine"
    assert "/trace/events/" not in re.sub(r'<svg class="strip pins".*?</svg>', "", machine, flags=re.DOTALL), "machine rows have no trace"  # fmt: skip


def test_counting_once_a_day_is_an_option_of_the_store_alone(beside: Any, small: Any, store: Path) -> None:
    assert 'name="dedup"' in beside.get("/events").text
    once = workbench.event_record(small.folder, events=store, dedup="day")
    assert once.machine is not None
    assert once.machine.numbers["events"] == 900
    api = beside.get("/api/events/temperature?dedup=day").json()
    assert api["machine"]["numbers"]["events"] == 900
    assert api["confirmed"]["coding"] == "confirmed"
    months = [row for row in beside.get("/api/events/temperature?kind=conflict").json()["machine"]["periods"] if row["direction"] == "both"]  # fmt: skip
    assert sum(row["conflict"] for row in months) == 600
    assert sum(row["cooperation"] for row in months) == 0


def test_who_answers_whom_is_a_table_where_days_are_known(beside: Any) -> None:
    told = record(beside)
    assert "NOR answers SUD" in told
    assert "NOR answers SUD" not in told.split('<section class="card record machine"')[0]


def test_the_outlook_stands_by_record_and_each_number_opens_what_it_rests_on(beside: Any) -> None:
    told = html.unescape(beside.get("/events/outlook?kind=conflict", headers=PANEL).text)
    machine = told.split('<section class="card outlook machine"')[1]
    assert "within 7 days" in machine
    assert "Norvia toward Sudland" in machine
    api = beside.get("/api/events/outlook?kind=conflict").json()
    rows = api["machine"]["outlook"]
    assert api["machine"]["coding"] == "machine"
    assert [row["horizon"] for row in rows] == [7, 30, 90, 7, 30, 90]
    for number, row in enumerate(rows):
        assert f'href="/events/outlook/machine/{number}?kind=conflict"' in machine
        assert row["p"] > 0.9, "an event of conflict every six days either way"
    panel = html.unescape(beside.get("/events/outlook/machine/0?kind=conflict", headers=PANEL).text)
    assert rows[0]["words"] in panel
    assert f"{rows[0]['windows_with']:,} of {rows[0]['windows']:,} earlier windows of 7 days held one" in panel
    assert beside.get("/events/outlook/machine/99?kind=conflict", headers=PANEL).status_code == 404


def test_a_filter_that_leaves_nothing_to_count_says_so(client: Any) -> None:
    told = record(client, "?kind=AID")
    assert "Nothing to count: no event between NOR and SUD can be counted" in told


def test_days_clip_the_pictures_but_not_the_account(beside: Any) -> None:
    told = record(beside, "?since=2020-06-01&until=2020-08-31")
    machine = told.split('<section class="card record machine"')[1]
    assert re.findall(r'class="label">([\d-]+)</th><td class="num">', machine) == ["2020-06", "2020-07", "2020-08"]
    assert "January 2020 to June 2022" in machine


def test_the_indicator_opens_its_values_with_their_sources(client: Any) -> None:
    page = client.get("/events/indicator/catch", headers=PANEL)
    assert page.status_code == 200
    assert client.get("/events/indicator/nothing").status_code == 404
    told = client.get("/api/indicators/catch").json()
    assert told["readings"][0]["source"]
    assert html.escape(told["readings"][0]["source"]) in page.text


def test_a_script_in_an_event_is_shown_as_text(small: Any) -> None:
    small.replace("events.csv", "A survey, together", SCRIPT)
    client = client_of(small.folder)
    for path in ("/events", "/events/answer", "/events/record"):
        text = client.get(path, headers=PANEL).text
        assert SCRIPT not in text, path
        assert "&lt;script&gt;" in text, path


def test_a_store_that_went_away_is_told_without_its_place_on_the_disk(small: Any, tmp_path: Path) -> None:
    answer = client_of(small.folder, events=str(tmp_path / "gone.parquet")).get("/events/record", headers=PANEL)
    assert answer.status_code == 404
    assert "there is no event store" in answer.text
    assert str(tmp_path) not in answer.text


def test_open_refuses_a_store_that_is_none(run: Any, small: Any, tmp_path: Path) -> None:
    ran = run("open", small.folder, "--events", tmp_path / "none.parquet", "--no-browser")
    assert ran.code == 2
    assert "[events-missing]" in ran.err
