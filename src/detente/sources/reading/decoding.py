"""Bytes to text, with nothing changed but a byte-order mark dropped. What does not decode is named by its byte."""

import codecs
import re

from detente.sources.reading.page import ReadFault

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
#: What browsers take these names for (WHATWG Encoding Standard).
_ALIASES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def known_encoding(name: str) -> str:
    """The codec's name. Raises ReadFault for one that is unknown or no text encoding."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    if found is None or not getattr(found, "_is_text_encoding", True):
        raise ReadFault(
            "read-encoding", f"there is no text encoding {name!r}", "--encoding", "name one such as utf-8 or cp1252"
        )
    return found.name


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """(text, name of the encoding). UTF-8 unless an encoding is named; NUL bytes are refused. Raises ReadFault."""
    name = known_encoding(encoding) if encoding else "utf-8"
    if not content.strip():
        raise ReadFault("file-empty", "the file is empty")
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        byte = f" (0x{content[error.start]:02x})" if error.start < len(content) else ""
        fix = "save the file as UTF-8, or name its encoding with --encoding"
        raise ReadFault(
            "read-encoding", f"the byte{byte} is no {'UTF-8' if name == 'utf-8' else name}", f"byte {error.start}", fix
        ) from None
    except (UnicodeError, ValueError) as error:
        raise ReadFault("read-encoding", f"cannot be decoded as {name}: {str(error)[:80]}") from None
    if "\x00" in text:
        at = content.index(b"\x00") if name == "utf-8" else text.index("\x00")
        raise ReadFault(
            "read-nul", "holds NUL bytes, so it is no text", f"{'byte' if name == 'utf-8' else 'character'} {at}"
        )
    if any("\ud800" <= sign <= "\udfff" for sign in text) if name != "utf-8" else False:
        raise ReadFault("read-encoding", f"holds half characters in {name}")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ReadFault("file-empty", "the file holds blanks only")
    return text, name


def decode_page(content: bytes, encoding: str | None = None) -> tuple[str, str, list[str]]:
    """(text, encoding, warnings) of a page: a named encoding, a byte-order mark, UTF-8, or what the page declares."""
    if encoding:
        return *decode(content, encoding), []
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return *decode(content, name), []
    declared = _CHARSET.search(content[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    try:
        text, used = decode(content)
    except ReadFault as fault:
        if fault.slug != "read-encoding" or name in ("", "utf-8", "utf8"):
            raise
        return *decode(content, _ALIASES.get(name, name)), []
    odd = name not in ("", "utf-8", "utf8") and not content.isascii()
    return text, used, [f"the page declares {name} and is UTF-8; it was read as UTF-8"] if odd else []
