"""The deals of a dossier as a brief takes them: struck as coded, in sentences, without ensembles."""

from datetime import date

from detente.dossier.dossier import Dossier
from detente.reports.brief.agreeable import Agreeable


def agreeable_for(dossier: Dossier, day: date | None, period: str, issue: str | None) -> tuple[Agreeable, ...]:
    """The deals of the period in file order; none for a brief on one issue (deals link several), or before their claims were known."""
    from detente.binding.deals import bind, scenarios
    from detente.explain.deals import explain_deal
    from detente.studies.deals.study import repeated, study
    from detente.studies.deals.task import Task

    found = []
    chosen = {} if issue else dossier.deals
    for name, file in chosen.items():
        if file.period not in (None, period) or (day is not None and not file.claims):
            continue
        bound = bind(dossier, name)
        done = study(Task(bound.plain, bound.file), draws=0)
        if done is not None:
            said = explain_deal(done, repeated(done.task), bound.trace, bound.titles, file.claims)
            found.append(Agreeable(name, bound.title, said, tuple(each for each in scenarios(file) if each != "base")))
    return tuple(found)
