"""The four scales of words of estimative probability, as their standards print them (ends as fractions).

ICD 203 (Office of the Director of National Intelligence 2015, section D.6.e(2)(a)), PHIA (GOV.UK 2025), Kent (1964,
centre and give-or-take), IPCC (fifth assessment report). The short codes of ICD 203 are this project's own.
"""

from detente.coding.cells import Scale, Word

SCALES: dict[str, Scale] = {
    scale.name: scale
    for scale in (
        Scale("icd203", (
            Word("almost no chance", 0.01, 0.05, ("remote", "rm")),
            Word("very unlikely", 0.05, 0.20, ("highly improbable", "hu")),
            Word("unlikely", 0.20, 0.45, ("improbable", "un")),
            Word("roughly even chance", 0.45, 0.55, ("roughly even odds", "ev")),
            Word("likely", 0.55, 0.80, ("probable", "li")),
            Word("very likely", 0.80, 0.95, ("highly probable", "vl")),
            Word("almost certain", 0.95, 0.99, ("nearly certain", "ac")),
        )),
        Scale("phia", (
            Word("remote chance", 0.0, 0.05),
            Word("highly unlikely", 0.10, 0.20),
            Word("unlikely", 0.25, 0.35),
            Word("realistic possibility", 0.40, 0.50),
            Word("likely", 0.55, 0.75, ("probable",)),
            Word("highly likely", 0.80, 0.90),
            Word("almost certain", 0.95, 1.0),
        )),
        Scale("kent", (
            Word("almost certainly not", 0.02, 0.12),
            Word("probably not", 0.20, 0.40),
            Word("chances about even", 0.40, 0.60),
            Word("probable", 0.63, 0.87),
            Word("almost certain", 0.87, 0.99),
        )),
        Scale("ipcc_ar5", (
            Word("exceptionally unlikely", 0.0, 0.01),
            Word("very unlikely", 0.0, 0.10),
            Word("unlikely", 0.0, 0.33),
            Word("about as likely as not", 0.33, 0.66),
            Word("likely", 0.66, 1.0),
            Word("very likely", 0.90, 1.0),
            Word("virtually certain", 0.99, 1.0),
        )),
    )
}  # fmt: skip
