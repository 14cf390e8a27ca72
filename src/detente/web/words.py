"""The words of the pages: a folder a language, a file a page, so ``t("trace.title")`` is ``title`` in ``trace.toml``.

A missing key is an error, never a blank.
"""

import tomllib
from functools import lru_cache
from importlib import resources

LANGUAGE = "en"


@lru_cache(maxsize=8)
def catalogue(language: str = LANGUAGE) -> dict[str, str]:
    """Key -> text: the file's name and the keys in it, joined by points. Raises FileNotFoundError for a language without folder."""
    folder = resources.files("detente.web").joinpath(f"strings/{language}")
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            found |= _flat(tomllib.loads(file.read_text("utf-8")), f"{file.name.removesuffix('.toml')}.")
    return found


def _flat(table: dict[str, object], before: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= _flat(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: str(value)}
    return found


def t(key: str, *, language: str = LANGUAGE, **values: object) -> str:
    """The text of a key with its values filled in (``{name}``). ``count`` picks ``KEY.one`` or ``KEY.other``."""
    texts = catalogue(language)
    if "count" in values:
        key = f"{key}.one" if values["count"] == 1 else f"{key}.other"
    return texts[key].format(**values)


def known(key: str, *, language: str = LANGUAGE) -> str:
    """The text of a key that data gave (a status, a role), or the data's own word if the catalogue has none."""
    return catalogue(language).get(key, key.rpartition(".")[2].replace("_", " ").replace("-", " "))
