"""An invented dossier with two articles read and suggested, as the reading room leaves it: the fixture ``desk``."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente import workbench
from detente.kernel import fingerprints
from detente.store.edit import append_records
from detente.workbench import refinding

#: Written for these tests. One line a paragraph; the last two are copies in another document.
ARTICLE = (
    "Veldria and Sudria Try Again\n\n"
    "Veldria and Sudria opened a second round of talks on Monday, two months after the first one collapsed.\n\n"
    "Sudria agreed to send timber inspectors, and Veldria lifted its duty. The president called it a good day.\n\n"
    "“The road was closed,” Prime Minister Tomas Berga told reporters in Porto.\n\n"
    "Trade between the two reached about $4.2 billion in 2018.\n\n"
    "Ana Lindqvist expects the talks to end by March. She should ask for more time.\n"
)
COPY = "Another page\n\nSudria agreed to send timber inspectors, and Veldria lifted its duty. The president called it a good day.\n"


def at(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words, "status": "suggested", "rule": "test"}


def event(text: str, words: str, *types: str, source: Any = None, target: Any = None, **more: Any) -> dict[str, Any]:
    ranked = [{"type": name, "score": round(0.6 / 2**place, 3)} for place, name in enumerate(types)]
    return {**at(text, words), "ranked": ranked, "source": source, "target": target, "auxiliary": [], "date": None, "similar": [],
            "evidence": [], "model": "own phrases", "measured_on": None, **more}  # fmt: skip


VEL = {"id": "veldria", "name": "Veldria", "status": "suggested"}
SUD = {"id": "sudria", "name": "Sudria", "status": "suggested"}


def passages(document: str, text: str, items: dict[int, dict[str, list[Any]]]) -> str:
    """PASSAGES.jsonl of a text: its document record, then one passage for each line."""
    digest = fingerprints.of_text(text)
    head = {"kind": "document", "schema": "detente.passages/1", "document": document, "file": f"{document}.txt", "sha256": digest,
            "text_sha256": digest, "title": {"value": text.split("\n", maxsplit=1)[0], "status": "printed"}, "outlet": {"value": None, "status": "not_printed"},
            "authors": [], "date": {"value": None, "status": "not_printed", "not_before": None, "not_after": None, "evidence": []}}  # fmt: skip
    lines, start, paragraph = [head], 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            body = number > 1
            paragraph += body
            anchor = {
                "sha256": digest,
                "start": start,
                "end": start + len(line),
                "exact": line,
                "prefix": "",
                "suffix": "",
            }
            record = {"kind": "passage", "id": f"{document}:L{number}", "document": document, "line": number, "line_end": number,
                      "label": "body" if body else "title", "paragraph": paragraph if body else None, "reason": "test", "text": line,
                      "clean": line, "anchor": anchor, "actors": [], "dates": [], "quotes": [], "numbers": [], "reported": [], "events": [], "defects": []}  # fmt: skip
            lines.append({**record, **items.get(number, {})})
        start += len(line) + 1
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)


@dataclass(frozen=True)
class Desk:
    """The dossier's folder."""

    folder: Path

    @property
    def log(self) -> list[dict[str, Any]]:
        path = self.folder / "reading" / "decisions.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    @property
    def claims(self) -> Any:
        return workbench.open_dossier(self.folder).claims

    def find(self, words: str, type_: str | None = None, document: str = "porto") -> str:
        from detente.workbench import reviewing

        rows = reviewing.review_queue(self.folder, coder="kim", document=document)
        (found,) = [each["id"] for each in rows if words in each["words"] and type_ in (None, each["type"])]
        return str(found)

    def errors(self) -> list[str]:
        return [str(each) for each in workbench.check(self.folder) if each.level == "error"]


def make_desk(home: Path) -> Desk:
    folder = home / "vs"
    workbench.new_dossier(folder, title="Veldria and Sudria", parties=("veldria", "sudria"))
    for name, text in (("porto", ARTICLE), ("copy", COPY)):
        (home / f"{name}.txt").write_text(text, encoding="utf-8")
        nothing = {"value": None, "status": "not_printed"}
        record = {"id": name, "short": name.title(), "kind": "news", "title": nothing, "outlet": nothing, "authors": [], "affiliation": nothing,
                  "standing": "Invented.", "date": {"status": "not_printed", "value": None}, "reliability": "F", "reliability_reason": "Invented."}  # fmt: skip
        workbench.add_source(folder, home / f"{name}.txt", record)
    presidents = [{"id": name, "name": full, "kind": "person", "country": country, "roles": [{"title": "President", "from": "2015-01-01", "to": "2024-01-01"}]}
                  for name, full, country in (("berg", "Ilse Berg", "VEL"), ("dorn", "Pavel Dorn", "SUD"))]  # fmt: skip
    append_records(folder / "actors.yaml", "actors", presidents)
    talks = "Veldria and Sudria opened a second round of talks on Monday"
    asks = {
        **at(ARTICLE, "Monday"),
        "status": "asks",
        "needs": ["document_date"],
        "value": None,
        "form": "weekday",
        "alternatives": [],
    }
    items = {
        3: {"events": [event(ARTICLE, talks, "CONSULT", "AGREE", "SUPPORT", source=[VEL, SUD], date=asks)]},
        5: {"events": [event(ARTICLE, "Sudria agreed to send timber inspectors", "AGREE", "SUPPORT", "COOPERATE", source=SUD, target=VEL),
                       event(ARTICLE, "Veldria lifted its duty", "RETREAT", "CONCEDE", "AGREE", source=VEL, target=SUD),
                       event(ARTICLE, "The president called it a good day", "SUPPORT", "AGREE", "CONSULT", source={"name": "The president", "status": "ambiguous"})]},
        11: {"events": [
            {**at(ARTICLE, "Ana Lindqvist expects the talks to end by March"), "draft": "expectation", "ranked": []},
            {**at(ARTICLE, "She should ask for more time"), "draft": "advice", "ranked": []}]},
    }  # fmt: skip
    copied = {
        3: {
            "events": [
                event(
                    COPY,
                    "Sudria agreed to send timber inspectors",
                    "AGREE",
                    "SUPPORT",
                    "COOPERATE",
                    source=SUD,
                    target=VEL,
                )
            ]
        }
    }
    (folder / "reading" / "passages").mkdir(parents=True)
    for name, text, found in (("porto", ARTICLE, items), ("copy", COPY, copied)):
        (folder / "reading" / "passages" / f"{name}.jsonl").write_text(passages(name, text, found), encoding="utf-8")
    refinding.find_again(folder)
    return Desk(folder)
