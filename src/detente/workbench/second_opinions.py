"""Suggestions of a language model that the user names. Off by default; its output is a suggestion like any other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.coding.suggest.cues import auxiliary
from detente.coding.suggest.model_answers import SCHEMA, joined, kept, orders, prompt_digest, question
from detente.coding.suggest.suggest import CARRIES
from detente.kernel.errors import fail
from detente.kernel.fingerprints import of_text
from detente.sources.llm import Endpoint, LlmError, ask, fault_of

#: A longer passage is not sent.
MAX_PASSAGE = 6_000
#: After so many faults in a row nothing more is sent.
PATIENCE = 3
Ask = Callable[[Endpoint, Sequence[Mapping[str, str]], Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """The endpoint, and how many passages it sees at most."""

    endpoint: Endpoint
    limit: int = 50


def llm_settings(url: str | None, model: str | None, key: str | None = None, limit: int = 50) -> LlmSettings:
    """Settings from what the user said. Raises DetenteError: ``llm-settings`` if something is missing, ``part-missing`` without httpx."""
    import importlib.util

    if not url or not model:
        raise fail("llm-settings", f"no {'address' if not url else 'model'} is named for the language model")
    if (wrong := fault_of(url)) is not None:
        raise fail("llm-settings", f"the language model's address cannot be used: {wrong}")
    if importlib.util.find_spec("httpx") is None:
        raise fail("part-missing", "asking a language model needs the extra `llm`", "Install it: pip install 'detente[llm]'")  # fmt: skip
    return LlmSettings(Endpoint(url, model, key), limit)


def second_opinions(
    records: Sequence[dict[str, Any]], settings: LlmSettings, *, ask: Ask = ask
) -> tuple[list[dict[str, Any]], list[str]]:
    """The records with the model's suggestions added to each passage's ``events``, and remarks on what was asked and dropped.

    Raises DetenteError (``llm-failed``) if the endpoint fails for the first passages; a later failure is a remark.
    """
    origin = {"name": settings.endpoint.model, "version": f"prompt {prompt_digest()}"}
    result, asked, dropped, faults, trouble = [], 0, 0, 0, ""
    skipped = 0
    for record in records:
        text = record.get("text") or ""
        if record.get("kind") != "passage" or record.get("label") not in CARRIES:
            result.append(record)
            continue
        if asked >= settings.limit or len(text) > MAX_PASSAGE or faults >= PATIENCE:
            skipped += 1
            result.append(record)
            continue
        asked += 1
        try:
            answers = [kept(ask(settings.endpoint, question(text, order), SCHEMA), text)
                       for order in orders(int(of_text(text)[:8], 16))]  # fmt: skip
        except LlmError as error:
            faults, trouble = faults + 1, str(error)
            result.append(record)
            continue
        faults = 0
        dropped += sum(count for _, count in answers)
        items = joined(answers[0][0], answers[1][0], text, record["anchor"]["start"], origin)
        for item in items:
            item["auxiliary"] = auxiliary(item["text"], item["ranked"][0]["type"])
        result.append({**record, "events": [*record["events"], *items]})
    if faults and faults == asked:
        raise fail("llm-failed", f"the language model gave no answer: {trouble}")
    remarks = [
        f"{settings.endpoint.model} was asked about {asked} passages, twice each; {dropped} of its items were dropped because their words do not stand in the passage"
    ]
    if trouble:
        remarks.append(f"not every question was answered: {trouble}")
    if skipped:
        remarks.append(f"{skipped} passages were not sent (limit {settings.limit}, or too long)")
    return result, remarks
