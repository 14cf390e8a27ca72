"""Fingerprints: SHA-256 digests of texts, spans and whole dossiers."""

import hashlib
import json
import re
from typing import Any

_DIGEST = re.compile(r"[0-9a-f]{64}")


def of_text(text: str) -> str:
    """SHA-256 of the text in UTF-8, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def of_bytes(content: bytes) -> str:
    """SHA-256 of the bytes, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def of_data(data: Any) -> str:
    """SHA-256 of plain data (JSON with sorted keys), so that equal content has one fingerprint."""
    return of_text(json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str))


def is_digest(text: object) -> bool:
    """True for 64 lower-case hex digits."""
    return isinstance(text, str) and bool(_DIGEST.fullmatch(text))
