"""The deals engine: plain enumeration of random deals, the exact cases, and the properties of section 12."""

import random
from dataclasses import replace

import numpy as np
import pytest
from deal_models import random_deal
from deals_oracle import Oracle, best, efficient, nash_score
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.engines.deals.bargain import bargain
from detente.engines.deals.breakdown import lottery
from detente.engines.deals.deal import Quota
from detente.engines.deals.enumerated import enumerate_packages, vectors
from detente.engines.deals.pareto import pareto
from detente.engines.deals.pruned import frontier, prune
from detente.engines.deals.ratification import carried
from detente.engines.deals.reader import read_deal
from detente.engines.deals.solve import headline, solve
from detente.engines.deals.tables import in_channel, tables
from detente.engines.deals.talks import talks
from detente.workbench.deal_replication import deal_catalogue, replicate_deals
from detente.workbench.deals import solve_deal

NAMES = [case.name for case in deal_catalogue()]
CASES = {case.name.rsplit("/", 1)[1]: case.deal for case in deal_catalogue()}
SEEDS = st.integers(0, 10**6)


def deal_of(plain):
    return read_deal(plain).deal


def pick_of(plain, solution="nash", notion="retaliation"):
    """The package and utilities of one solution, None without a deal."""
    short = headline(replace(deal_of(plain), solution=solution, notion=notion))
    return short.pick and (short.pick.package, short.pick.utility)


def ratifier(**keys):
    return {"id": "NEW", "government": "A", "rule": "veto", "weights": {"I0": 1}, "ideals": {"I0": 0.5}, **keys}


# --- exact cases and the oracle ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_catalogue_is_met(name):
    """Closed forms of the classics, and the 197 numbers of the worked example."""
    wrong = [row for row in replicate_deals(name) if not row["within"] and row["case"] == name]
    assert not wrong, [(row["quantity"], row["ours"], row["published"]) for row in wrong]


@pytest.mark.parametrize("seed", range(3))
def test_random_deals_are_those_of_plain_enumeration(seed):
    """Breakdown, win-sets, zone, three solutions, Pareto packages and P(ratify), in every channel and notion."""
    rng, agreed = random.Random(seed), 0
    for _ in range(25):
        plain = random_deal(rng, governments=rng.choice([2, 2, 3]))
        oracle, deal = Oracle(plain), deal_of(plain)
        notion, channel = rng.choice(["nonagreement", "retaliation"]), rng.choice(["quiet", "treaty", "public"])
        done = solve(replace(deal, notion=notion, channel=channel)).headline
        alpha = [g["alpha"] / sum(each["alpha"] for each in plain["governments"]) for g in plain["governments"]]
        wanted = oracle.solve(notion, deal.channels[channel], alpha)
        assert done.talks.breakdown == pytest.approx(wanted["d"], abs=1e-12)
        wins = [sum(row[2][g] for row in wanted["rows"]) / len(wanted["rows"]) for g in range(len(alpha))]
        assert done.agreement.win_set == pytest.approx(wins)
        assert done.agreement.zone == len(wanted["zone"])
        if not wanted["feasible"]:
            assert not done.agreement.picks
            assert done.agreement.reason == ("outside_option" if wanted["zone"] else "no_zone")
            continue
        agreed += 1
        named = [
            tuple(issue.levels[k] for issue, k in zip(deal.issues, each.package, strict=True))
            for each in done.agreement.pareto
        ]
        assert named == efficient(wanted["feasible"])
        most = [max(row[1][g] - wanted["d"][g] for row in wanted["zone"]) for g in range(len(alpha))]
        scores = {
            "nash": nash_score(alpha), "egalitarian": lambda gains, _: min(gains), "utilitarian": lambda _, u: sum(u),
            "ks_maximin": lambda gains, _, most=most: min(g / b if b > 0 else 1.0 for g, b in zip(gains, most, strict=True)),
        }  # fmt: skip
        for name, score in scores.items():
            row = best(wanted, score)
            assert done.agreement.picks[name].utility == pytest.approx(row[1], abs=1e-12), name
        chosen = next(row for row in wanted["rows"] if row[0] == tuple(
            issue.levels[k] for issue, k in zip(deal.issues, done.agreement.picks["nash"].package, strict=True)))  # fmt: skip
        from detente.engines.deals.solve import p_breakdown

        assert 1 - p_breakdown(done.talks, done.agreement.picks["nash"]) == pytest.approx(
            oracle.p_ratify(chosen[4]), abs=1e-12
        )
    assert agreed > 5


def test_pruned_sums_are_enumeration_and_name_packages_that_are_worth_what_they_say():
    """The frontier, the solutions, and the back-pointers."""
    rng = random.Random(5)
    for _ in range(40):
        deal = deal_of(random_deal(rng, votes=False, interactions=False))
        built = tables(deal)
        each = talks(
            deal, built, in_channel(deal, built, 0.3), "retaliation", lottery(deal, built, "retaliation", None)
        )
        whole = enumerate_packages(each, deal.solutions, deal.options, vectors(each))
        fast = prune(each, deal.solutions, deal.options)
        ours, theirs = (np.array(sorted(p.utility for p in one.frontier)) for one in (fast, whole))
        assert ours == pytest.approx(theirs)
        assert whole.reason == fast.reason
        for name, pick in whole.picks.items():
            assert fast.picks[name].utility == pytest.approx(pick.utility), name
            worth = [
                sum(float(part[k]) for part, k in zip(parts, fast.picks[name].package, strict=True))
                for parts in each.parts
            ]
            assert worth == pytest.approx(fast.picks[name].utility)


def test_a_frontier_of_a_trillion_packages_is_found():
    """12 issues with 10 levels: no package is listed, and every point is the sum of its levels."""
    rng = np.random.default_rng(1)
    steps = np.arange(10) / 9
    parts = [[w * steps for w in rng.random(12)], [w * (1 - steps) for w in rng.random(12)]]
    sums, levels = frontier(parts)
    assert len(sums[0]) > 100
    for g in range(2):
        assert sums[g] == pytest.approx(
            np.array([[parts[g][k][row[k]] for k in range(12)] for row in levels]).sum(axis=1)
        )


def test_pareto_drops_the_dominated_and_the_equal_in_any_number_of_dimensions():
    """Against a plain double loop on a coarse grid with many ties."""
    rng = np.random.default_rng(2)
    for dimensions in (2, 3):
        for _ in range(30):
            rows = [rng.integers(0, 4, 40) / 3 for _ in range(dimensions)]
            points = list(zip(*rows, strict=True))
            kept = [
                k for k, p in enumerate(points)
                if not any(all(a >= b for a, b in zip(q, p, strict=True)) and q != p for q in points) and p not in points[:k]
            ]  # fmt: skip
            assert pareto(rows).tolist() == kept


def test_votes_are_counted_exactly():
    """Two of three equal voters at p = 1/2, and a bloc that decides alone."""
    half = np.array([0.5])
    assert carried([half] * 3, [1, 1, 1], Quota()) == pytest.approx([0.5])
    assert carried([half, np.array([0.9])], [60, 40], Quota()) == pytest.approx([0.5])
    assert carried([half] * 2, [50, 50], Quota(strict=False)) == pytest.approx([0.75])


# --- properties of section 12 -----------------------------------------------------------------------------------------


@given(SEEDS, st.floats(0.3, 3), st.floats(-1, 1))
@settings(max_examples=25, deadline=None)
def test_other_units_of_one_side_move_no_package_of_the_scale_free_rules(seed, factor, shift):
    """nash, ks_maximin and ks_line look at gains in each side's own units."""
    deal = deal_of(random_deal(random.Random(seed)))
    built = tables(deal)
    each = talks(deal, built, in_channel(deal, built, 0.15), "retaliation", lottery(deal, built, "retaliation", None))
    each = replace(each, outside=(None, None))
    first = tuple(factor * part + (shift if k == 0 else 0) for k, part in enumerate(each.parts[0]))
    cross = tuple(replace(one, matrix=factor * one.matrix) for one in each.cross[0])
    other = replace(each, parts=(first, each.parts[1]), cross=(cross, each.cross[1]),
                    breakdown=(factor * each.breakdown[0] + shift, each.breakdown[1]))  # fmt: skip
    names = ("nash", "ks_maximin", "ks_line")
    before, after = (bargain(one, names, deal.options).picks for one in (each, other))
    for name, pick in before.items():
        if pick.ties == 1 and after[name].ties == 1 and min(pick.gain) > 1e-9:
            assert after[name].value == pytest.approx(
                pick.value * (factor ** each.alpha[0] if name == "nash" else 1), rel=1e-6, abs=1e-9
            )


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_packages_that_are_not_chosen_do_not_matter_to_nash(seed):
    """Independence of irrelevant alternatives: a veto that strikes other packages leaves the deal."""
    plain = random_deal(random.Random(seed))
    chosen = pick_of(plain)
    if chosen is None:
        return
    level = plain["issues"][0]["levels"][chosen[0][0]]
    margin = -abs(level - 0.5) / 0.5 - 1e-9
    after = pick_of(
        {**plain, "ratifiers": [*plain["ratifiers"], ratifier(weights={"I0": 1}, margin=margin, disagreement=1.0)]}
    )
    assert after is not None
    assert after[1] == pytest.approx(chosen[1])


@given(SEEDS, st.floats(-0.8, 0.3))
@settings(max_examples=25, deadline=None)
def test_a_veto_added_never_enlarges_win_set_or_zone(seed, margin):
    """More who must approve, less that can be agreed."""
    plain = random_deal(random.Random(seed))
    before = headline(deal_of(plain)).agreement
    after = headline(deal_of({**plain, "ratifiers": [*plain["ratifiers"], ratifier(margin=margin)]})).agreement
    assert after.zone <= before.zone
    assert all(a <= b for a, b in zip(after.win_set, before.win_set, strict=True))


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_a_slack_outside_option_and_a_silent_pressure_group_change_nothing(seed):
    """Outside options only remove packages, and rho 0 is no pressure."""
    plain = random_deal(random.Random(seed))
    plain["governments"][0].pop("outside", None)
    before = solve_deal(plain)
    slack = [{**plain["governments"][0], "outside": -5}, *plain["governments"][1:]]
    for other in (
        {**plain, "governments": slack},
        {**plain, "ratifiers": [*plain["ratifiers"], ratifier(rule="pressure", rho=0)]},
    ):
        after = solve_deal(other)
        for notion in ("nonagreement", "retaliation"):
            assert after["notions"][notion]["solutions"] == before["notions"][notion]["solutions"]
            assert after["notions"][notion]["zone"] == before["notions"][notion]["zone"]
        assert after["linkage"] == before["linkage"]


@given(st.floats(0, 0.45), st.floats(0, 0.4), st.floats(0.01, 0.1))
@settings(max_examples=6, deadline=None)
def test_a_better_breakdown_never_hurts_its_owner_on_a_convex_frontier(mine, theirs, more):
    """One pie, nash."""
    pie = dict(CASES["inside-option"])

    def share(d):
        governments = [{"id": "A", "disagreement": d}, {"id": "B", "disagreement": theirs, "gamma": 0.5}]
        return pick_of({**pie, "governments": governments})[1][0]

    assert share(mine + more) >= share(mine) - 1e-7


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_linking_pays_in_nash_products_where_nobody_ratifies_and_every_basket_has_a_deal(seed):
    """The fine world's package is one of the linked talks' packages."""
    rng = random.Random(seed)
    plain = random_deal(rng, votes=False, interactions=False) | {"ratifiers": [], "notion": "nonagreement"}
    for side in plain["governments"]:
        side.pop("outside", None)
    done = solve(deal_of(plain))
    if any(each.package is None for each in done.linkage.baskets) or done.pick is None:
        return
    alpha, d = done.headline.talks.alpha, done.headline.talks.breakdown
    linked, fine = (
        np.prod([max(u - x, 0) ** a for u, x, a in zip(us, d, alpha, strict=True)])
        for us in (done.pick.utility, done.linkage.utility)
    )
    assert linked >= fine - 1e-12


def test_a_bound_hand_helps_until_it_is_bound_too_much():
    """Schelling: a veto on A's own side raises A's share while a zone remains; one on the far side lowers it; too much ends the zone."""
    grid = [round(k / 20, 2) for k in range(21)]
    issue = {"id": "X", "levels": grid}
    sides = [{"id": "A", "weights": {"X": 1}, "ideals": {"X": 1}, "disagreement": 0},
             {"id": "B", "weights": {"X": 1}, "ideals": {"X": 0}, "disagreement": 0}]  # fmt: skip

    def share(government, margin):
        ideal = {"X": 1 if government == "A" else 0}
        home = [
            {
                "id": "R",
                "government": government,
                "rule": "veto",
                "weights": {"X": 1},
                "ideals": ideal,
                "disagreement": 0,
                "margin": margin,
            }
        ]
        found = pick_of({"format": "detente-deal/1", "issues": [issue], "governments": sides, "ratifiers": home})
        return found and found[1][0]

    assert [share("A", margin) for margin in (0, 0.5, 0.7, 1.0)] == [0.5, 0.5, 0.7, 1.0]
    assert [share("B", margin) for margin in (0, 0.7)] == [0.5, pytest.approx(0.3)]
    assert share("A", 1.1) is None


# --- what the account says --------------------------------------------------------------------------------------------


def test_no_verdict_on_channels_where_publicity_is_only_a_cost():
    """Quiet wins must never be a consequence of the bookkeeping; credit makes the channels comparable."""
    rng = random.Random(3)
    plain = random_deal(rng) | {"threats": []}
    for side in plain["governments"]:
        side["credit"] = 0
    silent = solve_deal(plain)["channels"]
    assert (silent["comparable"], silent["verdict"]) == (False, None)
    plain["governments"][0]["credit"] = 0.1
    assert solve_deal(plain)["channels"]["comparable"] is True


def test_linkage_is_left_out_with_a_reason_where_a_breakdown_is_stated():
    """A stated number has no parts by issue."""
    plain = random_deal(random.Random(4))
    plain["governments"][1]["disagreement"] = {"nonagreement": 0.2}
    assert "B has an explicit disagreement" in solve_deal(plain)["linkage"]["skipped"]


def test_every_equilibrium_has_its_deal_where_they_differ():
    """A crisis game with three equilibria: the table says how many, and shows the deals if they are not one."""
    plain = dict(CASES["deal-northland"]) | {"crisis": {
        "challenger": "N", "target": "S", "payoffs": {"S": 0, "V": 1, "C": -0.5, "WA": -3, "WB": -3, "a": -3, "VB": 1}}}  # fmt: skip
    rows = solve_deal(plain)["channels"]["table"]
    for row in rows.values():
        deals = [each["deal"] for each in row.get("by_equilibrium", [])]
        assert not deals or len({str(deal) for deal in deals}) > 1
        assert row["n_equilibria"] % 2 == 1


def test_sweeps_sensitivity_and_ablation_name_what_moves_the_deal():
    """Northland: without the threat the retaliation is milder, and its removal is reported beside the others."""
    plain = dict(CASES["deal-northland"])
    plain["governments"] = [
        {**plain["governments"][0], "alpha": {"low": 0.1, "mode": 0.55, "high": 0.9}},
        plain["governments"][1],
    ]
    done = solve_deal(plain, sensitivity=True, ablation=True)
    assert [each["removed"] for each in done["ablation"]][:3] == [
        "threats.TARIFF",
        "issues.BORDER.retaliation",
        "issues.ENERGY.treaty",
    ]
    army = next(each for each in done["ablation"] if each["removed"] == "ratifiers.Army")
    assert army["changes_deal"] is True
    (driver,) = done["sensitivity"]
    assert driver["set"] == "governments.N.alpha"
    assert driver["changes_deal"] is True


def test_the_same_seed_gives_the_same_bytes_and_controls_shuffle_within_an_actor():
    """Ensemble and controls of Northland, and what a shuffle leaves alone."""
    from detente.studies.deals.controls import shuffled
    from detente.workbench.deals import deal_text

    plain = dict(CASES["deal-northland"]) | {
        "patterns": [{"name": "silence", "where": [{"issue": "TONE", "equals": "silent"}]}],
        "ensemble": {"draws": 20, "seed": 3, "spread": {"weights": 0.3, "ideals": 0.1, "margins": 0.05}},
        "controls": {"draws": 20, "seed": 3},
    }  # fmt: skip
    plain["governments"] = [
        {**plain["governments"][0], "alpha": {"low": 0.4, "mode": 0.55, "high": 0.7}},
        plain["governments"][1],
    ]
    first, second = (solve_deal(plain) for _ in range(2))
    assert deal_text(first) == deal_text(second)
    other = solve_deal(plain | {"ensemble": {**plain["ensemble"], "seed": 4}})
    assert other["ensemble"]["utility"] != first["ensemble"]["utility"]
    (pattern,) = first["controls"]["patterns"]
    assert [each["permute"] for each in pattern["controls"]] == ["weights", "ideals", "both"]
    mixed = shuffled(plain, "both", np.random.default_rng(1))
    for before, after in zip(plain["ratifiers"], mixed["ratifiers"], strict=True):
        assert sorted(before["weights"].values()) == sorted(after["weights"].values())
        assert list(before["ideals"]) == list(after["ideals"])


def test_zero_width_ranges_give_the_point_result():
    """An ensemble without width is the point, draw after draw."""
    plain = dict(CASES["deal-northland"]) | {"ensemble": {"draws": 5, "seed": 1}}
    plain["mu"] = {"low": 0.5, "mode": 0.5, "high": 0.5}
    found = solve_deal(plain)["ensemble"]
    assert found["same_deal"] == 1
    assert found["utility"]["N"]["q05"] == pytest.approx(0.617975)
    assert found["utility"]["N"]["q05"] == pytest.approx(found["utility"]["N"]["q95"])
