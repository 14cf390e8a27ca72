"""The small dossier of the tests: two invented articles, their claims, and everything a dossier can hold, once.

Tests take a copy through the fixtures ``small`` and ``small_dossier``; what they need by name they import from here.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente import workbench
from detente.dossier.dossier import Dossier
from detente.kernel import fingerprints
from detente.kernel.errors import Problem
from detente.store.emit import emit

#: Two articles that nobody wrote. The first has a title, a dek and a caption before its paragraphs; the second a
#: character outside the basic plane, so that code points and UTF-16 units differ.
GAZETTE = """The herring quarrel

Norvia and Sudland argue again about who may fish where and when.

A trawler leaves the harbour of Ostby. (Anna Holm/Getty)

In April 2020 the government of Norvia closed its coastal waters to every Sudland trawler, and it gave no date on which it would open them again.

Sudland called the closure illegal and said that it would answer with a tariff on Norvian salmon unless the waters were opened within ninety days.

Prime Minister Dahl wants the closure above all to please the island towns, which vote in the autumn, the harbour master of Ostby believes.

About 4,200 people work on the trawlers, and the union expects that half of them will lose their berth before the winter if nothing changes.
"""
REVIEW = """Calmer seas \U0001f30a

In February 2021 the two states agreed to count the herring together, and Norvia opened the outer half of its coastal waters to Sudland boats.

The closure was never about votes, the fisheries ministry of Norvia says: the stock had fallen by a third, and the science left no choice at all.

The tariff that had been threatened was never imposed, and salmon went on crossing the border in the same lorries as the year before that.
"""

HEAD: dict[str, Any] = {
    "format": 1, "id": "small", "title": "Norvia and Sudland", "parties": ["norvia", "sudland"],
    "period": {"from": "2020-01-01", "to": "2021-12-31"},
    "periods": [
        {"id": "closure", "title": "The closure", "from": "2020-01-01", "to": "2020-12-31"},
        {"id": "thaw", "title": "The thaw", "from": "2021-01-01", "to": "2021-12-31"},
    ],
    "languages": ["en"], "maintainers": [],
    "coding": {"coders": [{"id": "kim", "name": "Kim", "kind": "person"}], "double_coded_share": 0.0, "alpha": None, "note": "Invented."},
}  # fmt: skip
ACTORS: list[dict[str, Any]] = [
    {"id": "norvia", "name": "Norvia", "kind": "state", "country": "NOR", "aliases": ["Norwegia"]},
    {"id": "sudland", "name": "Sudland", "kind": "state", "country": "SUD"},
    {"id": "norvia-government", "name": "Government of Norvia", "kind": "government", "country": "NOR", "group_of": ["norvia"]},
    {"id": "sudland-government", "name": "Government of Sudland", "kind": "government", "country": "SUD", "group_of": ["sudland"]},
    {"id": "dahl", "name": "Ingrid Dahl", "kind": "person", "country": "NOR", "group_of": ["norvia"],
     "roles": [{"title": "Prime Minister", "from": "2018-05-01", "to": "2022-05-01"}]},
    {"id": "trawler-union", "name": "Trawler Union", "kind": "group", "country": "SUD", "group_of": ["sudland"]},
    {"id": "harbour-master", "name": "Harbour master of Ostby", "kind": "person"},
]  # fmt: skip
ISSUES: list[dict[str, Any]] = [
    {"id": "fishing-rights", "name": "Fishing rights", "low": "no foreign boats", "high": "free access",
     "anchors": [{"at": 50, "text": "half of the waters"}], "controller": "norvia",
     "status_quo": {"closure": {"low": 0, "mode": 5, "high": 10, "claims": ["g-closure"], "coder": "kim"}}},
    {"id": "salmon-tariff", "name": "Salmon tariff", "low": "none", "high": "prohibitive", "controller": "sudland"},
]  # fmt: skip
AUTHOR = {"said_by": {"role": "author"}, "author_attitude": "asserts"}
GAZETTE_DRAFTS: list[dict[str, Any]] = [
    {"id": "g-closure", "type": "event", "quote": "closed its coastal waters to every Sudland trawler", **AUTHOR, "issues": ["fishing-rights"],
     "date": {"start": "2020-04-01", "end": "2020-04-30", "precision": "month", "basis": "printed"},
     "summary": "Norvia shut out foreign boats.", "plover": "COERCE", "mode": ["restrict"], "source": ["norvia-government"], "target": ["sudland"]},
    {"id": "g-tariff-threat", "type": "event", "quote": "it would answer with a tariff on Norvian salmon", "line": 9, **AUTHOR,
     "issues": ["salmon-tariff"], "summary": "Sudland announced a duty in return.", "plover": "THREATEN", "mode": ["restrict"],
     "source": ["sudland-government"], "target": ["norvia"]},
    {"id": "g-motive", "type": "stance", "quote": "to please the island towns", "said_by": {"role": "third_party", "actor": "harbour-master"},
     "author_attitude": "reports", "aspect": "motive", "actor": ["dahl"], "issue": "fishing-rights",
     "position": "The closure courts voters.", "strength": "moderate", "confidence": "moderate"},
    {"id": "g-jobs", "type": "number", "quote": "About 4,200 people", **AUTHOR, "issues": ["fishing-rights"], "value": 4200, "unit": "persons",
     "hedge": "about", "what": "crew on foreign boats", "period": "2020"},
    {"id": "g-expectation", "type": "expectation", "quote": "half of them will lose their berth before the winter",
     "said_by": {"role": "third_party", "actor": "trawler-union"}, "author_attitude": "reports", "holder": "trawler-union",
     "statement": "Many crews go by December.", "issues": ["fishing-rights"], "due": {"start": "2020-12-01", "end": "2020-12-31"}},
]  # fmt: skip
REVIEW_DRAFTS: list[dict[str, Any]] = [
    {"id": "r-count", "type": "event", "quote": "agreed to count the herring together", **AUTHOR, "issues": ["fishing-rights"],
     "date": {"start": "2021-02-01", "end": "2021-02-28", "precision": "month", "basis": "printed"},
     "summary": "A joint survey was settled.", "plover": "AGREE", "source": ["norvia-government", "sudland-government"]},
    {"id": "r-closure", "type": "event", "quote": "The closure", **AUTHOR, "issues": ["fishing-rights"],
     "summary": "The waters had been shut.", "plover": "COERCE", "mode": ["restrict"], "source": ["norvia-government"], "target": ["sudland"]},
    {"id": "r-stock", "type": "stance", "quote": "the stock had fallen by a third", "said_by": {"role": "actor_own_words", "actor": "norvia-government"},
     "author_attitude": "reports", "aspect": "motive", "actor": ["norvia-government"], "issue": "fishing-rights",
     "position": "The fish were running out.", "strength": "strong"},
    {"id": "r-no-tariff", "type": "event", "quote": "was never imposed", **AUTHOR, "issues": ["salmon-tariff"],
     "summary": "The duty stayed a threat.", "plover": "SANCTION", "auxiliary": ["negated"], "source": ["sudland-government"], "target": ["norvia"]},
]  # fmt: skip
POSITIONS: list[dict[str, Any]] = [
    {"id": "norvia.fishing-rights.closure", "actor": "norvia-government", "issue": "fishing-rights", "period": "closure",
     "position": {"low": 0, "mode": 5, "high": 20, "claims": ["g-closure"]},
     "salience": {"low": 60, "mode": 80, "high": 90, "claims": ["r-stock"]},
     "influence": {"low": 50, "mode": 60, "high": 70, "assumption": "it holds the waters"}, "coder": "kim", "note": "Shut means low."},
    {"id": "sudland.fishing-rights.closure", "actor": "sudland-government", "issue": "fishing-rights", "period": "closure",
     "position": {"low": 70, "mode": 90, "high": 100, "claims": ["g-tariff-threat", "r-no-tariff"]},
     "salience": {"low": 40, "mode": 50, "high": 80, "claims": ["g-jobs"]},
     "influence": {"low": 30, "mode": 40, "high": 60, "assumption": "it holds the market"}, "coder": "kim", "note": "It wants them open."},
    {"id": "norvia.fishing-rights.thaw", "actor": "norvia-government", "issue": "fishing-rights", "period": "thaw",
     "position": {"low": 40, "mode": 50, "high": 60, "claims": ["r-count"]},
     "salience": {"low": 30, "mode": 40, "high": 50, "assumption": "nobody says"},
     "influence": {"low": 50, "mode": 60, "high": 70, "assumption": "as before"}, "coder": "kim", "note": "Half is open."},
]  # fmt: skip
AGREEMENTS = [
    {
        "id": "it-was-shut",
        "statement": "The waters were closed.",
        "issues": ["fishing-rights"],
        "claims": ["g-closure", "r-closure"],
    }
]
DISAGREEMENTS = [
    {"id": "why-shut", "question": "Why were the waters closed?", "kind": "motive", "issues": ["fishing-rights"], "note": "Both speak for somebody.",
     "positions": [{"view": "For votes.", "claims": ["g-motive"]}, {"view": "For the fish.", "claims": ["r-stock"]}]},
]  # fmt: skip
JUDGEMENTS = [
    {"id": "it-calmed", "statement": "The quarrel cooled within a year.", "period": "thaw", "issues": ["fishing-rights"],
     "claims": ["g-closure", "r-count"], "confidence": "moderate", "coder": "kim", "if_wrong": "A second closure would follow."},
]  # fmt: skip
EVENTS = (
    "id,date_start,date_end,date_precision,date_basis,source,target,type,mode,auxiliary,cameo_root,issues,intensity,summary,claims,note\n"
    "closure,2020-04-01,2020-04-30,month,printed,norvia-government,sudland,COERCE,restrict,,17,fishing-rights,,The waters were shut,g-closure;r-closure,\n"
    'joint-count,2021-02-01,2021-02-28,month,printed,norvia-government;sudland-government,,AGREE,,,03,fishing-rights,,"A survey, together",r-count,\n'
)
SERIES = (
    "period_start,period_end,value,unit,source,published,note\n"
    "2020-01-01,2020-12-31,1200,tonnes,invented,2021-01-15,\n"
    "2021-01-01,2021-12-31,1500,tonnes,invented,,\n"
)
SCENARIO: dict[str, Any] = {
    "id": "early-thaw", "title": "The waters open early", "why": "The union presses hard.", "claims": ["g-expectation"],
    "changes": [{"record": "positions", "id": "norvia.fishing-rights.closure", "field": "position", "shift": 30}],
}  # fmt: skip
FORECASTS = [
    {"id": "second-closure", "text": "Will Norvia close the waters again?", "resolution_criteria": "A decree in the gazette.",
     "open": "2020-06-01", "close": "2021-06-30", "scheduled_resolve": "2021-07-31", "actual_resolve": "2021-07-15", "state": "resolved",
     "resolution": "no", "issues": ["fishing-rights"], "claims": ["g-closure", "r-count"],
     "forecasts": [{"at": "2020-07-01", "by": "kim", "p": 0.4, "evidence": ["g-closure"]}, {"at": "2021-04-01", "by": "kim", "p": 0.1, "evidence": ["r-count"]}]},
]  # fmt: skip


def _source(name: str, text: str, short: str, date: dict[str, Any], paragraph_lines: list[int]) -> dict[str, Any]:
    nothing = {"value": None, "status": "not_printed"}
    return {
        "id": name, "short": short, "file": f"{name}.txt", "sha256": fingerprints.of_text(text), "text_sha256": fingerprints.of_text(text),
        "chars": len(text), "lines": text.count("\n") + 1, "paragraph_lines": paragraph_lines, "kind": "news", "title": {"value": text.split("\n", maxsplit=1)[0], "status": "printed"},
        "outlet": nothing, "affiliation": nothing, "standing": "An invented reporter.", "date": date, "reliability": "B", "reliability_reason": "Invented.",
    }  # fmt: skip


#: The Gazette has a day; the Review only a bracket, so it counts from the last day of March 2021.
SOURCES = [
    _source("gazette-2020", GAZETTE, "Gazette 2020", {"value": "2020-05-04", "status": "given"}, [7, 9, 11, 13]),
    _source(
        "review-2021",
        REVIEW,
        "Review 2021",
        {"status": "bracket", "not_before": "2021-03-01", "not_after": "2021-03-31"},
        [3, 5, 7],
    ),
]
GAZETTE_DAY, REVIEW_DAY = "2020-05-04", "2021-03-31"


def write_small(home: Path) -> "Small":
    folder, texts = home / "small", home / "articles"
    folder.mkdir(parents=True)
    texts.mkdir()
    (texts / "gazette-2020.txt").write_text(GAZETTE, encoding="utf-8")
    (texts / "review-2021.txt").write_text(REVIEW, encoding="utf-8")
    held = {
        "actors": ACTORS,
        "sources": SOURCES,
        "issues": [{k: v for k, v in issue.items() if k != "status_quo"} for issue in ISSUES],
    }
    (folder / "dossier.yaml").write_text(emit(HEAD), encoding="utf-8")
    for name, records in held.items():
        (folder / f"{name}.yaml").write_text(emit({name: records}), encoding="utf-8")
    for document, drafts in (("gazette-2020", GAZETTE_DRAFTS), ("review-2021", REVIEW_DRAFTS)):
        workbench.add_claims(folder, drafts, document=document, texts=texts, by="kim", at="2026-01-02T03:04:05Z")
    rest = {
        "issues": ISSUES,
        "positions": POSITIONS,
        "agreements": AGREEMENTS,
        "disagreements": DISAGREEMENTS,
        "judgements": JUDGEMENTS,
    }
    for name, records in rest.items():
        (folder / f"{name}.yaml").write_text(emit({name: records}), encoding="utf-8")
    for inner, content in {
        "events.csv": EVENTS, "series/catch.csv": SERIES, "scenarios/early-thaw.yaml": emit(SCENARIO),
        "forecasts/closure.yaml": emit({"forecasts": FORECASTS}),
    }.items():  # fmt: skip
        (folder / inner).parent.mkdir(exist_ok=True)
        (folder / inner).write_text(content, encoding="utf-8")
    return Small(folder, texts)


@dataclass(frozen=True)
class Small:
    """A copy of the small dossier: its folder and the owner's texts beside it, with helpers to bend and to check it."""

    folder: Path
    texts: Path

    def open(self, **options: Any) -> Dossier:
        return workbench.open_dossier(self.folder, **options)

    def check(self) -> tuple[Problem, ...]:
        return workbench.check(self.folder)

    def slugs(self) -> list[str]:
        return [problem.slug for problem in self.check()]

    def path(self, inner: str) -> Path:
        return self.folder / inner

    def read(self, inner: str) -> str:
        return self.path(inner).read_text(encoding="utf-8")

    def write(self, inner: str, content: str | bytes) -> Path:
        path = self.path(inner)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def replace(self, inner: str, old: str, new: str) -> Path:
        """Replace one passage of a file; fails if it is not there exactly once."""
        text = self.read(inner)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {inner}"
        return self.write(inner, text.replace(old, new))

    def append(self, inner: str, record: dict[str, Any]) -> Path:
        """Add a record to a list file without any check."""
        key = Path(inner).stem if "/" not in inner else inner.split("/", maxsplit=1)[0]
        lines = emit({key: [record]}).split("\n", 1)[1]
        return self.write(inner, (self.read(inner) if self.path(inner).exists() else f"{key}:\n") + lines)

    def only(self, slug: str) -> Problem:
        """The one problem with the slug; fails if there is another error or none."""
        errors = [problem for problem in self.check() if problem.level == "error" or problem.slug == slug]
        assert [problem.slug for problem in errors] == [slug], "\n".join(map(str, errors))
        return errors[0]

    def bytes(self) -> dict[str, bytes]:
        """Every file of the folder but the lock, with its bytes."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file() and path.name != ".detente.lock")
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in files}
