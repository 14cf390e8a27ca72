"""An invented world for the finders: two neighbours, their people over time, and one page of a newspaper."""

from datetime import date

from detente.coding.find import Block, Calendar, Found, Head, Member, NamedDay, Roster, Term, find

ROSTER = Roster(
    (
        Member("veldria", "Veldria", "state", ("VEL",), "GOV", aliases=("Veldrian government",), metonyms=("Porto",)),
        Member("sudria", "Sudria", "state", ("SUD",), "GOV", aliases=("VS",)),
        Member("berga-government", "Berga government", "government", ("SUD",), "GOV", metonyms=("Lagos",),
               active=(date(2018, 1, 1), None)),
        Member("old-government", "Kraus government", "government", ("SUD",), "GOV", metonyms=("Lagos",),
               active=(None, date(2018, 1, 1))),
        Member("ana-lindqvist", "Ana Lindqvist", "person", ("VEL",), "GOV",
               roles=(Term("Foreign Minister", date(2017, 1, 1)),)),
        Member("tomas-berga", "Tomás Berga", "person", ("SUD",), "GOV", aliases=("Berga", "TB"),
               roles=(Term("Prime Minister", date(2018, 1, 1)), Term("President of the assembly", date(2012, 1, 1), date(2015, 1, 1)))),
        Member("ivo-kraus", "Ivo Kraus", "person", ("SUD",), "GOV",
               roles=(Term("Prime Minister", date(2010, 1, 1), date(2018, 1, 1)),)),
        Member("mira-oslo", "Mira Oslo", "person", ("VEL",), "GOV", roles=(Term("President of Veldria", date(2016, 1, 1)),)),
        Member("juan-reyl", "Juan Reyl", "person", ("SUD",), "GOV", roles=(Term("President of Sudria", date(2016, 1, 1)),)),
        Member("fishers", "fishers of the strait", "group", (), "CVL", aliases=("fishers", "some")),
    )
)  # fmt: skip
CALENDAR = Calendar((NamedDay("summit", "Strait Summit", date(2019, 6, 1), date(2019, 6, 2), "invented"),))
DAY = Head("2019-09-18", status="printed")


def look(text: str, head: Head | None = DAY, roster: Roster | None = ROSTER) -> Found:
    """What one body block holds."""
    return find([Block(text, 0, 1, "body", 1)], head, roster, CALENDAR)[0]


def named(text: str, head: Head | None = DAY, roster: Roster | None = ROSTER) -> list[tuple[str, str | None, str, str]]:
    """Text, actor, match and status of the mentions that are no pronouns."""
    items = look(text, head, roster).actors
    return [
        (each["text"], each["actor"], each["match"], each["status"]) for each in items if each["match"] != "pronoun"
    ]
