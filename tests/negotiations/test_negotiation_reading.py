"""Negotiations of other programs are read as what they say."""

import json
from pathlib import Path

import pytest
from negotiation_samples import BREAKDOWN, ISSUES, SIDES, genius_files, geniusweb_data, negmas_files, put, read_back

from detente.dossier.negotiation import Negotiation
from detente.kernel.errors import DetenteError
from detente.workbench.deals import solve_deal_file
from detente.workbench.negotiations import read_deal_files

FORMS = ("geniusweb", "genius", "negmas")


def _read(form: str, files: dict[str, str], how: str = "by_max") -> Negotiation:
    read, found = read_back(form, files, how)
    assert found.problems == []
    assert read is not None
    return read


@pytest.mark.parametrize("form", FORMS)
def test_the_three_formats_say_the_same(tmp_path: Path, form: str) -> None:
    read = read_deal_files(put(tmp_path, form))
    assert read.form == form
    assert read.warnings == ()
    assert [each["id"] for each in read.data["issues"]] == list(ISSUES)
    assert all(each["controller"] == "joint" for each in read.data["issues"])
    for government, (side, (weights, tables, worth)) in zip(read.data["governments"], SIDES.items(), strict=True):
        assert (government["id"], government["normalise"]) == (side, "none")
        assert list(government["weights"].values()) == weights
        assert [list(each.values()) for each in government["values"].values()] == tables
        assert government["disagreement"] == pytest.approx(worth, abs=1e-15)
    if form == "geniusweb":
        assert {each["id"]: each["status_quo"] for each in read.data["issues"]} == BREAKDOWN


@pytest.mark.parametrize("form", FORMS)
def test_the_three_formats_have_the_same_solutions(tmp_path: Path, form: str) -> None:
    """Enumerated by hand over 18 packages: nash gives A .3 * .2 = .06 over breakdown, the most there is."""
    result = solve_deal_file(put(tmp_path, form))["notions"]["nonagreement"]
    assert result["disagreement"] == pytest.approx({"profileA": 0.2, "profileB": 0.55}, abs=1e-12)
    nash, line = result["solutions"]["nash"], result["solutions"]["ks_line"]
    assert nash["package"] == {"Migration": "full", "Tone": "silent", "Energy": "closed"}
    assert nash["utility"] == pytest.approx({"profileA": 0.5, "profileB": 0.75}, abs=1e-9)
    assert line["package"] == {"Migration": "some", "Tone": "private", "Energy": "closed"}
    assert line["utility"] == pytest.approx({"profileA": 0.415, "profileB": 0.77}, abs=1e-9)


def test_a_genius_folder_is_read_by_its_one_domain(tmp_path: Path) -> None:
    assert read_deal_files(put(tmp_path, "genius").parent).form == "genius"


def test_genius_profiles_without_agents_are_those_beside_the_domain(tmp_path: Path) -> None:
    text = "\n".join(line for line in genius_files()["domain.xml"].splitlines() if "<agent" not in line)
    read = read_deal_files(put(tmp_path, "genius", domain=text))
    assert [each["id"] for each in read.data["governments"]] == ["profileA", "profileB"]


def test_a_genius_profile_is_found_beside_the_domain_when_its_path_starts_elsewhere(tmp_path: Path) -> None:
    text = genius_files()["domain.xml"].replace('"profileA.xml"', '"etc/templates/party/profileA.xml"')
    text = text.replace('"profileB.xml"', r'"..\templates\profileB.xml"')
    read = read_deal_files(put(tmp_path, "genius", domain=text))
    assert [each["id"] for each in read.data["governments"]] == ["profileA", "profileB"]


def test_genius_evaluations_are_shares_of_the_largest_or_stand_as_they_are() -> None:
    files = genius_files()
    files["profileA.xml"] = files["profileA.xml"].replace("0.55", "5").replace('evaluation="1.0"', 'evaluation="20"')
    assert _read("genius", files).parties[0].utilities[0] == (0.0, 0.25, 1.0)
    assert _read("genius", files, "raw").parties[0].utilities[0] == (0.0, 5.0, 20.0)


def test_genius_integer_and_real_issues_are_stepped_and_clipped() -> None:
    """clip((value - lowerbound) * slope + offset, 0, 1): 2 -> .1, 3 -> .5, 4 -> .9, 5 -> 1.3, clipped."""
    domain = (
        '<negotiation_template><utility_space><objective name="root">'
        '<issue index="1" type="integer" name="Price" lowerbound="2" upperbound="5"/>'
        '<issue index="2" type="real" name="Share"><range lowerbound="0" upperbound="10"/></issue>'
        "</objective></utility_space></negotiation_template>"
    )
    profile = (
        '<utility_space><objective name="root">'
        '<issue index="1" type="integer" name="Price" lowerbound="2" upperbound="5"><evaluator ftype="linear" slope="0.4" offset="0.1"/></issue>'
        '<issue index="2" type="real" name="Share"><evaluator ftype="linear" parameter1="-0.2" parameter0="1"/></issue>'
        '<weight index="1" value=".5"/><weight index="2" value=".5"/></objective><reservation value="0"/></utility_space>'
    )
    read = _read("genius", {"domain.xml": domain, "a.xml": profile, "b.xml": profile})
    assert read.issues[0].levels == (2, 3, 4, 5)
    assert len(read.issues[1].levels) == 21
    assert read.issues[1].levels[:3] == (0.0, 0.5, 1.0)
    price, share = read.parties[0].utilities
    assert price == pytest.approx((0.1, 0.5, 0.9, 1.0))
    assert share[:3] == pytest.approx((1.0, 0.9, 0.8))
    assert share[10:] == pytest.approx((0.0,) * 11, abs=1e-12)


def test_a_geniusweb_range_goes_by_its_steps_exactly() -> None:
    """12.2, 12.5, 12.8 by .3 (13.0 is no step); utilities on the line from .1 at 12 to .9 at 13: .1 + .8 * (value - 12)."""
    files = geniusweb_data()
    files["domain.json"]["issuesValues"]["Fee"] = {"range": {"low": 12.2, "high": 13.0, "step": 0.3}}
    line = {"NumberValueSetUtilities": {"lowValue": 12, "lowUtility": 0.1, "highValue": 13, "highUtility": 0.9}}
    for side in SIDES:
        profile = files[f"{side}.json"]["LinearAdditiveUtilitySpace"]
        profile["issueUtilities"]["Fee"] = line
        profile["issueWeights"]["Fee"] = 1
        profile["reservationBid"]["issuevalues"]["Fee"] = 12.80
    read = _read("geniusweb", {name: json.dumps(data) for name, data in files.items()})
    assert read.issues[3].levels == ("12.2", "12.5", "12.8")
    assert read.parties[0].utilities[3] == pytest.approx((0.26, 0.5, 0.74))
    assert read.parties[0].bid == (0, 2, 0, 2)
    assert read.parties[0].reservation == pytest.approx(0.2 + 0.74)


def test_negmas_straight_lines_and_ranges_are_read() -> None:
    files = {
        "domain.yml": "name: d\nissues:\n- {name: P, type: negmas.outcomes.ContiguousIssue, values: [1, 3]}\n"
        "- {name: Q, type: ContinuousIssue, values: [0.0, 1.0]}\n- {name: R, type: OrdinalIssue, values: [5, 7.5, x]}\n"
        "- {name: S, type: ContiguousIssue, values: 3}\n",
        "a.yml": "type: negmas.preferences.LinearAdditiveUtilityFunction\nweights: {P: 1, Q: 2, R: 3, S: 4}\nreserved_value: 0\nvalues:\n"
        "  P: {type: AffineFun, slope: 2, bias: 0.5}\n  Q: {type: LinearFun, slope: 0.1}\n  R: {5: 1, 7.5: 2, x: 3}\n  S: {type: IdentityFun}\n",
        "b.yml": "type: LinearAdditiveUtilityFunction\nweights: [1, 1, 1, 1]\nreserved_value: 0\nvalues:\n"
        "- {type: ConstFun, bias: 2}\n- {type: IdentityFun}\n- {type: TableFun, mapping: {5.0: 1, 7.5: 2, x: 3}}\n- {type: IdentityFun, bias: 1}\n",
    }
    read = _read("negmas", files)
    assert read.issues[0].levels == (1, 2, 3)
    assert len(read.issues[1].levels) == 21
    assert read.issues[3].levels == (0, 1, 2)
    first, second = read.parties
    assert first.weights == (1, 2, 3, 4)
    assert first.utilities[0] == (2.5, 4.5, 6.5)
    assert first.utilities[1][10] == pytest.approx(0.05)
    assert first.utilities[2] == second.utilities[2] == (1, 2, 3)
    assert second.utilities[0] == (2, 2, 2)
    assert second.utilities[3] == (1, 2, 3)


def test_discounts_are_kept_and_said_not_to_be_used() -> None:
    genius, negmas = genius_files(), negmas_files()
    genius["profileA.xml"] = genius["profileA.xml"].replace(
        'discount_factor value="1.0"', 'discount_factor value="0.9"'
    )
    inner = negmas["profileA.yml"].replace("\n", "\n  ")
    negmas["profileA.yml"] = f"type: ExpDiscountedUFun\ndiscount: 0.9\nreserved_value: 0.3\nufun:\n  {inner}\n"
    for form, files, file in (("genius", genius, "profileA.xml"), ("negmas", negmas, "profileA.yml")):
        read, found = read_back(form, files)
        assert read is not None
        assert [each.discount for each in read.parties] == [0.9, None]
        assert [str(each) for each in found.warnings] == [
            f"{file}: discount: the discount factor 0.9 is read and kept, not used; nothing needs to be done [negotiation-kept]"
        ]
    assert read.parties[0].reservation == 0.3


@pytest.mark.parametrize("stated", ["", "reserved_value: -.inf\n", "reserved_value: null\n"])
def test_a_missing_or_infinite_reserved_value_counts_as_nought_and_warns(stated: str) -> None:
    files = negmas_files()
    files["profileB.yml"] = files["profileB.yml"].replace("reserved_value: 0.55\n", stated)
    read, found = read_back("negmas", files)
    assert read is not None
    assert read.parties[1].reservation is None
    (warning,) = found.warnings
    what = "the reserved value is infinite" if "inf" in stated else "there is no reserved value"
    assert str(warning).startswith(f"profileB.yml: reserved_value: {what}, so breakdown counts as 0; ")


def test_no_reservation_bid_counts_as_nought_and_warns(tmp_path: Path) -> None:
    data = geniusweb_data()["profileA.json"]
    data["LinearAdditiveUtilitySpace"]["reservationBid"] = None
    result = solve_deal_file(put(tmp_path, "geniusweb", profileA=json.dumps(data)))
    assert result["notions"]["nonagreement"]["disagreement"]["profileA"] == 0
    assert any("there is no reservation bid, so breakdown counts as 0" in each for each in result["warnings"])


def test_other_files_of_a_folder_are_ignored_and_named(tmp_path: Path) -> None:
    folder = put(tmp_path, "geniusweb")
    (folder / "specials.json").write_text('{"nash": [0.5, 0.75]}')
    (folder / "README.md").write_text("# a negotiation\n")
    (warning,) = read_deal_files(folder).warnings
    assert "specials.json: file: is neither a domain nor a profile and is ignored" in str(warning)


def test_bare_yes_and_no_are_read_alike_in_domain_and_profile() -> None:
    """YAML 1.1, which NegMAS reads, makes truth values of them."""
    files = {
        "domain.yml": "name: d\nissues:\n- {name: P, type: CategoricalIssue, values: [yes, no]}\n",
        "a.yml": "type: LinearAdditiveUtilityFunction\nweights: [1]\nreserved_value: 0\nvalues:\n- {type: TableFun, mapping: {yes: 1, no: 0}}\n",
    }
    files["b.yml"] = files["a.yml"]
    read = _read("negmas", files)
    assert read.issues[0].levels == ("true", "false")
    assert read.parties[0].utilities == ((1.0, 0.0),)


def test_an_unknown_reading_of_genius_values_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="genius_values is by_max or raw, not 'max'"):
        read_deal_files(put(tmp_path, "genius"), "max")
