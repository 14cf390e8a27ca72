"""The dossier that ships: complete, sourced throughout, in our own words, and true to the texts where they are at hand."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente import workbench
from detente.dossier.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.position import FIELDS
from detente.store.shipped import SHIPPED

FOLDER = SHIPPED / "us-mexico"
ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT.parent / "shared" / "seeds"
WORD = re.compile(r"\w+")
RUN = 8

needs_texts = pytest.mark.skipif(
    not TEXTS.is_dir(), reason="the five articles belong to their owners and are not at hand (../shared/seeds)"
)


@pytest.fixture(scope="module")
def flagship() -> Dossier:
    return workbench.open_dossier("us-mexico")


def strings(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of plain data with its path; records are named by their id."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, (*path, str(key)))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            name = value.get("id", place) if isinstance(value, dict) else place
            yield from strings(value, (*path, str(name)))
    elif isinstance(data, str):
        yield path, data


def test_check_finds_nothing_to_say() -> None:
    """Neither an error nor a warning."""
    assert [str(problem) for problem in workbench.check("us-mexico")] == []


def test_the_dossier_holds_what_five_articles_say(flagship: Dossier) -> None:
    """Five documents, at least 100 events and 900 claims; each document carries at least a hundred of them."""
    assert len(flagship.sources) == 5
    assert len(flagship.events) >= 100
    assert len(flagship.claims) >= 900
    for source in flagship.sources:
        assert sum(claim.source_document == source for claim in flagship.claims.values()) >= 100


def test_every_number_of_judgement_rests_on_usable_claims_or_says_that_it_is_assumed(flagship: Dossier) -> None:
    """Position, salience and influence of each row, and each status quo: claims that are confirmed or edited, or an assumption."""
    cells: list[tuple[str, Estimate]] = [(f"{p.id} {field}", getattr(p, field)) for p in flagship.positions.values() for field in FIELDS]  # fmt: skip
    cells += [(f"{i.id} {period}", e) for i in flagship.issues.values() for period, e in i.status_quo.items()]
    bare = [name for name, e in cells if not e.claims and not e.assumption]
    unusable = [name for name, e in cells for claim in e.claims if not flagship.claims[claim].usable]
    assert (bare, unusable) == ([], [])
    assert sum(bool(e.claims) for _, e in cells) > len(cells) / 2


def test_every_issue_has_positions_in_both_periods(flagship: Dossier) -> None:
    """No issue falls silent with the change of president."""
    held = {(p.issue, p.period) for p in flagship.positions.values()}
    periods = [each.id for each in flagship.dossier.periods]
    assert len(periods) == 2
    assert [(i, p) for i in flagship.issues for p in periods if (i, p) not in held] == []


def test_an_actor_stands_once_on_an_issue_in_a_period(flagship: Dossier) -> None:
    """No cell is coded twice."""
    cells = [(p.actor, p.issue, p.period) for p in flagship.positions.values()]
    assert len(cells) == len(set(cells))


def test_every_event_is_told_by_claims_that_exist(flagship: Dossier) -> None:
    """Each row of events.csv names at least one usable claim, and no unknown one."""
    silent = [e.id for e in flagship.events.values() if not e.claims]
    unknown = [(e.id, c) for e in flagship.events.values() for c in e.claims if c not in flagship.usable_claims]
    assert (silent, unknown) == ([], [])


def test_what_documents_agree_or_differ_on_names_their_claims(flagship: Dossier) -> None:
    """An agreement rests on two documents or more, a disagreement on a claim for each view, a judgement on claims."""
    for each in flagship.agreements.values():
        assert len({flagship.claims[c].source_document for c in each.claims}) >= 2, each.id
    for disagreement in flagship.disagreements.values():
        assert all(set(view.claims) <= set(flagship.usable_claims) for view in disagreement.positions), disagreement.id
    for judgement in flagship.judgements.values():
        assert set(judgement.claims) <= set(flagship.usable_claims), judgement.id
        assert judgement.claims


def test_no_file_names_a_place_on_a_machine_or_on_the_web() -> None:
    """No absolute path, no drive, no address: a citation is words."""
    found = []
    for path in sorted(each for each in FOLDER.rglob("*") if each.is_file()):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(
                r"https?:|www\.|file://|(?<![\w/])/(home|work|tmp|usr|root|Users|mnt|etc|var)/|\b[A-Z]:\\", line
            ):
                found.append(f"{path.name}:{number}: {line.strip()[:80]}")
    assert found == []


def test_an_anchor_is_told_by_position_and_fingerprint_never_by_words(flagship: Dossier) -> None:
    """The spans of the dossier lie inside their documents, on lines that the documents have."""
    for claim in flagship.claims.values():
        source = flagship.sources[claim.source_document]
        for anchor in claim.anchors:
            assert 0 <= anchor.start < anchor.end <= source.chars
            assert 1 <= anchor.line <= source.lines


@needs_texts
def test_every_anchor_matches_the_owners_texts() -> None:
    """``verify`` finds each span where it was coded."""
    reports = workbench.verify("us-mexico", TEXTS)
    assert len(reports) >= 900
    assert [(each.claim, each.outcome.status) for each in reports if each.outcome.status != "matched"] == []


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text)]
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


@needs_texts
def test_no_field_repeats_eight_words_of_an_article(flagship: Dossier) -> None:
    """Every text of the dossier is paraphrase; only the printed titles of the documents are theirs."""
    theirs: set[tuple[str, ...]] = set()
    for path in sorted(TEXTS.glob("*.txt")):
        theirs |= _runs(path.read_text("utf-8"))
    assert len(theirs) > 5000
    copied = {
        "/".join(path): " ".join(sorted(common)[0])
        for path, text in strings(flagship.data())
        if (path[0], path[2:]) != ("sources", ("title", "value")) and (common := _runs(text) & theirs)
    }
    assert copied == {}


@needs_texts
def test_no_comment_repeats_eight_words_of_an_article() -> None:
    """The same for the comments of the files, which no record holds."""
    theirs: set[tuple[str, ...]] = set()
    for path in sorted(TEXTS.glob("*.txt")):
        theirs |= _runs(path.read_text("utf-8"))
    for path in sorted(FOLDER.rglob("*.yaml")):
        comments = " ".join(line.partition("#")[2] for line in path.read_text("utf-8").splitlines() if "#" in line)
        assert not _runs(comments) & theirs, path.name


def test_every_file_fits_the_json_schema_that_editors_get() -> None:
    """What ``detente schema`` prints accepts each YAML file of the flagship."""
    import jsonschema

    from detente.dossier.layout import kind_of
    from detente.dossier.schema import file_schema
    from detente.store.safe_yaml import parse
    from detente.store.shipped import SHIPPED

    folder = SHIPPED / "us-mexico"
    for path in sorted(folder.rglob("*.yaml")):
        kind = kind_of(path.relative_to(folder).as_posix())
        assert kind is not None
        jsonschema.Draft202012Validator(file_schema(kind.name)).validate(parse(path.read_text("utf-8")).data)
