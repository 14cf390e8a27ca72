"""XML text to a light tree: no document type, no entities but the five of XML, bounded depth and size."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from detente.sources.negotiations.json_text import SyntaxFault

MAX_DEPTH = 40
MAX_ELEMENTS = 500_000
#: In expat's reading "unclosed token" and "no element found" say little to a person.
_WORDS = {"no element found": "the text ends too early", "unclosed token": "the text ends in the middle of a tag"}


@dataclass
class Element:
    """A tag with its attributes and children; text between tags is not kept, since no format here uses it."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)

    def all(self, tag: str) -> Iterator["Element"]:
        """The children with that tag."""
        return (each for each in self.children if each.tag == tag)

    def first(self, tag: str) -> "Element | None":
        """The first child with that tag."""
        return next(self.all(tag), None)


def parse_xml(content: bytes) -> Element:
    """The root element. Raises SyntaxFault for anything that is not well-formed or is refused."""
    parser = expat.ParserCreate(namespace_separator=None)
    top = Element("", {}, 0)
    stack, count = [top], 0

    def refuse(what: str) -> SyntaxFault:
        return SyntaxFault(what, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, refused=True)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(stack) > MAX_DEPTH:
            raise refuse(f"nested more than {MAX_DEPTH} deep")
        if count > MAX_ELEMENTS:
            raise refuse(f"more than {MAX_ELEMENTS:,} elements")
        element = Element(tag, attributes, parser.CurrentLineNumber)
        stack[-1].children.append(element)
        stack.append(element)

    def end(_tag: str) -> None:
        stack.pop()

    def doctype(*_any: Any) -> None:
        raise refuse("a document type (DOCTYPE) is never read")

    def entity(*_any: Any) -> int:
        raise refuse("an entity (ENTITY) is never read")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = doctype, entity
    parser.ExternalEntityRefHandler = entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise SyntaxFault(f"not well-formed: {_WORDS.get(what, what)}", error.lineno, error.offset + 1) from None
    except (ValueError, LookupError, UnicodeError):
        raise SyntaxFault("the declared encoding is not known", 1, 1) from None
    return top.children[0]
