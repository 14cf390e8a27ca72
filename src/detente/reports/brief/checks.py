"""The brief's own checks: what the 31 checks find in it stands on its last page, so that no failing brief looks sound."""

from dataclasses import replace

from detente.explain.sentence import Sentence
from detente.reports.blocks import Bullets, Heading, Paragraph, Report
from detente.reports.lint.lint import lint
from detente.reports.markdown import profile


def with_checks(report: Report) -> Report:
    """The report, with a last section if a check finds something. The model is the one that the report carries."""
    found = lint(profile(report), report.model, file=str(report.front["id"]))
    if not found.findings:
        return report
    said = tuple(Paragraph((Sentence(f"Check {each.check}: {each.message}."),)) for each in found.findings)
    intro = Sentence(f"This brief passes {len(found.passed)} of {found.n_checks} checks on briefs. What they found:")
    return replace(report, blocks=(*report.blocks, Heading("Checks"), Paragraph((intro,)), Bullets(said)))
