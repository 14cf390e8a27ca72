"""Search by words over passages and claims, with filters; by meaning where an encoder is there."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from detente.kernel.errors import DetenteError
from detente.store.search import match_of
from detente.workbench import reviewing, searching


@pytest.mark.parametrize(("query", "match"), [
    ("tariffs threat", '"tariffs" AND "threat"'),
    ('"remain in Mexico" -trade', '"remain in Mexico" NOT "trade"'),
    ("migrat* (U.S.)", '"migrat"* AND "U S"'),
    ('a" OR b:* NEAR(', '"a" AND "OR" AND "b"* AND "NEAR"'),
    ("-only", ""), ("***", ""),
])  # fmt: skip
def test_what_people_type_becomes_a_safe_query(query: str, match: str) -> None:
    assert match_of(query) == match


def hits(desk: Any, query: str, **filters: Any) -> list[tuple[str, str]]:
    return [(each["kind"], each["name"]) for each in searching.search(desk.folder, query, **filters)["hits"]]


def test_passages_are_found_by_stem_and_without_accents(desk: Any) -> None:
    assert sorted(hits(desk, "inspector")) == [("passage", "copy:L3"), ("passage", "porto:L5")]
    assert hits(desk, "réporter") == [("passage", "porto:L7")]
    assert "[inspectors]" in searching.search(desk.folder, "inspector")["hits"][0]["snippet"]


def test_claims_join_the_index_when_they_are_made(desk: Any) -> None:
    assert hits(desk, "gesture") == []
    name = desk.find("lifted")
    reviewing.confirm_suggestion(
        desk.folder, name, coder="kim", fields={"summary": "A first gesture.", "date": "2019-09-16"}
    )
    assert hits(desk, "gesture") == [("claim", name)]
    assert hits(desk, "gesture", actor="veldria", source="porto", since="2019-09-01", until="2019-09-30") == [
        ("claim", name)
    ]
    assert hits(desk, "gesture", since="2020-01-01") == []
    assert hits(desk, "duty", since="2019-01-01") == []  # the documents of the passages have no date


def test_the_index_may_be_thrown_away_or_damaged(desk: Any) -> None:
    before = hits(desk, "duty")
    path = desk.folder / "reading/search.sqlite"
    assert path.exists()
    path.write_bytes(b"nonsense" * 500)
    assert hits(desk, "duty") == before
    path.unlink()
    assert hits(desk, "duty") == before


def test_filters_that_do_not_exist_are_named_all_at_once(desk: Any) -> None:
    with pytest.raises(DetenteError) as caught:
        searching.search(desk.folder, "duty", actor="veldira", source="prto", since="yesterday")
    assert [each.slug for each in caught.value.problems] == ["date-invalid", "id-unknown", "id-unknown"]
    with pytest.raises(DetenteError, match="holds no word"):
        searching.search(desk.folder, "***")


def test_without_an_encoder_the_search_says_so_and_works(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "ENCODER", "detente.no_such_part")
    found = searching.search(desk.folder, "duty", meaning=True)
    assert found["by"] == "words"
    assert "needs the extra `vectors`" in found["remarks"][0]
    assert found["hits"]


def test_with_an_encoder_hits_are_ranked_by_meaning_and_vectors_are_remembered(desk: Any) -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Any:
        asked.extend(texts)
        rows = np.array([[float("road" in text or "way" in text), 0.1] for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    found = searching.search(desk.folder, "a blocked way", meaning=True, embed=embed, limit=1)
    assert [each["name"] for each in found["hits"]] == ["porto:L7"]
    asked.clear()
    searching.search(desk.folder, "another way", meaning=True, embed=embed)
    assert asked == ["another way"]


def test_the_command_prints_json_in_a_pipe_and_a_table_for_people(desk: Any, run: Any) -> None:
    assert json.loads(run("search", desk.folder, "duty").out)["by"] == "words"
    table = run("search", desk.folder, "duty", "--format", "table")
    assert "[duty]" in table.out
    assert run("search", desk.folder, "duty", "--issue", "nothing").code == 2


def test_a_shipped_dossier_is_searched_without_writing_into_it(run: Any) -> None:
    found = json.loads(run("search", "us-mexico", '"migration policies"', "--kind", "claim").out)
    assert found["hits"]
    assert all(each["kind"] == "claim" for each in found["hits"])
