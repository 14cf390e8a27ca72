"""E-mail messages (.eml): subject, sender and day become the head, the text part the body; nothing attached is opened."""

import email
import email.errors
import email.policy
import email.utils
from email.message import EmailMessage
from typing import Any

from detente.sources.reading.html_page import page_of
from detente.sources.reading.page import Lines, Page, ReadFault

MAX_PARTS = 1_000


def read_email(content: bytes) -> Page:
    """A saved message. Raises ReadFault if it holds no text."""
    if not content.strip():
        raise ReadFault("file-empty", "the file is empty")
    try:
        message: Any = email.message_from_bytes(content, policy=email.policy.default)
        parts = list(_walk(message))
    except (ValueError, LookupError, RecursionError, AttributeError, IndexError, TypeError, KeyError) as error:
        raise ReadFault("read-broken", f"is no e-mail message: {type(error).__name__}", "message") from None
    subject, sender = _header(message, "subject"), _header(message, "from")
    if subject is None and sender is None and _header(message, "date") is None:
        raise ReadFault("read-broken", "has no Subject, From or Date, so it is no e-mail message", "head")
    plain = [part for part in parts if part.get_content_type() == "text/plain"]
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    warnings = [f"attached and not read: {name}" for name in _attached(parts)]
    name = email.utils.parseaddr(sender or "")[0].strip() or None
    day = _day(message)
    lines = Lines()
    if subject:
        lines.add(subject, "title")
    if name:
        lines.add(f"By {name}", "byline")
    if day:
        lines.add(f"Date: {day}", "date_line")
    outlet = None
    if plain:
        rows = _body(plain[0]).replace("\r\n", "\n").split("\n")
        hints = _plain_hints(rows)
        head = len(lines.rows)
        text = "\n".join([*lines.rows, "", *rows]) if lines.rows else "\n".join(rows)
        shift = head + 1 if head else 0
        found = {**lines.hints, **{line + shift: hint for line, hint in hints.items()}}
    elif pages:
        page = page_of(_body(pages[0]), None)
        shift = len(lines.rows)
        text = "\n".join([*lines.rows, page.text])
        found = {
            **lines.hints,
            **{line + shift: "heading" if hint == "title" else hint for line, hint in page.hints.items()},
        }
        warnings += page.warnings
        outlet = page.outlet
    else:
        raise ReadFault("read-no-text", "the message has no text part", "body")
    return Page(text.replace("\x00", "\ufffd"), "message/rfc822", title=subject, outlet=outlet, authors=(name,) if name else (), published=day,
                hints=found, warnings=tuple(warnings))  # fmt: skip


def _walk(message: Any) -> Any:
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            raise ReadFault("read-bomb", f"has more than {MAX_PARTS:,} parts", "message")
        if not part.is_multipart():
            yield part


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
        text = " ".join(str(value).split()) if value is not None else ""
    except (ValueError, LookupError, AttributeError, IndexError, TypeError, KeyError, email.errors.MessageError):
        return None
    return text.encode("utf-8", "replace").decode("utf-8")[:2000] or None


def _day(message: EmailMessage) -> str | None:
    """The day on the sender's own clock."""
    try:
        return email.utils.parsedate_to_datetime(_header(message, "date") or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _body(part: Any) -> str:
    """The text of a part; bytes that do not decode become the replacement sign, which the defects report."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError, KeyError) as error:
        raise ReadFault("read-broken", f"its text cannot be unpacked: {type(error).__name__}", "body") from None
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError, AttributeError, TypeError, KeyError, IndexError):
        return data.decode("utf-8", "replace")


def _attached(parts: list[Any]) -> list[str]:
    names = []
    for part in parts:
        if part.get_content_maintype() != "text":
            try:
                names.append(str(part.get_filename() or part.get_content_type()))
            except (ValueError, LookupError, AttributeError, IndexError, TypeError, KeyError):
                names.append("a part without a readable name")
    return names


def _plain_hints(rows: list[str]) -> dict[int, str]:
    """Quoted lines and the signature are clutter."""
    hints, signed = {}, False
    for number, row in enumerate(rows, 1):
        signed = signed or row.rstrip("\r") in ("-- ", "--")
        if (signed or row.startswith(">")) and row.strip():
            hints[number] = "clutter"
    return hints
