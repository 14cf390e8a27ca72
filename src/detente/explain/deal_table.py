"""Issue by issue: what holds without a deal, what is agreed, with and without linkage, and what other rules would pick."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.engines.deals.bargain import bargain
from detente.engines.deals.linkage import FineWorld
from detente.engines.deals.result import level_data
from detente.engines.deals.solve import Solved
from detente.engines.deals.talks import Pick

#: The rules that stand beside the headline; Kalai-Smorodinsky in its max-min form.
RULES = ("nash", "ks_maximin", "egalitarian", "utilitarian")


def deal_table(solved: Solved, titles: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """A row for each issue, as data.

    ``nonagreement`` and ``retaliation``: what holds without a deal, as a list of (level, p); ``deal``: the headline;
    ``unlinked``: talks basket by basket, where None is not agreed; then one column for each of RULES under the headline
    notion. A column is None in every row if there is no deal, or where the unlinked talks cannot be told.
    """
    deal, main = solved.deal, solved.headline
    picks = dict(main.agreement.picks)
    absent = [] if main.agreement.reason else [each for each in RULES if each not in picks]
    if absent:
        picks |= bargain(main.talks, absent, deal.options).picks
    fine = solved.linkage.package if isinstance(solved.linkage, FineWorld) else None
    rows: list[dict[str, Any]] = []
    for k, issue in enumerate(deal.issues):
        row: dict[str, Any] = {"issue": issue.id, "title": titles.get(issue.id, issue.id)}
        for name, notion in solved.notions.items():
            row[name] = _lottery(issue, notion.drawn[k])
        row["deal"] = _level(issue, k, solved.pick)
        row["unlinked"] = None if fine is None else level_data(issue, fine[k])
        rows.append(row | {rule: _level(issue, k, picks.get(rule)) for rule in RULES})
    return tuple(rows)


def in_words(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The rows for a reader: lotteries with their percentages, a dash for what is not agreed."""
    kept = ("deal", "unlinked", *RULES)
    return [
        {"issue": row["title"], **{name: _drawn(row[name]) for name in ("nonagreement", "retaliation")}}
        | {name: _said(row[name]) for name in kept}
        for row in rows
    ]  # fmt: skip


def _level(issue: Any, k: int, pick: Pick | None) -> Any:
    return None if pick is None else level_data(issue, pick.package[k])


def _lottery(issue: Any, drawn: Any) -> list[dict[str, Any]]:
    if issue.continuous:
        return [{"level": drawn, "p": 1.0}]
    return [{"level": level, "p": float(p)} for level, p in zip(issue.levels, drawn, strict=True) if p > 0]


def _drawn(rows: Sequence[Mapping[str, Any]]) -> str:
    if len(rows) == 1:
        return _said(rows[0]["level"])
    return ", ".join(f"{_said(row['level'])} {row['p']:.0%}" for row in sorted(rows, key=lambda row: -row["p"]))


def _said(level: Any) -> str:
    if level is None:
        return "–"
    if isinstance(level, Mapping):
        return "/".join(f"{each:.2f}" for each in level.values())
    return f"{level:.3g}" if isinstance(level, float) else str(level)
