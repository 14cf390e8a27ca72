"""Words of estimative probability: four published scales as data, and the rules between a number and a word.

One scale per document, and the number rides along, always: ``likely (62 %, range 39-79 %)``. A bracketed range in the
running text lifted agreement with ICD 203 to 66 %, against 32 % for words alone (Wintle et al. 2019).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a scale: the term, its synonym (None where the standard has none), its band, the short code."""

    term: str
    synonym: str | None
    lo: float
    hi: float
    short: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The term and its synonym."""
        return (self.term,) if self.synonym is None else (self.term, self.synonym)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the band may be called in an input file: the words and the short code."""
        return self.words if self.short is None else (*self.words, self.short)


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale in the order of its standard.

    ``contiguous`` bands are closed below and open above, the top one is closed. ``nested`` bands overlap on purpose: the
    narrowest true one is printed. ``without_term`` are single values to which the standard gives no term.
    """

    name: str
    title: str
    rows: tuple[Term, ...]
    source: str
    contiguous: bool = False
    nested: bool = False
    without_term: tuple[float, ...] = ()


ICD203 = Scale(
    "icd203", "ICD 203",
    (Term("almost no chance", "remote", 0.01, 0.05, "rm"),
     Term("very unlikely", "highly improbable", 0.05, 0.20, "hu"),
     Term("unlikely", "improbable", 0.20, 0.45, "un"),
     Term("roughly even chance", "roughly even odds", 0.45, 0.55, "ev"),
     Term("likely", "probable", 0.55, 0.80, "li"),
     Term("very likely", "highly probable", 0.80, 0.95, "vl"),
     Term("almost certain", "nearly certain", 0.95, 0.99, "ac")),
    "Intelligence Community Directive 203 (ODNI, 2 January 2015; technical amendment 21 December 2022), D.6.e(2)(a)",
    contiguous=True,
)  # fmt: skip
PHIA = Scale(
    "phia", "PHIA",
    (Term("remote chance", None, 0.0, 0.05),
     Term("highly unlikely", None, 0.10, 0.20),
     Term("unlikely", None, 0.25, 0.35),
     Term("realistic possibility", None, 0.40, 0.50),
     Term("likely", "probable", 0.55, 0.75),
     Term("highly likely", None, 0.80, 0.90),
     Term("almost certain", None, 0.95, 1.0)),
    "Professional Head of Intelligence Assessment, probability yardstick (GOV.UK, 24 March 2025, OGL v3.0)",
    without_term=(0.5,),
)  # fmt: skip
KENT = Scale(
    "kent", "Kent",  # printed as a centre with a give or take: 93 +- 6, 75 +- 12, 50 +- 10, 30 +- 10, 7 +- 5
    (Term("almost certain", None, 0.87, 0.99),
     Term("probable", None, 0.63, 0.87),
     Term("chances about even", None, 0.40, 0.60),
     Term("probably not", None, 0.20, 0.40),
     Term("almost certainly not", None, 0.02, 0.12)),
    "Sherman Kent, Words of estimative probability (1964)",
)  # fmt: skip
IPCC_AR5 = Scale(
    "ipcc_ar5", "IPCC AR5",
    (Term("virtually certain", None, 0.99, 1.0),
     Term("very likely", None, 0.90, 1.0),
     Term("likely", None, 0.66, 1.0),
     Term("about as likely as not", None, 0.33, 0.66),
     Term("unlikely", None, 0.0, 0.33),
     Term("very unlikely", None, 0.0, 0.10),
     Term("exceptionally unlikely", None, 0.0, 0.01)),
    "Intergovernmental Panel on Climate Change, guidance note for the Fifth Assessment Report on uncertainties (2010)",
    nested=True,
)  # fmt: skip

SCALES: dict[str, Scale] = {scale.name: scale for scale in (ICD203, PHIA, KENT, IPCC_AR5)}
DEFAULT = "icd203"
#: What to do with a probability between two bands: print the number alone, or cut at the middle of the gap.
GAP_RULES = ("number_only", "nearest")
#: As a likelihood a word never reaches 0 or 1: nothing could ever correct it.
CLIP = (0.01, 0.99)


def term_for(p: float, scale: str = DEFAULT, gap: str = "number_only") -> Term | None:
    """The row that a probability belongs to, or None where the standard has no term for it.

    Contiguous bands are closed below and open above. Elsewhere bands include both ends; where two touch, the upper one
    has the value. Below the first and above the last band there is no term. Raises ValueError for ``p`` outside 0..1 and
    for an unknown gap rule, KeyError for an unknown scale.
    """
    if not 0 <= p <= 1:
        raise ValueError(f"{p} is no probability; use 0 to 1")
    if gap not in GAP_RULES:
        raise ValueError(f"there is no gap rule {gap!r}; use one of {', '.join(GAP_RULES)}")
    used = SCALES[scale]
    if p in used.without_term:
        return None
    holding = [row for row in used.rows if row.lo <= p <= row.hi]
    if used.nested:
        return min(holding, key=lambda row: round(row.hi - row.lo, 9), default=None)
    if holding:
        return max(holding, key=lambda row: row.lo)
    if gap == "number_only":
        return None
    below = max((row for row in used.rows if row.hi < p), key=lambda row: row.hi, default=None)
    above = min((row for row in used.rows if row.lo > p), key=lambda row: row.lo, default=None)
    if below is None or above is None:
        return None
    return above if p >= round((below.hi + above.lo) / 2, 9) else below


def find(scale: str, word: str) -> Term | None:
    """The row of a term, synonym or short code, any case and spacing; None if the scale does not have it."""
    wanted = " ".join(word.lower().split())
    return next((row for row in SCALES[scale].rows if wanted in row.names), None)


def band(scale: str, word: str) -> tuple[float, float]:
    """The band of a term, synonym or short code as the standard prints it. Raises KeyError for an unknown word."""
    row = find(scale, word)
    if row is None:
        raise KeyError(f"{SCALES[scale].title} has no term {word!r}")
    return row.lo, row.hi


def likelihood(scale: str, word: str) -> tuple[float, float]:
    """The band as an engine takes it: its ends clipped to .01 and .99. Raises KeyError for an unknown word."""
    lo, hi = band(scale, word)
    return max(lo, CLIP[0]), min(hi, CLIP[1])


def percent(p: float) -> str:
    """A probability as printed: whole percents, one decimal below 1 and above 99 %, and never a rounded 0 or 100."""
    if 0 < p < 0.0005 or 0.9995 < p < 1:
        return "0.1" if p < 0.5 else "99.9"
    return f"{100 * p:.0f}" if CLIP[0] <= p <= CLIP[1] or p in (0, 1) else f"{100 * p:.1f}"


def phrase(p: float, lo: float, hi: float, scale: str = DEFAULT, gap: str = "number_only") -> str:
    """A judgement's likelihood in print: ``likely (62 %, range 39-79 %)``; without a term ``53 % (range 40-60 %)``.

    Raises ValueError unless ``0 <= lo <= p <= hi <= 1``.
    """
    if not 0 <= lo <= p <= hi <= 1:
        raise ValueError(f"the number {p} lies outside its range {lo}..{hi}")
    term = term_for(p, scale, gap)
    between = f"range {percent(lo)}-{percent(hi)} %"
    return f"{percent(p)} % ({between})" if term is None else f"{term.term} ({percent(p)} %, {between})"
