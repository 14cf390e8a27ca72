"""The files of a new dossier: empty lists under comments that show one record each."""

from pathlib import Path

from detente.kernel.errors import DetenteError, Problem
from detente.store.emit import emit
from detente.store.files import MAX_TABLE, read_text, walk


def template_files(name: str, title: str, parties: tuple[str, str]) -> dict[str, str]:
    """Path inside the folder -> content. The result passes ``detente check`` as it is."""
    head = {
        "format": 1, "id": name, "title": title, "parties": list(parties),
        "period": {"from": None, "to": None},
        "periods": [],
        "languages": ["en"], "maintainers": [],
        "coding": {"coders": [{"id": "me", "name": "your name", "kind": "person"}], "double_coded_share": 0.0, "alpha": None, "note": "Not double-coded."},
    }  # fmt: skip
    actors = [
        {"id": party, "name": party.replace("-", " ").title(), "kind": "state", "aliases": []} for party in parties
    ]
    return {
        "dossier.yaml": "# What this dossier is about. Quote every date; add the periods for which you code positions, like\n"
        "#   periods:\n#     - {id: first-term, title: \"The first term\", from: \"2021-01-20\", to: \"2025-01-19\"}\n" + emit(head),
        "actors.yaml": "# People, governments, agencies, factions, firms, publics. One record an actor, for example\n"
        "#   - {id: trade-ministry, name: Ministry of Trade, kind: agency, country: XXX, aliases: [MoT], group_of: [" + parties[0] + "]}\n" + emit({"actors": actors}),
        "issues.yaml": "# Each issue is a line from 0 to 100, for example\n"
        "#   - id: fishing-rights\n#     name: Fishing rights\n#     low: \"no foreign boats\"\n#     high: \"free access\"\n"
        "#     anchors: [{at: 50, text: \"quotas as agreed\"}]\n#     controller: joint\nissues: []\n",
        "sources.yaml": "# Documents. Add one with: detente source add . article.txt --id a-2024 --short \"A 2024\" --kind analysis --date 2024-05-02\nsources: []\n",
        "positions.yaml": "# Actor x issue x period, each number as low / mode / high with its claims, or an assumption with its reason:\n"
        "#   - id: x.fishing-rights.first-term\n#     actor: x\n#     issue: fishing-rights\n#     period: first-term\n"
        "#     position: {low: 20, mode: 35, high: 50, claims: [a-claim]}\n#     salience: {low: 40, mode: 60, high: 80, assumption: \"no source says how much it cares\"}\n"
        "#     influence: {low: 40, mode: 50, high: 60, assumption: \"taken as equal\"}\n#     coder: me\n#     note: \"why there\"\npositions: []\n",
        "agreements.yaml": "agreements: []\n",
        "disagreements.yaml": "disagreements: []\n",
        "judgements.yaml": "judgements: []\n",
        "events.csv": "id,date_start,date_end,date_precision,date_basis,source,target,type,mode,auxiliary,cameo_root,issues,intensity,summary,claims,note\n",
        ".gitignore": "# the owner's copies of the texts never enter version control\ntexts/\n.detente.lock\n",
    }  # fmt: skip


def copied_files(folder: Path) -> dict[str, str]:
    """The files of a dossier as they stand, for a copy that may be edited. Raises DetenteError if one cannot be read."""
    problems: list[Problem] = []
    files = {inner: read_text(path, MAX_TABLE, problems) for inner, path in walk(folder, problems)}
    if problems:
        raise DetenteError(*problems)
    return {inner: text for inner, text in files.items() if text is not None}
