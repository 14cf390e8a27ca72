"""Deals straight from the definitions: every package in a plain loop, no vector, no shortcut."""

import itertools
import math

TOLERANCE = 1e-12


def _taste(actor, issue, level):
    place = issue["levels"].index(level)
    if issue["id"] in actor.get("values", {}):
        return actor["values"][issue["id"]][level]
    ideal, at = actor["ideals"][issue["id"]], issue["levels"][place]
    gamma = actor.get("gamma", 1)
    return 1 - (abs(at - ideal) / max(ideal, 1 - ideal)) ** gamma


def utility(actor, issues, package):
    """u of one package: levels are their own names here."""
    total = sum(actor["weights"].values())
    return sum(
        actor["weights"].get(issue["id"], 0) / total * _taste(actor, issue, level)
        for issue, level in zip(issues, package, strict=True)
        if actor["weights"].get(issue["id"], 0) > 0
    )


class Oracle:
    """One plain file of levels that are numbers, two or more governments, vetoes, votes and pressure."""

    def __init__(self, plain):
        self.plain, self.issues = plain, plain["issues"]
        self.governments, self.ratifiers = plain["governments"], plain.get("ratifiers", [])
        self.packages = list(itertools.product(*(issue["levels"] for issue in self.issues)))

    def part(self, actor, k, level):
        weight = actor["weights"].get(self.issues[k]["id"], 0)
        return weight / sum(actor["weights"].values()) * _taste(actor, self.issues[k], level) if weight else 0.0

    def own_part(self, g, k, level):
        home = [j for j in self.ratifiers if j["government"] == g["id"]]
        kept = 1 - sum(j.get("rho", 0) for j in home)
        return kept * self.part(g, k, level) + sum(j.get("rho", 0) * self.part(j, k, level) for j in home)

    def interactions(self, g, package):
        at = {issue["id"]: level for issue, level in zip(self.issues, package, strict=True)}
        return sum(
            each["weight"] * at[each["issues"][0]] * at[each["issues"][1]]
            for each in self.plain.get("interactions", [])
            if each["actor"] == g["id"]
        )

    def own(self, g, package):
        return sum(self.own_part(g, k, level) for k, level in enumerate(package)) + self.interactions(g, package)

    def unilateral(self, k):
        issue = self.issues[k]
        g = next(each for each in self.governments if each["id"] == issue["controller"])
        quos = {each["id"]: each.get("status_quo") for each in self.issues}

        def score(level):
            found = self.own_part(g, k, level)
            for each in self.plain.get("interactions", []):
                if each["actor"] == g["id"] and issue["id"] in each["issues"]:
                    other = next(one for one in each["issues"] if one != issue["id"])
                    if quos[other] is not None:
                        found += each["weight"] * level * quos[other]
            return found

        top = max(score(level) for level in issue["levels"])
        best = [place for place, level in enumerate(issue["levels"]) if score(level) >= top - TOLERANCE]
        quo = issue.get("status_quo")
        if quo is None:
            return issue["levels"][best[0]]
        return issue["levels"][min(best, key=lambda place: (abs(place - issue["levels"].index(quo)), place))]

    def conceded(self, g, package):
        return sum(
            max(self.own_part(g, k, one) for one in self.issues[k]["levels"]) - self.own_part(g, k, level)
            for k, level in enumerate(package)
            if self.issues[k]["controller"] == g["id"]
        )

    def utility(self, g, package, visibility):
        cost = g.get("audience_cost", 0) * (1 + self.plain.get("mu", 0) * g.get("resentment", 0))
        others = sum(self.conceded(h, package) for h in self.governments if h is not g)
        return self.own(g, package) - visibility * cost * self.conceded(g, package) + visibility * g.get("credit", 0) * others

    def lottery(self, notion):
        found = []
        for k, issue in enumerate(self.issues):
            if issue["controller"] == "joint":
                base = issue.get("status_quo", issue["levels"][0])
            elif notion == "retaliation" and "retaliation" in issue:
                base = issue["retaliation"]
            else:
                base = self.unilateral(k)
            p = {level: 0.0 for level in issue["levels"]}
            p[base] = 1.0
            treaty = issue.get("treaty")
            if treaty and self.plain.get("treaties", True):
                lawful = [
                    level for level in issue["levels"]
                    if (level >= treaty["at_least"] if "at_least" in treaty else level <= treaty["at_most"])
                ]  # fmt: skip
                if base not in lawful:
                    p[base] -= treaty["pi"]
                    p[min(lawful, key=lambda level: abs(level - base))] += treaty["pi"]
            if notion == "retaliation":
                for threat in self.plain.get("threats", []):
                    if threat["issue"] == issue["id"]:
                        p = {level: (1 - threat["credibility"]) * each for level, each in p.items()}
                        p[threat["level"]] += threat["credibility"]
            found.append(p)
        return found

    def expected(self, value, notion):
        drawn = self.lottery(notion)
        return sum(
            math.prod(p[level] for p, level in zip(drawn, package, strict=True)) * value(package) for package in self.packages
        )

    def breakdown(self, g, notion):
        return self.expected(lambda package: self.own(g, package), notion)

    def gain(self, j, package, notion):
        return utility(j, self.issues, package) - self.expected(lambda each: utility(j, self.issues, each), notion)

    def passes(self, g, gains):
        votes = total = 0.0
        for j in self.ratifiers:
            if j["government"] != g["id"]:
                continue
            accepts = gains[j["id"]] >= j.get("margin", 0) - TOLERANCE
            if j["rule"] == "veto" and not accepts:
                return False
            if j["rule"] == "vote":
                votes += j.get("votes", 1) * accepts
                total += j.get("votes", 1)
        quota = self.plain.get("quotas", {}).get(g["id"], {"quota": 0.5, "strict": True})
        if not total:
            return True
        need = quota["quota"] * total
        return votes > need + 1e-9 if quota["strict"] else votes >= need - 1e-9

    def p_ratify(self, gains):
        """Every way in which those with a veto or a vote may decide, one after another."""
        deciders = [j for j in self.ratifiers if j["rule"] != "pressure"]
        chance = {}
        for j in deciders:
            gain, margin, sigma = gains[j["id"]], j.get("margin", 0), j.get("sigma", 0)
            if abs(gain) <= TOLERANCE and margin <= 0:
                chance[j["id"]] = 1.0
            elif sigma == 0:
                chance[j["id"]] = float(gain >= margin - TOLERANCE)
            else:
                chance[j["id"]] = 0.5 * math.erfc(-(gain - margin) / sigma / math.sqrt(2))
        total = 0.0
        for says in itertools.product((True, False), repeat=len(deciders)):
            p = math.prod(chance[j["id"]] if yes else 1 - chance[j["id"]] for j, yes in zip(deciders, says, strict=True))
            if p and all(self._carried(g, dict(zip((j["id"] for j in deciders), says, strict=True))) for g in self.governments):
                total += p
        return total

    def _carried(self, g, says):
        gains = {j["id"]: math.inf if says.get(j["id"], True) else -math.inf for j in self.ratifiers}
        return self.passes(g, gains)

    def solve(self, notion, channel, alpha):
        """(zone, packages of F with utilities, nash, ks_maximin, egalitarian, Pareto packages)."""
        d = [self.breakdown(g, notion) for g in self.governments]
        rows = []
        for package in self.packages:
            u = [self.utility(g, package, channel) for g in self.governments]
            gains = {j["id"]: self.gain(j, package, notion) for j in self.ratifiers}
            passed = [self.passes(g, gains) for g in self.governments]
            rational = all(x >= y - TOLERANCE for x, y in zip(u, d, strict=True))
            rows.append((package, u, passed, rational, gains))
        zone = [row for row in rows if all(row[2]) and row[3]]
        stated = [g.get("outside", -math.inf) for g in self.governments]
        feasible = [row for row in zone if all(x >= o - TOLERANCE for x, o in zip(row[1], stated, strict=True))]
        return {"d": d, "rows": rows, "zone": zone, "feasible": feasible, "alpha": alpha}


def best(found, score):
    """The package with the largest score; ties to the larger sum of gains, then the first."""

    def gains(row):
        return [max(u - d, 0.0) for u, d in zip(row[1], found["d"], strict=True)]

    top = max(score(gains(row), row[1]) for row in found["feasible"])
    near = [row for row in found["feasible"] if score(gains(row), row[1]) >= top - 1e-12 * abs(top)]
    most = max(sum(gains(row)) for row in near)
    return next(row for row in near if sum(gains(row)) >= most - 1e-12 * abs(most))


def nash_score(alpha):
    return lambda gains, _: math.prod(g**a for g, a in zip(gains, alpha, strict=True))


def efficient(rows):
    """Non-dominated rows; of equal ones the first."""
    kept = []
    for package, u, *_ in rows:
        beaten = any(
            all(y >= x - TOLERANCE for x, y in zip(u, v, strict=True)) and any(y > x + TOLERANCE for x, y in zip(u, v, strict=True))
            for _, v, *_ in rows
        )
        twin = any(all(abs(x - y) <= TOLERANCE for x, y in zip(u, v, strict=True)) for _, v in kept)
        if not beaten and not twin:
            kept.append((package, u))
    return [package for package, _ in kept]
