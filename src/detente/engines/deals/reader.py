"""A deal file as plain data -> frozen inputs, with every problem at once (section 10)."""

from math import prod
from typing import Any

from detente.engines.deals.actors import NOTIONS, Government
from detente.engines.deals.deal import (
    CHANNELS,
    MOST_PACKAGES,
    SOLUTIONS,
    CrisisGame,
    Deal,
    Interaction,
    Options,
    Quota,
    Rubinstein,
    Threat,
)  # fmt: skip
from detente.engines.deals.issues import Issue
from detente.engines.deals.paths import as_range, without_ranges
from detente.engines.deals.reader_actors import read_governments, read_ratifiers
from detente.engines.deals.reader_issues import level_place, read_issues
from detente.engines.deals.reader_requests import read_controls, read_ensemble, read_patterns, read_sweep
from detente.engines.deals.requests import DealFile
from detente.kernel.checker import Checker, shown
from detente.kernel.errors import DetenteError, Problem
from detente.kernel.ranges import Range

FORMAT = "detente-deal/1"
#: Blocks that another engine reads.
OTHERS = ("relation", "threat_game")
KEYS = (
    "format", "title", "as_of", "solution", "solutions", "notion", "channel", "mu", "treaties", "issues", "governments",
    "ratifiers", "quotas", "threats", "crisis", "channels", "interactions", "baskets", "options", "sweep", "patterns",
    "ensemble", "controls", *OTHERS,
)  # fmt: skip
PAYOFFS = ("S", "V", "C", "WA", "WB", "a", "VB")
SELECTIONS = ("max_pR", "min_pR", "continuity")


def read_deal(data: Any, file: str = "deal") -> DealFile:
    """The file. Raises DetenteError with all problems, each as ``FILE: PLACE: problem; fix``."""
    read, problems = try_deal(data, file)
    if problems or read is None:
        raise DetenteError(*problems)
    return read


def try_deal(data: Any, file: str = "deal") -> tuple[DealFile | None, tuple[Problem, ...]]:
    """The file, or None, and its problems (without those of the blocks that another engine reads)."""
    check = Checker(file)
    if not isinstance(data, dict):
        check.add("", "deal-file", f"expected a deal, got {shown(data)}", f"write `format: {FORMAT}` and the keys of the method")  # fmt: skip
        return None, tuple(check.problems)
    if data.get("format") != FORMAT:
        check.add("format", "deal-file", f"unknown format {shown(data.get('format'))}", f"write `format: {FORMAT}`")
    plain, raw = without_ranges({key: each for key, each in data.items() if key not in OTHERS})
    ranges = _ranges(check, raw)
    plain |= {key: data[key] for key in OTHERS if key in data}
    deal = None
    if any(key in data for key in ("issues", "governments")) or not any(key in data for key in OTHERS):
        deal = deal_of(check, plain)
        if deal is not None and not check.problems:
            requests = (
                read_sweep(check, plain), read_patterns(check, plain.get("patterns"), deal),
                read_ensemble(check, plain.get("ensemble")), read_controls(check, plain.get("controls")),
            )  # fmt: skip
            return DealFile(deal, plain, ranges, *requests), tuple(check.problems)
    else:
        check.mapping(data, "", KEYS)
    return (None if check.problems else DealFile(deal, plain, ranges)), tuple(check.problems)


def modes(data: Any, place: str, file: str) -> tuple[Any, tuple[Problem, ...]]:
    """A block that another engine reads, with every range at its mode, and what is wrong with the ranges."""
    check = Checker(file)
    plain, raw = without_ranges(data, place)
    _ranges(check, raw)
    return plain, tuple(check.problems)


def reread(plain: Any, file: str = "deal") -> Deal:
    """The deal of changed plain data without ranges. Raises DetenteError with all problems."""
    check = Checker(file)
    deal = deal_of(check, plain)
    if check.problems or deal is None:
        raise DetenteError(*check.problems)
    return deal


def deal_of(check: Checker, plain: dict[str, Any]) -> Deal | None:
    """Everything of the file that is bargained about."""
    check.mapping(plain, "", KEYS, ("issues", "governments"))
    names = [each["id"] for each in _mappings(plain.get("governments")) if isinstance(each.get("id"), str)]
    issues = read_issues(check, plain.get("issues"), names)
    governments = read_governments(check, plain.get("governments"), issues)
    seats = tuple(each.id for each in governments)
    ratifiers = read_ratifiers(check, plain.get("ratifiers"), issues, seats)
    quotas = _quotas(check, plain.get("quotas"), seats)
    crisis = _crisis(check, plain.get("crisis"), seats)
    threats = _threats(check, plain.get("threats"), issues, seats, "crisis" in plain)
    channels = _channels(check, plain.get("channels"))
    interactions = _interactions(check, plain.get("interactions"), issues, seats)
    fine = _baskets(check, plain.get("baskets"), issues)
    options = _options(check, plain.get("options"), governments)
    solution, solutions = _solutions(check, plain, options)
    notion = check.known(plain.get("notion", "retaliation"), "notion", NOTIONS, "notion")
    channel = check.known(plain["channel"], "channel", tuple(channels), "channel") if "channel" in plain else (
        "quiet" if "quiet" in channels else next(iter(channels), "quiet"))  # fmt: skip
    mu = check.number(plain.get("mu", 0), "mu", 0)
    treaties = check.truth(plain.get("treaties"), "treaties", True)
    if not issues and not check.faulty:
        check.add("issues", "deal-value", "there is no issue", "list what is bargained about")
    if check.problems:
        return None
    deal = Deal(issues, governments, ratifiers, quotas, threats, crisis, channels, interactions, fine, options, solution,
                solutions, notion, str(channel), mu or 0.0, treaties)  # fmt: skip
    _limit(check, deal)
    return deal


def _limit(check: Checker, deal: Deal) -> None:
    if deal.continuous:
        voters = [each for each in deal.ratifiers if each.rule == "vote"]
        if len(voters) > 12:
            check.add("ratifiers", "deal-limit", f"{len(voters)} voters on continuous issues, 12 are the limit", "merge blocs, or give the issues levels")  # fmt: skip
        return
    size = prod(len(issue.levels) for issue in deal.issues)
    if size > MOST_PACKAGES and not (len(deal.governments) == 2 and deal.additive):
        check.add("issues", "deal-limit", f"{size:,} packages, {MOST_PACKAGES:,} can be listed (more only for two governments without vetoes, votes and interactions)",
                  "merge levels or split into baskets")  # fmt: skip


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _ranges(check: Checker, raw: dict[str, Any]) -> dict[str, Range]:
    found = {}
    for place, each in raw.items():
        read = as_range(each)
        if read is not None:
            found[place] = read
            continue
        numbers = True
        for key in ("low", "mode", "high"):
            if each.get(key) is not None and check.number(each[key], f"{place}.{key}") is None:
                numbers = False
        if numbers and each.get("mode") is None:
            check.add(f"{place}.mode", "deal-number", "the range has no mode", "give one")
        elif numbers:
            check.add(place, "deal-range", f"the mode {each['mode']} does not lie between low and high", "correct the range")  # fmt: skip
    return found


def _quotas(check: Checker, value: Any, seats: tuple[str, ...]) -> dict[str, Quota]:
    found = {}
    for name, each in check.pairs(value, "quotas").items():
        who = check.known(name, f"quotas.{name}", seats, "government")
        plain = check.mapping(each, f"quotas.{name}", ("quota", "strict"))
        share = check.number(plain.get("quota", 0.5), f"quotas.{name}.quota", 0, 1)
        strict = check.truth(plain.get("strict"), f"quotas.{name}.strict", True)
        if who is not None and share is not None:
            found[str(who)] = Quota(share, strict)
    return found


def _crisis(check: Checker, value: Any, seats: tuple[str, ...]) -> CrisisGame | None:
    if value is None:
        return None
    plain = check.mapping(value, "crisis", ("challenger", "target", "payoffs", "audience", "select"), ("challenger", "target", "payoffs"))  # fmt: skip
    sides = [check.known(plain[key], f"crisis.{key}", seats, "government") if plain.get(key) is not None else None
             for key in ("challenger", "target")]  # fmt: skip
    if None not in sides and sides[0] == sides[1]:
        check.add("crisis.target", "deal-value", "a government cannot threaten itself", "name the other side")
    payoffs = check.mapping(plain.get("payoffs", {}), "crisis.payoffs", PAYOFFS)
    numbers = {key: check.number(payoffs.get(key), f"crisis.payoffs.{key}") for key in PAYOFFS}
    audience = check.mapping(plain.get("audience", {}), "crisis.audience", ("challenger", "target"))
    costs = [check.number(audience.get(key, 0), f"crisis.audience.{key}", 0) for key in ("challenger", "target")]
    select = check.known(plain.get("select", "max_pR"), "crisis.select", SELECTIONS, "selection")
    if None in sides or None in numbers.values() or None in costs or select is None:
        return None
    return CrisisGame(str(sides[0]), str(sides[1]), {key: each for key, each in numbers.items() if each is not None},
                      (costs[0] or 0.0, costs[1] or 0.0), select)  # fmt: skip


def _threats(check: Checker, value: Any, issues: tuple[Issue, ...], seats: tuple[str, ...], crisis: bool) -> tuple[Threat, ...]:  # fmt: skip
    found = []
    by_id = {issue.id: issue for issue in issues}
    for number, each in enumerate(check.entries(value, "threats")):
        name = each.get("issue") if isinstance(each, dict) else None
        place = f"threats.{name}" if isinstance(name, str) else f"threats[{number}]"
        plain = check.mapping(each, place, ("by", "issue", "level", "credibility"), ("by", "issue", "level"))
        by = check.known(plain["by"], f"{place}.by", seats, "government") if plain.get("by") is not None else None
        issue = by_id.get(check.known(name, f"{place}.issue", tuple(by_id), "issue")) if name is not None else None
        level = None
        if issue is not None and plain.get("level") is not None:
            if issue.continuous:
                check.add(place, "deal-threat", "nobody controls a continuous issue", "give the issue levels and a controller")  # fmt: skip
            else:
                level = level_place(check, issue, plain["level"], f"{place}.level")
        if issue is not None and by is not None and not issue.continuous and issue.controller != by:
            check.add(f"{place}.by", "deal-threat", f"{by} does not control {issue.id}",
                      f"name its controller, {issue.controller}" if issue.controller else "name an issue that it controls")  # fmt: skip
        stated = plain.get("credibility", 0)
        if stated == "crisis" and not crisis:
            check.add(f"{place}.credibility", "deal-threat", "the file has no crisis block", "add `crisis:` or give a number in 0..1")  # fmt: skip
        credibility = None if stated == "crisis" else check.number(stated, f"{place}.credibility", 0, 1)
        if by is not None and issue is not None and level is not None and (stated == "crisis" or credibility is not None):  # fmt: skip
            found.append(Threat(str(by), issue.id, level, credibility))
    return tuple(found)


def _channels(check: Checker, value: Any) -> dict[str, float]:
    if value is None:
        return dict(CHANNELS)
    found = {}
    for name, each in check.pairs(value, "channels").items():
        plain = check.mapping(each, f"channels.{name}", ("visibility",), ("visibility",))
        if plain.get("visibility") is not None:
            visibility = check.number(plain["visibility"], f"channels.{name}.visibility", 0, 1)
            found[str(name)] = visibility or 0.0
    if not found:
        check.add("channels", "deal-value", "there is no channel", "name one, or drop the key for the defaults")
    return found


def _interactions(check: Checker, value: Any, issues: tuple[Issue, ...], seats: tuple[str, ...]) -> tuple[Interaction, ...]:  # fmt: skip
    found = []
    by_id = {issue.id: issue for issue in issues}
    for number, each in enumerate(check.entries(value, "interactions")):
        place = f"interactions[{number}]"
        plain = check.mapping(each, place, ("actor", "issues", "weight"), ("actor", "issues"))
        actor = check.known(plain["actor"], f"{place}.actor", seats, "government") if plain.get("actor") is not None else None  # fmt: skip
        pair = [check.known(one, f"{place}.issues", tuple(by_id), "issue") for one in check.entries(plain.get("issues"), f"{place}.issues")]  # fmt: skip
        weight = check.number(plain.get("weight", 0), f"{place}.weight")
        if plain.get("issues") is not None and (len(pair) != 2 or (pair[0] is not None and pair[0] == pair[1])):
            check.add(f"{place}.issues", "deal-value", "an interaction joins two different issues", "name two")
            continue
        bare = [one for one in pair if one is not None and (by_id[one].continuous or None in by_id[one].at)]
        for one in bare:
            check.add(f"{place}.issues", "deal-value", f"the levels of {one} have no numbers", "write levels as {name: , at: }")  # fmt: skip
        if actor is not None and None not in pair and len(pair) == 2 and not bare and weight is not None:
            found.append(Interaction(str(actor), (str(pair[0]), str(pair[1])), weight))
    return tuple(found)


def _baskets(check: Checker, value: Any, issues: tuple[Issue, ...]) -> tuple[tuple[str, ...], ...]:
    ids = tuple(issue.id for issue in issues)
    fine: tuple[tuple[str, ...], ...] = tuple((each,) for each in ids)
    for name, each in check.pairs(value, "baskets").items():
        place = f"baskets.{name}"
        read = []
        for number, basket in enumerate(check.entries(each, place)):
            one = [check.known(issue, f"{place}[{number}]", ids, "issue") for issue in check.entries(basket, f"{place}[{number}]")]  # fmt: skip
            read.append(tuple(str(issue) for issue in one if issue is not None))
        named = [issue for basket in read for issue in basket]
        for issue in ids:
            if named.count(issue) != 1:
                said = "stands in no basket" if issue not in named else "stands in several baskets"
                check.add(place, "deal-baskets", f"the issue {issue} {said}", "name every issue exactly once")
        if name == "fine":
            fine = tuple(basket for basket in read if basket)
        else:
            check.add(place, "deal-key", f"unknown key {str(name)!r}", "use one of fine")
    return fine


def _options(check: Checker, value: Any, governments: tuple[Government, ...]) -> Options:
    seats = tuple(each.id for each in governments)
    plain = check.mapping(value if value is not None else {}, "options", ("kalai_weights", "rubinstein", "tili", "indifferent", "genius_values"))  # fmt: skip
    weights = {}
    for name, each in check.pairs(plain.get("kalai_weights"), "options.kalai_weights").items():
        who = check.known(name, f"options.kalai_weights.{name}", seats, "government")
        number = check.number(each, f"options.kalai_weights.{name}", 0, above=True)
        if who is not None and number is not None:
            weights[str(who)] = number
    proposer = None
    if plain.get("tili") is not None:
        tili = check.mapping(plain["tili"], "options.tili", ("proposer",), ("proposer",))
        if tili.get("proposer") is not None:
            proposer = check.known(tili["proposer"], "options.tili.proposer", seats, "government")
    indifferent = check.known(plain.get("indifferent", "consent"), "options.indifferent", ("consent", "probit"), "option")  # fmt: skip
    if "genius_values" in plain:
        check.known(plain["genius_values"], "options.genius_values", ("by_max", "raw"), "option")
    rubinstein = _rubinstein(check, plain.get("rubinstein"), seats)
    return Options(weights, rubinstein, proposer, indifferent != "probit")


def _rubinstein(check: Checker, value: Any, seats: tuple[str, ...]) -> Rubinstein | None:
    if value is None:
        return None
    import math

    place = "options.rubinstein"
    plain = check.mapping(value, place, ("rates", "discounts", "period", "first"))
    if ("rates" in plain) == ("discounts" in plain):
        check.add(place, "deal-value", "expected either rates or discounts", "give one of the two")
        return None
    if len(seats) != 2:
        check.add(
            place, "deal-value", f"alternating offers need two governments, not {len(seats)}", "remove the option"
        )
        return None
    key = "rates" if "rates" in plain else "discounts"
    stated = check.pairs(plain[key], f"{place}.{key}")
    rates = {}
    for name in (*seats, *(each for each in stated if each not in seats)):
        if check.known(name, f"{place}.{key}.{name}", seats, "government") is None:
            continue
        if key == "rates":
            number = check.number(stated.get(name), f"{place}.{key}.{name}", 0, above=True)
        else:
            number = check.number(stated.get(name), f"{place}.{key}.{name}", 0, 1, above=True)
            if number == 1:
                check.add(f"{place}.{key}.{name}", "deal-range", "must lie below 1, got 1", "correct it")
                number = None
            number = None if number is None else -math.log(number)
        if number is not None:
            rates[str(name)] = number
    period = check.number(plain.get("period", 1), f"{place}.period", 0, above=True)
    first = check.known(plain.get("first", seats[0]), f"{place}.first", seats, "government")
    return Rubinstein(rates, period, str(first)) if len(rates) == 2 and period is not None and first is not None else None  # fmt: skip


def _solutions(check: Checker, plain: dict[str, Any], options: Options) -> tuple[str, tuple[str, ...]]:
    asked = plain.get("options") if isinstance(plain.get("options"), dict) else {}
    usable = {"rubinstein": "rubinstein" in (asked or {}), "tili": "tili" in (asked or {})}

    def known(value: Any, place: str) -> str | None:
        name = check.known(value, place, SOLUTIONS, "solution")
        if name is not None and not usable.get(name, True):
            check.add(place, "deal-value", f"{name} needs options.{name}", "add the option, or choose another solution")
            return None
        return None if name is None else str(name)

    solution = known(plain.get("solution", "nash"), "solution")
    listed = tuple(each for each in SOLUTIONS if usable.get(each, True))
    if plain.get("solutions") is not None:
        read = [known(each, f"solutions[{k}]") for k, each in enumerate(check.entries(plain["solutions"], "solutions"))]
        listed = tuple(each for each in SOLUTIONS if each in read)
    return solution or "nash", listed
