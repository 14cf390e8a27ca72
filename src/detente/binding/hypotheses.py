"""A question of the dossier -> the hypotheses engine's question, with what stands behind every cell.

The file's body is the schema of a question file plus what only a dossier has: ``claims`` in place of ``sources``, the
``assumption`` behind a prior, the ``why`` behind likelihoods, and the ``coder``. Documents come from the dossier's sources.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from detente.binding.trace import Ground, Trace
from detente.dossier.dossier import Dossier
from detente.dossier.model_file import ModelFile
from detente.engines.hypotheses.question import Question
from detente.engines.hypotheses.reader import read_question
from detente.kernel.errors import DetenteError, Problem, fail
from detente.kernel.ids import nearest

#: Keys that the dossier adds, by section; ``note`` is allowed everywhere by the schema itself.
OWN_TOP = ("title", "order", "period", "issues", "coder", "claims")
OWN = {
    "hypotheses": ("short", "claims", "assumption", "implies"),
    "evidence": ("claims", "why", "cell_claims"),
    "candidate_observations": ("claims", "assumption"),
    "analysts": ("claims", "assumption"),
    "judgements": ("claims", "assumption"),
}
PRIOR = "prior"


def bind(dossier: Dossier, name: str, as_of: date | None = None) -> tuple[Question, Trace]:
    """The question as the engine takes it, and its trace: (item, hypothesis) and (hypothesis, "prior") -> ground.

    ``dossier`` is the view as of the day. An item counts if one of its claims is known by then and its own date has come;
    an analyst who wrote later is left out. Raises DetenteError if the question is unknown, or with every problem of it.
    """
    if name not in dossier.questions:
        guess = nearest(name, dossier.questions)
        known = ", ".join(dossier.questions) or "none"
        fix = f"Did you mean {guess!r}?" if guess else f"The dossier has: {known}."
        raise fail("id-unknown", f"there is no question {name!r}", fix)
    body = _body(dossier.questions[name])
    place = f"questions/{name}.yaml"
    problems = list(_unsourced(body)) if as_of is None else []
    problems += _unknown_claims(body, dossier) if as_of is None else ()
    read = read_question(_data(dossier, body, as_of), as_of)
    problems += read.problems
    if problems or read.question is None:
        raise DetenteError(*(replace(each, file=place) for each in problems))
    return read.question, Trace(dict(_grounds(dossier, body, read.question)))


def plain(dossier: Dossier, name: str) -> dict[str, Any]:
    """The question as plain data of a question file, unread: likelihoods and priors may still be missing (elicitation)."""
    return _data(dossier, _body(dossier.questions[name]), None)


def _body(file: ModelFile) -> dict[str, Any]:
    data = {key: value for key, value in file.model_dump(mode="json").items() if value is not None}
    data.setdefault("claims", [])
    return data


def _rows(body: Mapping[str, Any], section: str) -> list[Mapping[str, Any]]:
    """The well-formed entries of a section; the reader tells of the others."""
    value = body.get(section)
    rows = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [row for row in rows if isinstance(row, Mapping)]


def _claims(row: Mapping[str, Any], dossier: Dossier) -> tuple[str, ...]:
    value = row.get("claims")
    return tuple(each for each in value if each in dossier.claims) if isinstance(value, list) else ()


def _unsourced(body: Mapping[str, Any]) -> Iterator[Problem]:
    for item in _rows(body, "evidence"):
        if not item.get("claims"):
            text, fix = "the item rests on no claim", "list the claims that tell this fact"
            yield Problem("", 0, "range-unsourced", text, fix, place=f"evidence.{item.get('id')}.claims")
    for each in _rows(body, "hypotheses"):
        if not each.get("claims") and not each.get("assumption"):
            text, fix = "the prior rests on no claim and on no assumption", "give `claims` or `assumption`"
            yield Problem("", 0, "range-unsourced", text, fix, place=f"hypotheses.{each.get('id')}")


def _unknown_claims(body: Mapping[str, Any], dossier: Dossier) -> list[Problem]:
    """Claims behind single cells; those under ``claims`` the dossier's own check has looked at."""
    found = []
    for item in _rows(body, "evidence"):
        for name, claims in _mapping(item.get("cell_claims")).items():
            for claim in claims if isinstance(claims, list) else [claims]:
                if claim not in dossier.claims:
                    place = f"evidence.{item.get('id')}.cell_claims.{name}"
                    guess = nearest(str(claim), dossier.claims)
                    fix = f"Did you mean {guess!r}?" if guess else "name a claim of the dossier"
                    found.append(Problem("", 0, "id-unknown", f"there is no claim {claim!r}", fix, place=place))
    return found


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


# --- the question without what only the dossier has


def _data(dossier: Dossier, body: Mapping[str, Any], as_of: date | None) -> dict[str, Any]:
    data: dict[str, Any] = {key: value for key, value in body.items() if key not in OWN_TOP and key not in OWN}
    for section, own in OWN.items():
        value = body.get(section)
        if isinstance(value, list):
            data[section] = [_without(row, own) for row in value]
        elif isinstance(value, Mapping):
            data[section] = {key: _without(row, own) for key, row in value.items()}
        elif value is not None:
            data[section] = value
    if not data.get("documents"):
        data["documents"] = {name: _document(source) for name, source in dossier.sources.items()}
    if isinstance(body.get("evidence"), list):
        data["evidence"] = [
            _item(dossier, plain, row, data["documents"], as_of is not None)
            for plain, row in zip(data["evidence"], body["evidence"], strict=True)
            if as_of is None or not isinstance(row, Mapping) or _claims(row, dossier)
        ]
    if as_of is not None and isinstance(data.get("analysts"), Mapping):
        data["analysts"] = _known_analysts(dossier, data, body, as_of)
    return data


def _without(row: Any, own: tuple[str, ...]) -> Any:
    return {key: value for key, value in row.items() if key not in own} if isinstance(row, Mapping) else row


def _document(source: Any) -> dict[str, Any]:
    return {
        "letter": source.reliability,
        "title": source.title.value or source.short,
        "authors": [author.value for author in source.authors if author.value],
        "date": source.appeared.isoformat() if source.appeared else None,
    }


def _item(dossier: Dossier, plain: Any, row: Any, documents: Mapping[str, Any], later: bool) -> Any:
    """The item with sources from its claims; in a view as of a day (``later``) readings of unknown documents are left out."""
    if not isinstance(plain, Mapping):
        return plain
    item = dict(plain)
    by_document: dict[str, list[Any]] = {}
    for claim in _claims(row, dossier):
        by_document.setdefault(dossier.claims[claim].source_document, []).append(dossier.claims[claim])
    if by_document:
        item["sources"] = [
            {
                "doc": document,
                "par": sorted({claim.paragraph for claim in claims if claim.paragraph is not None}),
                "hash": claims[0].anchors[0].fingerprint,
            }
            for document, claims in by_document.items()
        ]
    if later and isinstance(readings := item.get("readings"), list):
        item["readings"] = [each for each in readings if _mapping(each).get("doc") in (None, *documents)]
    return item


def _known_analysts(dossier: Dossier, data: Mapping[str, Any], body: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Analysts who had written by the day, without their ratings of items that nobody knew yet."""
    items = {row.get("id") for row in data["evidence"] if isinstance(row, Mapping)}
    kept = {}
    for name, analyst in data["analysts"].items():
        raw = body["analysts"][name]
        if not isinstance(analyst, Mapping) or ("claims" in raw and not _claims(raw, dossier)):
            continue
        own = analyst.get("as_of")
        if isinstance(own, str) and own > as_of.isoformat():
            continue
        ratings = _mapping(analyst.get("likelihood"))
        kept[name] = {**analyst, "likelihood": {item: row for item, row in ratings.items() if item in items}}
    return kept


# --- the trace


def _grounds(dossier: Dossier, body: Mapping[str, Any], question: Question) -> Iterator[tuple[tuple[str, str], Ground]]:
    coder = str(body.get("coder") or "")
    rows = {row.get("id"): row for row in _rows(body, "hypotheses")}
    for name in question.names:
        yield (name, PRIOR), Ground(_claims(rows[name], dossier), rows[name].get("assumption"), coder)
    rows = {row.get("id"): row for row in _rows(body, "evidence")}
    for item in question.items:
        row = rows[item.id]
        why = row.get("why")
        for name in question.names:
            own = _mapping(row.get("cell_claims")).get(name, [])
            claims = dict.fromkeys((*_claims(row, dossier), *(each for each in own if each in dossier.claims)))
            reason = why.get(name) if isinstance(why, Mapping) else why
            yield (item.id, name), Ground(tuple(claims), reason, coder)
    for name, raw in _mapping(body.get("analysts")).items():
        if name in question.analysts:
            yield (name, "analyst"), Ground(_claims(raw, dossier), raw.get("assumption") or raw.get("note"), coder)
