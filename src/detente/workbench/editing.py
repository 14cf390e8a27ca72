"""Making and editing dossiers: every edit is checked as a whole first, then written atomically under the writer's lock."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from detente.coding.drafts import Page, to_claim
from detente.coding.labels.label import body_lines
from detente.dossier.build import RawFile, build
from detente.dossier.dossier import Dossier
from detente.kernel.errors import DetenteError, Problem, errors_only, fail
from detente.kernel.ids import is_id, nearest
from detente.store.files import problem
from detente.store.folder import Opened, read_folder
from detente.store.safe_yaml import parse
from detente.store.shipped import folder_of, writable_folder_of
from detente.store.texts_folder import read_bytes
from detente.store.write import write_atomically, writing
from detente.workbench.opening import open_dossier
from detente.workbench.verifying import decoded, shelf


def new_dossier(path: str | Path, *, title: str = "", parties: tuple[str, str] = ("party-a", "party-b"), like: str | Path | None = None) -> Path:  # fmt: skip
    """Make a dossier that passes ``check``: a folder of commented files, or a copy of the dossier ``like``.

    Raises DetenteError if something stands there already.
    """
    from detente.store.template import copied_files, template_files

    folder = Path(path)
    if not is_id(folder.name):
        raise fail("id-invalid", f"{folder.name!r} cannot name a dossier")
    for party in parties:
        if not is_id(party):
            raise fail("id-invalid", f"{party!r} cannot be the id of a party")
    if folder.exists():
        raise fail("dossier-exists", "something stands there already", file=str(folder))
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise fail("output-unwritable", f"the folder cannot be made: {error.strerror}", file=str(folder)) from None
    files = (
        template_files(folder.name, title or folder.name, parties) if like is None else copied_files(folder_of(like))
    )
    for inner, content in files.items():
        (folder / inner).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / inner, content)
    return folder


def editable(name: str | Path) -> bool:
    """True if the dossier may be changed: it does not ship with the package."""
    try:
        writable_folder_of(name)
    except DetenteError:
        return False
    return True


def add_source(name: str | Path, file: Path, record: Mapping[str, Any]) -> None:
    """Add a document to ``sources.yaml``: digests, size and body paragraphs are measured, the rest is in ``record``."""
    folder = writable_folder_of(name)
    text = decoded(file.name, read_bytes(file))
    measured = {"file": text.file, "sha256": text.sha256, "text_sha256": text.text_sha256, "chars": len(text.text),
                "lines": text.lines, "paragraph_lines": list(body_lines(text.text))}  # fmt: skip
    full = {**{key: record[key] for key in ("id", "short") if key in record}, **measured, **record}
    append_sources(folder, [full])


def add_claims(name: str | Path, drafts: Iterable[Mapping[str, Any]], *, document: str, texts: Path, by: str,
               method: str = "person", at: str | None = None) -> int:  # fmt: skip
    """Turn drafts (claims with ``quote:``) into claims with anchors and add them; all or none. Returns how many.

    The words are found in the owner's text, replaced by position and fingerprint, and dropped. Raises DetenteError with
    every fault of every draft: words that do not stand there, copied text, unknown ids, duplicate ids, bad values.
    """
    folder = writable_folder_of(name)
    dossier = open_dossier(folder)
    source = dossier.sources.get(document)
    if source is None:
        guess = nearest(document, dossier.sources)
        raise fail("id-unknown", f"there is no source {document!r}", f"Did you mean {guess!r}?" if guess else "")
    text = shelf(texts).find(source.sha256, source.file)
    if text is None:
        raise fail("anchor-missing-text", f"{source.file} is not among the texts", file=str(texts))
    if source.sha256 != text.sha256 and source.text_sha256 != text.text_sha256:
        raise fail(
            "anchor-mismatch", f"{source.file} has another digest than {document} in sources.yaml", file=str(texts)
        )
    page = Page(document, text.text, source.paragraph_lines)
    stamp = at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    problems: list[Problem] = []
    claims = []
    for draft in drafts:
        claim, faults = to_claim(draft, page, by=by, at=stamp, method=method)
        problems += faults
        claims.append(claim)
    inner = f"claims/{document}.yaml"
    if problems:
        raise DetenteError(
            *problems, *_faults(read_folder(folder), inner, [each for each in claims if each["anchors"]])
        )
    _append(folder, "claims", inner, claims)
    return len(claims)


def read_drafts(path: Path) -> list[dict[str, Any]]:
    """The drafts of a YAML file (a list under ``claims:``). Raises DetenteError with the file and line of each fault."""
    parsed = parse(decoded(path.name, read_bytes(path)).text)
    if parsed.faults:
        raise DetenteError(*(problem(path, slug, message, line=line) for line, slug, message in parsed.faults))
    drafts = parsed.data.get("claims") if isinstance(parsed.data, dict) else None
    if not isinstance(drafts, list) or not all(isinstance(draft, dict) for draft in drafts):
        raise fail("key-missing", "the file must hold a list of drafts under `claims:`", file=str(path))
    return drafts


def read_settings(settings: Iterable[str]) -> dict[str, Any]:
    """``KEY=VALUE`` texts as keys and values; a value is read as YAML. Raises DetenteError."""
    found: dict[str, Any] = {}
    for setting in settings:
        key, sign, value = setting.partition("=")
        parsed = parse(value)
        if not sign or not key or parsed.faults:
            raise fail(
                "option-invalid",
                f"{setting!r} is no KEY=VALUE",
                'Write for example confidence=low, or summary="in your own words".',
            )
        found[key] = parsed.data
    return found


def decide_claim(name: str | Path, claim: str, status: str, *, by: str, note: str | None = None, at: str | None = None,
                 fields: Mapping[str, Any] | None = None) -> None:  # fmt: skip
    """Move a claim to confirmed, edited or rejected (or back to suggested), with who and when added to its history."""
    if status not in ("suggested", "confirmed", "edited", "rejected"):
        raise fail("claim-decision", f"{status!r} is no status of a claim")
    from detente.store.edit import edit_record

    folder = writable_folder_of(name)
    stamp = at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with writing(folder):
        opened = read_folder(folder)
        place = opened.places.get(("claims", claim))
        if opened.dossier is None or place is None:
            raise fail("id-unknown", f"there is no claim {claim!r}")
        if opened.dossier.claims[claim].status == status and not fields:
            raise fail("claim-decision", f"{claim} is {status} already")
        step = {"status": status, "by": by, "at": stamp, **({"note": note} if note else {})}
        history = [each.model_dump(exclude_none=True) for each in opened.dossier.claims[claim].history]
        changes = {**(fields or {}), "status": status, "by": by, "at": stamp, "history": [*history, step]}
        try_out(opened, lambda raw: _replaced(raw, claim, changes))
        edit_record(folder / place[0], "claims", claim, lambda _: changes)


def _append(folder: Path, kind: str, inner: str, records: Sequence[Mapping[str, Any]]) -> None:
    """Check the dossier as it would be, then write. Held under the writer's lock from reading to writing."""
    from detente.store.edit import append_records

    with writing(folder):
        opened = read_folder(folder)
        if errors := errors_only(opened.problems):
            raise DetenteError(*errors)
        try_out(opened, lambda raws: [*raws, RawFile(inner, {kind: list(records)})])
        (folder / inner).parent.mkdir(exist_ok=True)
        append_records(
            folder / inner, kind, [dict(record) for record in records], title=f"{kind} of {Path(inner).stem}"
        )


def _faults(opened: Opened, inner: str, claims: list[dict[str, Any]]) -> tuple[Problem, ...]:
    """What else would be wrong with claims that cannot be added anyway, so that the user hears everything at once."""
    try:
        try_out(opened, lambda raws: [*raws, RawFile(inner, {"claims": claims})])
    except DetenteError as error:
        return error.problems
    return ()


def append_sources(folder: Path, records: Sequence[Mapping[str, Any]]) -> None:
    """Add documents to ``sources.yaml``, all or none. Raises DetenteError with what would be wrong."""
    _append(folder, "sources", "sources.yaml", records)


def try_out(opened: Opened, change: Callable[[list[RawFile]], list[RawFile]]) -> Dossier:
    """The dossier after the change. Raises DetenteError with what would be wrong then; nothing is written."""
    built = build(change(list(opened.raws)))
    errors = [finding for finding in built.findings if finding.level == "error"]
    if errors:
        raise DetenteError(*(Problem(each.file, 0, each.slug, each.message, each.fix) for each in errors))
    if built.dossier is None:
        raise fail("dossier-empty", "the dossier would have no head")
    return built.dossier


def _replaced(raws: list[RawFile], claim: str, changes: Mapping[str, Any]) -> list[RawFile]:
    def edited(data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("claims"), list):
            return data
        return {"claims": [{**record, **changes} if record.get("id") == claim else record for record in data["claims"]]}

    return [RawFile(raw.path, edited(raw.data)) if raw.path.startswith("claims/") else raw for raw in raws]
