"""Error slugs of negotiation files of other programs: GeniusWeb, GENIUS and NegMAS."""

from detente.kernel.slug_entry import Entry

NEGOTIATIONS: dict[str, Entry] = {
    "negotiation-file": Entry(
        "A file of the negotiation is missing, cannot be read, is too large, or is none that can be told.",
        "Give a DEAL.yaml, a GeniusWeb or NegMAS folder, or a GENIUS domain with its profiles beside it.",
    ),
    "negotiation-syntax": Entry(
        "The text is no well-formed JSON, XML or YAML; the place is line and column.", "Mend the line that is named."
    ),
    "negotiation-refused": Entry(
        "The file holds something that is never followed: a document type, an entity, or nesting without end.",
        "Remove it; negotiation files do not need it.",
    ),
    "negotiation-key": Entry("A key, an element or an attribute that the format needs is missing.", "Add it."),
    "negotiation-value": Entry(
        "A value has the wrong shape, is no finite number, is negative where none may be, or stands twice.",
        "Correct the value.",
    ),
    "negotiation-unknown": Entry(
        "An issue or a value is named that the domain does not have.", "Correct the spelling, or add it to the domain."
    ),
    "negotiation-incomplete": Entry(
        "A profile lacks an issue or a value of its domain, or there are fewer than two profiles.",
        "State what is missing.",
    ),
    "negotiation-type": Entry(
        "A utility function is of a type that is not read: only additive ones with tables or straight lines are.",
        "State the function as a table.",
    ),
    "negotiation-reservation": Entry(
        "Breakdown is not stated, or cannot be stated in the other format as it is.",
        "State what breakdown is worth to this party.",
    ),
    "negotiation-kept": Entry(
        "Something was read and is kept or dropped, but never used.", "Nothing needs to be done."
    ),
    "negotiation-fitted": Entry(
        "Utilities, weights or names were changed so that the other format can hold them.",
        "Compare packages and gains, not levels of utility.",
    ),
    "negotiation-left-out": Entry(
        "The format has no words for a part of the deal, which was left out.", "Keep the DEAL.yaml; it says more."
    ),
}
