"""Quotations with kind and speaker, on invented sentences (method of the reading room, section 7).

Each case: name, sentence, and for each span its text, kind, printed speaker and the speaker's status. Two readings of ours:
in Q03 the sentence prints only the surname, so that is the name; in Q13 the table's first span leaves out its closing mark,
though spans include the marks, and we take it in.
"""

CASES = [
    ("Q01", "“We will not sign a paper that nobody has read,” said Foreign Minister Ana Lindqvist. “There is no hurry.”", [
        ("“We will not sign a paper that nobody has read,”", "direct", "Ana Lindqvist", "explicit"),
        ("“There is no hurry.”", "direct", "Ana Lindqvist", "explicit"),
    ]),
    ("Q02", "Prime Minister Tomas Berga said the accord was “a gift to smugglers” and left.", [
        ("“a gift to smugglers”", "partial", "Tomas Berga", "explicit"),
    ]),
    ("Q03", "“It is over,” Berga told reporters in the capital.", [
        ("“It is over,”", "direct", "Berga", "explicit"),
    ]),
    ("Q04", "Ms. Lindqvist arrived late. “The road was closed,” she said.", [
        ("“The road was closed,”", "direct", "Lindqvist", "inferred"),
    ]),
    ("Q05", "The “free” election had one candidate.", [
        ("“free”", "scare", None, "unknown"),
    ]),
    ("Q06", "His “two keys” doctrine ties trade to security.", [
        ("“two keys”", "term", None, "unknown"),
    ]),
    ("Q07", "Marta Ohl, author of “The Long Border: A History,” expects little.", [
        ("“The Long Border: A History,”", "title", None, "unknown"),
    ]),
    ("Q08", "Officials may soon ask, “Who lost the north?”", [
        ("“Who lost the north?”", "imagined", None, "unknown"),
    ]),
    ("Q09", "For deputy Ivo Kraus, the delay is a “slap in the face”; his colleague Dana Reyl called it “prudent.”", [
        ("“slap in the face”", "partial", "Ivo Kraus", "explicit"),
        ("“prudent.”", "partial", "Dana Reyl", "explicit"),
    ]),
    ("Q10", "“Nothing will change,” one diplomat said on condition of anonymity.", [
        ("“Nothing will change,”", "direct", "one diplomat", "unknown"),
    ]),
    ("Q11", "Berga recalled that his father used to say “never thank a neighbour twice.”", [
        ("“never thank a neighbour twice.”", "direct", "his father", "ambiguous"),
    ]),
    ("Q12", "Rules on “non-resident” traders were eased.", [
        ("“non-resident”", "term", None, "unknown"),
    ]),
    ("Q13", "'We were not told,' the statement read. \"We were not told anything.\"", [
        ("'We were not told,'", "direct", "the statement", "explicit"),
        ("\"We were not told anything.\"", "direct", "the statement", "explicit"),
    ]),
    ("Q14", "He called the plan “unserious and, in the words of one aide, ‘dead’”.", [
        ("“unserious and, in the words of one aide, ‘dead’”", "partial", None, "unknown"),
    ]),
]  # fmt: skip
