"""A sourced, executable model of a bilateral relationship.

The public names load on first use, so that ``import detente`` stays cheap::

    import detente
    dossier = detente.open_dossier("us-mexico")
    print(detente.check("us-mexico"))

Everything a door (command line, web page, notebook) may ask for lives in :mod:`detente.workbench`.
"""

from typing import Any

__version__ = "0.1.0"

_WORKBENCH = (
    "add_claims",
    "apply_scenario",
    "backtest_outlook",
    "check",
    "compare",
    "compose_brief",
    "deal_table",
    "decide_claim",
    "evaluate_next_events",
    "export",
    "forecast_next",
    "list_conflicts",
    "list_relations",
    "new_dossier",
    "open_dossier",
    "relate",
    "replicate",
    "run_challenges",
    "run_exchanges",
    "run_relation",
    "run_relation_file",
    "settle",
    "settle_all",
    "show",
    "solve_conflict",
    "solve_conflicts",
    "solve_issues",
    "solve_question",
    "stand",
    "take_outlook",
    "take_temperature",
    "verify",
    "weigh",
    "weigh_all",
)


def __dir__() -> list[str]:
    """The version and the workbench's functions."""
    return ["__version__", *_WORKBENCH]


def __getattr__(name: str) -> Any:
    """Load a workbench function on first use (PEP 562)."""
    if name in _WORKBENCH:
        from detente import workbench

        return getattr(workbench, name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}")
