"""GENIUS XML: one domain and a profile a party. The largest evaluation of an issue is 1, so both readings agree on it."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from detente.dossier.negotiation import Negotiation, NegotiationIssue, Party, level_text
from detente.reports.exports.negotiations.fitting import Remarks, by_top, stems, without_negatives


def genius(negotiation: Negotiation) -> tuple[dict[str, str], Remarks]:
    """File name -> XML text."""
    remarks = Remarks()
    domain_stem, *own = stems(negotiation, remarks)
    agents = [f"<agent name={_quoted(stem)} utility_space={_quoted(f'{stem}.xml')}/>" for stem in own]
    size = f'<utility_space number_of_issues="{len(negotiation.issues)}">'
    domain = [
        "<negotiation_template>",
        *agents,
        size,
        *_objective(negotiation, None),
        "</utility_space>",
        "</negotiation_template>",
    ]
    files = {f"{domain_stem}.xml": _text(domain)}
    for stem, party in zip(own, negotiation.parties, strict=True):
        fitted = by_top(without_negatives(party, f"{stem}.xml", remarks))
        lines = [size, *_objective(negotiation, fitted)]
        if fitted.discount is not None:
            lines.append(f'<discount_factor value="{fitted.discount!r}"/>')
        if fitted.reservation is not None:
            lines.append(f'<reservation value="{fitted.reservation!r}"/>')
        files[f"{stem}.xml"] = _text([*lines, "</utility_space>"])
    return files, remarks


def _text(lines: list[str]) -> str:
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines]) + "\n"


def _objective(negotiation: Negotiation, party: Party | None) -> Iterator[str]:
    """The issues, with evaluations and weights if a party is given."""
    yield '<objective index="0" etype="objective" type="objective" name="root">'
    for k, issue in enumerate(negotiation.issues):
        yield f'<issue index="{k + 1}" etype="discrete" type="discrete" vtype="discrete" name={_quoted(issue.name)}>'
        yield from _items(issue, None if party is None else party.utilities[k])
        yield "</issue>"
    for k, weight in enumerate(party.weights) if party is not None else ():
        yield f'<weight index="{k + 1}" value="{weight!r}"/>'
    yield "</objective>"


def _items(issue: NegotiationIssue, table: tuple[float, ...] | None) -> Iterator[str]:
    for at, level in enumerate(issue.levels):
        worth = "" if table is None else f' evaluation="{table[at]!r}"'
        yield f'<item index="{at + 1}" value={_quoted(level_text(level))}{worth}/>'


def _quoted(text: str) -> str:
    return quoteattr(text)
