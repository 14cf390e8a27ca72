"""The confirmed events of a dossier as a brief takes them: the temperature of the two parties, in sentences and a chart."""

from datetime import date

from detente.dossier.dossier import Dossier
from detente.kernel.errors import DetenteError
from detente.reports.brief.warmth import Warmth

#: A brief draws less than the command does: its figures keep their first digits.
DRAWS, SHUFFLES = 400, 100
#: A share of fewer events says nothing that the chronology does not say better.
FEWEST = 10


def warmth_for(dossier: Dossier, day: date | None, issue: str | None, seed: int, charts: bool = False) -> Warmth | None:
    """The temperature by the events of the issue (all without one) up to the day; None where fewer than FEWEST can be counted."""
    from detente.engines.temperature.options import Options
    from detente.explain.temperature import explain_briefly
    from detente.reports.charts.temperature import temperature_chart
    from detente.studies.temperature import study
    from detente.workbench.temperature import Counting, dossier_record, told_of

    options = Options(draws=DRAWS, shuffles=SHUFFLES)
    try:
        bound = dossier_record(dossier, day, None, Counting(), issue)
    except DetenteError:  # nothing between the two parties, or no pair of countries: the brief has no such section
        return None
    if len(bound.events) < FEWEST:
        return None
    done = study(bound, options, seed, {name: claim.source_document for name, claim in dossier.claims.items()})
    told = told_of(dossier, "confirmed events are counted")
    said, out = explain_briefly(bound, done, options, told)
    return Warmth(said, out, temperature_chart(dossier.dossier.title, bound, done, told, dossier) if charts and issue is None else None)  # fmt: skip
