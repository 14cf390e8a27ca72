"""Records as YAML text: one style everywhere, and no bare word that another reader would turn."""

import io
import re
from decimal import Decimal
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from detente.store.safe_yaml import TRAP_NUMBER, TRAP_WORD

#: Small records that read best on one line.
_ON_ONE_LINE = ("anchors", "said_by", "date", "origin", "position", "salience", "influence", "history", "roles", "evidence",
                "title", "outlet", "authors", "affiliation", "periods", "coders", "status_quo", "active", "changes")  # fmt: skip
#: First signs that mean something to YAML, in block or flow.
_LOOKS_LIKE_SYNTAX = re.compile(r"[?:,\[\]{}#&*!|>'\"%@`-]")
_NUMERIC = re.compile(r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?")


class _Representer(RoundTripRepresenter):
    """Floats without a bare exponent: ``1e-05`` is a number in YAML 1.2 and text in YAML 1.1."""

    def represent_float(self, data: float) -> Any:
        """``0.00001`` instead of ``1e-05``; everything else as ruamel.yaml writes it."""
        if "e-" in (text := repr(data)):
            return self.represent_scalar("tag:yaml.org,2002:float", format(Decimal(text), "f"))
        return super().represent_float(data)


_Representer.add_representer(float, _Representer.represent_float)


def round_trip() -> YAML:
    """The ruamel.yaml instance for edits: YAML 1.2, comments kept, the house's indentation."""
    yaml = YAML()
    yaml.Representer = _Representer
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 2**31 - 1  # never fold: ruamel.yaml 0.18 loses a blank where a long line breaks between two
    yaml.preserve_quotes = True
    yaml.allow_duplicate_keys = False
    return yaml


def emit(data: Any) -> str:
    """Plain data as YAML text."""
    out = io.StringIO()
    round_trip().dump(styled(data), out)
    return out.getvalue()


def emit_items(items: list[dict[str, Any]]) -> str:
    """Records as the items of a list that stands under a top-level key."""
    return "".join(f"{line}\n" if line else "\n" for line in emit({"items": items}).splitlines()[1:])


def styled(value: Any, key: str = "", flow: bool = False) -> Any:
    """The data with quoting and layout decided: dangerous words quoted, short records on one line."""
    if isinstance(value, dict):
        short = flow or (key in _ON_ONE_LINE and not _is_long(value))
        mapping = CommentedMap({_key(name): styled(item, str(name), short) for name, item in value.items()})
        if short:
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list | tuple):
        scalars = all(not isinstance(item, dict | list | tuple) for item in value)
        sequence = CommentedSeq([styled(item, key, flow) for item in value])
        if flow or (scalars and sum(len(str(item)) for item in value) < 160):
            sequence.fa.set_flow_style()
        return sequence
    if isinstance(value, str) and _needs_quotes(value):
        return DoubleQuotedScalarString(value)
    return value


def _is_long(value: dict[str, Any]) -> bool:
    """Records that hold records stay in block form; their parts may still be short."""
    return any(
        isinstance(item, dict) or (isinstance(item, list | tuple) and any(isinstance(each, dict) for each in item))
        for item in value.values()
    )


def _needs_quotes(text: str) -> bool:
    return bool(
        TRAP_WORD.fullmatch(text) or TRAP_NUMBER.fullmatch(text) or _NUMERIC.fullmatch(text)
        or _LOOKS_LIKE_SYNTAX.match(text) or not text.isprintable()
        or "?" in text  # in a short list other readers end the word there
    )  # fmt: skip


def _key(name: Any) -> Any:
    return DoubleQuotedScalarString(name) if isinstance(name, str) and _needs_quotes(name) else name
