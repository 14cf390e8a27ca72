"""The catalogue of words: every key that a page names is there, and every key that is there is named."""

import re
from importlib import resources

import pytest

from detente.web import words

WEB = resources.files("detente.web")


def _texts() -> str:
    parts = [each.read_text("utf-8") for each in WEB.joinpath("templates").iterdir()]
    parts += [each.read_text("utf-8") for each in WEB.iterdir() if each.name.endswith(".py")]
    for room in ("pages", "api"):
        parts += [each.read_text("utf-8") for each in WEB.joinpath(room).iterdir() if each.name.endswith(".py")]
    return "\n".join(parts)


def test_every_key_that_is_named_is_in_the_catalogue() -> None:
    """A key with a count has ``.one`` and ``.other``; a key put together names a table of the catalogue."""
    held = words.catalogue()
    for key, sign in re.findall(r"""\bt\(f?["']([a-z_.-]+)(["'{])""", _texts()):
        found = key in held or (f"{key}.one" in held and f"{key}.other" in held)
        assert found or any(each.startswith(key) for each in held if sign == "{" or key.endswith(".")), key


def test_no_key_of_the_catalogue_is_left_over() -> None:
    """A key is named whole, or by a part of it in front of what data gives (``trace.kind.`` and then the kind)."""
    told = _texts()
    left = []
    for key in words.catalogue():
        steps = key.split(".")
        fronts = {".".join(steps[:place]) + "." for place in range(1, len(steps))}
        whole = {key, key.removesuffix(".one"), key.removesuffix(".other")}
        if not any(re.search(rf"""["'(]{re.escape(each)}["']""", told) for each in whole | fronts) and not any(
            f"{each}{{" in told for each in fronts
        ):
            left.append(key)
    assert not left, "\n".join(left)


def test_counts_pick_their_form_and_values_are_filled_in() -> None:
    assert words.t("frame.claims", count=1) == "1 claim"
    assert words.t("frame.claims", count=3) == "3 claims"
    with pytest.raises(KeyError):
        words.t("frame.no-such-key")
    assert words.known("trace.basis.other_document") == "other document"
