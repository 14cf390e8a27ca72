"""The workbench: everything the product does, one function each; the only room that reaches disk.

Doors (command line, web page, notebook) call these functions and print what they return. Every ``name`` is the name of
a shipped dossier or the path of a dossier's folder. Bad input raises :class:`detente.kernel.errors.DetenteError`, which
carries all problems at once.
"""

from detente.binding.deal_switches import Setting
from detente.dossier.schema import file_kinds, file_schema
from detente.kernel.errors import DetenteError
from detente.reports.brief.sections import SECTIONS as BRIEF_SECTIONS
from detente.workbench.articles import list_articles, read_article
from detente.workbench.bargaining import Predictions, read_issue_table, solve_issues
from detente.workbench.board import proposed_board, recorded_board
from detente.workbench.brief_page import FORMS as BRIEF_FORMS
from detente.workbench.brief_page import Choice, brief_file, checked_choice, compose_page
from detente.workbench.briefing import compose_brief, save_brief
from detente.workbench.challenges import run_challenges
from detente.workbench.changing import Changed, change_record, drop_scenario, save_scenario, version_of
from detente.workbench.conflict_room import (
    ConflictRoom,
    Trial,
    Wanted,
    as_records,
    conflict_room,
    conflicts_of,
    lasting_states,
    readings_of,
    why_state,
)
from detente.workbench.conflicts import draw_conflicts, list_conflicts, solve_conflict, solve_conflicts, stand
from detente.workbench.coverage import coverage, covered_by
from detente.workbench.deal_room import (
    Room,
    RoomAnswer,
    answer_room,
    as_deal_scenario,
    deal_room,
    deals_of,
    room_odds,
)
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
from detente.workbench.event_outlook import Outlooks, outlooks
from detente.workbench.event_record import EventRecord, Indicator, Occurrence, event_record, indicator, occurrences
from detente.workbench.events import store_state
from detente.workbench.exchanges import exchange_table, run_exchanges
from detente.workbench.explaining import answer_question, bridge_between, judgement_at, list_questions
from detente.workbench.exporting import chart_script, draw, draw_timeline, export, export_formats, save, save_chart
from detente.workbench.hypotheses import solve_question, solve_questions
from detente.workbench.judgement import (
    calibration_of,
    ledger,
    record_call,
    record_outcome,
    score_questions,
    withdraw_outcome,
)
from detente.workbench.linting import lint_brief
from detente.workbench.listing import show
from detente.workbench.next_events import evaluate_next_events
from detente.workbench.next_question import forecast_next
from detente.workbench.opening import apply_scenario, compare, dossiers, open_dossier
from detente.workbench.outlook import PairOutlook, may_record, record_outlook, take_outlook
from detente.workbench.outlook_backtest import OutlookBacktest, backtest_outlook
from detente.workbench.overview import document_days, overview
from detente.workbench.preferences import as_preference_scenario, change_statements, order_of
from detente.workbench.rating import begin_rating, close_rating, rate_column, raters, rating_column, skip_column
from detente.workbench.reading import ReadOptions, keep_texts, read_documents
from detente.workbench.reading_dossiers import add_documents, is_yours
from detente.workbench.relations import list_relations, relate, run_relation, run_relation_file
from detente.workbench.rendering import brief_formats, render
from detente.workbench.replication import presets_side_by_side, replicate
from detente.workbench.scoreboard import draw_calibration, scoreboard
from detente.workbench.settling import settle, settle_all
from detente.workbench.temperature import take_temperature
from detente.workbench.tracing import TracedRecord, trace_claims, trace_record
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
    "occurrences",
    "event_record",
    "outlooks",
    "Outlooks",
    "indicator",
    "store_state",
    "Occurrence",
    "Indicator",
    "EventRecord",
    "TracedRecord",
    # check against rules and texts
    "check",
    "verify",
    # read articles
    "ReadOptions",
    "read_documents",
    "keep_texts",
    "is_yours",
    "add_documents",
    # what articles hold, dispute and cover
    "list_articles",
    "read_article",
    "coverage",
    "covered_by",
    "proposed_board",
    "recorded_board",
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
    "raters",
    "begin_rating",
    "rating_column",
    "rate_column",
    "skip_column",
    "close_rating",
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
    "conflicts_of",
    "conflict_room",
    "readings_of",
    "lasting_states",
    "why_state",
    "as_records",
    "change_statements",
    "as_preference_scenario",
    "order_of",
    "ConflictRoom",
    "Trial",
    "Wanted",
    "stand",
    "solve_conflict",
    "solve_conflicts",
    "list_deals",
    "draw_deal",
    "deal_with",
    "strike",
    "compare_deals",
    "deal_table",
    "deals_of",
    "deal_room",
    "answer_room",
    "room_odds",
    "as_deal_scenario",
    "Setting",
    "Room",
    "RoomAnswer",
    "list_relations",
    "relate",
    "run_relation",
    "run_relation_file",
    "take_temperature",
    "forecast_next",
    "evaluate_next_events",
    "take_outlook",
    "PairOutlook",
    "backtest_outlook",
    "OutlookBacktest",
    "may_record",
    "record_outlook",
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
    "list_questions",
    "answer_question",
    "judgement_at",
    "bridge_between",
    "compose_brief",
    "save_brief",
    "compose_page",
    "checked_choice",
    "brief_file",
    "Choice",
    "BRIEF_FORMS",
    "BRIEF_SECTIONS",
    "render",
    "brief_formats",
    "lint_brief",
    # keep score
    "score_questions",
    "calibration_of",
    "ledger",
    "record_call",
    "record_outcome",
    "withdraw_outcome",
    "scoreboard",
    "draw_calibration",
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
