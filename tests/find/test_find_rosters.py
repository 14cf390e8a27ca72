"""Rosters and calendars from files: the keys of a dossier, and every problem named at once."""

from datetime import date

from detente.coding.find import read_calendar, read_roster


def test_a_roster_is_a_list_or_stands_under_actors() -> None:
    entry = {
        "id": "tomas-berga", "name": "Tomas Berga", "kind": "person", "country": "SUD", "aliases": ["Berga"], "unique": True,
        "roles": [{"title": "Prime Minister", "from": "2018-01-01", "to": None}], "active": {"from": "1970-01-01", "to": None},
    }  # fmt: skip
    for data in ([entry], {"actors": [entry]}):
        roster, problems = read_roster(data, "roster.yaml")
        assert problems == []
        member = roster.members[0]
        assert (member.country, member.aliases, member.unique) == (("SUD",), ("Berga",), True)
        assert member.roles[0].start == date(2018, 1, 1)


def test_all_that_is_wrong_with_a_roster_is_told() -> None:
    data = [{"id": "A B", "name": ""}, {"id": "x", "name": "X", "colour": 1, "aliases": 3, "roles": [{"from": "2018"}]}, 7,
            {"id": "x", "name": "Again", "roles": [{"title": "t", "from": "soon"}]}]  # fmt: skip
    _, problems = read_roster(data, "roster.yaml")
    told = " ".join(problem.message for problem in problems)
    for words in ("no id", "`name`", "`colour`", "`aliases`", "`title`", "must have keys", "twice", "no day"):
        assert words in told
    assert read_roster({"people": []}, "r")[1][0].slug == "value-invalid"


def test_a_calendar_needs_days_and_a_source() -> None:
    good = {"name": "Strait Summit", "start": "2019-06-01", "end": "2019-06-02", "source": "communiqué"}
    calendar, problems = read_calendar({"calendar": [good, {"name": "x"}, good | {"end": "2019-05-01"}, 3]}, "c.yaml")
    assert [entry.name for entry in calendar.entries] == ["Strait Summit"]
    assert [problem.place for problem in problems] == ["entry 2", "entry 3", "entry 4"]
    assert read_calendar(None, "c.yaml")[1]
