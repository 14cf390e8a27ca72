"""Which optional parts are installed, what each gives, and how to get it."""

import importlib.util
from typing import Any

#: Part -> (package whose presence decides, what it gives, how to get it).
_PARTS: dict[str, tuple[str, str, str]] = {
    "engines": ("numba", "compiled kernels, sensitivity indices, scores", "pip install 'detente[engines]'"),
    "charts": ("vl_convert", "charts in briefs", "pip install 'detente[charts]'"),
    "html": ("jinja2", "briefs as HTML", "pip install 'detente[html]'"),
    "word": ("pypandoc", "briefs as Word documents", "pip install 'detente[word]'"),
    "events": ("duckdb", "the store of coded events", "pip install 'detente[events]'"),
    "pages": ("pypdfium2", "reading PDF and feeds, better reading of web pages", "pip install 'detente[pages]'"),
    "llm": ("httpx", "suggestions of a language model behind an endpoint of your own", "pip install 'detente[llm]'"),
    "web": ("fastapi", "the page on this machine", "pip install 'detente[web]'"),
}


def installed_parts() -> list[dict[str, Any]]:
    """One record a part: ``part``, ``state`` (present or absent), ``gives``, ``install``, and ``missing`` for vectors."""
    from detente.workbench import embedding

    found = [
        {"part": part, "state": "present" if importlib.util.find_spec(package) else "absent", "gives": gives, "install": how}
        for part, (package, gives, how) in _PARTS.items()
    ]  # fmt: skip
    gone = embedding.missing()
    vectors = {"part": "vectors", "state": "absent" if gone else "present", "gives": "ranking and search by meaning", "install": embedding.INSTALL}  # fmt: skip
    return [*found, vectors | ({"missing": gone} if gone else {})]
