"""A deal studied -> sentences with the claims of the numbers that they speak about. Never a deal without its null."""

from collections.abc import Iterator, Mapping, Sequence

from detente.binding.trace import Trace
from detente.engines.deals.contributions import contributions
from detente.engines.deals.deal import Deal
from detente.engines.deals.linkage import FineWorld
from detente.engines.deals.pivotal import same
from detente.engines.deals.solve import Solved
from detente.engines.deals.talks import Package, Pick
from detente.explain.sentence import Sentence, listed
from detente.studies.deals.controls import ENOUGH
from detente.studies.deals.study import DealStudy, Repeated

_MOST = 3
NOTION = {"nonagreement": "mere non-agreement", "retaliation": "retaliation"}
_SHUFFLED = {"weights": "weights", "ideals": "ideals", "both": "weights and ideals"}


def explain_deal(done: DealStudy, over: Repeated, trace: Trace, titles: Mapping[str, str], claims: tuple[str, ...]) -> tuple[Sentence, ...]:  # fmt: skip
    """The deal first, then what it is worth and to whom, who decides, what breaks it, the null, and what it rests on.

    ``titles``: id -> name for a reader; ``claims``: those behind the file, or the scenario, as a whole.
    """
    return tuple(_Account(done, over, trace, titles, claims).sentences())


def package_words(deal: Deal, package: Package, titles: Mapping[str, str]) -> str:
    """A package in words: each issue with what is agreed on it."""
    return ", ".join(
        f"{titles.get(issue.id, issue.id)} {_level(issue.levels[level] if not issue.continuous else level)}"
        for issue, level in zip(deal.issues, package, strict=True)
    )


def _level(level: object) -> str:
    if isinstance(level, dict):
        return "/".join(f"{each:.2f}" for each in level.values())
    return f"{level:.3g}" if isinstance(level, float) else str(level)


def _signed(number: float) -> str:
    return f"{number:+.3f}"


def patience_told(solved: Solved, titles: Mapping[str, str]) -> Iterator[Sentence]:
    """Whom the headline deal holds without a court, government by government; nothing without a deal."""
    for government, each in zip(solved.deal.governments, solved.patience or (), strict=False):
        who = titles.get(government.id, government.id)
        if each.delta_star is None:
            yield Sentence(
                f"Nothing but a court holds {who} to it: breakdown costs it nothing, so no patience suffices"
            )
        elif each.delta_star == 0:
            yield Sentence(f"{who} has nothing to win by breaking it")
        else:
            yield Sentence(f"The deal holds {who} by itself if its discount factor is {each.delta_star:.2f} or more: breaking it would win {each.temptation:.3f} once and then lose {each.loss:.3f} a period")  # fmt: skip


def trap_told(over: Repeated, trace: Trace) -> Iterator[Sentence]:
    """Whether silence is a trap, and for whom; nothing if the file does not ask."""
    trap = (over.relation or {}).get("trap")
    if trap is None:
        return
    claims = trace.claims("relation", "record", "trap.gain", "trap.eta", "trap.psi", "trap.omega", "trap.delta")
    if trap["delta_star"] is None:
        yield Sentence("Silence is no trap here: no patience makes what erodes dearer than what is gained", claims)
    elif trap["trapped"] is None:
        yield Sentence(
            f"Silence is a trap for a government whose discount factor is above {trap['delta_star']:.2f}", claims
        )
    else:
        word = "is" if trap["trapped"] else "is not"
        yield Sentence(f"Silence is a trap above a discount factor of {trap['delta_star']:.2f}; at the stated one a period of silence is worth {trap['present_value']:.3f}, so it {word} one", claims)  # fmt: skip


class _Account:
    def __init__(self, done: DealStudy, over: Repeated, trace: Trace, titles: Mapping[str, str], claims: tuple[str, ...]) -> None:  # fmt: skip
        self.done, self.over, self.trace, self.titles, self.claims = done, over, trace, titles, claims
        self.deal, self.solved, self.pick = done.deal, done.solved, done.solved.pick

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in order."""
        yield self.verdict()
        if self.pick is not None:
            yield from self.gains(self.pick)
            yield from self.notions()
            yield from self.ratifiers(self.pick)
            yield from patience_told(self.solved, self.titles)
        else:
            yield from self.openers()
        yield from self.channels()
        yield from self.patterns()
        yield from self.null()
        yield from self.drivers()
        yield from trap_told(self.over, self.trace)
        yield from self.assumed()

    def name(self, each: str) -> str:
        """The title of an id."""
        return self.titles.get(each, each)

    def verdict(self) -> Sentence:
        deal, zone = self.deal, self.solved.headline.agreement.zone
        frame = f"Under {deal.solution}, with {NOTION[deal.notion]} if talks fail and in the channel {deal.channel}"
        if self.pick is None:
            why = {"no_zone": "no package leaves every side at least as well off as breakdown and passes at home",
                   "outside_option": "what could be agreed is worth less to some side than its outside option"}  # fmt: skip
            return Sentence(f"{frame}, there is no deal: {why[self.solved.headline.agreement.reason or 'no_zone']}", self.claims)  # fmt: skip
        size = "" if zone is None else f"; {zone} of {deal.packages:,} packages could be agreed"
        return Sentence(
            f"{frame}, the deal is {package_words(deal, self.pick.package, self.titles)}{size}", self.claims
        )

    def gains(self, pick: Pick) -> Iterator[Sentence]:
        main, fine = self.solved.headline, self.solved.linkage
        table = contributions(self.solved.tables, main.talks, main.drawn, pick.package)
        for g, government in enumerate(self.deal.governments):
            said = f"{self.name(government.id)} gets {pick.utility[g]:.3f}, {_signed(pick.utility[g] - main.talks.breakdown[g])} over breakdown"  # fmt: skip
            if isinstance(fine, FineWorld):
                said += f" and {_signed(pick.utility[g] - fine.utility[g])} over talks issue by issue"
            order = sorted(range(len(table[g])), key=lambda k: -abs(table[g][k]))[:2]
            moved = [k for k in order if abs(table[g][k]) > 0.0005]
            if moved:
                said += f", mostly by {listed(f'{self.name(self.deal.issues[k].id)} ({_signed(table[g][k])})' for k in moved)}"
            fields = [f"{column}.{self.deal.issues[k].id}" for k in moved for column in ("weights", "ideals", "values")]
            yield Sentence(said, self.trace.claims(f"governments.{government.id}", *fields) if fields else ())
        if isinstance(fine, FineWorld):
            agreed = [each for each in fine.baskets if each.package is not None]
            said = f"Issue by issue {len(agreed)} of {len(fine.baskets)} baskets would be agreed"
            alone = [" and ".join(self.name(issue) for issue in each.issues) for each in agreed]
            yield Sentence(f"{said}{': ' + listed(alone) if alone else ''}")
        else:
            yield Sentence(f"What linkage is worth cannot be told: {fine}")

    def notions(self) -> Iterator[Sentence]:
        picks = {name: each.agreement.picks.get(self.deal.solution) for name, each in self.solved.notions.items()}
        first, second = picks["nonagreement"], picks["retaliation"]
        other = "nonagreement" if self.deal.notion == "retaliation" else "retaliation"
        if not same(first, second):
            shown = picks[other]
            what = (
                "there is no deal"
                if shown is None
                else f"the deal is {package_words(self.deal, shown.package, self.titles)}"
            )
            yield Sentence(f"With {NOTION[other]} instead, {what}: the answer hangs on what happens without a deal")
        elif first is not None:
            yield Sentence(f"With {NOTION[other]} instead the deal is the same")

    def ratifiers(self, pick: Pick) -> Iterator[Sentence]:
        data = self.solved.weights
        chance = self.done_p(pick)
        if not data:
            yield Sentence("Nobody at home has a veto or a vote on it")
        for each in data:
            slack = each.slack or 0.0
            said = f"{self.name(each.id)} ({self.name(each.government)}, {each.rule}) {'accepts' if slack >= 0 else 'does not accept'} it with {abs(slack):.3f} {'to spare' if slack >= 0 else 'too little'} (P {each.p or 0.0:.0%})"  # fmt: skip
            if each.pivotal and each.without is not None:
                said += f", and is pivotal: without it the deal would be {package_words(self.deal, each.without.package, self.titles)}"
            yield Sentence(said, self.trace.claims(f"ratifiers.{each.id}", "record", "margin"))
        if data and not any(each.pivotal for each in data):
            yield Sentence("No single ratifier is pivotal: without any one of them the deal is the same")
        yield Sentence(f"The risk that it fails at home is {1 - chance:.1%}")

    def done_p(self, pick: Pick) -> float:
        """P(ratify) of the headline deal."""
        from math import prod

        from detente.engines.deals.ratification import chances

        return prod(chances(self.solved.headline.talks, pick.package))

    def openers(self) -> Iterator[Sentence]:
        opening = [each for each in self.solved.weights if each.opens_zone]
        if opening:
            names = listed(f"{self.name(each.id)} ({self.name(each.government)})" for each in opening)
            claims = [
                claim for each in opening for claim in self.trace.claims(f"ratifiers.{each.id}", "record", "margin")
            ]
            yield Sentence(f"Without the approval of {names} alone there would be one", tuple(dict.fromkeys(claims)))
        elif self.solved.weights:
            yield Sentence("No single ratifier stands in the way: without any one of them there is still no deal")

    def channels(self) -> Iterator[Sentence]:
        verdict, rows = self.solved.verdict, self.solved.channels
        claims = self.trace.claims("crisis", "record")
        if not self.solved.comparable:
            yield Sentence("Publicity enters this table as a cost only, so that quiet talks do better would follow from the bookkeeping: no verdict on channels is given")  # fmt: skip
        elif verdict is not None:
            said = []
            for g, government in enumerate(self.deal.governments):
                quiet, public = rows["quiet"].standing[g], rows["public"].standing[g]
                word = {"quiet": "does better quietly", "public": "does better in public", "equal": "does as well in public as quietly"}[verdict[g]]  # fmt: skip
                said.append(f"{self.name(government.id)} {word} ({quiet:.3f} against {public:.3f})")
            yield Sentence(listed(said), claims)
        first, last = rows.get("quiet"), rows.get("public")
        if first is not None and last is not None and first.facts is not None and last.facts is not None:
            who = self.name(self.deal.crisis.target) if self.deal.crisis is not None else "the target"
            yield Sentence(f"In the crisis itself {who} would concede with probability {first.facts.p_concede:.1%} quietly and {last.facts.p_concede:.1%} in public; what wins there need not win at the table", claims)  # fmt: skip
        for name, row in rows.items():
            if row.alternatives:
                yield Sentence(f"The crisis game has {len(row.alternatives)} equilibria in the channel {name}, and the deals under them differ")  # fmt: skip

    def patterns(self) -> Iterator[Sentence]:
        for name, rows in (self.done.controls or {}).items():
            rate = self.done.rates[name]
            if not rows:
                continue
            shuffled = listed(f"{each.rate:.0%} with shuffled {_SHUFFLED[each.permute]}" for each in rows)
            said = f'The pattern "{name}" comes out in {rate:.0%} of draws, against {shuffled}'
            if rate == 0:
                yield Sentence(f"{said}: this coding does not show it")
            elif all(each.beats for each in rows):
                yield Sentence(f"{said}: at least {ENOUGH:g} times as often, so the coding and not the table makes it", self.claims)  # fmt: skip
            else:
                yield Sentence(f"{said}: not {ENOUGH:g} times as often as under random coding, so it is not claimed as a finding")  # fmt: skip

    def null(self) -> Iterator[Sentence]:
        drawn = self.done.drawn
        if drawn is None:
            return
        said = f"Of {drawn.draws:,} draws from the ranges {drawn.no_zone:.0%} have no zone of agreement"
        if self.pick is not None:
            said += f" and {drawn.same_deal:.0%} end in this very deal"
        yield Sentence(said)

    def drivers(self) -> Iterator[Sentence]:
        turning = [each for each in self.done.drivers or () if each.turns]
        if self.done.drivers is None:
            return
        if not turning:
            yield Sentence("No single range, taken to either end, changes the deal")
            return
        cells = [_cell(each.set) for each in turning[:_MOST]]
        claims = tuple(dict.fromkeys(claim for row, field in cells for claim in self.trace.claims(row, field)))
        more = f" and {len(turning) - _MOST} more" if len(turning) > _MOST else ""
        yield Sentence(f"{len(turning)} of {len(self.done.drivers)} ranges change the deal at one end: {listed(each.set for each in turning[:_MOST])}{more}", claims)  # fmt: skip

    def assumed(self) -> Iterator[Sentence]:
        cells = [(row, field) for row, field in self.trace.assumptions() if row != "scenario"]
        if cells:
            shown = listed(
                f"{row}.{field}" if field not in ("record", "value") else row for row, field in cells[:_MOST]
            )
            yield Sentence(f"{len(cells)} numbers rest on no claim: {shown}{' and others' if len(cells) > _MOST else ''}", assumption=True)  # fmt: skip


def _cell(path: str) -> tuple[str, str]:
    """The row and field of the trace that a dotted path of a range belongs to."""
    steps = path.split(".")
    if steps[0] in ("issues", "governments", "ratifiers", "threats", "interactions") and len(steps) > 2:
        return ".".join(steps[:2]), ".".join(steps[2:])
    return (steps[0], ".".join(steps[1:])) if len(steps) > 1 else (path, "value")


def _path_words(path: str, titles: Mapping[str, str]) -> str:
    """A dotted path as a reader says it: ``governments.US.ideals.VOICE`` -> the ideals of (US) on (VOICE)."""
    section, *rest = path.split(".")
    if section not in ("governments", "ratifiers", "issues") or not 2 <= len(rest) <= 3:
        return path
    who, field, *on = rest
    about = f" on {titles.get(on[0], on[0])}" if on else ""
    return f"the {field.replace('_', ' ')} of {titles.get(who, who)}{about}"


def explain_against(first: DealStudy, second: DealStudy, names: tuple[str, str], trace: Trace, changed: Sequence[str], titles: Mapping[str, str]) -> tuple[Sentence, ...]:  # fmt: skip
    """What differs from the second what-if to the first, and why. ``changed``: the paths that differ; ``trace``: both grounds."""
    one, two = first.solved, second.solved
    found = []
    if changed:
        claims = tuple(dict.fromkeys(claim for path in changed for claim in trace.claims("scenario", path)))
        found.append(
            Sentence(
                f"{names[0]} and {names[1]} differ in {listed(_path_words(path, titles) for path in changed)}",
                claims,
                assumption=not claims,
            )
        )
    if same(one.pick, two.pick):
        found.append(Sentence("The deal is the same" if one.pick is not None else "Neither has a deal"))
    elif one.pick is None or two.pick is None:
        found.append(Sentence(f"Only {names[0] if one.pick is not None else names[1]} has a deal"))
    else:
        moved = [
            f"{titles.get(issue.id, issue.id)} is {_level(issue.levels[a] if not issue.continuous else a)} instead of {_level(issue.levels[b] if not issue.continuous else b)}"
            for issue, a, b in zip(first.deal.issues, one.pick.package, two.pick.package, strict=True) if a != b
        ]  # fmt: skip
        found.append(Sentence(f"Under {names[0]}, {listed(moved)}"))
    for g, government in enumerate(first.deal.governments):
        d = one.headline.talks.breakdown[g] - two.headline.talks.breakdown[g]
        if abs(d) > 0.0005:
            word = "less" if d < 0 else "more"
            found.append(
                Sentence(
                    f"Under {names[0]}, breakdown is worth {abs(d):.3f} {word} to {titles.get(government.id, government.id)}"
                )
            )
    zones = one.headline.agreement.zone, two.headline.agreement.zone
    if None not in zones and zones[0] != zones[1]:
        found.append(Sentence(f"Under {names[0]}, {zones[0]} packages could be agreed instead of {zones[1]}"))
    for one_weight, two_weight in zip(one.weights, two.weights, strict=False):
        if one_weight.id == two_weight.id and one_weight.pivotal != two_weight.pivotal:
            word = "becomes" if one_weight.pivotal else "is no longer"
            found.append(Sentence(f"{titles.get(one_weight.id, one_weight.id)} {word} pivotal", trace.claims(f"ratifiers.{one_weight.id}", "record")))  # fmt: skip
    return tuple(found)
