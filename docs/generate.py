"""Write the generated pages, and refresh the output of every command that the other pages show.

    python docs/generate.py           write
    python docs/generate.py --check   exit 1 and name the stale files, write nothing

Generated whole: reference/commands.md, reference/errors.md, reference/formats/*.md. In all other pages a ``console``
block holds commands (``$ ...``) and their output: the commands are run and the output is replaced. How a page is run is
told in console.py beside this file.
"""

import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS))


def pages() -> dict[Path, str]:
    """Every page that this script is responsible for, as it should be."""
    import commands_page
    import console
    import errors_page
    import format_pages

    found = {DOCS / "reference/commands.md": commands_page.page(), DOCS / "reference/errors.md": errors_page.page()}
    found |= {DOCS / "reference/formats" / name: text for name, text in format_pages.pages().items()}
    return found | console.refreshed(DOCS, skip=set(found))


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` name those that are not current."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    wanted = pages()
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    kept = {path for path in wanted if path.parent.name == "formats"}
    gone = [path for path in (DOCS / "reference/formats").glob("*.md") if path not in kept]
    if arguments:
        for path in (*stale, *gone):
            print(f"{path.relative_to(DOCS.parent)} is not current; run python docs/generate.py")
        return 1 if stale or gone else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8")
        print(f"wrote {path.relative_to(DOCS.parent)}")
    for path in gone:
        path.unlink()
        print(f"removed {path.relative_to(DOCS.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
