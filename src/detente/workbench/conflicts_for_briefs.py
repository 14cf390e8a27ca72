"""The conflicts of a dossier as a brief takes them: every reading solved, counted over the readings."""

from dataclasses import replace
from datetime import date

from detente.dossier.dossier import Dossier
from detente.reports.brief.played import Played


def played_for(dossier: Dossier, day: date | None, issue: str | None) -> tuple[Played, ...]:
    """The conflicts that touch the issue (all without one) and whose outcome was known on the day."""
    found = (
        _played(dossier, name, day)
        for name, file in dossier.conflicts.items()
        if issue is None or issue in file.body().get("issues", ())
    )
    return tuple(each for each in found if each is not None)


def _played(dossier: Dossier, name: str, day: date | None) -> Played | None:
    from detente.binding.conflict import bind, profiles
    from detente.engines.conflict.model import Request
    from detente.engines.conflict.solve import solve

    file = dossier.conflicts[name]
    models = [bind(dossier, name, each)[0] for each in profiles(file)]
    outcome = models[0].outcome
    if outcome is None or outcome.state is None or (day is not None and outcome.date > day.isoformat()):
        return None
    solved = [solve(replace(model, request=Request())) for model in models]
    seq, gmr = ([set(() if (e := s.equilibria[c]) is None else e.tolist()) for s in solved] for c in ("seq", "gmr"))
    walked = [s.status_quo.improvements if s.status_quo else None for s in solved]
    size = models[0].states.size
    shares = [len(each) / size for each in seq]
    return Played(
        name,
        file.title or name,
        tuple(claim for claim in file.claims if claim in dossier.claims),
        len(models),
        sum(outcome.state in each for each in seq),
        sum(outcome.state in each for each in gmr),
        sum(bool(each.distance[outcome.state] >= 0) for each in walked if each is not None),
        size,
        (min(shares), max(shares)),
    )
