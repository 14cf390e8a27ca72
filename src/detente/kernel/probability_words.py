"""Words of estimative probability, as four standards print them: terms and bands only.

Sources: ICD 203 (ODNI, 2 January 2015, amended 21 December 2022), section D.6.e(2)(a); PHIA probability yardstick
(GOV.UK, 24 March 2025, Open Government Licence 3.0); Kent 1964, centre and give-or-take; IPCC AR5 guidance note.
The short codes of ICD 203 are this project's own.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One word with its band ``lo..hi`` (fractions of 1), its synonym and its short code where the scale has them."""

    term: str
    synonym: str | None
    lo: float
    hi: float
    short: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the band may be called."""
        return tuple(name for name in (self.term, self.synonym, self.short) if name)


@dataclass(frozen=True, slots=True)
class Scale:
    """A standard's words. ``contiguous``: the bands meet, so that every probability has a word."""

    name: str
    contiguous: bool
    rows: tuple[Term, ...]


SCALES: dict[str, Scale] = {
    "icd203": Scale("ICD 203", True, (
        Term("almost no chance", "remote", 0.01, 0.05, "rm"),
        Term("very unlikely", "highly improbable", 0.05, 0.20, "hu"),
        Term("unlikely", "improbable", 0.20, 0.45, "un"),
        Term("roughly even chance", "roughly even odds", 0.45, 0.55, "ev"),
        Term("likely", "probable", 0.55, 0.80, "li"),
        Term("very likely", "highly probable", 0.80, 0.95, "vl"),
        Term("almost certain", "nearly certain", 0.95, 0.99, "ac"),
    )),
    "phia": Scale("PHIA", False, (
        Term("remote chance", None, 0.0, 0.05),
        Term("highly unlikely", None, 0.10, 0.20),
        Term("unlikely", None, 0.25, 0.35),
        Term("realistic possibility", None, 0.40, 0.50),
        Term("likely", "probable", 0.55, 0.75),
        Term("highly likely", None, 0.80, 0.90),
        Term("almost certain", None, 0.95, 1.0),
    )),
    "kent": Scale("Kent 1964", False, (
        Term("almost certainly not", None, 0.02, 0.12),
        Term("probably not", None, 0.20, 0.40),
        Term("chances about even", None, 0.40, 0.60),
        Term("probable", None, 0.63, 0.87),
        Term("almost certain", None, 0.87, 0.99),
    )),
    "ipcc_ar5": Scale("IPCC AR5", False, (
        Term("exceptionally unlikely", None, 0.0, 0.01),
        Term("very unlikely", None, 0.0, 0.10),
        Term("unlikely", None, 0.0, 0.33),
        Term("about as likely as not", None, 0.33, 0.66),
        Term("likely", None, 0.66, 1.0),
        Term("very likely", None, 0.90, 1.0),
        Term("virtually certain", None, 0.99, 1.0),
    )),
}  # fmt: skip


def band(scale: str, word: str) -> tuple[float, float]:
    """The band (lo, hi) of a term, synonym or short code; case and blanks do not matter. KeyError if there is none."""
    wanted = " ".join(word.lower().split())
    for row in SCALES[scale].rows:
        if wanted in row.names:
            return row.lo, row.hi
    raise KeyError(word)
