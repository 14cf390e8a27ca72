"""Keeping a what-if: the name that a scenario gets where its maker gives none."""


def named(given: dict[str, str]) -> dict[str, str]:
    """Id, title and reason of a scenario; the id is made of the title where none is given."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in given["title"].lower())
    ident = given["id"] or "-".join(part for part in words.split("-") if part)[:60]
    return {"ident": ident, "title": given["title"], "why": given["why"]}
