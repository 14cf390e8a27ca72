"""Briefs from elsewhere: an earlier day, one issue, a small dossier, an empty one."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente import workbench
from detente.dossier.as_of import as_of
from detente.dossier.dossier import Dossier
from detente.kernel.errors import DetenteError
from detente.reports.blocks import Figure, Heading, Report, Table
from detente.reports.notes import sentences

if TYPE_CHECKING:
    from small_dossier import Small

#: The day after the first document and before the second: the bracket of "Proving a Point" ends on 2020-12-13, those of
#: the others on 2021-02-28, 2021-05-09, 2021-08-13 and 2022-08-31 (sources.yaml).
ONE_KNOWN = date(2020, 12, 20)
Compose = Callable[..., Report]


@pytest.fixture(scope="module")
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


@pytest.fixture
def compose(flagship: Dossier, monkeypatch: pytest.MonkeyPatch) -> Compose:
    """The workbench's brief of the flagship, with few draws and without reading the folder each time."""
    views = {None: flagship}

    def opened(name: str, *, as_known_on: date | None = None, scenario: str | None = None) -> Dossier:
        assert scenario is None
        if as_known_on not in views:
            views[as_known_on] = as_of(flagship, as_known_on)
        return views[as_known_on]

    monkeypatch.setattr("detente.workbench.briefing.open_dossier", opened)
    return lambda **options: workbench.compose_brief("us-mexico", **{"draws": 100, "charts": False, **options})


def texts(data: Any) -> Iterator[str]:
    """Every text of plain data, keys excepted."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from texts(each)
    elif isinstance(data, str):
        yield data


def everything(report: Report) -> str:
    """All that the report says, charts' data included."""
    return "\n".join(texts(json.loads(str(workbench.render(report, "json")))))


def headings(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1]


def issues_table(brief: Report) -> Table:
    """The table with one row an issue."""
    return next(b for b in brief.blocks if isinstance(b, Table) and b.head[0] == "Issue")


def foreign(dossier: Dossier, known: str, said: str) -> list[str]:
    """What a brief that knows one document must not say: other documents, their claims, and what only they tell."""
    others = [source for source in dossier.sources.values() if source.id != known]
    found = [name for s in others for name in (s.id, s.short, s.title.value) if name and name in said]
    found += [
        c.id
        for c in dossier.claims.values()
        if c.source_document != known and re.search(rf"(?m)^{re.escape(c.id)}$", said)
    ]
    for kind in ("events", "agreements", "disagreements", "judgements"):
        for record in getattr(dossier, kind).values():
            ids = [c for v in record.positions for c in v.claims] if kind == "disagreements" else record.claims
            words = {
                "events": "summary",
                "agreements": "statement",
                "disagreements": "question",
                "judgements": "statement",
            }[kind]
            if (
                all(dossier.claims[c].source_document != known for c in ids)
                and getattr(record, words).rstrip(".") in said
            ):
                found.append(record.id)
    return found


# --- as of a day ------------------------------------------------------------------------------------------------------


def test_a_brief_of_december_2020_knows_one_document_only(compose: Compose, flagship: Dossier) -> None:
    """Charts included, it names no other document, cites none of their claims, and tells nothing that only they tell."""
    pytest.importorskip("altair")
    brief = compose(as_known_on=ONE_KNOWN, charts=True)
    assert dict(brief.facts)["As known on"] == "2020-12-20"
    assert dict(brief.facts)["Rests on"].startswith("1 document, 224 confirmed claims")
    assert foreign(flagship, "proving-a-point-2020", everything(brief)) == []
    assert len(brief.notes) > 20
    assert all(note.startswith("Proving a Point 2020, ") for note in brief.notes)


def test_nor_does_a_brief_on_one_issue_of_that_day(compose: Compose, flagship: Dossier) -> None:
    """The same for each issue, whose brief also prints the coder's notes on the positions."""
    leaks = {}
    for issue in flagship.issues:
        if found := foreign(flagship, "proving-a-point-2020", everything(compose(as_known_on=ONE_KNOWN, issue=issue))):
            leaks[issue] = found
    assert leaks == {}


def test_a_bracket_counts_from_its_last_day(compose: Compose) -> None:
    """The first document is known from 2020-12-13 on; the second from 2021-02-28, and not the day before."""
    documents = {day: dict(compose(as_known_on=day).facts)["Rests on"].split()[0] for day in
                 (date(2020, 12, 13), date(2021, 2, 27), date(2021, 2, 28), date(2021, 8, 12), date(2022, 8, 31))}  # fmt: skip
    assert list(documents.values()) == ["1", "1", "2", "3", "5"]


def test_before_the_first_document_the_brief_says_that_it_knows_nothing(compose: Compose) -> None:
    """On 2020-12-12 there is no note and no event, and no position is told."""
    brief = compose(as_known_on=date(2020, 12, 12))
    assert brief.notes == ()
    assert "Timeline" not in headings(brief)
    assert "No position of either side is coded" in everything(brief)


def test_before_the_first_period_the_brief_says_why_there_is_none(compose: Compose) -> None:
    """A day before any period began is refused in words."""
    with pytest.raises(DetenteError, match="no period that had begun by then"):
        compose(as_known_on=date(2010, 1, 1))


def test_on_the_last_day_the_documents_say_what_they_say_today(compose: Compose) -> None:
    """As known when the last document appeared, disagreements, chronology and outlook are those of the brief without a day.

    (Positions may differ: an as-of view leaves out those that rest on an assumption, since nothing dates it.)
    """

    def documents_say(brief: Report) -> list[object]:
        blocks = list(brief.blocks)
        first = blocks.index(Heading("Where the sources disagree"))
        plain = blocks[first : blocks.index(Heading("Forecast questions"))]
        return [b for b in plain if not isinstance(b, Figure)]

    then, now = (
        documents_say(compose(as_known_on=date(2022, 8, 31), period="biden")),
        documents_say(compose(period="biden")),
    )
    assert len(now) > 5
    assert then == now


def test_no_event_after_the_day_is_in_the_chronology(compose: Compose, flagship: Dossier) -> None:
    """What begins later than the day asked for is not told, for each day on which a document appeared."""
    for day in sorted({source.appeared for source in flagship.sources.values() if source.appeared}):
        said = everything(compose(as_known_on=day))
        late = [
            e.id
            for e in flagship.events.values()
            if e.date_start and e.date_start > day and e.summary.rstrip(".") in said
        ]
        assert late == []


# --- one issue, one period --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("period", ["trump", "biden"])
def test_each_issue_has_a_brief_in_each_period(compose: Compose, flagship: Dossier, period: str) -> None:
    """It is about that issue, says where it would settle, and cites claims of the dossier only."""
    for issue, record in flagship.issues.items():
        brief = compose(issue=issue, period=period)
        assert brief.subtitle == f"Brief: {record.name}"
        assert headings(brief)[0] == "Bottom line"
        assert "Where the issue stands" in headings(brief)
        assert [b for b in brief.blocks if isinstance(b, Heading) and b.text == "Where it would settle"]
        cited = [c for block in brief.blocks for s in sentences(block) for c in s.claims]
        assert set(cited) <= set(flagship.usable_claims)
        assert len(brief.notes) >= 3
        others = [i.name for i in flagship.issues.values() if i.id != issue]
        stands = issues_table(brief)
        assert [row[0].text for row in stands.rows] == [record.name]
        assert not [name for name in others if name in brief.subtitle]


def test_the_brief_on_one_issue_is_drawn_too(compose: Compose) -> None:
    """The three pictures of the forecast come in; timeline and coverage stay; the maps of all issues go."""
    pytest.importorskip("altair")
    brief = compose(issue="security-cooperation", charts=True)
    blocks = json.loads(str(workbench.render(brief, "json")))["blocks"]
    assert [b["id"] for b in blocks if b["kind"] == "figure"] == [
        "posterior-general-returned", "settlement-security-cooperation", "tornado", "paths", "timeline", "coverage",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_the_pictures_of_the_forecast_go_into_every_form(compose: Compose, form: str) -> None:
    """Each of the three is a figure in the Markdown and in the page; the Word file is written too."""
    brief = compose(issue="security-cooperation", charts=True)
    made = workbench.render(brief, form)
    if isinstance(made, str):
        for title in ("Where it settles: ", "What moves the answer: ", "Round by round: "):
            assert title in made
    assert made


def test_the_models_stand_beside_the_forecast(compose: Compose) -> None:
    """The table of point forecasts says what ``settle`` says, the null among them."""
    brief = compose(issue="security-cooperation", period="biden")
    numbers = workbench.settle("us-mexico", "security-cooperation", period="biden", draws=100).numbers
    table = next(b for b in brief.blocks if isinstance(b, Table) and b.head[0] == "Model")
    shown = {row[0].text: row[1].text for row in table.rows}
    assert shown["Weighted mean (compromise)"] == f"{numbers['weighted_mean']:.0f}"
    assert shown["Plain mean (null)"] == f"{numbers['plain_mean']:.0f}"
    assert sorted(shown.values()) == sorted(f"{value:.0f}" for value in numbers["models"].values())


def test_the_table_of_issues_has_the_forecast_with_its_interval_and_the_two_means(compose: Compose) -> None:
    """For every issue the numbers of ``settle``: median (q10-q90), weighted mean, plain mean."""
    table = issues_table(compose(period="biden"))
    assert table.head[4:7] == ("Forecast", "Weighted mean", "Plain mean")
    dossier = workbench.open_dossier("us-mexico")
    rows = {row[0].text: [cell.text for cell in row[4:7]] for row in table.rows}
    for issue, record in dossier.issues.items():
        n = workbench.settle("us-mexico", issue, period="biden", draws=100).numbers
        forecast = f"{n['q50']:.0f} ({n['q10']:.0f}-{n['q90']:.0f})"
        assert rows[record.name] == [forecast, f"{n['weighted_mean']:.0f}", f"{n['plain_mean']:.0f}"]


def test_a_misspelt_issue_or_period_is_answered_with_what_there_is(compose: Compose) -> None:
    """Did you mean, or use one of."""
    with pytest.raises(DetenteError, match=r"there is no issue 'energy-invest'.*Did you mean 'energy-investment'\?"):
        compose(issue="energy-invest")
    with pytest.raises(DetenteError, match=r"there is no period 'obama'.*Use one of trump, biden"):
        compose(period="obama")


def test_the_table_of_positions_repeats_the_dossier(compose: Compose, flagship: Dossier) -> None:
    """For every issue the row has both sides' modes with their ranges, and "Apart" is the distance of the two modes."""
    from detente.dossier.sides import lead

    table = issues_table(compose(period="biden"))
    rows = {row[0].text: [cell.text for cell in row] for row in table.rows}
    assert set(rows) == {issue.name for issue in flagship.issues.values()}
    for issue in flagship.issues.values():
        us, mx = lead(flagship, "united-states", issue.id, "biden"), lead(flagship, "mexico", issue.id, "biden")
        for side, cell in ((us, rows[issue.name][1]), (mx, rows[issue.name][2])):
            e = side.position if side else None
            assert cell == ("-" if e is None else f"{e.mode:.0f} ({e.low:.0f}-{e.high:.0f})")
        if us and mx:
            assert rows[issue.name][3] == f"{abs(us.position.mode - mx.position.mode):.0f}"


# --- small and empty dossiers -----------------------------------------------------------------------------------------


def test_what_rests_on_one_source_is_counted(small: "Small") -> None:
    """Of two events the joint count stands in the Review only; both positions of the closure are one document's or two's.

    By hand: Norvia's place rests on the Gazette alone, Sudland's on both documents (tests/conftest.py).
    """
    said = everything(workbench.compose_brief(small.folder, period="closure", charts=False, draws=50))
    assert "1 of 2 events stand in one document only." in said
    assert "1 of 2 positions of this period rest on one document." in said


def test_a_side_without_a_position_does_not_silence_the_other(small: "Small") -> None:
    """In the thaw only Norvia is coded: the brief tells its 50 (40-60) and does not say that no side is coded."""
    said = everything(workbench.compose_brief(small.folder, period="thaw", charts=False, draws=50))
    assert "50 (40-60)" in said
    assert "No position of either side is coded" not in said


def test_a_sentence_that_rests_on_no_claim_is_marked(small: "Small") -> None:
    """Norvia's place as an assumption carries the mark instead of a note."""
    small.replace("positions.yaml", "claims: [g-closure]", "assumption: nobody says where it stood")
    brief = workbench.compose_brief(small.folder, period="closure", issue="fishing-rights", charts=False, draws=50)
    marked = [s for b in brief.blocks for s in sentences(b) if s.text.startswith("Government of Norvia: 5")]
    assert [(s.claims, s.assumption) for s in marked] == [((), True)]
    assert "(0-20), “no foreign boats”. *(assumption)*" in str(workbench.render(brief, "md"))


def test_a_new_dossier_says_what_to_add_before_there_is_a_brief(tmp_path: Path) -> None:
    """Without a period there is nothing to brief on, and the message says where to add one."""
    workbench.new_dossier(tmp_path / "mine")
    with pytest.raises(DetenteError, match=r"no period.*Add periods to dossier\.yaml"):
        workbench.compose_brief(tmp_path / "mine")


@pytest.mark.parametrize("form", ["md", "html", "docx", "json"])
def test_an_empty_dossier_with_a_period_has_an_empty_brief(tmp_path: Path, form: str) -> None:
    """Nothing coded, nothing broken: all four forms, charts included, say that no position is coded."""
    pytest.importorskip("altair")
    folder = workbench.new_dossier(tmp_path / "mine", title="Norvia and Sudland", parties=("norvia", "sudland"))
    head = folder / "dossier.yaml"
    text = head.read_text("utf-8")
    assert text.count("periods: []") == 1
    head.write_text(
        text.replace("periods: []", 'periods: [{id: now, title: Now, from: "2024-01-01", to: "2024-12-31"}]'), "utf-8"
    )
    brief = workbench.compose_brief(folder)
    assert workbench.render(brief, form)
    assert brief.notes == ()
    assert "No position of either side is coded" in everything(brief)


def test_the_brief_on_an_issue_with_one_question_passes_its_checks(compose: Compose) -> None:
    """One question is the model itself, without its name before the hypotheses; recognition leads where there are several."""
    from detente.reports.lint.lint import lint

    alone = compose(issue="election-recognition")
    assert lint(str(workbench.render(alone, "md")), alone.model).findings == ()
    assert alone.model is not None
    assert "posterior" in alone.model
    several = compose()
    assert several.model is not None
    assert [each["id"] for each in several.model["results"]] == [
        "recognition",
        "migration-cooperation",
        "general-returned",
    ]
