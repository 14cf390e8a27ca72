"""Deals from files: read a deal, solve it with everything it asks for, and lay the result out."""

import json
from pathlib import Path
from typing import Any


def solve_deal_file(path: str | Path, *, sensitivity: bool = False, ablation: bool = False, genius_values: str = "by_max") -> dict[str, Any]:  # fmt: skip
    """The result of a DEAL.yaml, or of a negotiation in another program's format, as plain data (method deals, section 8).

    ``sensitivity`` tries both ends of every range, ``ablation`` removes each mechanism in turn. Raises DetenteError with
    every problem of the file, each as ``FILE: PLACE: problem; fix``.
    """
    from detente.workbench.negotiations import read_deal_files

    read = read_deal_files(Path(path), genius_values)
    done = solve_deal(read.data, read.file, sensitivity=sensitivity, ablation=ablation)
    done["warnings"] += map(str, read.warnings)
    return done


def solve_deal(data: dict[str, Any], file: str = "deal", *, sensitivity: bool = False, ablation: bool = False) -> dict[str, Any]:  # fmt: skip
    """The result of a deal given as plain data (the schema of DEAL.yaml). Raises DetenteError with all problems."""
    from detente import __version__
    from detente.studies.deals.account import Task, account

    return account(Task(data, file), f"detente {__version__}", with_sensitivity=sensitivity, with_ablation=ablation)


def read_deal_data(path: str | Path) -> Any:
    """The plain data of a deal file. Raises DetenteError if it cannot be read."""
    from detente.store.deal_files import read_deal_file

    return read_deal_file(Path(path))


def deal_text(result: dict[str, Any]) -> str:
    """A result as the text of its file: one line for each key, so that two results can be compared."""
    inner = ",\n".join(
        f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}" for key, value in result.items()
    )
    return f"{{\n{inner}\n}}\n"
