"""Fresh suggestions for passages: with the codebook's phrases, or with the roster and the confirmed claims of a dossier.

Decisions are read and never written: an item that a person decided stays as it is.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.coding.find import Block, Head, Roster, find, roster_of
from detente.coding.suggest.calibration import Calibration, percentages
from detente.coding.suggest.ranker import Encoder, Ranker
from detente.coding.suggest.suggest import suggest_events
from detente.dossier.claim import EventClaim
from detente.dossier.dossier import Dossier
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.slugs import SLUGS
from detente.store.files import shown
from detente.store.json_lines import as_line
from detente.store.shipped import folder_of
from detente.store.write import write_atomically, writing
from detente.workbench.learning import encoder_for, keep_vectors, ranker_for, ranker_of
from detente.workbench.opening import open_dossier
from detente.workbench.reliability import calibration_for, said_of
from detente.workbench.second_opinions import LlmSettings, second_opinions
from detente.workbench.suggesting import content_of

DECIDED = ("confirmed", "edited", "rejected")
#: What a language model suggested stays until it is decided, or asked for again.
LLM_RULE = "language-model"
Record = dict[str, Any]


def suggest_for(records: Sequence[Record], name: str | Path | None = None, *, vectors: str = "auto") -> list[Record]:
    """The records of PASSAGES.jsonl with fresh ``events``; with roster, ranking and claims of a dossier if one is named.

    Items that a person decided stay as they are. A suggestion on words that carry a decided claim of the dossier says so
    under ``decided``; nothing else in a record changes.
    """
    dossier = open_dossier(name) if name is not None else None
    ranker, encoder = _ranking(name, vectors, dossier)
    return _refreshed(records, ranker, encoder, dossier, None, _roster(dossier))


def ranked_events(
    name: str | Path | None = None, *, vectors: str = "auto"
) -> Callable[[list[Record]], list[list[Record]]]:
    """A function from passages of one document, with their actors and dates, to the suggestions for each.

    The ranking is made at the first call: whoever reads nothing that tells events waits for nothing.
    """
    made: list[tuple[Ranker, Encoder | None, Dossier | None]] = []

    def suggest(passages: list[Record]) -> list[list[Record]]:
        if not made:
            dossier = open_dossier(name) if name is not None else None
            made.append((*_ranking(name, vectors, dossier), dossier))
        ranker, encoder, dossier = made[0]
        return [each["events"] for each in _refreshed(passages, ranker, encoder, dossier, None, None)]

    return suggest


def _ranking(name: str | Path | None, vectors: str, dossier: Dossier | None) -> tuple[Ranker, Encoder | None]:
    if name is not None:
        return ranker_for(name, vectors, dossier)
    encoder = encoder_for(vectors)
    return ranker_of((), encoder), encoder


def refresh_suggestions(name: str | Path, passages: Path | None = None, out: Path | None = None, *, vectors: str = "auto",
                        llm: LlmSettings | None = None) -> dict[str, Any]:  # fmt: skip
    """Fresh suggestions for a file of passages, or for every document in the dossier's reading room.

    Writes to ``out``, else each file in place, and returns ``files``, ``suggestions``, ``model`` and ``remarks``. With
    ``llm`` a language model is asked as well. Raises DetenteError with every problem; nothing is written then.
    """
    dossier, folder = open_dossier(name), folder_of(name)
    files = [passages] if passages is not None else sorted((folder / "reading" / "passages").glob("*.jsonl"))
    if not files:
        raise fail("passages-invalid", f"{name} has no passages to suggest for", "Read documents first: `detente read FILE... --dossier NAME`.")  # fmt: skip
    if out is not None and len(files) > 1:
        raise fail("option-invalid", "--out takes the suggestions of one file", "Name a file of passages, or leave --out away.")  # fmt: skip
    problems: list[Problem] = []
    contents = [content_of(path, problems) for path in files]
    read = [_passages(content, path, problems) for content, path in zip(contents, files, strict=True)]
    if problems:
        raise DetenteError(*problems)
    ranker, memory = ranker_for(name, vectors, dossier)
    measured = calibration_for(name, ranker)
    fresh = [
        _refreshed(records, ranker, memory, dossier, measured, _roster(dossier), anew=llm is not None)
        for records in read
    ]
    remarks: list[str] = [] if measured is None else [f"percentages rest on {said_of(measured)}"]
    if llm is not None:
        flat, said = second_opinions([record for records in fresh for record in records], llm)
        remarks += said
        ends = [sum(map(len, fresh[: place + 1])) for place in range(len(fresh))]
        fresh = [flat[end - len(records) : end] for records, end in zip(fresh, ends, strict=True)]
    if passages is None:
        with writing(folder):
            for path, content, records in zip(files, contents, fresh, strict=True):
                if path.read_text(encoding="utf-8") != content:
                    raise fail("dossier-busy", f"{path.name} changed while its suggestions were made")
                write_atomically(out or path, "".join(map(as_line, records)))
    else:
        write_atomically(out or passages, "".join(map(as_line, fresh[0])))
    keep_vectors(name, memory)
    count = sum(len(each.get("events") or ()) for records in fresh for each in records)
    return {"files": [str(out or path) for path in files], "suggestions": count, "model": ranker.name, "remarks": remarks}  # fmt: skip


def _refreshed(records: Sequence[Record], ranker: Ranker, encoder: Encoder | None, dossier: Dossier | None,
               measured: Calibration | None, roster: Roster | None, *, anew: bool = False) -> list[Record]:  # fmt: skip
    passages = [each for each in records if each.get("kind") == "passage"]
    since = dossier.dossier.period.from_.year if dossier is not None and dossier.dossier.period.from_ else None
    seen = passages if roster is None else _with_roster(records, roster)
    found = suggest_events(seen, ranker, encoder, since=since, measured_on=said_of(measured) if measured else None)
    fresh_of = {id(passage): items for passage, items in zip(passages, found, strict=True)}
    claimed = _claimed(dossier)
    result = []
    for record in records:
        made = record
        if record.get("kind") == "passage":
            kept = [item for item in record.get("events") or () if item.get("status") in DECIDED or (item.get("rule") == LLM_RULE and not anew)]  # fmt: skip
            taken = {(item["start"], item["end"]) for item in kept if item.get("rule") != LLM_RULE}
            fresh = [_shown(item, claimed.get(record["anchor"]["sha256"], ()), dossier, measured) for item in fresh_of[id(record)]
                     if (item["start"], item["end"]) not in taken]  # fmt: skip
            made = {**record, "events": sorted([*kept, *fresh], key=lambda item: item["start"])}
        result.append(made)
    return result


def _roster(dossier: Dossier | None) -> Roster | None:
    return None if dossier is None else roster_of(dossier.actors.values())


def _with_roster(records: Sequence[Record], roster: Roster) -> list[Record]:
    """The passages with the mentions that the dossier's roster, as it is now, finds in them; the records stay as they are."""
    heads = {str(each.get("document")): each for each in records if each.get("kind") == "document"}
    by_document: dict[str, list[Record]] = {}
    for each in records:
        if each.get("kind") == "passage":
            by_document.setdefault(str(each.get("document")), []).append(each)
    actors: dict[int, list[Record]] = {}
    for document, ours in by_document.items():
        date = (heads.get(document) or {}).get("date") or {}
        head = Head(date.get("value"), date.get("not_before"), date.get("not_after"), date.get("status") or "not_printed")  # fmt: skip
        blocks = [Block(each["text"], each["anchor"]["start"], each.get("line") or 1, str(each.get("label")), each.get("paragraph")) for each in ours]  # fmt: skip
        for record, items in zip(ours, find(blocks, head, roster), strict=True):
            actors[id(record)] = items.actors
    return [{**each, "actors": actors[id(each)]} for each in records if each.get("kind") == "passage"]


Claimed = tuple[int, int, str]


def _claimed(dossier: Dossier | None) -> dict[str, list[Claimed]]:
    """Decided event claims by the digest of their document's file: start, end, id."""
    found: dict[str, list[Claimed]] = {}
    for claim in dossier.claims.values() if dossier is not None else ():
        source = dossier.sources.get(claim.source_document) if dossier is not None else None
        if isinstance(claim, EventClaim) and claim.status in DECIDED and source is not None:
            found.setdefault(source.sha256, []).extend((each.start, each.end, claim.id) for each in claim.anchors)
    return found


def _shown(item: Record, claimed: Iterable[Claimed], dossier: Dossier | None, measured: Calibration | None) -> Record:
    """The item with decided claims that share half of the shorter span, own words of similar claims, and percentages."""
    decided = [name for start, end, name in claimed
               if 2 * (min(end, item["end"]) - max(start, item["start"])) >= min(end - start, item["end"] - item["start"])]  # fmt: skip
    similar = [{**each, "summary": dossier.claims[each["claim"]].says} if dossier and each["claim"] in dossier.claims else each
               for each in item["similar"] if each["claim"] not in decided]  # fmt: skip
    made = {**item, "similar": similar}
    if measured is not None:
        shares = percentages(item["scores"], measured.temperature)
        made["ranked"] = [{**each, "percent": share} for each, share in zip(item["ranked"], shares, strict=False)]
    del made["scores"]
    return made | ({"decided": sorted(set(decided))} if decided else {})


def _passages(content: str, path: Path, problems: list[Problem]) -> list[Record]:
    """The records of a file of passages; what is wrong with it goes to ``problems``."""
    records: list[Record] = []
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            record = f"the line is no JSON: {error}"
        fault = record if isinstance(record, str) else _fault(record)
        if fault is None:
            records.append(record)
        else:
            problems.append(Problem(shown(path), number, "passages-invalid", fault, SLUGS["passages-invalid"].fix))
    return records


def _fault(record: Any) -> str | None:
    if not isinstance(record, dict) or record.get("kind") not in ("document", "passage", "anchor"):
        return "the line holds no document, passage or anchor"
    if record["kind"] != "passage":
        return None
    anchor = record.get("anchor")
    if (
        not isinstance(record.get("text"), str)
        or not isinstance(anchor, Mapping)
        or type(anchor.get("start")) is not int
    ):
        return "the passage has no `text` or no `anchor`"
    if not isinstance(anchor.get("sha256"), str):
        return "the passage's anchor names no digest"
    for kind in ("actors", "dates", "events"):
        items = record.get(kind) or ()
        if not isinstance(items, list | tuple):
            return f"`{kind}` is no list"
        for item in items:
            if not isinstance(item, dict) or type(item.get("start")) is not int or type(item.get("end")) is not int:
                return f"an entry of `{kind}` has no start and end"
    return None
