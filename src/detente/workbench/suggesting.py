"""Ranked event types for a file of texts."""

from pathlib import Path
from typing import Any

from detente.coding.suggest.cues import auxiliary, boundary
from detente.coding.suggest.mentions import side_of
from detente.coding.suggest.ranker import Ranker, labelled
from detente.coding.suggest.suggest import judge
from detente.coding.suggest.texts import Given, read_given
from detente.kernel.errors import DetenteError, Problem
from detente.store.files import read_text, shown
from detente.store.json_lines import as_line
from detente.workbench.learning import encoder_for, ranker_of

#: A file of texts or passages beyond this is no such file.
MAX_TEXTS = 256 * 1024 * 1024


def rank_texts(texts: Path, learn: Path | None = None, *, vectors: str = "auto") -> str:
    """Ranked types for every line of a file of texts, as JSON lines in the same order.

    ``learn`` holds labelled texts to learn from. Raises DetenteError with every problem of both files.
    """
    problems: list[Problem] = []
    given = _given(texts, problems)
    examples = [example for each in (_given(learn, problems, labels=True) if learn else ())
                for example in labelled(each.masked, str(each.type))]  # fmt: skip
    if problems:
        raise DetenteError(*problems)
    encoder = encoder_for(vectors)
    ranker = ranker_of(examples, encoder)
    judged = judge([each.masked for each in given], ranker, encoder)
    return "".join(_line(each, one, ranker) for each, one in zip(given, judged, strict=True))


def _line(given: Given, one: Any, ranker: Ranker) -> str:
    modes = auxiliary(given.text, one.ranked[0]["type"])
    hint = boundary(one.ranked[0]["type"], modes)
    return as_line({
        "id": given.id, "ranked": one.ranked, "model": ranker.name, "measured_on": None, "evidence": one.evidence,
        "auxiliary": modes, "source_actor": side_of(given.source), "target_actor": side_of(given.target),
        **({"boundary": hint} if hint else {}),
    })  # fmt: skip


def _given(path: Path, problems: list[Problem], *, labels: bool = False) -> list[Given]:
    found, faults = read_given(content_of(path, problems), shown(path), labelled=labels)
    problems += faults
    return found


def content_of(path: Path, problems: list[Problem]) -> str:
    """The text of a file; a last line without a line break is as good as any other."""
    faults: list[Problem] = []
    content = read_text(path, MAX_TEXTS, faults)
    problems += [each for each in faults if each.slug != "file-cut-off"]
    return content or ""
