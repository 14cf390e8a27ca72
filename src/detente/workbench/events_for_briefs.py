"""The confirmed events of a dossier as a brief takes them: the temperature of the two parties and what may come, in sentences and a chart."""

from datetime import date

from detente.dossier.dossier import Dossier
from detente.explain.sentence import Sentence
from detente.kernel.errors import DetenteError
from detente.reports.brief.warmth import Warmth

#: A brief draws less than the command does: its figures keep their first digits.
DRAWS, SHUFFLES = 400, 100
#: A share of fewer events says nothing that the chronology does not say better.
FEWEST = 10
#: An event known only to lie within more days than this says too little on a window of days.
LONGEST = 31


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
    ahead, worth = outlook_for(dossier, day, seed) if issue is None else ((), ())
    chart = temperature_chart(dossier.dossier.title, bound, done, told, dossier) if charts and issue is None else None
    return Warmth(said, out, chart, ahead, worth)


def outlook_for(dossier: Dossier, day: date | None, seed: int) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """The outlook of the two parties, events either way; and whether it beats the base rate. Nothing where it cannot be given."""
    from detente.binding.outlook_classes import QUADS
    from detente.binding.temperature import parties
    from detente.explain.outlook import Told, explain_briefly
    from detente.studies.outlook_now import numbers
    from detente.workbench.outlook import HORIZONS, Asked, dossier_bound, held_back, names_of

    asked = Asked(HORIZONS, QUADS, True, None, "none", day, None, 1, LONGEST)
    try:
        bound = dossier_bound(dossier, parties(dossier), asked)
    except DetenteError:  # no event that is dated closely enough, or too short a record
        return (), ()
    found = numbers(bound.stream, bound.asked, bound.rows, HORIZONS)
    checked = held_back(bound, bound, HORIZONS, seed, lambda _: None) if any(each.modelled for each in found) else {}
    return explain_briefly(bound, found, checked, Told("confirmed events", names_of(dossier), day, True))
