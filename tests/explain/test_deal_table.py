"""A deal issue by issue: cells as in the result of the same file, in words for a reader."""

import pytest

from detente.engines.deals.solve import solve
from detente.explain.deal_table import RULES, deal_table, in_words
from detente.studies.deals.crisis_facts import crisis_facts
from detente.studies.deals.task import Task
from detente.workbench.deal_replication import deal_catalogue
from detente.workbench.deals import deal_table as table_of
from detente.workbench.deals import solve_deal

NORTHLAND = {key: each for key, each in next(case.deal for case in deal_catalogue() if case.name.endswith("deal-northland")).items() if key != "sweep"}  # fmt: skip


def rows_of(**keys):
    deal = Task({**NORTHLAND, **keys}, "deal.yaml").file.deal
    return deal_table(solve(deal, crisis_facts(deal)), {"TONE": "Tone"})


def test_cells_are_those_of_the_result():
    """Both lotteries, the headline, the unlinked package and four rules; a rule that the file leaves out is solved."""
    result = solve_deal(dict(NORTHLAND))
    for rows in (rows_of(), rows_of(solutions=["nash"])):
        assert [row["issue"] for row in rows] == result["space"]["issues"]
        for row in rows:
            issue = row["issue"]
            for name in ("nonagreement", "retaliation"):
                assert row[name] == [each for each in result["notions"][name]["lottery"][issue] if each["p"] > 0]
                assert sum(each["p"] for each in row[name]) == pytest.approx(1)
            held = result["notions"][result["headline"]["notion"]]["solutions"]
            assert {rule: row[rule] for rule in RULES} == {rule: held[rule]["package"][issue] for rule in RULES}
            assert row["deal"] == row[result["headline"]["solution"]]
            assert row["unlinked"] == result["linkage"]["fine"]["package"][issue]


def test_words_for_a_reader():
    """Titles, percentages of a lottery with the likeliest first, a dash for what is not agreed."""
    tone = next(row for row in in_words(rows_of()) if row["issue"] == "Tone")
    assert tone["deal"] == "silent"
    assert in_words([{"title": "X", "nonagreement": [{"level": 0.5, "p": 1.0}], "retaliation": [{"level": "a", "p": 0.4}, {"level": "b", "p": 0.6}],
                      "deal": {"A": 0.25, "B": 0.75}, "unlinked": None, **dict.fromkeys(RULES, 1)}]) == [
        {"issue": "X", "nonagreement": "0.5", "retaliation": "b 60%, a 40%", "deal": "0.25/0.75", "unlinked": "–", **dict.fromkeys(RULES, "1")}]  # fmt: skip


def test_without_a_deal_only_the_lotteries_stand():
    first, *rest = NORTHLAND["governments"]
    row = rows_of(governments=[dict(first) | {"outside": 9}, *rest])[0]
    assert [row[key] for key in ("deal", *RULES)] == [None] * 5
    assert row["retaliation"]


def test_table_of_a_deal_of_a_dossier():
    rows = table_of("us-mexico", "security-general")
    assert [row["title"] for row in rows] == ["The general", "U.S. agents", "Inquiry"]
    assert [row["unlinked"] for row in rows] == [None] * 3
