"""All checks over one brief."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from detente.reports.lint.brief import Brief, parse
from detente.reports.lint.checks import argument, customer, figures, record, separation, sources, uncertainty
from detente.reports.lint.findings import BriefFinding, Findings

#: A check: one brief in, (line, message) of each violation out.
Check = Callable[[Brief], Iterator[tuple[int, str]]]

#: Id -> check, in the order of the nine standards of ICD 203, D.6.e(1)-(9).
CHECKS: dict[str, Check] = {
    "1.1": sources.facts_are_cited,
    "1.2": sources.sources_and_items_are_graded,
    "1.3": sources.single_sources_are_flagged,
    "1.4": sources.sources_are_summarised,
    "1.5": sources.engine_and_seed_are_named,
    "2.1": uncertainty.key_judgements_have_number_and_range,
    "2.2": uncertainty.numbers_lie_in_the_band_of_their_term,
    "2.3": uncertainty.one_scale_and_one_row,
    "2.4": uncertainty.confidence_stands_apart,
    "2.5": uncertainty.confidence_has_a_basis,
    "2.6": uncertainty.causes_are_listed,
    "2.7": uncertainty.indicators_are_listed,
    "2.8": uncertainty.judgements_do_not_hedge,
    "3.1": separation.sentences_are_typed,
    "3.2": separation.assumptions_say_what_if_wrong,
    "3.3": separation.we_assess_in_judgements_only,
    "4.1": argument.three_hypotheses_with_other,
    "4.2": argument.evidence_against_the_leader,
    "4.3": argument.what_would_change_the_ranking,
    "5.1": customer.reader_and_decision_are_named,
    "5.2": customer.implications_name_every_judgement,
    "5.3": customer.horizon_is_a_day,
    "6.1": customer.bottom_line_first,
    "6.2": argument.judgements_name_evidence,
    "6.3": argument.numbers_are_those_of_the_model,
    "7.1": record.change_is_told,
    "8.1": record.forecast_questions_resolve,
    "8.2": record.track_record_is_told,
    "9.1": figures.figures_name_their_source,
    "9.2": figures.one_picture_of_the_argument,
    "9.3": figures.figures_have_alternative_text,
}


def lint(text: str, result: Mapping[str, Any] | None = None, *, file: str = "brief") -> Findings:
    """Check a brief. ``result`` is the RESULT.json of its model, None if there is none; ``file`` names it in problems.

    Raises DetenteError when the front matter cannot be read; everything else is a finding.
    """
    brief = parse(text, result, file)
    found: list[BriefFinding] = []
    passed: list[str] = []
    for name, check in CHECKS.items():
        told = dict.fromkeys(BriefFinding(name, line, message) for line, message in check(brief))
        mine = sorted(told, key=lambda each: each.line)
        found += mine
        if not mine:
            passed.append(name)
    return Findings(str(brief.head["id"]), len(CHECKS), tuple(found), tuple(passed))
