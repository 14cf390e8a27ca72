"""Error slugs of elicitation: questions as they are asked, ratings files and sheets."""

from detente.kernel.slug_entry import Entry

ELICITATION: dict[str, Entry] = {
    "question-unaskable": Entry(
        "The question lacks something without which it cannot be asked: hypotheses, items of evidence, or their texts.",
        "Complete the question file; likelihoods and priors may still be missing.",
    ),
    "ratings-invalid": Entry(
        "A ratings file or sheet has another shape than the format, or a cell and its numbers do not agree.",
        "Do not edit ratings files by hand; write a new sheet with `detente hypotheses sheet`.",
    ),
    "ratings-cell": Entry(
        "A cell is no probability: an unknown word, a number outside 0 to 1, numbers out of order, or 0 or 1 themselves, which no later evidence could correct.",
        "Write a word of the question's scale, a number such as .7 or 70%, or a range such as .6-.8.",
    ),
    "ratings-question": Entry(
        "The ratings were made for another question, or for this one before what is asked was changed.",
        "Collect them with the question they were made for, or ask again.",
    ),
    "ratings-rounds": Entry(
        "Ratings of several rounds are given together: blind first values and values after the reveal are not the same thing.",
        "Name the round that counts with --round.",
    ),
    "ratings-analyst": Entry(
        "The analysts of the files do not fit: one stands in two files, or the one who is asked is not among them.",
        "Give exactly one file for each analyst.",
    ),
    "ratings-unfinished": Entry(
        "Somebody has not finished rating alone; showing the others' ratings now would end the blind round.",
        "Finish first: `detente hypotheses elicit ... --resume`.",
    ),
    "ratings-finished": Entry(
        "The round is closed: its values are the record of what was thought before the reveal.",
        "Rate again with --round 2.",
    ),
    "ratings-exist": Entry(
        "A ratings file stands there already, or there is none to go on with.",
        "Go on with --resume, or choose another place with --out.",
    ),
}
