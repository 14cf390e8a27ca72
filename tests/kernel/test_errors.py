"""Problems and errors: where, what and the next move."""

import pytest

from detente.kernel.errors import DetenteError, Problem, errors_only, fail
from detente.kernel.slugs import SLUGS


def test_a_problem_without_an_entry_in_the_table_cannot_be_made() -> None:
    with pytest.raises(KeyError, match="no entry for the slug 'no-such-slug'"):
        Problem("", 0, "no-such-slug", "x")
    with pytest.raises(KeyError, match="no-such-slug"):
        fail("no-such-slug", "x")


def test_a_problem_says_place_fault_fix_and_slug_in_one_line() -> None:
    assert (
        str(Problem("a.yaml", 3, "id-unknown", "there is no 'x'", "Did you mean 'y'?"))
        == "a.yaml:3: there is no 'x'. Did you mean 'y'? [id-unknown]"
    )
    assert str(Problem("a.yaml", 0, "id-unknown", "there is no 'x'")) == "a.yaml: there is no 'x'. [id-unknown]"
    assert str(Problem("", 0, "id-unknown", "there is no 'x'")) == "there is no 'x'. [id-unknown]"
    assert str(Problem("", 3, "id-unknown", "there is no 'x'")) == "there is no 'x'. [id-unknown]"


def test_a_place_can_be_filled_in_later_and_changes_nothing_else() -> None:
    bare = Problem("", 0, "id-unknown", "m", "f", "warning")
    assert bare.at("b.yaml", 9) == Problem("b.yaml", 9, "id-unknown", "m", "f", "warning")
    assert bare.file == ""


def test_the_record_of_a_problem_falls_back_on_the_fix_of_the_table() -> None:
    assert Problem("a", 1, "yaml-trap", "m").record() == {
        "file": "a", "line": 1, "level": "error", "slug": "yaml-trap", "message": "m", "fix": SLUGS["yaml-trap"].fix,
    }  # fmt: skip


def test_an_error_carries_every_problem() -> None:
    one, two = Problem("a", 1, "yaml-trap", "m"), Problem("b", 2, "yaml-tag", "n")
    error = DetenteError(one, two)
    assert error.problems == (one, two)
    assert str(error) == f"{one}\n{two}"


def test_fail_makes_an_error_with_the_usual_fix_unless_another_is_given() -> None:
    assert fail("yaml-trap", "m", file="a", line=2).problems == (
        Problem("a", 2, "yaml-trap", "m", SLUGS["yaml-trap"].fix),
    )
    assert fail("yaml-trap", "m", "Do this.").problems[0].fix == "Do this."


def test_warnings_do_not_stop_the_work() -> None:
    error, warning = Problem("a", 1, "yaml-trap", "m"), Problem("a", 1, "format-old", "m", level="warning")
    assert errors_only([warning, error]) == (error,)


def test_every_entry_of_the_table_has_a_meaning_and_a_fix_in_full_sentences() -> None:
    for slug, entry in SLUGS.items():
        assert entry.meaning.endswith("."), slug
        assert entry.fix.endswith((".", "`.")), slug


def test_a_problem_with_a_place_reads_file_place_problem_fix():
    problem = Problem("q.yaml", 0, "option-invalid", "no such thing", "Quote it.", place="evidence.E3")
    assert str(problem) == "q.yaml: evidence.E3: no such thing; Quote it. [option-invalid]"
    assert problem.record()["place"] == "evidence.E3"
