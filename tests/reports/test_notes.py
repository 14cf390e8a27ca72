"""Notes: one for each citation, naming document and paragraph of every claim, and who says so."""

import pytest

from detente.dossier.dossier import Dossier
from detente.explain.sentence import Sentence
from detente.reports.blocks import Bullets, Heading, Paragraph, Report, Table
from detente.reports.notes import Counter, note, sentences, with_notes

ONE, TWO, THREE = Sentence("one", ("g-closure",)), Sentence("two"), Sentence("three", ("r-count", "g-jobs"))
BLOCKS = (Heading("Head"), Paragraph((ONE, TWO)), Bullets((Paragraph((THREE,)),)), Table(("a", "b"), ((TWO, ONE),)))


def test_a_note_names_document_and_paragraph(small_dossier: Dossier) -> None:
    """The closure is told in the first paragraph of the Gazette, the joint count in the first of the Review."""
    assert note(small_dossier, ["g-closure"]) == "Gazette 2020, par. 1."
    assert note(small_dossier, ["r-count"]) == "Review 2021, par. 1."


def test_claims_of_one_document_stand_together_in_the_order_of_the_text(small_dossier: Dossier) -> None:
    """However the claims are listed, paragraphs run forward and documents in the order of first mention."""
    said = note(small_dossier, ["r-no-tariff", "g-jobs", "r-count", "g-closure"])
    assert said == "Review 2021, par. 1, par. 3; Gazette 2020, par. 1, par. 4."


def test_a_paragraph_is_named_once(small_dossier: Dossier) -> None:
    """Two claims of one paragraph, or one claim twice, make one place."""
    assert (
        note(small_dossier, ["r-closure", "r-stock", "r-closure"])
        == "Review 2021, par. 2 (by the account of Government of Norvia)."
    )


def test_who_says_so_is_told_unless_it_is_the_author(small_dossier: Dossier) -> None:
    """A third party by name, an actor in its own words, a rejected and a hedged view as such."""
    assert note(small_dossier, ["g-motive"]) == "Gazette 2020, par. 3 (Harbour master of Ostby)."
    assert note(small_dossier, ["r-stock"]) == "Review 2021, par. 2 (by the account of Government of Norvia)."


@pytest.mark.parametrize(
    ("role", "name", "attitude", "said"),
    [
        ("author", None, "asserts", ""), ("author", None, "hedges", " (hedged)"), ("author", None, "rejects", " (a view, which the author rejects)"),
        ("unnamed", None, "reports", " (unnamed voices)"), ("unnamed", None, "hedges", " (unnamed voices, hedged)"),
        ("third_party", "Ostby Herald", "rejects", " (Ostby Herald, which the author rejects)"), ("third_party", None, "reports", " (a person not named)"),
        ("data_source", "the census", "reports", " (figures of the census)"), ("actor_own_words", "Dahl", "reports", " (by the account of Dahl)"),
    ],
)  # fmt: skip
def test_every_role_and_attitude_has_its_words(
    small_dossier: Dossier, role: str, name: str | None, attitude: str, said: str
) -> None:
    """Worked by hand from the roles of a claim."""
    from dataclasses import replace

    claim = small_dossier.claims["g-closure"]
    bent = claim.model_copy(
        update={"said_by": claim.said_by.model_copy(update={"role": role, "name": name}), "author_attitude": attitude}
    )
    dossier = replace(small_dossier, claims={**small_dossier.claims, "g-closure": bent})
    assert note(dossier, ["g-closure"]) == f"Gazette 2020, par. 1{said}."


def test_what_stands_outside_the_paragraphs_is_named_by_its_line(small_dossier: Dossier) -> None:
    """A title or caption has no paragraph number; its line is told."""
    from dataclasses import replace

    claim = small_dossier.claims["g-closure"]
    bent = claim.model_copy(update={"anchors": (claim.anchors[0].model_copy(update={"paragraph": None, "line": 5}),)})
    dossier = replace(small_dossier, claims={**small_dossier.claims, "g-closure": bent})
    assert note(dossier, ["g-closure"]) == "Gazette 2020, line 5."


def test_every_sentence_of_every_block_is_seen_in_reading_order() -> None:
    """Paragraphs, bullets and cells; a heading has none."""
    assert [each for block in BLOCKS for each in sentences(block)] == [ONE, TWO, THREE, TWO, ONE]


def test_a_report_has_one_note_for_each_citation(small_dossier: Dossier) -> None:
    """Three sentences carry claims, so there are three notes; the counter numbers the same three."""
    report = with_notes(Report("T", "S", BLOCKS), small_dossier)
    assert report.notes == (
        "Gazette 2020, par. 1.",
        "Review 2021, par. 1; Gazette 2020, par. 4.",
        "Gazette 2020, par. 1.",
    )
    counter = Counter()
    assert [counter.number(each) for block in BLOCKS for each in sentences(block)] == [1, None, 2, None, 3]
