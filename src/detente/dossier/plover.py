"""PLOVER, the event codebook: sixteen types with their quad class, modes and conflict-cooperation scores.

Facts from the PLOVER manual, draft 0.8 of 17 September 2021, Open Event Data Alliance, CC BY-SA 4.0. The manual prints
the score of ACCUSE without its sign; -3 is used here, in line with its modes. The scores are expert judgements
re-scaled, never to be mixed with Goldstein's of 1992 on one axis.
"""

from typing import NamedTuple


class PloverType(NamedTuple):
    """Quad class (1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict) and modes."""

    quad: int
    needs_target: bool
    score: float
    modes: dict[str, float]


TYPES: dict[str, PloverType] = {
    "AGREE": PloverType(1, False, 2.5, {}),
    "CONSULT": PloverType(1, False, 2.5, {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5}),
    "SUPPORT": PloverType(1, False, 5.0, {}),
    "CONCEDE": PloverType(1, False, 4.5, {}),
    "COOPERATE": PloverType(2, True, 9.5, {}),
    "AID": PloverType(2, True, 10.0, {}),
    "RETREAT": PloverType(2, False, 6.5, {"withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5}),
    "REQUEST": PloverType(3, False, 0.0, {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0}),
    "ACCUSE": PloverType(3, False, -3.0, {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5}),
    "REJECT": PloverType(3, False, -2.0, {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0}),
    "THREATEN": PloverType(3, False, -3.5, {"restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4.0, "violence": -3.5}),
    "PROTEST": PloverType(4, False, -5.0, {"demo": -5.0, "riot": -7.0, "strike": -5.0, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5, "vandalize": -5.0}),
    "SANCTION": PloverType(4, True, -6.0, {"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0}),
    "MOBILIZE": PloverType(4, False, -5.5, {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0}),
    "COERCE": PloverType(4, False, -7.0, {"seize": -7.0, "restrict": -7.0, "censor": -6.5, "curfew": -6.5, "martial-law": -7.5, "arrest": -7.0, "deport": -7.0, "withhold": -7.0, "misinformation": -6.5, "cyber": -7.0}),
    "ASSAULT": PloverType(4, False, -9.0, {"abduct": -8.5, "beat": -7.5, "torture": -8.5, "sexual": -8.5, "targeted": -9.5, "destroy": -8.5, "primitive": -8.0, "firearms": -9.0, "explosives": -9.0, "suicide-attack": -9.5, "aerial": -9.5, "drone": -9.5, "heavy-weapons": -9.5, "crowd-control": -7.5, "unconventional": -10.0}),
}  # fmt: skip

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}

#: Names of 2016 and what they are called since 2021.
OLD_NAMES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT",
             "YIELD": "CONCEDE or RETREAT", "CRIME": "no type (dropped in 2021)"}  # fmt: skip

#: Types whose future form is another type: events-coding rule "promised cooperation is AGREE".
NEVER_FUTURE = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}

_ROOTS = {"AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08",
          "RETREAT": "08", "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14",
          "MOBILIZE": "15", "SANCTION": "16", "COERCE": "17", "ASSAULT": "18"}  # fmt: skip


def cameo_root(plover: str, modes: tuple[str, ...] = ()) -> str:
    """The CAMEO root a type is exported to, as text of two digits (third and fourth digits are not available)."""
    if plover == "ACCUSE" and "investigate" in modes:
        return "09"
    if plover == "ASSAULT" and "unconventional" in modes:
        return "20"
    if plover == "ASSAULT" and {"firearms", "heavy-weapons", "aerial", "drone"} & set(modes):
        return "19"
    return _ROOTS[plover]


def score(plover: str, modes: tuple[str, ...] = ()) -> float:
    """The PLOVER score on -10..+10: the mean over the modes, or the type's own value if there is none."""
    kind = TYPES[plover]
    return sum(kind.modes[mode] for mode in modes) / len(modes) if modes else kind.score
