"""Questions that must be refused or flagged: one sound question, and what each case changes in it."""

from typing import NamedTuple

GOOD = """\
id: g
hypotheses:
  - {id: H, prior: .4}
  - {id: K, prior: .4}
  - {id: OTHER, prior: .2}
documents:
  "d1": {letter: B}
  "d2": {letter: C}
groups:
  g: {rho: .5}
evidence:
  - {id: E1, date: 2021-01-05, grade: B2, group: g, sources: [{doc: d1}], likelihood: {H: li, K: un, OTHER: ev}}
  - {id: E2, date: 2021-02-05, grade: C2, group: g, sources: [{doc: d2}], likelihood: {H: .4, K: .6, OTHER: [.3, .5]}}
  - {id: E3, date: 2021-03-05, grade: B3, sources: [{doc: d1}, {doc: d2}], likelihood: {H: un, K: li, OTHER: un}}
candidate_observations:
  - id: V1
    outcomes:
      seen: {H: .2, K: .7, OTHER: .5}
      missing: {H: .8, K: .3, OTHER: .5}
"""


class Guard(NamedTuple):
    """A change of the sound question, the codes of its problems, and the findings (code, where) that it must carry."""

    id: str
    changes: dict[str, str]
    codes: tuple[str, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The question as YAML."""
        text = GOOD
        for old, new in self.changes.items():
            assert old in text
            text = text.replace(old, new)
        return text


GUARDS = [
    Guard("explanandum_scored", {"E3, ": "E3, role: explanandum, "}, ("explanandum_scored",), ()),
    Guard("zero_likelihood", {"H: .4": "H: 0"}, ("certain_probability",), ()),
    Guard("missing_cell", {"K: li, ": ""}, ("missing_cell",), ()),
    Guard("unknown_document", {"[{doc: d2": "[{doc: d9"}, ("unknown_reference",), ()),
    Guard("bare_yes_no", {"seen": "yes", "missing": "no"}, ("id_not_text",), ()),
    Guard("below_half", {"grade: B3": "accuracy: .35"}, ("inverted_source",), ()),
    Guard("rho_out_of_range", {"o: .5": "o: 1.2"}, ("bad_rho",), ()),
    Guard("misspelt_key", {"2-05, grade": "2-05, graed"}, ("unknown_key",), ()),
    Guard(
        "three_problems_at_once",
        {": K": ": H", "[{doc: d2}], likelihood: {H: ": "[{doc: d2}], likelihood: {H: 1", "B3": "B7"},
        ("bad_probability", "bad_grade", "duplicate_id"),
        (),
    ),
    Guard(
        "warn_no_other",
        {
            "  - {id: OTHER, prior: .2}\n": "",
            "un, OTHER: ev": "un",
            ".6, OTHER: [.3, .5]": ".6",
            "li, OTHER: un": "li",
            ".7, OTHER: .5": ".7",
            ".3, OTHER: .5": ".3",
        },
        (),
        (("no_other", "hypotheses"),),
    ),
    Guard("warn_not_diagnostic", {"un, K: li, OTHER: un": ".5, K: .52, OTHER: .5"}, (), (("not_diagnostic", "E3"),)),
]
