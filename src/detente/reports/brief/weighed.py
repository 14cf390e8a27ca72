"""A question weighed, as a brief takes it: words and claims from the dossier beside the numbers of the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.explain.sentence import Sentence, clause
from detente.reports.charts.chart import Chart

OTHER = "OTHER"
#: What stands before the colon of a text is its name again, if it is no longer than this.
_HEAD = 48


@dataclass(frozen=True)
class Fact:
    """One item of evidence: its words, the day it became known, its claims, documents and digit."""

    text: str
    known: date | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    digit: str | None
    observed: bool = True


@dataclass(frozen=True)
class Weighed:
    """``result`` holds the fields of RESULT.json; ``facts`` the scored items in input order.

    ``hypotheses`` maps ids to texts, ``names`` to what running text calls them, ``parents`` to the label they share.
    ``rivals`` are facts that documents cite for rival hypotheses (id, fact, hypothesis -> documents). ``implies`` maps a
    hypothesis to what follows for policy if it holds; ``watch`` are the observations that could still be made, the most
    telling first. Where a brief holds several questions, ``prefix`` stands before the ids of hypotheses, and
    ``item_prefix`` before those of items unless they are told apart without.
    """

    id: str
    title: str
    question: str
    hypotheses: Mapping[str, str]
    names: Mapping[str, str]
    parents: Mapping[str, str]
    facts: Mapping[str, Fact]
    result: Mapping[str, Any]
    rivals: tuple[tuple[str, Fact, Mapping[str, tuple[str, ...]]], ...] = ()
    implies: Mapping[str, Sentence] = field(default_factory=dict)
    watch: tuple[str, ...] = ()
    chart: Chart | None = None
    prefix: str = ""
    item_prefix: str = ""
    scale: str = "icd203"

    @property
    def leader(self) -> str:
        """The hypothesis with the highest posterior."""
        return str(self.result["ranking"][0])

    @property
    def runner_up(self) -> str:
        """The one after it."""
        return str(self.result["ranking"][1])

    def name(self, hypothesis: str) -> str:
        """A hypothesis as running text calls it."""
        return f"“{self.names.get(hypothesis, hypothesis)}”"

    def what(self, hypothesis: str) -> str:
        """Its name and what it says: ``“Calculation”: to set the terms early``."""
        text = self.hypotheses[hypothesis].strip().rstrip(".")
        head, colon, rest = text.partition(":")
        if text == self.names.get(hypothesis, hypothesis):
            return self.name(hypothesis)
        return f"{self.name(hypothesis)}: {clause(rest if colon and len(head) <= _HEAD else text)}"

    def label(self, hypothesis: str) -> str:
        """The id of a hypothesis as this brief prints it."""
        return f"{self.prefix}{hypothesis}"

    def item(self, name: str) -> str:
        """The id of an item as this brief prints it."""
        return f"{self.item_prefix}{name}"

    def posterior(self, hypothesis: str) -> float:
        """Posterior probability."""
        return float(self.result["posterior"][hypothesis])

    def spread(self, hypothesis: str) -> tuple[float, float]:
        """The range printed with a judgement: 5 % to 95 % of the draws with a common lean, and never without the point."""
        shared = self.result["ranges"]["shared"][hypothesis]
        p = self.posterior(hypothesis)
        return min(shared["q05"], p), max(shared["q95"], p)

    def pull(self, item: str) -> float:
        """Decibans by which an item favours the leader over the runner-up, given its group mates (0 where undefined)."""
        woe = self.result["diagnosticity"][item]["woe_db"]
        ahead, behind = woe.get(self.leader), woe.get(self.runner_up)
        return 0.0 if ahead is None or behind is None else float(ahead - behind)

    def ranked(self) -> tuple[str, ...]:
        """The scored items, the one that moves the posterior most first."""
        bits = {name: found["bits"] or 0.0 for name, found in self.result["diagnosticity"].items()}
        return tuple(sorted(bits, key=lambda name: -bits[name]))

    def key_items(self) -> tuple[str, ...]:
        """The key items: those that move the posterior by .05 bits or more, or whose removal changes the leader."""
        without = self.result["leave_one_out"]
        return tuple(
            name
            for name in self.ranked()
            if (self.result["diagnosticity"][name]["bits"] or 0) >= 0.05 or without[name]["leader"] != self.leader
        )
