"""Every error slug with its entry: what it means and what to do. The reference page is generated from this table."""

from detente.kernel.slug_entry import Entry
from detente.kernel.slugs_conflict import CONFLICT
from detente.kernel.slugs_crisis import CRISIS
from detente.kernel.slugs_deals import DEALS
from detente.kernel.slugs_elicitation import ELICITATION
from detente.kernel.slugs_events import EVENTS
from detente.kernel.slugs_hypotheses import HYPOTHESES
from detente.kernel.slugs_judgement import JUDGEMENT
from detente.kernel.slugs_negotiations import NEGOTIATIONS
from detente.kernel.slugs_next_events import NEXT_EVENTS
from detente.kernel.slugs_outlook import OUTLOOK
from detente.kernel.slugs_reading import READING
from detente.kernel.slugs_review import REVIEW
from detente.kernel.slugs_suggest import SUGGEST
from detente.kernel.slugs_temperature import TEMPERATURE
from detente.kernel.slugs_web import WEB

SLUGS: dict[str, Entry] = {
    # --- folders and files
    "dossier-missing": Entry(
        "There is no dossier of that name or at that path.", "Check the spelling, or make one with `detente new NAME`."
    ),
    "dossier-empty": Entry(
        "The folder holds no dossier.yaml, so nothing in it can be read as a dossier.",
        "Point to a dossier's folder, or make one with `detente new NAME`.",
    ),
    "dossier-exists": Entry(
        "A dossier is about to be made where something already stands.",
        "Choose another name, or remove the old folder yourself.",
    ),
    "format-old": Entry(
        "The dossier has an older format version than this program writes.",
        "It is read as it is; save it once with this program to bring it up to date.",
    ),
    "format-new": Entry(
        "The dossier was written by a newer program.", "Update detente, or ask for a copy in the older format."
    ),
    "file-unreadable": Entry(
        "The file cannot be opened: permissions, a folder where a file belongs, or a device.",
        "Make it a readable, ordinary file.",
    ),
    "file-unknown": Entry(
        "The dossier holds a file that no part of the format describes; it is not read.",
        "Move it out of the folder, or rename it if the name is a slip.",
    ),
    "file-empty": Entry(
        "The file has no content although the format gives it some.",
        "Restore it from your version history, or remove it.",
    ),
    "file-cut-off": Entry(
        "The file ends in the middle of a record or without its last line break, as after a crash or a broken copy.",
        "Restore the file from your version history, or complete its last record.",
    ),
    "file-not-utf8": Entry("The bytes are not UTF-8 text.", "Save the file as UTF-8 (without byte-order mark)."),
    "file-too-large": Entry(
        "The file is larger than this program is willing to read.",
        "Split it: every folder of the dossier takes several files.",
    ),
    "files-too-many": Entry(
        "The dossier has more files than this program is willing to read.", "Merge small files, or split the dossier."
    ),
    "link-outside": Entry(
        "A symbolic link leads out of the dossier, or to nothing; it is not followed.",
        "Put the file itself into the dossier.",
    ),
    "output-unwritable": Entry("The output file or folder cannot be written.", "Choose another place with --out."),
    "dossier-busy": Entry("Another process holds the dossier for writing.", "Wait for it to finish and try again."),
    "edit-conflict": Entry(
        "The file changed on disk after it was read; writing would lose somebody's edit.",
        "Read the dossier again and repeat the edit.",
    ),
    # --- YAML, CSV and JSON
    "yaml-syntax": Entry(
        "The file is not well-formed YAML.",
        "Mend the line that is named; most often a colon, a quotation mark or the indentation.",
    ),
    "yaml-trap": Entry(
        "A bare word that YAML readers turn into something else: yes, no, on, off become booleans, 2020-11-07 a date object, 012 the number 10, 12:30 the number 750.",
        "Put it in quotation marks.",
    ),
    "yaml-alias": Entry(
        "YAML aliases (`*name`) are refused: a few lines of them can expand to billions of values.",
        "Write the value out where it is needed.",
    ),
    "yaml-tag": Entry("YAML tags (`!name`) are refused: a dossier is data, never code.", "Remove the tag."),
    "yaml-duplicate-key": Entry(
        "A key stands twice in one mapping; YAML readers silently keep the last.", "Keep one of the two."
    ),
    "yaml-too-deep": Entry(
        "The file nests deeper than any record of the format.", "Look for a run of brackets or a broken indentation."
    ),
    "yaml-too-many": Entry(
        "The file holds more values than this program is willing to read.", "Split it into several files."
    ),
    "csv-header": Entry(
        "The header of the table lacks a column or has one that the format does not know.",
        "Use the columns that the file-format page lists.",
    ),
    "csv-row": Entry(
        "The row has more or fewer cells than the header.", "Quote cells that hold a comma; complete the row."
    ),
    # --- records
    "key-missing": Entry("A required key is absent.", "Add it; the file-format page says what it holds."),
    "key-unknown": Entry("A key that the record does not have.", "Mend the spelling, or begin private keys with `x_`."),
    "value-invalid": Entry(
        "A value of the wrong type or outside what the field allows.", "Use one of the values that the message names."
    ),
    "id-invalid": Entry(
        "An id may hold lower-case letters, digits, dots, hyphens and underscores, 1 to 80 of them, and never a path.",
        "Choose a plain id such as `sl-tariff-threat`.",
    ),
    "id-duplicate": Entry("Two records of one kind have the same id.", "Rename one of them, and what refers to it."),
    "id-unknown": Entry(
        "A reference to a record that the dossier does not have.", "Mend the spelling, or add the record."
    ),
    "date-invalid": Entry(
        'Not a day of the calendar in the form "YYYY-MM-DD".', "Write the day in ISO form, in quotation marks."
    ),
    "date-order": Entry("A start that lies after its end.", "Swap or mend the two dates."),
    "range-order": Entry("A range whose mode lies outside low..high.", "Order the three numbers: low <= mode <= high."),
    "range-bounds": Entry(
        "A range that leaves the scale of its field.", "Keep it inside the bounds that the message names."
    ),
    "range-unsourced": Entry(
        "A number of judgement that rests on no claim and is not marked an assumption.",
        "List the claims it rests on, or give `assumption:` with the reason.",
    ),
    "claim-unusable": Entry(
        "A number or event rests on a claim that is only suggested or was rejected.",
        "Confirm the claim, or rest the record on another one first.",
    ),
    "claim-undecided": Entry("A confirmed, edited or rejected claim must say by whom and when.", "Add `by` and `at`."),
    "dossier-shipped": Entry(
        "The dossiers inside the package are read-only: an edit there would be lost with the next update.",
        "Make your own copy with `detente new NAME --like us-mexico` and edit that.",
    ),
    "claim-decision": Entry(
        "The decision does not fit the claim: it is unknown, or already stands as asked.",
        "Look the claim up with `detente show NAME claims`.",
    ),
    "event-mode": Entry("The PLOVER type does not have that mode.", "Use one of the modes the message lists, or none."),
    "event-target": Entry(
        "COOPERATE, AID and SANCTION need somebody on the receiving side.", "Name the target, or choose another type."
    ),
    "event-future": Entry(
        "An act that is still to come is coded as if it were done.",
        "Promised cooperation is AGREE, an announced retreat CONCEDE, a threatened act THREATEN.",
    ),
    "codebook-old": Entry("A PLOVER type name of 2016.", "Use the name of 2021 that the message gives."),
    "disagreement-thin": Entry(
        "A disagreement needs at least two views with a claim each.", "Add the other view, or remove the record."
    ),
    "agreement-thin": Entry(
        "An agreement needs claims from at least two documents.", "Add a claim from a second document."
    ),
    # --- anchors and texts
    "anchor-invalid": Entry(
        "An anchor whose positions cannot be: end not after start, longer than 400 characters, or outside the document.",
        "Make the claim anew from the text with `detente claim add`.",
    ),
    "anchor-mismatch": Entry(
        "The text at the anchor's place is not what was coded.",
        "See `detente verify`: the span has moved, was changed, or the file is another edition.",
    ),
    "anchor-missing-text": Entry(
        "The document of the anchor is not among the texts.", "Put the file into the texts folder under its own name."
    ),
    "texts-missing": Entry(
        "The folder with the texts does not exist or holds no readable text.",
        "Give the folder that holds your copies of the articles with --texts.",
    ),
    "quote-not-found": Entry(
        "The words given for a claim do not stand in the document, or stand there more than once.",
        "Copy the words exactly from the text; give `line:` or a longer span when they occur twice.",
    ),
    "quote-copied": Entry(
        "A field meant for our own words repeats a run of the article's words.",
        "Paraphrase: the dossier never holds the owner's sentences.",
    ),
    # --- tables of issues
    "table-number": Entry("A cell that must hold a number holds something else.", "Write a plain number such as 62.5."),
    "table-range": Entry(
        "A number outside what its column allows: a position outside its scale, a negative weight, a scale turned around.",
        "Mend the cell, or state the scale of the issue in scale_min and scale_max.",
    ),
    "table-blank": Entry(
        "A cell that must be filled is empty.", "Fill it; numbers may stay empty with `--missing impute`."
    ),
    "table-duplicate": Entry("An actor stands twice on one issue.", "Keep one row for each issue and actor."),
    "table-differs": Entry(
        "A column that belongs to the issue (scale, reference point, dossier) differs between its rows.",
        "Give all rows of an issue the same.",
    ),
    "imputed": Entry(
        "Empty cells were filled: a salience from the issue, a capability from the actor's other issues; actors without a position were left out.",
        "Fill the cells, or use `--missing error` to see each of them.",
    ),
    "range-ignored": Entry(
        "A range (low, high) stands beside an empty mode; it was not used.", "Fill the mode, or empty the range."
    ),
    "salience-scale": Entry(
        "A file whose saliences look like a mixture of 0-1 and 0-100.", "Give `--salience-scale 1` or `100`."
    ),
    "zero-weight": Entry(
        "Capability times salience is 0 for every actor of an issue; all were given the same weight.",
        "Check capability and salience of the issues named.",
    ),
    "median-tie": Entry(
        "Two camps of exactly equal weight: every place between them divides the weights as evenly; the lower end is given.",
        "Read the distribution, not the median.",
    ),
    "no-positions": Entry(
        "No actor of the issue has a position; its row has no numbers.", "Add positions, or drop the issue."
    ),
    "two-valued": Entry(
        "Everybody stands at one of the two ends of the scale, so that a mean is a place that nobody wants.",
        "Read the distribution, not the mean.",
    ),
    "unstable-median": Entry(
        "Within the ranges, or within 5 % of capability and salience, the last median spreads over more than a fifth of the positions.",
        "Quote the mean or the distribution, not the median.",
    ),
    "not-settled": Entry(
        "The median still moved in the last round, or the KTAB run was cut before it came to rest.",
        "Read the rounds as a path; more rounds may not settle it either.",
    ),
    "knife-edge": Entry(
        "A change of capability and salience far below what anybody can know gives another path from the round named on.",
        "Do not read anything into the moves from that round on.",
    ),
    "many-positions": Entry(
        "An issue has too many distinct positions for the Condorcet election; its columns stay empty.",
        "Round the positions, or read the other models.",
    ),
    # --- questions to the program
    "option-invalid": Entry(
        "An option or a filter has a value that cannot be used.", "Use one of the values that the message names."
    ),
    "issue-empty": Entry(
        "No position can be used for that issue, period and date.",
        "Choose another issue, period or as-of date; `detente show NAME positions` lists them.",
    ),
    "scenario-change": Entry(
        "A change of the scenario does not fit the dossier.",
        "Name a record and field that exist; the how-to page on scenarios shows each form.",
    ),
    "part-missing": Entry("An optional part of detente is not installed.", "Install the extra that the message names."),
}
SLUGS |= HYPOTHESES
SLUGS |= JUDGEMENT
SLUGS |= CONFLICT
SLUGS |= ELICITATION
SLUGS |= CRISIS
SLUGS |= DEALS
SLUGS |= NEGOTIATIONS
SLUGS |= SUGGEST
SLUGS |= WEB
SLUGS |= EVENTS
SLUGS |= NEXT_EVENTS
SLUGS |= TEMPERATURE
SLUGS |= OUTLOOK
SLUGS |= READING
SLUGS |= REVIEW
