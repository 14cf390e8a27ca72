"""Editing a position: checked beside its field, versioned against the other tab, undone by the same door."""

import re
from typing import Any

import pytest
from web_cases import client_of, csrf_of

from detente import workbench

EDIT = "/positions/norvia.fishing-rights.closure/edit"


def _form(page: str) -> dict[str, str]:
    """The fields of the page as a browser would send them."""
    form = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page))
    note = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)
    return {**form, **({"note": note[1]} if note else {})}


def test_an_edit_is_written_with_its_grounds_kept_and_undone_to_the_same_record(client: Any, small: Any) -> None:
    before = workbench.open_dossier(small.folder).positions["norvia.fishing-rights.closure"]
    form = _form(client.get(EDIT).text)
    saved = client.post(EDIT, data={**form, "position.mode": "10"})
    assert saved.status_code == 200
    after = workbench.open_dossier(small.folder).positions["norvia.fishing-rights.closure"]
    assert (after.position.mode, after.position.claims, after.salience) == (
        10.0,
        before.position.claims,
        before.salience,
    )
    assert workbench.check(small.folder) == ()
    undone = client.post(EDIT.replace("edit", "undo"), data=_form(saved.text))
    assert undone.status_code == 303
    assert workbench.open_dossier(small.folder).positions["norvia.fishing-rights.closure"] == before


def test_two_tabs_do_not_lose_each_others_work(client: Any, small: Any) -> None:
    """The second tab is told, keeps what was typed, and the first tab's work stands."""
    first, second = _form(client.get(EDIT).text), _form(client.get(EDIT).text)
    assert client.post(EDIT, data={**first, "position.mode": "10"}).status_code == 200
    refused = client.post(EDIT, data={**second, "position.mode": "15"})
    assert refused.status_code == 409
    assert "was changed meanwhile" in refused.text
    assert 'value="15"' in refused.text
    assert workbench.open_dossier(small.folder).positions["norvia.fishing-rights.closure"].position.mode == 10


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("position.mode", "30", "between the lowest and the highest"),
        ("salience.high", "101", "from 0 to 100"),
        ("influence.low", "much", "must be a number"),
        ("influence.low", "nan", "from 0 to 100"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client: Any, small: Any, key: str, value: str, told: str) -> None:
    before = small.bytes()
    answer = client.post(EDIT, data={**_form(client.get(EDIT).text), key: value})
    assert answer.status_code == 422
    assert told in answer.text
    assert f'aria-describedby="{key.split(".", maxsplit=1)[0]}-wrong"' in answer.text
    assert small.bytes() == before


def test_an_unchanged_form_writes_nothing(client: Any, small: Any) -> None:
    before = small.bytes()
    assert client.post(EDIT, data=_form(client.get(EDIT).text)).status_code == 303
    assert small.bytes() == before


def test_a_shipped_dossier_is_not_edited(flagship: Any) -> None:
    path = "/positions/canada.trade-usmca.biden/edit"
    assert "--copy FOLDER" in flagship.get(path).text
    form = {
        f"{field}.{end}": "50" for field in ("position", "salience", "influence") for end in ("low", "mode", "high")
    }
    assert flagship.post(path, data={"csrf": csrf_of(flagship), "note": "x", **form}).status_code == 422


def test_an_edit_shows_in_the_next_view(small: Any) -> None:
    """What was remembered of the dossier is forgotten when a file changes, whoever changed it."""
    client = client_of(small.folder)
    assert ">5</a>" in client.get("/?period=closure").text
    small.replace("positions.yaml", "mode: 5, high: 20", "mode: 7, high: 20")
    assert ">7</a>" in client.get("/?period=closure").text
