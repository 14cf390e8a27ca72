"""Standards 4 and 6: alternatives, and an argument that hangs on evidence and on the model's numbers."""

import re
from collections.abc import Iterator

from detente.reports.lint.brief import Brief
from detente.reports.lint.document import Table
from detente.reports.lint.phrases import BOUND

_COLUMNS = ("Hypothesis", "Text", "Posterior")
_IDS = re.compile(r"\{\s*[\w.:-]+(?:\s*,\s*[\w.:-]+)*\s*\}")
_ITEM = re.compile(r"(?<![\w-])E\d+(?![\w-])")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")


def hypotheses(brief: Brief) -> Table | None:
    """The table of hypotheses: the first of the section whose first column is *Hypothesis*."""
    table = brief.body.table("Hypotheses", *_COLUMNS)
    return table if table is not None and table.column("Hypothesis") == 0 else None


def items(brief: Brief) -> frozenset[str]:
    """The ids of the table of evidence."""
    return frozenset(row["Item"] for _, row in brief.body.records("Evidence", "Item")) - {""}


def three_hypotheses_with_other(brief: Brief) -> Iterator[tuple[int, str]]:
    """4.1: at least three complete rows, one of them OTHER."""
    table = hypotheses(brief)
    if table is None:
        yield brief.line("Hypotheses"), f"no table Hypotheses with the columns {', '.join(_COLUMNS)}, Hypothesis first"
        return
    complete = [row for _, row in table.records(*_COLUMNS) if all(row.values())]
    if len(complete) < 3:
        yield table.line, f"{len(complete)} complete hypotheses; three are the least"
    if not any(row["Hypothesis"].rpartition(".")[2] == "OTHER" for row in complete):
        yield table.line, "no complete row for the hypothesis OTHER"


def evidence_against_the_leader(brief: Brief) -> Iterator[tuple[int, str]]:
    """4.2: the strongest evidence against the leader, by its id."""
    known = items(brief)
    for _, told in brief.body.labelled("Strongest evidence against the leader"):
        if (
            _IDS.search(told)
            or _ITEM.search(told)
            or any(re.search(rf"(?<![\w-]){re.escape(item)}(?![\w-])", told) for item in known)
        ):
            return
    yield brief.line("Hypotheses"), "no line `Strongest evidence against the leader:` that names an evidence id"


def what_would_change_the_ranking(brief: Brief) -> Iterator[tuple[int, str]]:
    """4.3: what would change the ranking."""
    if not any(told for _, told in brief.body.labelled("What would change the ranking")):
        yield brief.line("Hypotheses"), "no line `What would change the ranking: ...`"


def judgements_name_evidence(brief: Brief) -> Iterator[tuple[int, str]]:
    """6.2: every judgement names the evidence that carries it."""
    for sentence in brief.judgements:
        if not _IDS.search(sentence.text):
            yield sentence.line, "a judgement without evidence ids such as {E01, E04}"


def numbers_are_those_of_the_model(brief: Brief) -> Iterator[tuple[int, str]]:
    """6.3: bound numbers and posteriors equal the model's at the printed precision."""
    numbers = list(_printed(brief))
    if brief.posterior is None:
        if numbers:
            yield (
                numbers[0][0],
                "there is no model to compare the numbers with (`model` in the front matter, or --result)",
            )
        return
    for line, name, printed in numbers:
        value = brief.posterior.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield line, f"the model has no hypothesis {name!r}"
        elif (match := _PERCENT.fullmatch(printed)) is None:
            yield line, f"the posterior of {name} is no percentage: {printed!r}"
        else:
            digits = len(match[1].partition(".")[2])
            if abs(100 * value - float(match[1])) > 0.5 * 10**-digits + 1e-9:
                yield line, f"{printed} for {name}; the model has {100 * value:.{digits}f} %"


def _printed(brief: Brief) -> Iterator[tuple[int, str, str]]:
    """(line, hypothesis, number as printed) of every bound number and every posterior of the table."""
    for line, text in brief.body.lines:
        yield from ((line, match["id"], f"{match['p']} %") for match in BOUND.finditer(text))
    table = hypotheses(brief)
    for line, row in table.records(*_COLUMNS) if table else ():
        printed = BOUND.sub(r"\g<p> %", row["Posterior"]).strip()
        if printed:
            yield line, row["Hypothesis"], printed
