"""Negotiation files of other programs: read any of them as a deal, and write a deal in any of their formats."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente.kernel.errors import DetenteError, Problem, fail
from detente.workbench.exporting import save

if TYPE_CHECKING:
    from detente.dossier.negotiation import Negotiation
    from detente.engines.deals.deal import Deal
    from detente.reports.exports.negotiations.fitting import Remarks
    from detente.sources.negotiations.findings import Document, Findings

Form = Literal["detente", "geniusweb", "genius", "negmas"]
FORMS: tuple[Form, ...] = ("detente", "geniusweb", "genius", "negmas")
YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Read:
    """What stands at a path: ``data`` is the plain mapping of a DEAL.yaml; ``file`` is how problems name it."""

    form: Form
    file: str
    data: Any
    negotiation: "Negotiation | None"
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Converted:
    """``files``: name -> text; a DEAL.yaml is the one file ``deal.yaml``."""

    form: Form
    files: dict[str, str]
    warnings: tuple[Problem, ...]


def read_deal_files(path: Path, genius_values: str = "by_max") -> Read:
    """A DEAL.yaml, a GeniusWeb or NegMAS folder, or a GENIUS domain (the file, or a folder with one) as plain data.

    The mapping of a DEAL.yaml is not checked here; the deals engine does that. Raises DetenteError with every problem.
    """
    from detente.sources.negotiations.deal_mapping import as_deal
    from detente.sources.negotiations.findings import Findings

    if genius_values not in ("by_max", "raw"):
        raise fail("option-invalid", f"genius_values is by_max or raw, not {genius_values!r}")
    found = Findings()
    form: Form = "detente"
    negotiation: Negotiation | None = None
    data: Any = None
    if path.is_dir():
        form, negotiation = _folder(path, genius_values, found)
    elif path.suffix.lower() == ".xml":
        form, negotiation = "genius", _genius(path, genius_values, found)
    elif path.suffix.lower() == ".json":
        found.bad(
            str(path),
            "file",
            "negotiation-file",
            "a JSON file alone is no negotiation",
            "give the folder that holds it",
        )
    else:
        data = _own(path)
    if negotiation is not None:
        data = as_deal(negotiation)
    if found.problems:
        raise DetenteError(*_in_order(found.problems))
    return Read(form, str(path), data, negotiation, tuple(found.warnings))


def convert(path: Path, to: Form, genius_values: str = "by_max") -> Converted:
    """The negotiation at a path in another format, and what it could not say. Nothing is written.

    Raises DetenteError with every problem: of the files, of the deal, or of a deal that no table can hold.
    """
    from detente.engines.deals.reader import read_deal
    from detente.store.emit import emit

    read = read_deal_files(path, genius_values)
    deal = read_deal(read.data, read.file).deal
    if to == "detente":
        dropped = [_dropped(each.id, each.discount, read.file) for each in read.negotiation.parties if each.discount is not None] if read.negotiation else []  # fmt: skip
        return Converted(to, {"deal.yaml": emit(read.data)}, (*read.warnings, *dropped))
    negotiation, warnings = read.negotiation, list(read.warnings)
    if negotiation is None:
        negotiation, said = _tables(deal, read)
        warnings += said
    _names(negotiation, read.file)
    data, remarks = _writer(to)(negotiation)
    return Converted(to, {name: _text(name, each) for name, each in data.items()}, (*warnings, *remarks.warnings))


def save_converted(converted: Converted, out: Path) -> None:
    """Write a DEAL.yaml to the file ``out``, the files of another format into the new or empty folder ``out``; all or nothing."""
    if converted.form == "detente":
        save(out, next(iter(converted.files.values())))
        return
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise fail(
            "output-unwritable",
            "is no empty folder",
            "Name a new folder, since every file in it counts.",
            file=str(out),
        )
    if not out.absolute().parent.is_dir():
        raise fail("output-unwritable", "its folder does not exist", file=str(out))
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.absolute().parent))
    except OSError as error:
        raise fail("output-unwritable", f"cannot write here: {error.strerror}", file=str(out)) from None
    try:
        aside.chmod(0o755)
        for name, text in converted.files.items():
            save(aside / name, text)
        os.replace(aside, out)  # noqa: PTH105  an empty folder gives way, anything else does not
    except OSError as error:
        raise fail("output-unwritable", f"cannot write here: {error.strerror}", file=str(out)) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


# --- reading ----------------------------------------------------------------------------------------------------------


def _folder(path: Path, how: str, found: "Findings") -> tuple[Form, "Negotiation | None"]:
    """The one of the three formats that the folder's files look like."""
    from detente.sources.negotiations.findings import Findings
    from detente.sources.negotiations.geniusweb import looks_like_geniusweb, read_geniusweb
    from detente.sources.negotiations.negmas import looks_like_negmas, read_negmas

    faults = Findings()
    kinds: tuple[tuple[Form, Any, Any, Any, Any], ...] = (
        ("geniusweb", (".json",), _json, looks_like_geniusweb, read_geniusweb),
        ("negmas", YAML, _yaml, looks_like_negmas, read_negmas),
    )
    for form, suffixes, parse, looks, read in kinds:
        own = Findings()
        documents = _documents(path, suffixes, parse, own)
        if any(looks(each.data) for each in documents):
            found.problems += own.problems
            return form, read(documents, str(path), found)
        faults.problems += own.problems
    domains = [each for each in _documents(path, (".xml",), _xml, faults) if each.data.tag == "negotiation_template"]
    if len(domains) == 1:
        return "genius", _genius(Path(domains[0].file), how, found)
    found.problems += faults.problems
    what = f"{len(domains)} GENIUS domains" if domains else "no negotiation that is known"
    found.bad(str(path), "file", "negotiation-file", f"the folder holds {what}",
              "give the domain's .xml file" if domains else "put a GeniusWeb, NegMAS or GENIUS domain with its profiles into it")  # fmt: skip
    return "detente", None


def _documents(
    folder: Path, suffixes: tuple[str, ...], parse: Callable[[bytes], Any], found: "Findings"
) -> list["Document"]:
    """Every file of the folder with such an ending, read."""
    from detente.store.negotiation_files import UnreadableError, names_in

    try:
        paths = names_in(folder, suffixes)
    except UnreadableError as error:
        found.bad(str(folder), "file", "negotiation-file", str(error), "give a folder that can be read")
        return []
    return [each for path in paths if (each := _document(path, folder, parse, found)) is not None]


def _document(path: Path, folder: Path, parse: Callable[[bytes], Any], found: "Findings") -> "Document | None":
    """One file, read; None with a problem noted."""
    from detente.sources.negotiations.findings import Document
    from detente.sources.negotiations.json_text import SyntaxFault
    from detente.store.files import shown
    from detente.store.negotiation_files import UnreadableError, content_of

    file = shown(path)
    try:
        return Document(file, shown(path.stem), parse(content_of(path, folder)))
    except UnreadableError as error:
        found.bad(file, "file", "negotiation-file", str(error), "give a file that can be read")
    except SyntaxFault as fault:
        if fault.refused:
            found.bad(file, fault.place, "negotiation-refused", fault.message, "remove it")
        else:
            found.bad(file, fault.place, "negotiation-syntax", fault.message, "mend the place that is named")
    except _FaultsError as faults:
        for place, message in faults.found:
            found.bad(file, place, "negotiation-syntax", message, "mend the place that is named")
    return None


class _FaultsError(Exception):
    """What is wrong with a YAML text: (place, message)."""

    def __init__(self, found: list[tuple[str, str]]) -> None:
        super().__init__(str(found))
        self.found = found


def _json(content: bytes) -> Any:
    from detente.sources.negotiations.json_text import parse_json

    return parse_json(content)


def _xml(content: bytes) -> Any:
    from detente.sources.negotiations.xml_text import parse_xml

    return parse_xml(content)


def _yaml(content: bytes) -> Any:
    from detente.sources.negotiations.json_text import decoded
    from detente.store.negotiation_files import yaml_data

    data, faults = yaml_data(decoded(content))
    if faults:
        raise _FaultsError(faults)
    return data


def _own(path: Path) -> Any:
    """The data of a DEAL.yaml. Raises DetenteError."""
    from detente.sources.negotiations.negmas import looks_like_negmas
    from detente.store.deal_files import read_deal_file

    data = read_deal_file(path)
    if looks_like_negmas(data) and "governments" not in data:
        raise DetenteError(Problem(str(path), 0, "negotiation-file", "a NegMAS domain without its profiles",
                                   "give the folder that holds it", place="file"))  # fmt: skip
    return data


def _genius(path: Path, how: str, found: "Findings") -> "Negotiation | None":
    """A GENIUS domain with the profiles that its agents name, or with every profile beside it."""
    from detente.sources.negotiations.genius_xml import profiles_named, read_genius

    folder = path.parent
    domain = _document(path, folder, _xml, found)
    if domain is None:
        return None
    if domain.data.tag not in ("negotiation_template", "utility_space"):
        found.bad(
            domain.file,
            "file",
            "negotiation-file",
            f"the root is <{domain.data.tag}>, no domain",
            "give the file with <negotiation_template>",
        )
        return None
    named = profiles_named(domain.data)
    if named:
        profiles = [
            each for name in named if (each := _document(_beside(folder, name), folder, _xml, found)) is not None
        ]
    else:
        others = [each for each in _documents(folder, (".xml",), _xml, found) if Path(each.file).name != path.name]
        profiles = [each for each in others if each.data.tag == "utility_space"]
    for each in profiles:
        if each.data.tag != "utility_space":
            found.bad(
                each.file,
                "file",
                "negotiation-file",
                f"the root is <{each.data.tag}>, no profile",
                "give a file with <utility_space>",
            )
    if found.problems:
        return None
    return read_genius(domain, profiles, "raw" if how == "raw" else "by_max", found)


def _beside(folder: Path, name: str) -> Path:
    """The profile that an agent names: below the folder of the domain, or beside the domain under the same file name.

    Domains of the desktop program name their profiles by a path that starts at the program's own folder.
    """
    relative = name.replace("\\", "/")
    inside = folder / relative
    return (
        inside
        if not relative.startswith("/") and ".." not in Path(relative).parts and inside.is_file()
        else folder / Path(relative).name
    )


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Each problem once, as found."""
    return list(dict.fromkeys(problems))


# --- writing ----------------------------------------------------------------------------------------------------------


def _tables(deal: "Deal | None", read: Read) -> tuple["Negotiation", list[Problem]]:
    """The tables of a deal of our own, and what they leave out."""
    from detente.binding.negotiations import as_negotiation, left_out, why_not
    from detente.studies.deals.crisis_facts import crisis_facts

    found = ("the file holds no deal", "add issues and governments") if deal is None else why_not(deal)
    if deal is None or found is not None:
        reason, fix = found or ("", "")
        raise DetenteError(Problem(read.file, 0, "negotiation-type", f"no table can hold this deal: {reason}", fix, place="issues"))  # fmt: skip
    title = read.data.get("title")
    said = [Problem(read.file, 0, "negotiation-left-out", f"the format cannot say {each}", "keep the DEAL.yaml", "warning", "file")
            for each in left_out(deal)]  # fmt: skip
    name = title if isinstance(title, str) and title.strip() else Path(read.file).stem
    return as_negotiation(deal, name, crisis_facts(deal).get(deal.channel)), said


def _names(negotiation: "Negotiation", file: str) -> None:
    """Refuse names that no XML or file could hold."""
    from detente.dossier.negotiation import level_text
    from detente.sources.negotiations.findings import Findings

    found = Findings()
    for party in negotiation.parties:
        found.name(party.id, file, f"governments.{party.id}")
    for issue in negotiation.issues:
        found.name(issue.name, file, f"issues.{issue.name}")
        texts = [level_text(each) for each in issue.levels]
        for each in texts:
            found.name(each, file, f"issues.{issue.name}.levels")
        found.levels(texts, file, f"issues.{issue.name}.levels")
    if found.problems:
        raise DetenteError(*_in_order(found.problems))


def _dropped(party: str, discount: float, file: str) -> Problem:
    return Problem(file, 0, "negotiation-left-out", f"a DEAL.yaml has no discount factor; {discount:g} is left out",
                   "keep the file that states it", "warning", f"governments.{party}")  # fmt: skip


def _writer(to: Form) -> Callable[["Negotiation"], tuple[dict[str, Any], "Remarks"]]:
    from detente.reports.exports.negotiations.genius_xml import genius
    from detente.reports.exports.negotiations.geniusweb import geniusweb
    from detente.reports.exports.negotiations.negmas import negmas

    return {"geniusweb": geniusweb, "genius": genius, "negmas": negmas}[to]


def _text(name: str, data: Any) -> str:
    """The data as text, by the ending of the file."""
    if name.endswith(".json"):
        return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    if name.endswith(".yml"):
        import yaml

        return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=2**31 - 1)
    return str(data)
