"""The coverage chart: which issue rests on which document."""

from typing import Any

from detente.dossier.claim import issues_of
from detente.dossier.dossier import Dossier
from detente.reports.charts import theme, vega_lite
from detente.reports.charts.chart import Chart
from detente.reports.charts.empty import empty
from detente.reports.charts.rows import column_labels, label_width, row_labels
from detente.reports.charts.vega_lite import Spec
from detente.reports.charts.words import counted, listed

_NO_ISSUE = "(no issue)"
_ALL = "all documents"
_ROW = 29
_WRAP = 34  # characters of an issue's name in a line
_FEW = 7  # up to so many columns have names that stand upright
_TIPS = (("issue", "Issue"), ("source", "Document"), ("claims", "Usable claims"))
_SUBTITLE = "Number of usable claims; darker is more. A claim that touches several issues counts for each."


def coverage(dossier: Dossier) -> Chart:
    """Issue x document: the number of usable claims. A claim that touches two issues counts for both."""
    title = "What each issue rests on: usable claims by document"
    table = _count(dossier)
    if not table:
        return empty("coverage", title, "The dossier has no usable claims: none is confirmed or edited.")
    issues = [name for name in (*dossier.issues, _NO_ISSUE) if any(key[0] == name for key in table)]
    total = {name: sum(number for (issue, _), number in table.items() if issue == name) for name in issues}
    issues.sort(key=lambda name: (name == _NO_ISSUE, -total[name]))
    sources = list(dossier.sources)
    rows = tuple({"issue": _name(dossier, issue), "source": dossier.sources[source].short, "claims": table.get((issue, source), 0)}
                 for issue in issues for source in sources)  # fmt: skip
    resting = {
        name: [source for source in sources if table.get((name, source))] for name in issues if name != _NO_ISSUE
    }
    single = [
        f"{_name(dossier, name)} ({dossier.sources[own[0]].short})" for name, own in resting.items() if len(own) == 1
    ]
    without = [issue.name for name, issue in dossier.issues.items() if name not in total]
    notes = [
        f"Resting on one document only: {listed(single)}."
        if single
        else "Every issue that is covered rests on more than one document."
    ]
    notes += [f"Without any claim: {listed(without)}."] if without else []
    caption = (f"{counted(len(dossier.usable_claims), 'usable claim').capitalize()} from {counted(len(sources), 'document')}; a claim that touches "
               f"several issues counts for each, so the rows add up to more. {' '.join(notes)}")  # fmt: skip
    told = [_say(dossier, issue, total[issue], rows) for issue in issues]
    alt = f"{title}. {' '.join(told)} {' '.join(notes)}"
    return Chart(
        "coverage",
        title,
        caption,
        alt,
        _spec(dossier, title, alt, [_name(dossier, each) for each in issues], rows),
        rows,
    )


def _count(dossier: Dossier) -> dict[tuple[str, str], int]:
    """Usable claims per issue and document; claims that touch no issue stand under their own name."""
    table: dict[tuple[str, str], int] = {}
    for claim in dossier.usable_claims.values():
        for issue in issues_of(claim) or (_NO_ISSUE,):
            key = (issue, claim.source_document)
            table[key] = table.get(key, 0) + 1
    return table


def _name(dossier: Dossier, issue: str) -> str:
    return dossier.issues[issue].name if issue in dossier.issues else issue


def _say(dossier: Dossier, issue: str, total: int, rows: tuple[dict[str, Any], ...]) -> str:
    name = _name(dossier, issue)
    parts = [f"{row['source']} {row['claims']}" for row in rows if row["issue"] == name and row["claims"]]
    return f"{name}: {total} ({', '.join(parts)})."


def _spec(dossier: Dossier, title: str, text: str, issues: list[str], rows: tuple[dict[str, Any], ...]) -> Spec:
    columns = [*(source.short for source in dossier.sources.values()), _ALL]
    few = len(columns) <= _FEW
    x = vega_lite.by_name("source", columns, {"orient": "top", "labels": not few, "labelAngle": -45}, paddingInner=0.03)
    y = vega_lite.by_name("issue", issues, {"labels": False}, paddingInner=0.06)
    names = [*row_labels(issues, "issue", y, _WRAP), *(column_labels(columns, "source", x, 12) if few else ())]
    drawing = {
        "width": max(theme.WIDTH - 20 - label_width(issues, _WRAP), 36 * len(columns)),
        "height": _ROW * len(issues),
        "layer": [*names, *_cells(rows, x, y), _sums(issues, rows, x, y)],
    }
    return vega_lite.framed(drawing, title, _SUBTITLE, text)


def _cells(rows: tuple[dict[str, Any], ...], x: Spec, y: Spec) -> list[Spec]:
    """The coloured cells and the numbers on them."""
    most = max(row["claims"] for row in rows)
    data = {"values": [row | {"label": str(row["claims"] or "–"), "dark": row["claims"] > most * 0.8} for row in rows]}
    place = {"x": x, "y": y, "tooltip": vega_lite.tooltip(_TIPS)}
    fill = {
        "field": "claims",
        "type": "quantitative",
        "scale": {"domain": [0, most], "range": ["#f4f6f9", theme.SIDE_COLOURS[0]]},
        "legend": None,
    }
    ink = vega_lite.either("dark", theme.PAPER, theme.INK)
    label = {"field": "label", "type": "nominal"}
    return [
        {"data": data, "mark": "rect", "encoding": place | {"color": fill}},
        {"data": data, "mark": {"type": "text", "fontSize": 12}, "encoding": place | {"text": label, "color": ink}},
    ]


def _sums(issues: list[str], rows: tuple[dict[str, Any], ...], x: Spec, y: Spec) -> Spec:
    """The last column: an issue's claims from all documents."""
    sums = [
        {"issue": name, "source": _ALL, "label": str(sum(row["claims"] for row in rows if row["issue"] == name))}
        for name in issues
    ]
    return {
        "data": {"values": sums},
        "mark": {"type": "text", "fontSize": 12, "fontWeight": "bold"},
        "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
    }
