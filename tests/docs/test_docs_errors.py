"""What the pages say can be relied on: slugs have entries, commands parse, links lead somewhere, examples run."""

import doctest
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from detente.cli.main import COMMANDS, door
from detente.kernel.slugs import SLUGS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
TEXTS = [*PAGES, ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
ERRORS = DOCS / "reference/errors.md"
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)


def helper(name: str) -> ModuleType:
    """A module of the documentation's own scripts."""
    sys.path.insert(0, str(DOCS))
    try:
        return __import__(name)
    finally:
        sys.path.remove(str(DOCS))


def prose(path: Path) -> str:
    """The page without its code."""
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", path.read_text("utf-8")))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_slug_has_an_entry_with_meaning_fix_and_level() -> None:
    text = ERRORS.read_text("utf-8")
    entries = dict(
        re.findall(r"^\(error-([a-z0-9_-]+)\)=\n## \S+\n\n(.*?)(?=^\(error-|\Z)", text, re.MULTILINE | re.DOTALL)
    )
    assert list(entries) == list(SLUGS)
    for slug, entry in entries.items():
        assert re.search(r"\*\*Meaning\.\*\* .+\n\n\*\*Fix\.\*\* .+\n\n\*\*Level\.\*\* (error|warning)", entry), slug


def test_a_slug_that_is_raised_as_a_warning_is_listed_as_one() -> None:
    mild = helper("errors_page").warnings()
    assert {"file-unknown", "format-old"} <= mild
    assert {"imputed", "salience-scale", "unstable-median", "not-settled", "knife-edge", "two-valued"} <= mild
    assert not mild & {"table-range", "option-invalid", "part-missing", "dossier-missing"}


def test_every_slug_that_a_page_links_to_exists() -> None:
    linked = {slug for path in PAGES for slug in re.findall(r"\(#error-([a-z0-9_-]+)\)", path.read_text("utf-8"))}
    assert linked
    assert linked <= set(SLUGS)


def test_every_key_meaning_belongs_to_a_record_and_none_is_left_over() -> None:
    pages = helper("format_pages")
    used: set[tuple[str, str]] = set()
    known = pages.meanings()

    original = pages.meaning

    def noting(record: str, key: str, schema: dict[str, object]) -> str:
        for place in (record, "BaseClaim" if record in pages._claim_names() else "", "Any"):
            if key in known.get(place, {}):
                used.add((place, key))
                break
        return str(original(record, key, schema))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "meaning", noting)
        pages.pages()
    assert {(record, key) for record, keys in known.items() for key in keys} == used


def test_the_options_of_the_challenge_model_and_their_presets_are_told_as_they_are() -> None:
    """Each value of each option has its row, with the presets that take it."""
    from detente.engines.bargaining.challenge_options import CHOICES, SCHOLZ_AS_CODED, SCHOLZ_AS_PRINTED

    text = (DOCS / "reference/engines/bargaining.md").read_text("utf-8")
    told: dict[tuple[str, str], str] = {}
    option = ""
    for line in text.split("### Options of the challenge model")[1].split("\n## ")[0].splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0] not in ("option", "---"):
            option = cells[0] or option
            told[option, cells[1]] = cells[3]
    presets = {"coded": SCHOLZ_AS_CODED, "printed": SCHOLZ_AS_PRINTED}
    for name, values in CHOICES.items():
        for value in values:
            held = ", ".join(preset for preset, options in presets.items() if getattr(options, name) == value)
            assert told.pop((name, value)) == held, (name, value)
    assert [name for name, _ in told] == ["Q"]


# --- commands ---------------------------------------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, str]]:
    console = helper("console")
    for path in TEXTS:
        text = path.read_text("utf-8")
        shown = [*console.commands(text)]
        for block in _FENCE.finditer(text):
            if block[2].strip() == "sh":
                shown += [line.strip() for line in block[3].splitlines()]
        for command in shown:
            plain = re.split(r" [|>] | # ", command.removeprefix(".venv/bin/"))[0]
            if plain.startswith("detente "):
                yield name_of(path), plain


SHOWN = sorted(set(commands()))


@pytest.mark.parametrize(("page", "command"), SHOWN, ids=[f"{page}-{place}" for place, (page, _) in enumerate(SHOWN)])
def test_every_command_shown_parses(page: str, command: str) -> None:
    words = shlex.split(command)[1:]
    context = click.Context(door, info_name="detente")
    current: click.Command = door
    if words in (["--help"], ["--version"]):
        return
    while isinstance(current, click.Group):
        try:
            name, found, words = current.resolve_command(context, words)
        except click.UsageError as error:
            pytest.fail(f"{page}: `{command}`: {error.format_message()}")
        assert found is not None
        current = found
        context = click.Context(current, info_name=name, parent=context)
    try:
        current.make_context(current.name, words, parent=context.parent)
    except click.exceptions.Exit:
        pass  # --help
    except click.UsageError as error:
        pytest.fail(f"{page}: `{command}`: {error.format_message()}")


def test_every_command_of_the_program_has_its_section() -> None:
    text = (DOCS / "reference/commands.md").read_text("utf-8")
    for name in COMMANDS:
        assert f"\n## detente {name}\n" in text


#: The commands that the pages run to show a refusal; every other one succeeds.
REFUSED = {
    "detente claim add straits bad-drafts.yaml --document varga-2024 --texts texts --by me",
    "detente claim reject straits lane-closed --by me",
    "detente check straits",
    "detente read texts/herring.txt texts/missing.txt known.yaml",
    "detente bargain solve wrong.csv --out predictions.csv",
    "detente hypotheses collect lake.yaml lee.csv wrong.csv --out together.yaml",
    "detente conflict solve slip.json --out result.json",
    "detente crisis solve bad.json --out result.json",
    "detente deal convert pie.yaml --to genius --out pie",
    "detente deal solve talks-negmas --out result.json",
}


def test_only_the_commands_that_show_a_refusal_report_a_problem() -> None:
    for path in PAGES:
        for block in _FENCE.finditer(path.read_text("utf-8")):
            if block[2].strip() != "console":
                continue
            command = ""
            for line in block[3].splitlines():
                command = line[2:] if line.startswith("$ ") else command
                reported = re.search(r" \[([a-z]+-[a-z0-9-]+)\]$", line)
                mild = line.startswith("warning: ")
                refused = line.startswith(("Usage:", "Error:")) or (reported and reported[1] in SLUGS and not mild)
                assert not refused or command in REFUSED, f"{name_of(path)}: `{command}` says {line!r}"


def test_no_command_that_a_page_runs_ends_in_a_traceback() -> None:
    for path in PAGES:
        assert "Traceback" not in path.read_text("utf-8"), name_of(path)


# --- links and examples -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    for target in _LINK.findall(prose(path)):
        file = target.partition("#")[0]
        if file and "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / file).exists(), f"{name_of(path)} links to {target}"


@pytest.mark.parametrize("path", [path for path in PAGES if ">>> " in path.read_text("utf-8")], ids=name_of)
def test_the_examples_in_python_run_as_shown(path: Path) -> None:
    blocks = [
        body for _, info, body in _FENCE.findall(path.read_text("utf-8")) if info.strip() == "python" and ">>> " in body
    ]
    test = doctest.DocTestParser().get_doctest("".join(blocks), {}, name_of(path), str(path), 0)
    outcome = doctest.DocTestRunner(verbose=False).run(test)
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_python_block_compiles(path: Path) -> None:
    for _, info, body in _FENCE.findall(path.read_text("utf-8")):
        if info.strip() == "python" and ">>> " not in body:
            compile(body, name_of(path), "exec")
