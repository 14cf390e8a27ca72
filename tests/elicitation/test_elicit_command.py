"""``detente hypotheses elicit``: prompts that work in a pipe, commands at every prompt, and nothing lost when it stops."""

from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from detente.workbench import elicitation as work


def elicit(desk: Any, said: str, *options: object, name: str = "kim.yaml") -> Any:
    return desk.run("elicit", desk.question, "--analyst", "kim", "--out", desk.path(name), *options, said=said)


def record(desk: Any, name: str = "kim.yaml") -> Any:
    return work.read_ratings(work.read_question(desk.question), desk.path(name))


def test_the_end_of_the_input_saves_what_was_said_and_resume_goes_on(desk: Any) -> None:
    ran = elicit(desk, ".3\n.4\n.3\nlikely # the minister said so\n")
    assert ran.exit_code == 0
    assert ran.stderr.endswith(f"saved in {desk.path('kim.yaml')}: 11 cells are open; go on with --resume\n")
    half = record(desk)
    assert len(half.answers) == 4
    assert list(half.answers.values())[-1].reason == "the minister said so"
    ran = elicit(desk, ".5\n" * 11 + "\n", "--resume")
    assert ran.stderr == f"round 1 of kim is finished: {desk.path('kim.yaml')}\n"
    whole = record(desk)
    assert not whole.open
    assert {key: each for key, each in whole.answers.items() if key in half.answers} == half.answers
    assert whole.items == half.items


def test_ctrl_c_saves_too(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter([".3", ".4"])

    def prompt(*_: Any, **__: Any) -> str:
        for each in said:
            return each
        raise click.Abort

    monkeypatch.setattr(click, "prompt", prompt)
    ran = elicit(desk, "")
    assert ran.exit_code == 0
    assert len(record(desk).answers) == 2


def test_every_finished_column_is_on_disk_before_the_next_is_asked(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []
    asked = click.prompt

    def prompt(*args: Any, **options: Any) -> Any:
        held.append(len(record(desk).answers))
        return asked(*args, **options)

    monkeypatch.setattr(click, "prompt", prompt)
    elicit(desk, ".3\n" * 15)
    assert held == [n - n % 3 for n in range(16)]


def test_a_question_mark_lists_the_words_with_their_bands(desk: Any) -> None:
    ran = elicit(desk, "?\nq\n")
    assert "likely = 55-80 % (also probable, li)" in ran.output
    assert "b back   s skip this item   q save and quit" in ran.output
    assert not record(desk).answers


def test_a_word_is_echoed_with_its_numbers_and_a_refusal_with_its_reason(desk: Any) -> None:
    ran = elicit(desk, "0\n1\nmaybe\nli\n")
    assert ran.output.count("0 and 1 leave nothing that later evidence could correct; write .01 or .99") == 2
    assert "'maybe' is neither a word of icd203 nor a number nor a range. (? for help)" in ran.output
    assert "likely = 55-80 %, point 67.5 %" in ran.output
    assert len(record(desk).answers) == 1


def test_back_revises_and_skip_leaves_the_item_out(desk: Any) -> None:
    elicit(desk, ".3\nb\n.4\n.3\n.3\ns\nq\n")
    found = record(desk)
    assert len(found.skipped) == 1
    revised = [each for each in found.answers.values() if each.first]
    assert [(each.cell.given, each.first.cell.given) for each in revised if each.first] == [(".4", ".3")]


def test_priors_far_from_100_percent_are_asked_again_and_impossible_ones_must_be(desk: Any) -> None:
    ran = elicit(desk, ".5\n.5\n.4\ny\n.4\n.3\n.3\nq\n")  # 140 %: distance .23
    assert "They add up to 140 % (distance to coherence 0.23)." in ran.output
    assert "ask_again" in ran.output
    assert "They add up to 100 % (distance to coherence 0.00)." in ran.output
    assert [each.cell.point for each in record(desk).answers.values()] == [0.4, 0.3, 0.3]
    ran = elicit(desk, ".9\n.9\n.9\n.4\n.3\n.3\nq\n", name="other.yaml")  # 270 %: distance .98
    assert "too far from 100 %" in ran.output
    assert [each.cell.point for each in record(desk, "other.yaml").answers.values()] == [0.4, 0.3, 0.3]
    ran = elicit(desk, ".5\n.5\n.4\nn\nq\n", name="kept.yaml")
    assert [each.cell.point for each in record(desk, "kept.yaml").answers.values()] == [0.5, 0.5, 0.4]


def test_raw_probabilities_at_the_end_are_checked_alike(desk: Any) -> None:
    ran = elicit(desk, "s\ns\ns\ns\n.9\n.8\n.7\ny\n.4\n.3\n.3\n\n", "--no-prior", "--judgement")
    assert ran.exit_code == 0
    assert "ask_again" in ran.output
    found = record(desk)
    assert found.finished
    assert [each.first.cell.point for each in found.answers.values() if each.first] == [0.9, 0.8, 0.7]


def test_a_closed_round_stays_closed(desk: Any) -> None:
    desk.rate("kim", lambda step, name: ".3")
    before = desk.path("kim.yaml").read_bytes()
    ran = elicit(desk, ".9\n", "--resume")
    assert ran.exit_code == 2
    assert "finished: round 1 was closed" in ran.stderr
    assert "[ratings-finished]" in ran.stderr
    assert desk.path("kim.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "file: a ratings file stands there already; Go on with --resume, or choose another place with --out. [ratings-exist]"),
        (("--resume", "--analyst", "lee"), "analyst: these are the ratings of 'kim', not of 'lee'"),
        (("--after", "kim.yaml"), "--after belongs to the second round"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_is_never_overwritten(desk: Any, options: tuple[str, ...], message: str) -> None:
    elicit(desk, ".3\n")
    before = desk.path("kim.yaml").read_bytes()
    name = "new.yaml" if "--after" in options else "kim.yaml"
    ran = elicit(desk, ".9\n", *options, name=name)
    assert ran.exit_code == 2
    assert message in ran.stderr
    assert desk.path("kim.yaml").read_bytes() == before
    assert not desk.path("new.yaml").exists()


def test_to_go_on_there_must_be_something_to_go_on_with(desk: Any) -> None:
    ran = elicit(desk, "", "--resume")
    assert ran.exit_code == 2
    assert "there is no ratings file to go on with" in ran.stderr


def test_a_question_that_cannot_be_asked_tells_every_reason(desk: Any, tmp_path: Path) -> None:
    bad = yaml.safe_load(desk.question.read_text(encoding="utf-8"))
    bad["hypotheses"] = bad["hypotheses"][:1]
    bad["evidence"][2]["text"] = None
    bad["evidence"][3]["id"] = "E1"
    (tmp_path / "question.yaml").write_text(yaml.safe_dump(bad), encoding="utf-8")
    ran = elicit(desk, "")
    assert ran.exit_code == 2
    for message in ("hypotheses: fewer than two", "evidence[2]: E1 has no text", "evidence: E1 stands more than once"):
        assert f"question.yaml: {message}" in ran.stderr
    assert ran.stderr.count("[question-unaskable]") == 3
    assert not desk.path("kim.yaml").exists()


def test_what_the_engine_will_refuse_is_told_before_anybody_rates(desk: Any) -> None:
    text = desk.question.read_text(encoding="utf-8")
    desk.question.write_text(
        text.replace("grade: A1", "grade: Z9").replace("2020-02-20", "2020-02-31"), encoding="utf-8"
    )
    ran = elicit(desk, "")
    assert ran.exit_code == 2
    assert "evidence.E2.grade" in ran.stderr
    assert "[bad_grade]" in ran.stderr
    assert "[bad_date]" in ran.stderr
    assert not desk.path("kim.yaml").exists()


def test_the_same_answers_with_the_same_seed_are_the_same_but_for_the_clock(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(work, "now", lambda: "2026-01-02T03:04:05Z")
    for name in ("a.yaml", "b.yaml"):
        elicit(desk, "li\n" * 3 + "y\n.3\n.3\n.3\n" + ".2\n" * 12 + "\n", "--seed", 7, name=name)
    assert desk.path("a.yaml").read_bytes() == desk.path("b.yaml").read_bytes()
    assert "finished" in desk.path("a.yaml").read_text(encoding="utf-8")


def test_a_question_of_a_dossier_shows_the_documents_of_its_claims_and_keeps_its_file(small: Any, desk: Any) -> None:
    small.write("questions/toll.yaml", DOSSIER_QUESTION)
    options = ("--analyst", "kim", "--no-prior", "--out", desk.path("kim.yaml"))
    ran = desk.run("elicit", small.folder, "toll", *options, said="li\nun\n\n")
    assert ran.exit_code == 0, ran.output
    assert "(letter B). Grade: digit 2." in ran.output
    assert "Sources: gazette-2020 " in ran.output
    assert "Why did the quota fall?" in ran.output
    ran = desk.run("collect", "toll", desk.path("kim.yaml"), "--dossier", small.folder, "--out", desk.path("new.yaml"))
    assert ran.exit_code == 0, ran.stderr
    small.write("questions/toll.yaml", desk.path("new.yaml").read_bytes())
    assert small.check() == ()
    assert "# one item is enough here" in small.read("questions/toll.yaml")
    assert small.open().questions["toll"].body()["analysts"]["kim"]["likelihood"] == {"E1": {"A": "likely", "OTHER": "unlikely"}}  # fmt: skip


def test_an_unknown_question_of_a_dossier_is_refused_with_the_nearest(small: Any, desk: Any) -> None:
    small.write("questions/toll.yaml", DOSSIER_QUESTION)
    ran = desk.run("elicit", small.folder, "tol", "--analyst", "kim", "--out", desk.path("kim.yaml"))
    assert ran.exit_code == 2
    assert "there is no question 'tol'" in ran.stderr
    assert "Did you mean 'toll'?" in ran.stderr


DOSSIER_QUESTION = """\
# one item is enough here
format: detente/question/1
id: toll
title: The toll
question: Why did the quota fall?
hypotheses:
  - {id: A, text: The fleet went elsewhere}
  - {id: OTHER, text: Something else}
evidence:
  - {id: E1, text: The port was closed, date: "2020-03-01", digit: 2, claims: [g-closure]}
"""
