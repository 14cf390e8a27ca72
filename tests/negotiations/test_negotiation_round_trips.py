"""What is written reads back the same, and a deal has the same solutions after it was converted."""

import itertools
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from negotiation_samples import SIDES, put, read_back

from detente.binding.negotiations import as_negotiation, left_out, why_not
from detente.dossier.negotiation import Negotiation, NegotiationIssue, Party
from detente.engines.deals.reader import read_deal
from detente.kernel.errors import DetenteError
from detente.reports.exports.negotiations import fitting
from detente.reports.exports.negotiations.fitting import Remarks, nearest_bid
from detente.reports.exports.negotiations.genius_xml import genius
from detente.reports.exports.negotiations.geniusweb import geniusweb
from detente.reports.exports.negotiations.negmas import negmas
from detente.sources.negotiations.deal_mapping import as_deal
from detente.store.emit import emit
from detente.store.safe_yaml import parse
from detente.workbench.deals import solve_deal, solve_deal_file
from detente.workbench.negotiations import FORMS, _text, convert, save_converted

WRITERS = {"geniusweb": geniusweb, "genius": genius, "negmas": negmas}
FEW = settings(max_examples=25, deadline=None)
NAMES = st.one_of(
    st.sampled_from(["yes", "no", "~", "null", "1", "0.5", "1e-5", "<<", "=", "a: b", "- x", "#", "&a", "*a", "<b>&\"'", "2020-01-01", "%", " pad ", "true", "a\u2028b", "naïve", "]]>"]),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=6).filter(str.strip),
)  # fmt: skip
UNIT = st.floats(0, 1, allow_subnormal=False)


@st.composite
def negotiations(draw: st.DrawFn, levels: Any = NAMES, unit: Any = UNIT) -> Negotiation:
    """Two to four issues of two to four values, two or three parties in the order of their names."""
    names = draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    issues = tuple(
        NegotiationIssue(name, tuple(draw(st.lists(levels, min_size=2, max_size=4, unique_by=str)))) for name in names
    )
    parties = []
    for stem in draw(st.sampled_from([("A", "B"), ("Zoë", "profile 1", "profile 2")])):
        weights = tuple(draw(st.floats(0.01, 1)) for _ in issues)
        tables = tuple(tuple(draw(unit) for _ in issue.levels) for issue in issues)
        parties.append(Party(stem, weights, tables))
    return Negotiation(draw(NAMES), issues, tuple(parties))


def _back(form: str, negotiation: Negotiation) -> Negotiation:
    """Written as text, and read."""
    files, _ = WRITERS[form](negotiation)
    read, found = read_back(form, {name: _text(name, data) for name, data in files.items()})
    assert [each for each in found.problems if each] == []
    assert read is not None
    return replace(read, name=negotiation.name) if form == "genius" else read  # GENIUS calls a domain by its file


@FEW
@given(negotiations(), st.data())
def test_geniusweb_reads_back_what_it_writes(negotiation: Negotiation, data: st.DataObject) -> None:
    """The format carries weights that sum to 1, utilities in 0..1, and breakdown as a package."""
    parties = []
    for party in negotiation.parties:
        total = math.fsum(party.weights)
        whole = replace(party, weights=tuple(w / total for w in party.weights))
        bid = tuple(data.draw(st.integers(0, len(issue.levels) - 1)) for issue in negotiation.issues)
        parties.append(replace(whole, bid=bid, reservation=whole.worth(bid)))
    stated = replace(negotiation, parties=tuple(parties))
    assert _back("geniusweb", stated) == stated


@FEW
@given(negotiations(), st.data())
def test_genius_reads_back_what_it_writes(negotiation: Negotiation, data: st.DataObject) -> None:
    """The format carries breakdown and discount as numbers; the largest evaluation of an issue is 1."""
    parties = []
    for party in negotiation.parties:
        tables = tuple((*table[:-1], 1.0) for table in party.utilities)
        worth, discount = data.draw(st.none() | UNIT), data.draw(st.none() | st.floats(0.1, 0.9))
        parties.append(replace(party, utilities=tables, reservation=worth, discount=discount))
    stated = replace(negotiation, parties=tuple(parties))
    assert _back("genius", stated) == stated


@FEW
@given(
    negotiations(st.one_of(NAMES.map(lambda name: f"v{name}"), st.integers(-50, 50), st.floats(-9, 9).filter(lambda x: x % 1)),
                 st.floats(-1e6, 1e6)), st.data(),
)  # fmt: skip
def test_negmas_reads_back_what_it_writes(negotiation: Negotiation, data: st.DataObject) -> None:
    """The format carries everything: utilities of any size, values that are numbers, breakdown and discount."""
    parties = tuple(
        replace(each, reservation=data.draw(st.none() | st.floats(-9, 9)), discount=data.draw(st.none() | st.floats(0.1, 0.9)))
        for each in negotiation.parties
    )  # fmt: skip
    stated = replace(negotiation, parties=parties)
    assert _back("negmas", stated) == stated


@FEW
@given(negotiations())
def test_a_deal_file_reads_back_as_the_same_mapping(negotiation: Negotiation) -> None:
    mapping = as_deal(negotiation)
    text = emit(mapping)
    parsed = parse(text)
    assert parsed.faults == []
    assert parsed.data == mapping
    assert yaml.safe_load(text) == mapping  # YAML 1.1 readers see the same


def _same_solutions(ours: dict[str, Any], theirs: dict[str, Any], lift: float = 0.0) -> None:
    for notion in ("nonagreement", "retaliation"):
        one, other = ours["notions"][notion], theirs["notions"][notion]
        assert other["reason"] == one["reason"]
        assert list(other["disagreement"].values()) == pytest.approx(list(one["disagreement"].values()), abs=1e-9)
        assert set(other["solutions"]) == set(one["solutions"])
        for name, each in one["solutions"].items():
            assert list(other["solutions"][name]["gain"].values()) == pytest.approx(
                list(each["gain"].values()), abs=1e-9
            )
            assert other["solutions"][name]["value"] == pytest.approx(each["value"], abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(
    negotiations(unit=st.integers(0, 100).map(lambda k: k / 100)),
    st.sampled_from(["genius", "negmas", "deal"]),
    st.data(),
)
def test_a_converted_negotiation_has_the_same_solutions(
    negotiation: Negotiation, form: str, data: st.DataObject
) -> None:
    """Ties of packages may break otherwise after rounding, so gains and values are compared."""
    parties = tuple(replace(each, reservation=data.draw(st.integers(0, 80)) / 100) for each in negotiation.parties)
    stated = replace(negotiation, parties=parties)
    ours = solve_deal(as_deal(stated))
    back = as_negotiation(read_deal(as_deal(stated)).deal, "tables") if form == "deal" else _back(form, stated)  # type: ignore[arg-type]
    _same_solutions(ours, solve_deal(as_deal(back)))


@pytest.mark.parametrize("to", FORMS)
@pytest.mark.parametrize("form", ["geniusweb", "genius", "negmas"])
def test_every_pair_of_formats_keeps_the_solutions(tmp_path: Path, form: str, to: str) -> None:
    source = put(tmp_path, form)
    done = convert(source, to)  # type: ignore[arg-type]
    assert done.warnings == ()
    out = tmp_path / ("deal.yaml" if to == "detente" else "out")
    save_converted(done, out)
    one, other = solve_deal_file(source)["notions"], solve_deal_file(out)["notions"]
    for name, each in one["nonagreement"]["solutions"].items():
        assert other["nonagreement"]["solutions"][name]["package"] == each["package"]
        assert other["nonagreement"]["solutions"][name]["utility"] == pytest.approx(each["utility"], abs=1e-12)
    again = convert(out, to)  # type: ignore[arg-type]
    assert again.files == done.files


DEAL: dict[str, Any] = {
    "format": "detente-deal/1", "notion": "retaliation",
    "issues": [
        {"id": "TARIFF", "kind": "levels", "levels": [0, 0.5, 1], "controller": "N", "status_quo": 0, "treaty": {"at_most": 0, "pi": 0.25}},
        {"id": "BORDER", "kind": "levels", "levels": ["open", "shut"], "controller": "joint", "status_quo": "open"},
    ],
    "governments": [
        {"id": "N", "alpha": 0.6, "weights": {"TARIFF": 0.5, "BORDER": 0.5}, "ideals": {"TARIFF": 0.5},
         "values": {"BORDER": {"open": 0, "shut": 1}}, "audience_cost": 0.1, "outside": 0.1},
        {"id": "S/1", "alpha": 0.4, "weights": {"TARIFF": 0.7, "BORDER": 0.3}, "ideals": {"TARIFF": 0}, "values": {"BORDER": {"open": 1, "shut": 0}}},
    ],
    "ratifiers": [
        {"id": "Lobby", "government": "N", "rule": "pressure", "rho": 0.2, "weights": {"TARIFF": 1}, "ideals": {"TARIFF": 0}},
        {"id": "Senate", "government": "N", "rule": "veto", "margin": -1, "weights": {"BORDER": 1}, "values": {"BORDER": {"open": 0, "shut": 1}}},
    ],
    "threats": [{"by": "N", "issue": "TARIFF", "level": 1, "credibility": 0.5}],
}  # fmt: skip


def test_the_export_of_a_deal_writes_pressure_and_breakdown_as_numbers(tmp_path: Path) -> None:
    """By hand. N's own taste of the tariff is 0, 1, 0, the lobby's 1, .5, 0: G = .8 * .5 * own + .2 * lobby = .2, .5, 0.

    So N alone goes to .5; the treaty makes it {0: .25, .5: .75}, the threat {0: .125, .5: .375, 1: .5}; the border stays open.
    d_N = .125 * .2 + .375 * .5 = .2125; d_S = .7 * (.125 * 1 + .375 * .5) + .3 = .51875.
    """
    source = tmp_path / "deal.yaml"
    source.write_text(emit(DEAL), "utf-8")
    done = convert(source, "negmas")
    north, south = (yaml.safe_load(done.files[name]) for name in ("N.yml", "S_1.yml"))
    assert north["values"][0]["mapping"] == pytest.approx({0: 0.2, 0.5: 0.5, 1: 0.0})
    assert north["values"][1]["mapping"] == pytest.approx({"open": 0.0, "shut": 0.4})
    assert north["reserved_value"] == pytest.approx(0.2125)
    assert south["reserved_value"] == pytest.approx(0.51875)
    said = "\n".join(map(str, done.warnings))
    for part in ("who controls TARIFF", "the ratifiers Senate", "the pressure of Lobby", "the treaty on TARIFF", "the threat on TARIFF",
                 "audience costs and credit of the channel quiet", "the outside option of N", "bargaining power", "'S/1' is no safe file name, so the party is called 'S_1'"):  # fmt: skip
        assert part in said
    assert len(done.warnings) == 9


def test_breakdown_that_is_no_package_is_the_nearest_one_in_geniusweb_and_says_so(tmp_path: Path) -> None:
    """Packages of N are worth 0, .2, .4, .5, .6 and .9: the nearest to .2125 is .2, tariff 0 and border open."""
    source = tmp_path / "deal.yaml"
    source.write_text(emit(DEAL), "utf-8")
    done = convert(source, "geniusweb")
    bid = yaml.safe_load(done.files["N.json"])["LinearAdditiveUtilitySpace"]["reservationBid"]["issuevalues"]
    assert bid == {"TARIFF": "0", "BORDER": "open"}
    assert any("breakdown is worth 0.2125, the nearest package 0.2, and the format states breakdown by a package" in str(each)
               for each in done.warnings)  # fmt: skip
    weights = yaml.safe_load(done.files["N.json"])["LinearAdditiveUtilitySpace"]["issueWeights"]
    assert sum(weights.values()) == pytest.approx(1)


@pytest.mark.parametrize(("change", "reason"), [
    ({"interactions": [{"actor": "N", "issues": ["TARIFF", "TARIFF2"], "weight": 1}]}, "issues interact, so utilities do not add up; remove the interactions"),
    ({"issues": [{"id": "TARIFF", "kind": "range", "range": [0, 1], "controller": "joint"}]}, "the issues are continuous; give them levels"),
])  # fmt: skip
def test_what_no_table_can_hold_is_refused(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    issues = [
        DEAL["issues"][0] | {"controller": "joint"},
        {"id": "TARIFF2", "kind": "levels", "levels": [0, 1], "controller": "joint"},
    ]
    issues[0].pop("treaty")
    sides = [{"id": name, "ideals": {"TARIFF": 1}} for name in "NS"]
    source = tmp_path / "deal.yaml"
    source.write_text(emit({"format": "detente-deal/1", "issues": issues, "governments": sides} | change), "utf-8")
    with pytest.raises(DetenteError) as caught:
        convert(source, "genius")
    assert str(caught.value) == f"{source}: issues: no table can hold this deal: {reason} [negotiation-type]"
    deal = read_deal(parse(source.read_text()).data).deal
    assert deal is not None
    assert why_not(deal) is not None
    with pytest.raises(ValueError, match=r"interact|continuous"):
        as_negotiation(deal, "x")
    assert list(left_out(deal)) == []


def test_our_own_file_converts_to_itself(tmp_path: Path) -> None:
    source = tmp_path / "deal.yaml"
    source.write_text(emit(DEAL), "utf-8")
    assert convert(source, "detente").files == {"deal.yaml": source.read_text("utf-8")}


def test_a_discount_has_no_place_in_a_deal_file(tmp_path: Path) -> None:
    text = "type: ExpDiscountedUFun\ndiscount: 0.8\nufun: {type: LinearAdditiveUtilityFunction, weights: [1, 1, 1], reserved_value: 0, values: [{none: 0, some: 1, full: 2}, {silent: 0, private: 1, loud: 2}, {closed: 0, open: 1}]}\n"
    folder = put(tmp_path, "negmas", profileA=text)
    said = [str(each) for each in convert(folder, "detente").warnings]
    assert len(said) == 2
    assert said[1] == (
        f"{folder}: governments.profileA: a DEAL.yaml has no discount factor; 0.8 is left out; keep the file that states it [negotiation-left-out]"
    )
    assert "no discount factor; 0.8 is left out" in "\n".join(
        str(each) for each in convert(folder, "geniusweb").warnings
    )
    assert '<discount_factor value="0.8"/>' in convert(folder, "genius").files["profileA.xml"]


@FEW
@given(negotiations(unit=st.floats(-1, 1)), st.sampled_from(["genius", "geniusweb"]))
def test_utilities_below_nought_are_lifted_and_packages_keep_their_gains(negotiation: Negotiation, form: str) -> None:
    parties = tuple(replace(each, bid=(0,) * len(negotiation.issues), reservation=each.worth((0,) * len(negotiation.issues)))
                    for each in negotiation.parties)  # fmt: skip
    stated = replace(negotiation, parties=parties)
    back = _back(form, stated)
    for one, other in zip(stated.parties, back.parties, strict=True):
        assert all(each >= 0 for table in other.utilities for each in table)
        for bid in itertools.product(*(range(len(issue.levels)) for issue in stated.issues)):
            assert other.worth(bid) - (other.reservation or 0) == pytest.approx(
                one.worth(bid) - (one.reservation or 0), abs=1e-9
            )


@FEW
@given(negotiations(), st.floats(-0.5, 3), st.sampled_from([1_000_000, 8]))
def test_the_nearest_package_is_the_nearest(negotiation: Negotiation, target: float, most: int) -> None:
    party = negotiation.parties[0]
    every = list(itertools.product(*(range(len(issue.levels)) for issue in negotiation.issues)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "_MOST_SUMS", most)
        bid = nearest_bid(party, target)
    assert bid in every
    if most > 8 or len(every) <= 8:
        best = min(abs(party.worth(each) - target) for each in every)
        assert abs(party.worth(bid) - target) == pytest.approx(best, abs=1e-12)


def test_a_package_is_found_among_a_million_millions() -> None:
    """Every package is worth a multiple of 1/(9 * 2**11), so one lies within half of that."""
    tables = tuple(tuple(float(x) for x in np.linspace(0, 1, 10)) for _ in range(12))
    party = Party("A", tuple(2.0**-k for k in range(12)), tables)
    assert party.worth(nearest_bid(party, 1.2345)) == pytest.approx(1.2345, abs=1 / (9 * 2**12))


def test_file_names_are_safe_and_different() -> None:
    issues = (NegotiationIssue("X", ("a", "b")),)
    ids = ("../etc", "domain", "Domain", "CON", ".", "a:b", "a?b")
    parties = tuple(Party(each, (1.0,), ((0.0, 1.0),)) for each in ids)
    remarks = Remarks()
    stems = fitting.stems(Negotiation("n", issues, parties), remarks)
    assert stems == ("domain_3", "_etc", "domain", "Domain_2", "CON_", "party", "a_b", "a_b_2")
    assert len(remarks.warnings) == 6


def test_the_sample_sides_are_what_the_fixtures_say() -> None:
    for weights, tables, worth in SIDES.values():
        party = Party("x", tuple(weights), tuple(map(tuple, tables)))
        assert party.worth((0, 2, 0)) == pytest.approx(worth)
