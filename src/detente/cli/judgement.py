"""``detente judgement``."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from detente.cli import output
from detente.cli.options import FILE, NAME, SEED, Day

PATH = click.argument("path", metavar="QUESTIONS", type=click.Path(path_type=str))
BY = click.option("--by", metavar="NAME", required=True, help="Who says so.")
AT = click.option("--at", type=Day(), help="The day of the call or outcome; today by default.")
SOURCE = click.option("--source", metavar="TEXT", help="Where it is published, or the document that settles it.")


@click.group()
def judgement() -> None:
    """Keep score of probability forecasts: record calls and outcomes, score them, show calibration when there is enough."""


@judgement.command(short_help="Score a file of questions, or a dossier.")
@PATH
@click.option("--out", type=FILE, metavar="SCORES.json", help="Write the scores as JSON.")
@SEED
@output.format_option
def score(path: str, out: Path | None, seed: int, form: str) -> None:
    """Score every resolved forecast: Brier, log, ranked, interval; final and averaged over days; skill against references.

    QUESTIONS is a YAML or JSON file of forecast questions, JSON of questions from Metaculus, or a dossier. The findings
    of the question linter go to standard error. A forecast dated after the close or the outcome is refused.
    """
    from detente.workbench.judgement import score_questions

    scores = score_questions(path, seed=seed)
    for each in scores["findings"]:
        output.said(f"{each['level']}: {path}: {each['where']}: {each['message']} [{each['code']}]")
    if out is not None:
        output.deliver(json.dumps(scores, ensure_ascii=False, indent=2) + "\n", out, "scores")
    elif output.wants_json(form):
        output.data(scores)
    if output.wants_json(form):
        return
    rows = [
        {"forecaster": name, "questions": each["n"], "Brier": _short(each["brier"]), "95 %": _between(each["interval95"]),
         "log": _short(each["log"]), "skill": ", ".join(f"{key.replace('_', ' ')} {value:+.2f}" for key, value in each["skill"].items() if value is not None)}
        for name, each in scores["forecasters"].items()
    ]  # fmt: skip
    columns = ("forecaster", "questions", "Brier", "95 %", "log", "skill")
    output.rows("Scores (Brier of yes-or-no questions, averaged over days, 0 is best)", columns, rows, "table")
    counts = scores["counts"]
    click.echo(", ".join(f"{count} {state}" for state, count in counts.items()))


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _between(value: list[float] | None) -> str:
    return "" if value is None else f"{value[0]:.3f}-{value[1]:.3f}"


@judgement.command(short_help="Calibration, from 100 resolved questions on.")
@PATH
@click.option("--by", metavar="NAME", help="Only this forecaster.")
@click.option("--out", type=FILE, metavar="FILE", help="A chart (.svg) or the figures (.json).")
@SEED
@output.format_option
def calibration(path: str, by: str | None, out: Path | None, seed: int, form: str) -> None:
    """How often it happened when it was called so likely. Below 100 resolved questions no curve is shown.

    QUESTIONS is what `detente judgement score` takes.
    """
    from detente.workbench.judgement import calibration_of

    shown, chart = calibration_of(path, by=by, seed=seed)
    if out is not None and out.suffix.lower() == ".svg":
        from detente.reports.charts.render import to_svg

        output.deliver(to_svg(chart), out, "chart")
    elif out is not None:
        output.deliver(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", out, "calibration")
    elif output.wants_json(form):
        output.data(shown)
        return
    click.echo(chart.alt if any(each["calibration_shown"] for each in shown.values()) else chart.caption)


# --- the ledger -------------------------------------------------------------------------------------------------------


@judgement.command(short_help="Add a call to the ledger.")
@NAME
@click.argument("question")
@click.option("--p", "p", multiple=True, required=True, metavar="P", help="0.62; OPTION=0.2, once an option; q0.05=3, once a quantile; mean=3 and sd=1.")  # fmt: skip
@BY
@AT
@SOURCE
@click.option("--rationale", metavar="TEXT", help="Why.")
@click.option("--evidence", multiple=True, metavar="CLAIM", help="A claim that it rests on; may be repeated.")
@click.option("--engine", metavar="NAME", help="The engine and version that computed it.")
@click.option("--manifest", type=FILE, metavar="FILE", help="The manifest of that run, kept with the call.")
def record(
    name: str,
    question: str,
    p: tuple[str, ...],
    by: str,
    at: date | None,
    source: str | None,
    rationale: str | None,
    evidence: tuple[str, ...],
    engine: str | None,
    manifest: Path | None,
) -> None:
    """Append a forecast on QUESTION to the ledger of DOSSIER. A late one is refused."""
    from detente.workbench.judgement import read_manifest, record_call

    more = {"source": source, "rationale": rationale, "evidence": evidence, "engine": engine,
            "manifest": None if manifest is None else read_manifest(manifest)}  # fmt: skip
    entry = record_call(name, question, _probability(p), by=by, at=at, **more)
    output.said(f"entry {entry.seq} written, hash {entry.hash}")


@judgement.command(short_help="Add an outcome to the ledger.")
@NAME
@click.argument("question")
@click.argument("outcome")
@BY
@AT
@SOURCE
def resolve(name: str, question: str, outcome: str, by: str, at: date | None, source: str | None) -> None:
    """Append the OUTCOME of QUESTION to the ledger of DOSSIER.

    OUTCOME is yes, no, an option, a number or day, below_range or above_range; annulled or ambiguous end the question
    without a score.
    """
    from detente.workbench.judgement import record_outcome

    entry = record_outcome(name, question, _outcome(outcome), by=by, at=at, source=source)
    output.said(f"entry {entry.seq} written, hash {entry.hash}")


@judgement.command(short_help="Withdraw an outcome of the ledger.")
@NAME
@click.argument("question")
@BY
@AT
@click.option("--rationale", metavar="TEXT", help="Why.")
def withdraw(name: str, question: str, by: str, at: date | None, rationale: str | None) -> None:
    """Append the withdrawal of the outcome of QUESTION to the ledger of DOSSIER; nothing is removed."""
    from detente.workbench.judgement import withdraw_outcome

    entry = withdraw_outcome(name, question, by=by, at=at, rationale=rationale)
    output.said(f"entry {entry.seq} written, hash {entry.hash}")


@judgement.command(short_help="List the ledger and verify its chain.")
@NAME
@output.format_option
def ledger(name: str, form: str) -> None:
    """List the calls and outcomes of DOSSIER and verify that each entry is linked to the one before. Exit 2 if not."""
    from detente.kernel.errors import DetenteError
    from detente.workbench.judgement import ledger as read

    entries, problems = read(name)
    rows = [{**entry.data(), "value": entry.data().get("p", entry.data().get("outcome"))} for entry in entries]
    output.rows("Ledger", ("seq", "at", "kind", "question", "by", "value", "hash"), rows, form)
    if problems:
        raise DetenteError(*problems)
    output.said(
        f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}, the chain holds"
        + (f"; last hash {entries[-1].hash}" if entries else "")
    )


def _outcome(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def _probability(given: tuple[str, ...]) -> Any:
    """What --p says: one number, or pairs KEY=NUMBER for options, quantiles (q0.05) or mean and sd."""
    if len(given) == 1 and "=" not in given[0]:
        return _number(given[0])
    pairs: dict[str, Any] = {}
    for each in given:
        key, sign, value = each.rpartition("=")
        if not sign:
            raise click.UsageError(f"--p {each}: write one number, or KEY=NUMBER once for each option or quantile.")
        pairs[key] = _outcome(value)
    if set(pairs) == {"mean", "sd"}:
        return pairs
    levels = [key for key in pairs if key.startswith("q") and _is_number(key[1:])]
    if levels and len(levels) == len(pairs):
        return {"quantiles": {key[1:]: value for key, value in pairs.items()}}
    return pairs


def _is_number(text: str) -> bool:
    return isinstance(_outcome(text), float)


def _number(text: str) -> float:
    value = _outcome(text.removesuffix("%").strip()) if text.endswith("%") else _outcome(text)
    if not isinstance(value, float):
        raise click.UsageError(f"--p {text}: that is no number.")
    return value / 100 if text.endswith("%") else value


# --- the same by the name that many will look for ---------------------------------------------------------------------


@click.group()
def forecast() -> None:
    """Keep score of forecasts: the commands of `detente judgement`, with `add` for `record`."""


for _name, _command in (("add", record), ("resolve", resolve), ("withdraw", withdraw), ("score", score), ("calibration", calibration), ("ledger", ledger)):  # fmt: skip
    forecast.add_command(_command, _name)
