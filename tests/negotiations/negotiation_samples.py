"""One invented negotiation in three formats, and how tests read and write it in memory."""

import json
from pathlib import Path
from typing import Any

from detente.dossier.negotiation import Negotiation
from detente.sources.negotiations.findings import Document, Findings
from detente.sources.negotiations.genius_xml import read_genius
from detente.sources.negotiations.geniusweb import read_geniusweb
from detente.sources.negotiations.json_text import parse_json
from detente.sources.negotiations.negmas import read_negmas
from detente.sources.negotiations.xml_text import parse_xml
from detente.store.negotiation_files import yaml_data

ISSUES = {
    "Migration": ["none", "some", "full"],
    "Tone": ["silent", "private", "loud"],
    "Energy": ["closed", "open"],
}
#: Weights, then the utilities of every issue in the order of its values. Breakdown is none, loud, closed: .2 and .55.
SIDES = {
    "profileA": ([0.5, 0.2, 0.3], [[0.0, 0.55, 1.0], [0.0, 0.7, 1.0], [0.0, 1.0]], 0.2),
    "profileB": ([0.25, 0.45, 0.3], [[1.0, 0.8, 0.0], [1.0, 0.6, 0.0], [1.0, 0.0]], 0.55),
}
BREAKDOWN = {"Migration": "none", "Tone": "loud", "Energy": "closed"}


def geniusweb_data() -> dict[str, Any]:
    """File name -> JSON data."""
    domain = {"name": "domain", "issuesValues": {name: {"values": list(values)} for name, values in ISSUES.items()}}
    files: dict[str, Any] = {"domain.json": domain}
    for side, (weights, tables, _) in SIDES.items():
        files[f"{side}.json"] = {
            "LinearAdditiveUtilitySpace": {
                "issueUtilities": {
                    name: {"DiscreteValueSetUtilities": {"valueUtilities": dict(zip(values, table, strict=True))}}
                    for (name, values), table in zip(ISSUES.items(), tables, strict=True)
                },
                "issueWeights": dict(zip(ISSUES, weights, strict=True)),
                "domain": domain,
                "name": side,
                "reservationBid": {"issuevalues": dict(BREAKDOWN)},
            }
        }
    return files


def geniusweb_files() -> dict[str, str]:
    return {name: json.dumps(data, indent=1) for name, data in geniusweb_data().items()}


def genius_files() -> dict[str, str]:
    def issues(tables: list[list[float]] | None) -> str:
        out = ""
        for k, (name, values) in enumerate(ISSUES.items()):
            items = "".join(
                f'<item index="{at + 1}" value="{value}"' + (f' evaluation="{tables[k][at]}"/>' if tables else "/>")
                for at, value in enumerate(values)
            )
            out += f'<issue index="{k + 1}" etype="discrete" type="discrete" vtype="discrete" name="{name}">{items}</issue>\n'
        return out

    agents = "".join(f'<agent class="none" name="{side}" utility_space="{side}.xml"/>\n' for side in SIDES)
    files = {
        "domain.xml": f'<negotiation_template number_of_sessions="1">\n{agents}<utility_space number_of_issues="3">\n'
        f'<objective index="0" type="objective" name="root">\n{issues(None)}</objective>\n</utility_space>\n</negotiation_template>\n'
    }
    for side, (weights, tables, worth) in SIDES.items():
        weighed = "".join(f'<weight index="{k + 1}" value="{w}"/>\n' for k, w in enumerate(weights))
        files[f"{side}.xml"] = (
            f'<utility_space number_of_issues="3">\n<objective index="0" type="objective" name="root">\n{issues(tables)}{weighed}'
            f'</objective>\n<discount_factor value="1.0"/>\n<reservation value="{worth}"/>\n</utility_space>\n'
        )
    return files


def negmas_files() -> dict[str, str]:
    files = {
        "domain.yml": "issues:\n"
        + "".join(
            f"- name: {name}\n  type: CategoricalIssue\n  values: {json.dumps(values)}\n"
            for name, values in ISSUES.items()
        )
        + "name: domain\ntype: DiscreteCartesianOutcomeSpace\n"
    }
    for side, (weights, tables, worth) in SIDES.items():
        functions = "".join(
            f"- type: TableFun\n  mapping: {json.dumps(dict(zip(values, table, strict=True)))}\n"
            for values, table in zip(ISSUES.values(), tables, strict=True)
        )
        files[f"{side}.yml"] = (
            f"name: {side}\ntype: LinearAdditiveUtilityFunction\nreserved_value: {worth}\nvalues:\n{functions}weights: {weights}\n"
        )
    return files


FILES = {"geniusweb": geniusweb_files, "genius": genius_files, "negmas": negmas_files}


def put(folder: Path, form: str, **changed: str) -> Path:
    """The sample in a new folder, some files replaced (``profileA="..."``); the path to read."""
    place = folder / form
    place.mkdir()
    for name, text in FILES[form]().items():
        (place / name).write_text(changed.get(name.split(".")[0], text), "utf-8")
    return place / "domain.xml" if form == "genius" else place


def read_back(form: str, files: dict[str, str], how: str = "by_max") -> tuple[Negotiation | None, Findings]:
    """Files in memory, as the workbench reads them from disk."""
    found = Findings()

    def data(text: str) -> Any:
        if form == "geniusweb":
            return parse_json(text.encode())
        if form == "genius":
            return parse_xml(text.encode())
        read, faults = yaml_data(text)
        assert faults == []
        return read

    documents = [Document(name, name.rsplit(".", 1)[0], data(text)) for name, text in files.items()]
    if form == "genius":
        return read_genius(documents[0], documents[1:], how, found), found  # type: ignore[arg-type]
    return (read_geniusweb if form == "geniusweb" else read_negmas)(documents, "folder", found), found
