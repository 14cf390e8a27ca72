"""What the checks found."""

from dataclasses import dataclass
from typing import Any

FORMAT = "detente/brief-findings/1"


@dataclass(frozen=True, slots=True)
class BriefFinding:
    """One violation of one check; ``line`` counts from 1 in the file, 0 if it belongs to no line."""

    check: str
    line: int
    message: str
    level: str = "error"


@dataclass(frozen=True, slots=True)
class Findings:
    """All violations of a brief in the order of the checks, and the checks that it passed."""

    brief: str
    n_checks: int
    findings: tuple[BriefFinding, ...]
    passed: tuple[str, ...]

    def data(self) -> dict[str, Any]:
        """FINDINGS.json as plain data."""
        return {
            "format": FORMAT, "brief": self.brief, "n_checks": self.n_checks,
            "findings": [{"check": f.check, "level": f.level, "line": f.line, "message": f.message} for f in self.findings],
            "passed": list(self.passed),
        }  # fmt: skip
