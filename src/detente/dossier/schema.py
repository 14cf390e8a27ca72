"""JSON Schemas of the dossier's files, generated from the records, for editors and for the file-format pages."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter, create_model

from detente.dossier.claim import Claim
from detente.dossier.layout import BY_NAME, COLUMNS, KINDS
from detente.dossier.meta import FORMAT
from detente.kernel.errors import fail
from detente.kernel.ids import nearest


def file_kinds() -> dict[str, str]:
    """Kind of file -> its pattern inside the dossier's folder."""
    return {kind.name: kind.pattern for kind in KINDS}


def file_schema(kind: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of one kind of file; for a table the schema of a row. Raises DetenteError if unknown."""
    if kind not in BY_NAME:
        guess = nearest(kind, BY_NAME)
        raise fail(
            "option-invalid",
            f"there is no kind of file {kind!r}",
            f"Did you mean {guess!r}?" if guess else f"Use one of {', '.join(BY_NAME)}.",
        )
    found = BY_NAME[kind]
    item: Any = Annotated[Claim, Field(discriminator="type")] if kind == "claims" else found.model
    if found.shape == "list":
        fields: dict[str, Any] = {kind: (list[item], ...)}
        item = create_model(f"{kind.capitalize()}File", **fields)
    schema = TypeAdapter(item).json_schema(by_alias=True, mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:detente:format:{FORMAT}:{kind}",
        "$comment": f"{found.pattern}: {found.holds}" + (f"; columns {', '.join(COLUMNS[kind])}" if kind in COLUMNS else ""),
        **_with_private_keys(schema),
    }  # fmt: skip


def _with_private_keys(schema: Any) -> Any:
    """The schema with keys that begin with ``x_`` allowed wherever unknown keys are refused, as the reader does."""
    if isinstance(schema, dict):
        opened = {key: _with_private_keys(value) for key, value in schema.items()}
        return {**opened, "patternProperties": {"^x_": {}}} if opened.get("additionalProperties") is False else opened
    return [_with_private_keys(item) for item in schema] if isinstance(schema, list) else schema
