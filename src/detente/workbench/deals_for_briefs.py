"""The deals of a dossier as a brief takes them: struck as coded, in sentences, without ensembles."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.dossier.dossier import Dossier
from detente.reports.brief.agreeable import Agreeable
from detente.reports.charts.chart import Chart


def agreeable_for(
    dossier: Dossier, day: date | None, period: str, issue: str | None, charts: bool = False
) -> tuple[Agreeable, ...]:
    """The deals of the period in file order; none for a brief on one issue (deals link several), or before their claims were known."""
    from detente.binding.deals import bind, scenarios
    from detente.explain.deals import explain_deal
    from detente.studies.deals.study import repeated, study
    from detente.studies.deals.task import Task

    found: list[Agreeable] = []
    chosen = {} if issue else dossier.deals
    for name, file in chosen.items():
        if file.period not in (None, period) or (day is not None and not file.claims):
            continue
        bound = bind(dossier, name)
        done = study(Task(bound.plain, bound.file), draws=0)
        if done is not None:
            over = repeated(done.task)
            said = explain_deal(done, over, bound.trace, bound.titles, file.claims)
            drawn = _map(bound.title, done, over, bound.titles) if charts and not found else None
            found.append(
                Agreeable(name, bound.title, said, tuple(each for each in scenarios(file) if each != "base"), drawn)
            )
    return tuple(found)


def _map(title: str, done: Any, over: Any, titles: Mapping[str, str]) -> Chart:
    from detente import __version__
    from detente.reports.charts.deals.deal_map import deal_map
    from detente.studies.deals.account import as_account

    result = as_account(done.task, done, over, f"detente {__version__}")
    outside = {each.id: each.outside for each in done.deal.governments if each.outside is not None}
    return deal_map(title, result, titles, outside)
