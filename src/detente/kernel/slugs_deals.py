"""Error slugs of the deals engine and of what it is coupled with over time: deal files and their blocks."""

from detente.kernel.slug_entry import Entry

DEALS: dict[str, Entry] = {
    "deal-file": Entry(
        "The file is missing, cannot be read as YAML, or is no deal.",
        "Give a DEAL.yaml that begins with `format: detente-deal/1`.",
    ),
    "deal-key": Entry("A key is unknown or missing.", "Correct the spelling; the reference lists the keys."),
    "deal-value": Entry("A value has the wrong shape or is missing.", "Write it as the reference says."),
    "deal-number": Entry("A finite number is due.", "Give a number, or a range {low, mode, high}."),
    "deal-range": Entry("A number lies outside what it may be.", "Correct it; the message names the bounds."),
    "deal-duplicate": Entry("An id or a level stands twice.", "Rename one of the two."),
    "deal-unknown": Entry(
        "A government, issue, level, rule, channel or solution is named that does not exist.", "Correct the spelling."
    ),
    "deal-weights": Entry(
        "An actor weighs an issue without wanting anything of it, or weighs nothing.",
        "Give an ideal or values for what it weighs, and at least one weight above 0.",
    ),
    "deal-kinds": Entry(
        "Issues with levels and continuous ones are mixed, or a continuous issue has a controller.",
        "Give every issue levels, or make all of them ranges and pies that are joint.",
    ),
    "deal-treaty": Entry(
        "A treaty bounds an issue that it cannot bound: a joint one, one without numbers, or one without a lawful level.",
        "Name the controller, give the levels numbers, or correct the bound.",
    ),
    "deal-threat": Entry(
        "A threat cannot be made: by a government that does not control the issue, or with a credibility that is not given.",
        "Let the controller threaten; give a credibility in 0..1 or a crisis block.",
    ),
    "deal-baskets": Entry("The baskets are no partition of the issues.", "Name every issue in exactly one basket."),
    "deal-path": Entry(
        "A dotted path leads to nothing in the file.", "Name list elements by id, threats by their issue."
    ),
    "deal-limit": Entry("There are more packages than can be listed.", "Merge levels or split into baskets."),
    "deal-empty": Entry(
        "The dossier has no deal or no scenario of that name.",
        "`detente deal NAME` lists the deals and their scenarios.",
    ),
    "relation-empty": Entry(
        "The file asks nothing about repeated dealing: it has no block `relation` and no block `threat_game`.",
        "Add one of the two, or solve its deal with `detente deal`.",
    ),
    "relation-order": Entry(
        "The payoffs of a repeated bargain do not tempt in the order of a dilemma.", "Order T > R > P >= S."
    ),
    "relation-game": Entry(
        "The matrices of a threat game differ in shape or have gaps.", "Write one full matrix for each government."
    ),
    "relation-path": Entry(
        "A path over time has no deal to run on, names an issue without numbers, or a period outside itself.",
        "Name an issue of the file whose levels have numbers, and periods from 0 to the last.",
    ),
}
