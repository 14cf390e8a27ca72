"""One question about the present: from counts alone, from what was learned, from a store and from a dossier."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from made_streams import HOST, NAMES, RELATIONS, THREATEN, VISIT, lively, made

from detente import workbench
from detente.cli.main import door
from detente.explain.next_events import told
from detente.store import events as store
from detente.studies.next_question import ask, chances, prepare
from detente.workbench.next_question import forecast_next


@pytest.fixture(scope="module")
def learned():
    return prepare(lively(160), NAMES, 160)


def test_a_visit_of_yesterday_is_hosted(learned):
    """Whoever was visited on day 159 hosts that guest next, and the reason is the visit."""
    events = lively(160)
    yesterday = events.until(159).after(158)
    guest, host = next((int(s), int(o)) for s, r, o in zip(yesterday.subject, yesterday.relation, yesterday.object, strict=True) if r == VISIT)  # fmt: skip
    found = ask(learned, host, np.array([HOST]))
    places = {each.entity: each for each in found}
    assert places[guest].rank <= 3
    past = {each.relation: each for each in places[guest].reasons.past}
    assert past[VISIT + 4].last == 159
    assert past[VISIT + 4].share > 0.5
    lines = told(places[guest].reasons, NAMES, RELATIONS, lambda day: f"day {day}", NAMES[host], NAMES[guest])
    assert any(f"{NAMES[guest]} -> {NAMES[host]}, Visit" in line and "last day 159" in line for line in lines)
    assert any(line.startswith("score against the mean candidate") for line in lines)


def test_probabilities_share_out_one(learned):
    assert sum(each.probability for each in ask(learned, 3, np.array([VISIT]), top=100)) == pytest.approx(1, abs=1e-4)
    assert sum(each.probability for each in ask(learned, 3, np.arange(4), top=1000)) == pytest.approx(1, abs=1e-4)
    assert sum(chances(learned.walk, 3, np.arange(4), 160)) == pytest.approx(1)


def test_one_other_side_keeps_its_place(learned):
    whole = ask(learned, 3, np.arange(4), top=1000)
    only = ask(learned, 3, np.arange(4), other=4, top=1000)
    assert [each.rank for each in only] == [place for place, each in enumerate(whole, 1) if each.entity == 4]


def test_chances_worked_by_hand():
    """0 visited once yesterday, among 3 visits and 1 threat in all: (2^(-1/20) + 3/4) / (2^(-1/20) + 1)."""
    present = prepare(made((0, VISIT, 1, 9), (2, VISIT, 1, 9), (3, VISIT, 1, 9), (2, THREATEN, 1, 9)), NAMES, 10)
    assert present.forecaster is None
    x = 2 ** (-1 / 20)
    got = chances(present.walk, 0, np.array([VISIT, HOST, 2, THREATEN]), 10)
    assert got == pytest.approx([(x + 0.75) / (x + 1), 0, 0, 0.25 / (x + 1)], abs=1e-6)


def test_nothing_is_known_before_the_first_day():
    with pytest.raises(ValueError, match="no event is known"):
        prepare(made((0, VISIT, 1, 9)), NAMES, 9)


def test_a_dossier_answers_for_its_parties():
    """Events and documents of the as-of day or before speak, in both directions, and the actor may be named as in the dossier."""
    found = forecast_next("us-mexico", who="mexico", whom="USA", as_of="2021-01-31")
    assert found["model"] == "counts"
    assert {(each["who"], each["whom"]) for each in found["candidates"]} == {("MEX", "USA")}
    assert found["as_of"] == "2021-01-31"
    days = re.findall(r"last (\d{4}-\d\d-\d\d)", json.dumps(found))
    assert days
    assert max(days) <= "2021-01-31"
    table = CliRunner().invoke(door, ["events", "next", "us-mexico", "--who", "MEX", "--top", "2", "--format", "table"])
    assert table.exit_code == 0, table.output
    assert "MEX ? ? after" in table.output


def test_a_store_answers_by_name_country_or_a_dossier_s_actor(tmp_path: Path):
    """An actor is its name with its country, or the country alone; a dossier's actor stands for its country."""
    day = [f"2020-01-{k:02d}" for k in range(1, 29)]
    rows = [
        {
            "date_start": each,
            "source_country": "MEX",
            "target": "Police",
            "target_country": "USA",
            "plover": "CONSULT",
            "cameo": "040",
        }
        for each in day
    ] + [{"date_start": day[-1], "source_country": "MEX", "target_country": "GTM", "plover": "AID", "cameo": "070"}]
    place = tmp_path / "e.parquet"
    store.write(
        place, [{"event_id": str(n), "coding": "machine", "origin": "icews", **row} for n, row in enumerate(rows)]
    )
    found = forecast_next(place, who="mexico", dossier="us-mexico")
    assert (found["question"]["who"], found["candidates"][0]["whom"]) == ("MEX", "Police (USA)")
    assert [each["what"] for each in forecast_next(place, whom="police (usa)", by="cameo", top=1)["candidates"]] == [
        "040"
    ]
    early = forecast_next(place, who="MEX", as_of="2020-01-05")
    assert early["events"] == 5
    with pytest.raises(workbench.DetenteError, match="GTN"):
        forecast_next(place, who="GTN")
