"""The head of a brief: YAML between two ``---`` lines."""

from typing import Any

import yaml

from detente.kernel.errors import DetenteError, Problem
from detente.kernel.probability_words import DEFAULT, SCALES

FORMAT = "detente/brief/1"
#: Keys that hold text or a number, never a list or mapping.
_PLAIN = ("format", "id", "title", "reader", "decision", "horizon", "scale", "engine", "seed", "model", "previous")


class _Loader(yaml.SafeLoader):
    """The safe loader without dates (they stay text), aliases and doubled keys."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias is not followed")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.YAMLError(f"the key {twice!r} stands twice")
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in each if not tag.endswith(":timestamp")]
    for sign, each in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def split(lines: list[str], file: str) -> tuple[dict[str, Any], int]:
    """The front matter, and the place of the first line after it. Raises DetenteError with every fault of the head."""
    start = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].rstrip() != "---":
        raise DetenteError(
            _problem(file, "front matter", "bad_front_matter", "the brief does not begin with a `---` line")
        )
    end = next((place for place in range(start + 1, len(lines)) if lines[place].rstrip() in ("---", "...")), None)
    if end is None:
        raise DetenteError(
            _problem(file, "front matter", "bad_front_matter", "the front matter is not closed by a second `---` line")
        )
    try:
        head = yaml.load("\n".join(lines[start + 1 : end]), Loader=_Loader)  # noqa: S506  a subclass of the safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        place = f"line {mark.line + start + 2}" if mark else "front matter"
        raise DetenteError(_problem(file, place, "bad_front_matter", f"not well-formed: {what}")) from None
    if not isinstance(head, dict):
        raise DetenteError(
            _problem(file, "front matter", "bad_front_matter", "the front matter is no list of keys with values")
        )
    faults = list(_faults(head, file))
    if faults:
        raise DetenteError(*faults)
    return head, end + 1


def _faults(head: dict[str, Any], file: str) -> Any:
    if head.get("format", FORMAT) != FORMAT:
        yield _problem(file, "format", "bad_type", f"{head['format']!r} is no format of a brief", f"Write {FORMAT}")
    if head.get("id") is None:
        yield _problem(file, "id", "missing_key", "the brief has no id", "Add `id:`")
    elif not isinstance(head["id"], str) or not head["id"].strip():
        yield _problem(file, "id", "id_not_text", f"the id {head['id']!r} is no text", "Put it in quotation marks")
    scale = head.get("scale", DEFAULT)
    if not isinstance(scale, str) or scale not in SCALES:
        yield _problem(
            file, "scale", "unknown_reference", f"there is no scale {scale!r}", f"Use one of {', '.join(SCALES)}"
        )
    for key in _PLAIN:
        if isinstance(head.get(key), dict | list):
            yield _problem(file, key, "bad_type", "a list or mapping where a plain value belongs", "Write one value")


def _problem(file: str, place: str, slug: str, message: str, fix: str = "") -> Problem:
    return Problem(file, 0, slug, message, fix, place=place)
