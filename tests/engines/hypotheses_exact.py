"""The exact cases of the competing-hypotheses engine: questions with values in closed form or by 30-digit quadrature.

Each case says where its inputs come from; "recalled" means that the problem is common knowledge and its arithmetic was checked.
"""

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Exact:
    """A question (hypotheses and items in shorthand) and the values that its result must hold, to ``tol``."""

    id: str
    origin: str
    prior: dict[str, Any]
    items: dict[str, dict[str, Any]]
    expect: dict[Path, Any]
    rest: dict[str, Any] = field(default_factory=dict)
    parts: str = "posterior"
    as_of: str | None = None
    tol: float = 1e-9
    parents: dict[str, str] = field(default_factory=dict)

    def question(self) -> dict[str, Any]:
        """The question in the schema of a question file."""
        hypotheses = [
            {"id": name, "prior": prior, **({"parent": self.parents[name]} if name in self.parents else {})}
            for name, prior in self.prior.items()
        ]
        evidence = [{"id": name, **item} for name, item in self.items.items()]
        return {"id": self.id, "hypotheses": hypotheses, "evidence": evidence, **self.rest}


CASES = [
    Exact(
        "cab",
        "recalled textbook problem, arithmetic checked",
        {"BLUE": 0.15, "GREEN": 0.85},
        {"W": {"likelihood": {"BLUE": 0.8, "GREEN": 0.2}, "accuracy": 1.0}},
        {("posterior", "BLUE"): 0.41379310344827586},
    ),
    Exact(
        "straw_in_the_wind_seen",
        "inputs of DeclareDesign's process_tracing_designer (straw in the wind), seen in its source",
        {"H": 0.5, "NOT_H": 0.5},
        {"E": {"likelihood": {"H": 0.8, "NOT_H": 0.2}, "accuracy": 1.0}},
        {("posterior", "H"): 0.8},
    ),
    Exact(
        "straw_in_the_wind_not_seen",
        "as above; the clue was looked for and not seen",
        {"H": 0.5, "NOT_H": 0.5},
        {"E": {"likelihood": {"H": 0.8, "NOT_H": 0.2}, "accuracy": 1.0, "observed": False}},
        {("posterior", "H"): 0.2, ("items", "E", "report", "H"): 0.2},
    ),
    Exact(
        "pearson_pair",
        "joint clue table of the same designer: p11 = p1 p2 + rho sqrt(p1 q1 p2 q2)",
        {"H": 0.5, "NOT_H": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "NOT_H": 0.4}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.3, "NOT_H": 0.5}, "accuracy": 1.0, "group": "g"},
        },
        {
            ("groups", "g", "likelihood", "H"): 0.29865696889543475,
            ("groups", "g", "likelihood", "NOT_H"): 0.2783836717690617,
            ("posterior", "H"): 0.5175666111688659,
        },
        rest={"groups": {"g": {"rho": 0.32, "model": "pearson"}}},
    ),
    Exact(
        "burglary_alarm",
        "Pearl / Russell-Norvig burglary net (recalled); P(j,m|B) summed by hand; pgmpy 1.1.2 gives the same posterior",
        {"B": 0.001, "NOT_B": 0.999},
        {"CALLS": {"likelihood": {"B": 0.59224259, "NOT_B": 0.001493351}, "accuracy": 1.0}},
        {("posterior", "B"): 0.2841718353643929},
        tol=1e-12,
    ),
    Exact(
        "weight_of_evidence",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E2": {"likelihood": {"H": 0.8, "K": 0.4}, "accuracy": 1.0},
            "E100": {"likelihood": {"H": 0.9, "K": 0.009}, "accuracy": 1.0},
        },
        {
            ("diagnosticity", "E2", "range_db"): 3.010299956639812,
            ("diagnosticity", "E100", "range_db"): 20.0,
            ("diagnosticity", "E100", "woe_db", "H"): 20.0,
        },
        parts="posterior,diagnosticity",
    ),
    Exact(
        "report_cap",
        "closed form: 10 log10(a/(1-a)) with a = .9",
        {"H": 0.5, "K": 0.5},
        {"E": {"likelihood": {"H": 1.0, "K": 0.0}, "grade": "B2"}},
        {
            ("items", "E", "cap_db"): 9.542425094393248,
            ("diagnosticity", "E", "range_db"): 9.542425094393248,
            ("posterior", "H"): 0.9,
        },
        rest={"options": {"allow_certain": True}},
        parts="posterior,diagnosticity",
    ),
    Exact(
        "admiralty_caps",
        "closed form on the default table",
        {"H": 0.5, "K": 0.5},
        {
            "EA1": {"likelihood": {"H": 0.7, "K": 0.5}, "grade": "A1"},
            "EB1": {"likelihood": {"H": 0.7, "K": 0.5}, "grade": "B1"},
            "EC3": {"likelihood": {"H": 0.7, "K": 0.5}, "grade": "C3"},
            "ED4": {"likelihood": {"H": 0.7, "K": 0.5}, "grade": "D4"},
            "EE5": {"likelihood": {"H": 0.7, "K": 0.5}, "grade": "E5"},
        },
        {
            ("items", "EA1", "cap_db"): 16.901960800285135,
            ("items", "EB1", "hit"): 0.9545454545454546,
            ("items", "EB1", "cap_db"): 13.222192947339193,
            ("items", "EC3", "cap_db"): 4.771212547196624,
            ("items", "ED4", "cap_db"): 1.7609125905568124,
            ("items", "EE5", "cap_db"): 0.0,
            ("items", "EE5", "report", "H"): 0.5,
        },
    ),
    Exact(
        "copula_two_halves",
        "closed form: 1/4 + asin(rho)/(2 pi)",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.5, "K": 0.8}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.5, "K": 0.8}, "accuracy": 1.0, "group": "g"},
        },
        {("groups", "g", "likelihood", "H"): 0.3333333333333333},
        rest={"groups": {"g": {"rho": 0.5}}},
    ),
    Exact(
        "copula_two_halves_rho_0.25",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.5, "K": 0.8}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.5, "K": 0.8}, "accuracy": 1.0, "group": "g"},
        },
        {("groups", "g", "likelihood", "H"): 0.29021531162758313},
        rest={"groups": {"g": {"rho": 0.25}}},
    ),
    Exact(
        "copula_two_halves_rho_0.9",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.5, "K": 0.8}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.5, "K": 0.8}, "accuracy": 1.0, "group": "g"},
        },
        {("groups", "g", "likelihood", "H"): 0.42821685343564686},
        rest={"groups": {"g": {"rho": 0.9}}},
    ),
    Exact(
        "copula_two_halves_rho_0.99",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.5, "K": 0.8}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.5, "K": 0.8}, "accuracy": 1.0, "group": "g"},
        },
        {("groups", "g", "likelihood", "H"): 0.47747329317779397},
        rest={"groups": {"g": {"rho": 0.99}}},
    ),
    Exact(
        "copula_limit_rho_0",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.6, "K": 0.5}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.3, "K": 0.5}, "accuracy": 1.0, "group": "g"},
        },
        {("groups", "g", "likelihood", "H"): 0.18},
        rest={"groups": {"g": {"rho": 0}}},
    ),
    Exact(
        "copula_limit_rho_1",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.6, "K": 0.5}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.3, "K": 0.5}, "accuracy": 1.0, "group": "g"},
        },
        {("groups", "g", "likelihood", "H"): 0.3},
        rest={"groups": {"g": {"rho": 1}}},
    ),
    Exact(
        "copula_two_items_rho_.4",
        "adaptive quadrature at 30 digits (definition oracle)",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.6, "K": 0.2}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.3, "K": 0.7}, "accuracy": 1.0, "group": "g"},
        },
        {
            ("groups", "g", "likelihood", "H"): 0.23314782297587272,
            ("groups", "g", "likelihood", "K"): 0.17539500605707503,
            ("posterior", "H"): 0.5706814718245123,
        },
        rest={"groups": {"g": {"rho": 0.4}}},
    ),
    Exact(
        "copula_graded_with_unseen",
        "adaptive quadrature at 30 digits (definition oracle)",
        {"H": 0.3, "K": 0.7},
        {
            "E1": {"likelihood": {"H": 0.6, "K": 0.2}, "group": "g", "grade": "B2"},
            "E2": {"likelihood": {"H": 0.3, "K": 0.7}, "group": "g", "observed": False, "accuracy": 0.9},
            "E3": {"likelihood": {"H": 0.8, "K": 0.4}, "group": "g", "grade": "A2"},
        },
        {
            ("groups", "g", "likelihood", "H"): 0.2708577974349804,
            ("groups", "g", "likelihood", "K"): 0.021209660796816316,
            ("posterior", "H"): 0.8455137472645914,
        },
        rest={"groups": {"g": {"rho": 0.7}}},
    ),
    Exact(
        "constant_row_changes_nothing",
        "closed form",
        {"H": 0.2, "K": 0.3, "OTHER": 0.5},
        {"E": {"likelihood": {"H": 0.37, "K": 0.37, "OTHER": 0.37}, "accuracy": 1.0}},
        {("posterior", "H"): 0.2, ("diagnosticity", "E", "range_db"): 0.0, ("diagnosticity", "E", "bits"): 0.0},
        parts="posterior,diagnosticity",
    ),
    Exact(
        "words_to_numbers",
        "ICD 203 bands, midpoints",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": "very likely", "K": "un"}, "accuracy": 1.0},
            "E2": {"likelihood": {"H": "almost certain", "K": "remote"}, "accuracy": 1.0},
        },
        {
            ("items", "E1", "report", "H"): 0.875,
            ("items", "E1", "report", "K"): 0.325,
            ("items", "E2", "report", "H"): 0.97,
            ("items", "E2", "report", "K"): 0.03,
        },
    ),
    Exact(
        "three_hypotheses",
        "closed form",
        {"H": [0.1, 0.2, 0.4], "K": [0.2, 0.5, 0.6], "OTHER": 0.3},
        {
            "E1": {"likelihood": {"H": [0.6, 0.9], "K": 0.5, "OTHER": 0.25}, "accuracy": 1.0},
            "E2": {"likelihood": {"H": [0.2, 0.3, 0.8], "K": 0.6, "OTHER": 0.5}, "accuracy": 1.0},
        },
        {("prior", "H"): 0.2, ("posterior", "H"): 0.19354838709677422},
    ),
    Exact(
        "cap_on_a_partition",
        "closed form",
        {"A": 0.3, "B": 0.3, "OTHER": 0.4},
        {},
        {
            ("judgements", "x", "coherent", "A"): 0.3333333333333333,
            ("judgements", "x", "incoherence"): 0.11547005383792516,
            ("judgements", "x", "ask_again"): False,
            ("judgements", "y", "coherent", "A"): 0.6,
            ("judgements", "y", "coherent", "B"): 0.4,
            ("judgements", "y", "coherent", "OTHER"): 0.0,
            ("judgements", "y", "ask_again"): True,
        },
        rest={
            "judgements": [
                {"analyst": "x", "p": {"A": 0.4, "B": 0.4, "OTHER": 0.4}},
                {"analyst": "y", "p": {"A": 0.7, "B": 0.5, "OTHER": 0.1}},
            ],
            "options": {"coherentise": "cap"},
        },
        parts="posterior,judgements",
    ),
    Exact(
        "normalise_is_the_default",
        "closed form",
        {"A": 0.3, "B": 0.3, "OTHER": 0.4},
        {},
        {
            ("judgements", "y", "coherent", "A"): 0.5384615384615384,
            ("judgements", "y", "incoherence"): 0.17320508075688776,
        },
        rest={"judgements": [{"analyst": "y", "p": {"A": 0.7, "B": 0.5, "OTHER": 0.1}}]},
        parts="posterior,judgements",
    ),
    Exact(
        "cap_on_a_complement",
        "closed form",
        {"A": 0.5, "NOT_A": 0.5},
        {},
        {("judgements", "x", "coherent", "A"): 0.6, ("judgements", "x", "incoherence"): 0.1414213562373095},
        rest={"judgements": [{"analyst": "x", "events": [{"of": ["A"], "p": 0.7}, {"of": ["NOT_A"], "p": 0.5}]}]},
        parts="posterior,judgements",
        tol=1e-08,
    ),
    Exact(
        "inconsistency_count_is_not_evidence",
        "rating patterns A{2,2,2,2,-2}, B{0,0,1,0,-1} of Mandel, Karvetski & Dhami 2018 (via a research digest); words for ratings are ours",
        {"A": 0.5, "B": 0.5},
        {
            "E0": {"likelihood": {"A": "vl", "B": "ev"}, "accuracy": 1.0},
            "E1": {"likelihood": {"A": "vl", "B": "ev"}, "accuracy": 1.0},
            "E2": {"likelihood": {"A": "vl", "B": "li"}, "accuracy": 1.0},
            "E3": {"likelihood": {"A": "vl", "B": "ev"}, "accuracy": 1.0},
            "E4": {"likelihood": {"A": "hu", "B": "un"}, "accuracy": 1.0},
        },
        {
            ("ranking", 0): "A",
            ("posterior", "A"): 0.7276727806131726,
            ("ach_view", "scores", "A"): -2.8284271247461903,
            ("ach_view", "scores", "B"): -1.4142135623730951,
        },
        parts="posterior,ach_view",
    ),
    Exact(
        "ach_view_weights",
        "PARC ACH 1.1: II -2, I -1, rest 0; L/M/H = 1/sqrt2, 1, sqrt2 (seen in a forum post and a research digest); cut-offs on accuracy are ours",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.1, "K": 0.5}, "accuracy": 0.95},
            "E2": {"likelihood": {"H": 0.3, "K": 0.1}, "accuracy": 0.85},
            "E3": {"likelihood": {"H": 0.6, "K": 0.3}, "accuracy": 0.7},
        },
        {("ach_view", "scores", "H"): -3.8284271247461903, ("ach_view", "scores", "K"): -2.7071067811865475},
        parts="posterior,ach_view",
    ),
    Exact(
        "pools",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {},
        {
            ("pools", "judgements", "linear", "H"): 0.6,
            ("pools", "judgements", "log", "H"): 0.6202041028867288,
            ("pools", "judgements", "median", "H"): 0.6,
            ("pools", "judgements", "spread", "H", 0): 0.4,
            ("pools", "judgements", "n"): 2.0,
        },
        rest={"judgements": [{"analyst": "a", "p": {"H": 0.8, "K": 0.2}}, {"analyst": "b", "p": {"H": 0.4, "K": 0.6}}]},
        parts="posterior,judgements",
    ),
    Exact(
        "robustness_two_unit_items",
        "closed form: gap g over n = 2 independent items from perfect sources",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "K": 0.4}, "accuracy": 1.0},
            "E2": {"likelihood": {"H": 0.6, "K": 0.3}, "accuracy": 1.0},
        },
        {
            ("robustness", "gap_db"): 6.020599913279624,
            ("robustness", "prior_factor"): 4.0,
            ("robustness", "unit_bias_one_sided_db"): 3.010299956639812,
            ("robustness", "unit_bias_two_sided_db"): 1.505149978319906,
            ("robustness", "unit_bias_l2_db"): 3.010299956639812,
            ("robustness", "common_bias_db"): 3.010299956639812,
        },
        parts="posterior,robustness",
        tol=1e-06,
    ),
    Exact(
        "envelope",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {"E": {"likelihood": {"H": [0.6, 0.9], "K": [0.2, 0.4]}, "accuracy": 1.0}},
        {
            ("ranges", "envelope", "H", 0): 0.6,
            ("ranges", "envelope", "H", 1): 0.8181818181818182,
            ("ranges", "envelope", "K", 0): 0.18181818181818182,
        },
        parts="posterior,ranges",
    ),
    Exact(
        "value_of_a_symmetric_test",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {},
        {
            ("voi", "V", "eig_bits"): 0.2780719051126377,
            ("voi", "V", "gain_p_correct"): 0.3,
            ("voi", "V", "outcomes", "plus", "posterior", "H"): 0.8,
        },
        rest={
            "candidate_observations": [
                {"id": "V", "outcomes": {"plus": {"H": 0.8, "K": 0.2}, "minus": {"H": 0.2, "K": 0.8}}}
            ]
        },
        parts="posterior,voi",
    ),
    Exact(
        "verification",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {"E": {"likelihood": {"H": 0.8, "K": 0.2}, "accuracy": 0.9}},
        {
            ("posterior", "H"): 0.74,
            ("verification", "E", "p_refuted"): 0.1,
            ("verification", "E", "if_confirmed", "H"): 0.8,
            ("verification", "E", "if_refuted", "H"): 0.2,
            ("verification", "E", "changes_leader"): True,
        },
        parts="posterior,verification",
    ),
    Exact(
        "verification_perfect_source",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {"E": {"likelihood": {"H": 0.8, "K": 0.2}, "accuracy": 1.0}},
        {("verification", "E", "p_refuted"): 0.0, ("verification", "E", "if_confirmed", "H"): 0.8},
        parts="posterior,verification",
    ),
    Exact(
        "leave_one_source_out",
        "closed form: E1 keeps one document and falls from A1 to A2, E2 has none left",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "K": 0.3}, "digit": 1, "sources": [{"doc": "d1"}, {"doc": "d2"}]},
            "E2": {"likelihood": {"H": 0.6, "K": 0.2}, "grade": "A1", "sources": [{"doc": "d2"}]},
        },
        {
            ("posterior", "H"): 0.8779386253514387,
            ("leave_one_source_out", "d2", "dropped"): ["E2"],
            ("leave_one_source_out", "d2", "regraded"): ["E1"],
            ("leave_one_source_out", "d2", "posterior", "H"): 0.7083333333333334,
        },
        rest={"documents": {"d1": {"letter": "A"}, "d2": {"letter": "A"}}},
        parts="posterior,leave_one_source_out",
    ),
    Exact(
        "as_of",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "K": 0.4}, "accuracy": 1.0, "date": "2021-01-10"},
            "E2": {"likelihood": {"H": 0.3, "K": 0.6}, "accuracy": 1.0, "date": "2021-02-10"},
        },
        {("posterior", "H"): 0.6666666666666666, ("as_of",): "2021-01-31"},
        as_of="2021-01-31",
    ),
    Exact(
        "timeline",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "K": 0.4}, "accuracy": 1.0, "date": "2021-01-10"},
            "E2": {"likelihood": {"H": 0.3, "K": 0.6}, "accuracy": 1.0, "date": "2021-02-10"},
        },
        {("timeline", 0, "posterior", "H"): 0.6666666666666666, ("timeline", 1, "posterior", "H"): 0.5},
        parts="posterior,timeline",
    ),
    Exact(
        "disagreement_sums",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "K": 0.4}, "accuracy": 1.0},
            "E2": {"likelihood": {"H": 0.5, "K": 0.25}, "accuracy": 1.0},
        },
        {
            ("disagreement", "rival", "hypotheses"): ["H", "K"],
            ("disagreement", "rival", "total_db"): 9.030899869919436,
            ("disagreement", "rival", "prior_db"): 6.020599913279624,
            ("disagreement", "rival", "parts", "E1"): 3.010299956639812,
            ("disagreement", "rival", "parts", "E2"): 0.0,
        },
        rest={"analysts": {"rival": {"prior": {"H": 0.2, "K": 0.8}, "likelihood": {"E1": {"H": 0.4}}}}},
        parts="posterior,analysts",
    ),
    Exact(
        "copula_hits_false_alarms",
        "adaptive quadrature at 30 digits",
        {"H": 0.4, "K": 0.6},
        {
            "E1": {"likelihood": {"H": 0.55, "K": 0.35}, "group": "g", "hit": 0.85, "false_alarm": 0.2},
            "E2": {"likelihood": {"H": 0.9, "K": 0.4}, "group": "g", "accuracy": 0.9},
            "E3": {
                "likelihood": {"H": 0.3, "K": 0.6},
                "group": "g",
                "hit": 0.7,
                "false_alarm": 0.05,
                "observed": False,
            },
        },
        {("posterior", "H"): 0.7039102775497004},
        rest={"groups": {"g": {"rho": 0.45}}},
    ),
    Exact(
        "group_of_one_keeps_its_marginal",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.03, "K": 0.97}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.6, "K": 0.3}, "accuracy": 1.0},
        },
        {("groups", "g", "likelihood", "H"): 0.03, ("posterior", "H"): 0.058252427184466014},
        rest={"groups": {"g": {"rho": 0.99}}},
    ),
    Exact(
        "pearson_negative_unseen",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.6, "K": 0.5}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.3, "K": 0.5}, "accuracy": 1.0, "group": "g", "observed": False},
        },
        {("groups", "g", "likelihood", "H"): 0.44244994432064366, ("groups", "g", "likelihood", "K"): 0.275},
        rest={"groups": {"g": {"rho": -0.1, "model": "pearson"}}},
    ),
    Exact(
        "eig_flips",
        "closed form",
        {"H": 0.3, "K": 0.7},
        {},
        {
            ("voi", "V", "eig_bits"): 0.3868471115467003,
            ("voi", "V", "p_leader_changes"): 0.375,
            ("voi", "V", "gain_p_correct"): 0.16500000000000004,
        },
        rest={
            "candidate_observations": [
                {"id": "V", "outcomes": {"plus": {"H": 0.9, "K": 0.15}, "minus": {"H": 0.1, "K": 0.85}}}
            ]
        },
        parts="posterior,voi",
    ),
    Exact(
        "verification_among_others",
        "closed form",
        {"H": 0.3, "K": 0.7},
        {
            "E0": {"likelihood": {"H": 0.6, "K": 0.5}, "accuracy": 1.0},
            "E": {"likelihood": {"H": 0.9, "K": 0.2}, "grade": "C3"},
        },
        {
            ("verification", "E", "p_refuted"): 0.2997987927565392,
            ("verification", "E", "if_confirmed", "H"): 0.6982758620689656,
            ("verification", "E", "if_refuted", "H"): 0.060402684563758385,
        },
        parts="posterior,verification",
    ),
    Exact(
        "as_of_includes_the_day",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "K": 0.4}, "accuracy": 1.0, "date": "2021-01-10"},
            "E2": {"likelihood": {"H": 0.3, "K": 0.6}, "accuracy": 1.0, "date": "2021-02-10"},
        },
        {("posterior", "H"): 0.5},
        as_of="2021-02-10",
    ),
    Exact(
        "kent_words",
        "Kent 1964 centre and give-or-take",
        {"H": 0.5, "K": 0.5},
        {"E": {"likelihood": {"H": "probable", "K": "almost certainly not"}, "accuracy": 1.0}},
        {
            ("items", "E", "report", "H"): 0.75,
            ("items", "E", "report", "K"): 0.07,
            ("ranges", "envelope", "H", 0): 0.84,
            ("ranges", "envelope", "H", 1): 0.9775280898876404,
        },
        rest={"scale": "kent"},
        parts="posterior,ranges",
    ),
    Exact(
        "disagreement_within_a_group",
        "adaptive quadrature at 30 digits",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "K": 0.4}, "accuracy": 1.0, "group": "g"},
            "E2": {"likelihood": {"H": 0.7, "K": 0.3}, "accuracy": 1.0, "group": "g"},
            "E3": {"likelihood": {"H": 0.5, "K": 0.4}, "accuracy": 1.0},
        },
        {
            ("disagreement", "rival", "parts", "g"): 1.576215403503903,
            ("disagreement", "rival", "prior_db"): 1.7609125905568124,
            ("disagreement", "rival", "total_db"): 3.3371279940607157,
        },
        rest={
            "groups": {"g": {"rho": 0.6}},
            "analysts": {"rival": {"prior": {"H": 0.4, "K": 0.6}, "likelihood": {"E1": {"H": 0.5}}}},
        },
        parts="posterior,analysts",
        tol=1e-08,
    ),
    Exact(
        "parents_add_up",
        "closed form",
        {"H1": 0.25, "H2": 0.25, "OTHER": 0.5},
        {"E": {"likelihood": {"H1": 0.8, "H2": 0.4, "OTHER": 0.3}, "accuracy": 1.0}},
        {("posterior_by_parent", "H"): 0.6666666666666666},
        parents={"H1": "H", "H2": "H"},
    ),
    Exact(
        "background_if_scored",
        "closed form",
        {"H": 0.5, "K": 0.5},
        {
            "E1": {"likelihood": {"H": 0.8, "K": 0.4}, "accuracy": 1.0},
            "B1": {"likelihood": {"H": 0.9, "K": 0.5}, "accuracy": 1.0, "role": "prior"},
        },
        {
            ("posterior", "H"): 0.6666666666666666,
            ("sensitivity", "background_scored", "H"): 0.7826086956521738,
            ("sensitivity", "flat_prior", "H"): 0.6666666666666666,
        },
        parts="posterior,sensitivity",
    ),
]
