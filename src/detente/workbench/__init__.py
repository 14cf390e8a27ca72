"""The workbench: everything the product does, one function each; the only room that reaches disk.

Doors (command line, web page, notebook) call these functions and print what they return. Every ``name`` is the name of
a shipped dossier or the path of a dossier's folder. Bad input raises :class:`detente.kernel.errors.DetenteError`, which
carries all problems at once.
"""

from detente.dossier.schema import file_kinds, file_schema
from detente.kernel.errors import DetenteError
from detente.workbench.bargaining import Predictions, read_issue_table, solve_issues
from detente.workbench.briefing import compose_brief, save_brief
from detente.workbench.challenges import run_challenges
from detente.workbench.changing import Changed, change_record, drop_scenario, save_scenario, version_of
from detente.workbench.conflicts import draw_conflicts, list_conflicts, solve_conflict, solve_conflicts, stand
from detente.workbench.deals import (
    compare_deals,
    deal_table,
    deal_with,
    draw_deal,
    list_deals,
    solve_deal,
    solve_deal_file,
    strike,
)
from detente.workbench.editing import (
    add_claims,
    add_source,
    decide_claim,
    editable,
    new_dossier,
    read_drafts,
    read_settings,
)
from detente.workbench.elicitation import (
    blank_sheet,
    collect_ratings,
    open_session,
    read_question,
    reveal,
    save_session,
)
from detente.workbench.exchanges import exchange_table, run_exchanges
from detente.workbench.exporting import chart_script, draw, draw_timeline, export, export_formats, save, save_chart
from detente.workbench.hypotheses import solve_question, solve_questions
from detente.workbench.judgement import calibration_of, ledger, record_call, record_outcome, score_questions
from detente.workbench.linting import lint_brief
from detente.workbench.listing import show
from detente.workbench.opening import apply_scenario, compare, dossiers, open_dossier
from detente.workbench.overview import document_days, overview
from detente.workbench.relations import list_relations, relate, run_relation, run_relation_file
from detente.workbench.rendering import brief_formats, render
from detente.workbench.replication import presets_side_by_side, replicate
from detente.workbench.settling import settle, settle_all
from detente.workbench.temperature import take_temperature
from detente.workbench.tracing import trace_claims, trace_record
from detente.workbench.verifying import check, verify
from detente.workbench.weighing import weigh, weigh_all
from detente.workbench.what_if import DRAWS as QUICK
from detente.workbench.what_if import IssueAnswer, Shift, answer_issue, as_scenario

__all__ = [
    "DetenteError",
    # open and look
    "dossiers",
    "open_dossier",
    "apply_scenario",
    "show",
    "compare",
    "overview",
    "document_days",
    "trace_claims",
    "trace_record",
    # check against rules and texts
    "check",
    "verify",
    # make and edit
    "new_dossier",
    "editable",
    "add_source",
    "read_drafts",
    "read_settings",
    "add_claims",
    "decide_claim",
    "version_of",
    "change_record",
    "Changed",
    "save_scenario",
    "drop_scenario",
    # ask
    "read_question",
    "open_session",
    "save_session",
    "blank_sheet",
    "reveal",
    "collect_ratings",
    # compute and report
    "settle",
    "settle_all",
    "answer_issue",
    "IssueAnswer",
    "Shift",
    "as_scenario",
    "QUICK",
    "solve_issues",
    "run_challenges",
    "run_exchanges",
    "exchange_table",
    "list_conflicts",
    "stand",
    "solve_conflict",
    "solve_conflicts",
    "list_deals",
    "draw_deal",
    "deal_with",
    "strike",
    "compare_deals",
    "deal_table",
    "list_relations",
    "relate",
    "run_relation",
    "run_relation_file",
    "take_temperature",
    "solve_deal",
    "solve_deal_file",
    "replicate",
    "presets_side_by_side",
    "read_issue_table",
    "Predictions",
    "solve_question",
    "solve_questions",
    "weigh",
    "weigh_all",
    "compose_brief",
    "save_brief",
    "render",
    "brief_formats",
    "lint_brief",
    # keep score
    "score_questions",
    "calibration_of",
    "ledger",
    "record_call",
    "record_outcome",
    # hand on
    "export",
    "export_formats",
    "save",
    "save_chart",
    "draw",
    "draw_timeline",
    "chart_script",
    "draw_conflicts",
    "file_kinds",
    "file_schema",
]
