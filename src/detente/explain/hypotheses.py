"""The audit of a question in sentences: the answer, its null, what moves it, how fragile it is, what to check and to watch.

A likelihood and a level of confidence are two axes and never share a sentence. No number is computed here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any

from detente.binding.hypotheses import PRIOR
from detente.binding.trace import Trace
from detente.engines.hypotheses.question import Item, Question
from detente.explain.sentence import Sentence, clause, listed
from detente.kernel.probability_words import percent, phrase

#: Items and observations that are told of; the rest stand in the data.
TOLD = 5
#: A lean of so many decibans in every column is a factor of 1.26: below that the answer hangs on a thread.
THIN_DB = 1.0


@dataclass(frozen=True)
class Section:
    """A heading with its sentences, in reading order."""

    heading: str
    sentences: tuple[Sentence, ...]


def explain(
    question: Question, result: Mapping[str, Any], trace: Trace, names: Mapping[str, str]
) -> tuple[Section, ...]:
    """The whole account of a result with all its parts. ``names`` maps documents and coders to what people call them."""
    account = _Account(question, result, trace, names)
    found = (
        ("Answer", account.answer()),
        ("To compare with", account.null()),
        ("What each item moves", account.items()),
        ("How fragile it is", account.fragility() if result["items"] else ()),
        ("What it stands on", account.sources()),
        ("What to verify first", account.verify()),
        ("What would be worth observing next", account.observe()),
        ("Where analysts part", account.analysts()),
        ("Rival readings", account.readings()),
        ("Findings", account.findings()),
    )
    return tuple(Section(heading, told) for heading, each in found if (told := tuple(each)))


def say_posterior(result: Mapping[str, Any], hypothesis: str, scale: str) -> str:
    """``likely (62 %, range 39-79 %)``: the word, the number, and the range under a shared lean."""
    p, spread = result["posterior"][hypothesis], result["ranges"]["shared"][hypothesis]
    return phrase(p, min(p, spread["q05"]), max(p, spread["q95"]), scale)


def say_bias(result: Mapping[str, Any]) -> str:
    """The common bias that ends the lead, in decibans and as a factor."""
    bias = result["robustness"]["common_bias_db"]
    if result["robustness"]["units"] == 0:
        return "no item counts yet, so this is the prior alone"
    if bias is None:
        return "no common lean up to 40 dB would end its lead"
    return f"a common lean of {bias:.1f} dB in every column, a factor of {10 ** (bias / 10):.2f}, would end its lead"


def heaviest_source(result: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
    """The source whose loss moves the answer most."""
    removals = [(name, each) for name, each in result.get("leave_one_source_out", {}).items() if each["bits"]]
    return max(removals, key=lambda each: each[1]["bits"], default=None)


class _Account:
    def __init__(self, question: Question, result: Mapping[str, Any], trace: Trace, names: Mapping[str, str]) -> None:
        self.question, self.result, self.trace, self.names = question, result, trace, names
        self.leader, self.runner_up = result["ranking"][:2]
        self.by_id: dict[str, Item] = {item.id: item for item in question.items}
        self.texts = {each.id: each.text for each in question.hypotheses}

    # --- how things are called

    def said(self, hypothesis: str) -> str:
        text = self.texts.get(hypothesis, "")
        return f"{hypothesis} ({clause(text)})" if text else hypothesis

    def item(self, name: str) -> str:
        item = self.by_id[name]
        text = f"{name} ({clause(item.text)})" if item.text else name
        return text if item.observed else f"{text}, looked for and not seen"

    def source(self, name: str) -> str:
        return self.names.get(name, name)

    def members(self, unit: str) -> tuple[str, ...]:
        """The items of a group or of a lone item; none for anything else."""
        return tuple(item.id for item in self.question.items if unit in (item.id, item.group))

    def resting(self, text: str, *rows: str) -> Sentence:
        """A sentence on the claims behind rows of the table."""
        claims = tuple(dict.fromkeys(claim for row in rows for claim in self.trace.claims(row)))
        return Sentence(text, claims, assumption=not claims)

    # --- sections

    def answer(self) -> Iterator[Sentence]:
        result, scale = self.result, self.question.scale
        if self.question.question:
            yield Sentence(f"The question: {self.question.question}")
        yield self.resting(
            f"The leading explanation is {self.said(self.leader)}: {say_posterior(result, self.leader, scale)}; {say_bias(result)}",
            self.leader, *(name for name, _ in self._heaviest_items()),
        )  # fmt: skip
        yield self.resting(
            f"Next comes {self.said(self.runner_up)}: {say_posterior(result, self.runner_up, scale)}", self.runner_up
        )
        level, reasons = self._confidence()
        yield Sentence(f"Confidence in this account is {level}: {listed(reasons)}")

    def _confidence(self) -> tuple[str, list[str]]:
        alone = sum(each["code"] == "single_source_key" for each in self.result["findings"])
        lost = [
            name for name, each in self.result.get("leave_one_source_out", {}).items() if each["leader"] != self.leader
        ]
        bias = self.result["robustness"]["common_bias_db"]
        reasons, level = [], "high"
        if len(self.question.judgements) < 2:
            level = "moderate"
            reasons.append("one coder rated every cell")
        if alone:
            level = "moderate"
            reasons.append(f"{alone} key {'item stands' if alone == 1 else 'items stand'} on one source alone")
        if lost:
            level = "low"
            reasons.append(f"without {listed(map(self.source, lost))} another explanation leads")
        if bias is not None and bias < THIN_DB:
            level = "low"
            reasons.append(f"a common lean of {bias:.1f} dB is well within what a coder can err")
        return level, reasons or ["several people rated, and no single source carries it"]

    def null(self) -> Iterator[Sentence]:
        sensitivity, prior = self.result["sensitivity"], self.result["prior"]
        first = max(prior, key=lambda name: prior[name])
        yield Sentence(
            f"On the priors alone {first} would lead with {percent(prior[first])} %", self.trace.claims(first, PRIOR)
        )
        flat = sensitivity["flat_prior"]
        if flat is not None:
            yield Sentence(f"With equal priors {_top(flat)}")
        heaviest = heaviest_source(self.result)
        if heaviest is not None and heaviest[1]["posterior"] is not None:
            yield Sentence(
                f"Without {self.source(heaviest[0])}, the source that moves it most, {_top(heaviest[1]['posterior'])}"
            )

    def _heaviest_items(self) -> list[tuple[str, Mapping[str, Any]]]:
        ranked = sorted(self.result["diagnosticity"].items(), key=lambda each: -(each[1]["bits"] or 0.0))
        return ranked[:TOLD]

    def items(self) -> Iterator[Sentence]:
        for name, weight in self._heaviest_items():
            moved = {h: db for h, db in weight["woe_db"].items() if db is not None and abs(db) >= 0.05}
            most = sorted(moved, key=lambda h: -abs(moved[h]))[:2]
            pulls = listed(f"{moved[h]:+.1f} dB for {h}" for h in most) or "nothing"
            spread = "" if weight["range_db"] is None else f" and {weight['range_db']:.1f} dB between the furthest"
            yield self.resting(f"{self.item(name)}: {pulls}{spread}", name)
        left = len(self.result["diagnosticity"]) - TOLD
        if left > 0:
            yield Sentence(f"The other {left} items move it less, each on its own")

    def fragility(self) -> Iterator[Sentence]:
        found = self.result["robustness"]
        if found["prior_factor"] is not None:
            yield Sentence(
                f"The lead of {self.leader} over {found['runner_up']} is {found['gap_db']:.1f} dB: their prior odds may be wrong by a"
                f" factor of {found['prior_factor']:.1f}"
            )
        yield Sentence(f"As one person rated every column, errors lean together: {say_bias(self.result)}")
        shifts = found["word_shifts"]
        if shifts is None:
            yield Sentence("No set of one-word moves ends the lead")
        else:
            cells = [(each["item"], each["hypothesis"]) for each in shifts["shifts"]]
            moves = listed(
                f"{each['item']} under {each['hypothesis']} from {each['stated']:.2f} to {each['shifted']:.2f}"
                for each in shifts["shifts"]
            )
            text = f"{shifts['count']} of {shifts['of']} one-word moves bring {shifts['rival']} level: {moves}"
            yield Sentence(text if moves else f"{shifts['rival']} is level already", self._behind(cells))
        flips = found["flips_alone"]
        if flips:
            nearest = sorted(flips, key=lambda each: abs(each["needed"] - each["stated"]))[:TOLD]
            said = listed(
                f"{each['item']} under {each['hypothesis']} at {each['needed']:.2f} (stated {each['stated']:.2f})"
                for each in nearest
            )
            rest = f", and {len(flips) - len(nearest)} more" if len(flips) > len(nearest) else ""
            yield Sentence(
                f"{len(flips)} {'cell ends' if len(flips) == 1 else 'cells end'} the lead alone: {said}{rest}",
                self._behind([(each["item"], each["hypothesis"]) for each in nearest]),
            )
        else:
            yield Sentence("No single cell ends the lead alone")
        wide, narrow = (self.result["ranges"][kind][self.leader] for kind in ("shared", "independent"))
        yield Sentence(
            f"If every cell erred on its own the range of {self.leader} would be {percent(narrow['q05'])}-{percent(narrow['q95'])} %,"
            f" which is too narrow; with a common lean it is {percent(wide['q05'])}-{percent(wide['q95'])} %"
        )

    def _behind(self, cells: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(claim for row, column in cells for claim in self.trace.claims(row, column)))

    def sources(self) -> Iterator[Sentence]:
        for name, each in self.result.get("leave_one_source_out", {}).items():
            if each["posterior"] is None or not (each["dropped"] or each["regraded"]):
                continue
            gone = _lost(len(each["dropped"]), len(each["regraded"]))
            lost = "" if each["leader"] == self.leader else ": the lead is lost"
            yield self.resting(
                f"Without {self.source(name)} {gone} {_top(each['posterior'])}{lost}",
                *each["dropped"],
                *each["regraded"],
            )

    def verify(self) -> Iterator[Sentence]:
        checks = self.result["verification"]
        keys = [each["where"] for each in self.result["findings"] if each["code"] == "single_source_key"]
        ranked = sorted(keys or checks, key=lambda name: -checks[name]["eig_bits"])[:3]
        for name in ranked:
            each = checks[name]
            if each["if_refuted"] is None:
                yield self.resting(
                    f"{self.item(name)}: its report counts as certain, so checking it can change nothing here", name
                )
                continue
            on = "1 source" if each["sources"] == 1 else f"{each['sources']} sources"
            effect = "another explanation would lead" if each["changes_leader"] else "the same explanation would lead"
            yield self.resting(
                f"{self.item(name)}, on {on}: refuted with a chance of {percent(each['p_refuted'])} %, and then {effect}"
                f" ({_top(each['if_refuted'])})", name,
            )  # fmt: skip

    def observe(self) -> Iterator[Sentence]:
        texts = {each.id: each.text for each in self.question.candidates}
        for name, each in sorted(self.result["voi"].items(), key=lambda pair: -pair[1]["eig_bits"])[:TOLD]:
            outcomes = listed(
                f"{outcome} ({percent(found['p'])} %): {_top(found['posterior'])}"
                for outcome, found in each["outcomes"].items()
                if found["posterior"] is not None
            )
            yield Sentence(
                f"{name} ({texts[name].strip().rstrip('.?')}): {each['eig_bits']:.2f} bits, another leader with a chance of"
                f" {percent(each['p_leader_changes'])} %; {outcomes}"
            )

    def analysts(self) -> Iterator[Sentence]:
        for name, each in self.result.get("analysts", {}).items():
            if each["posterior"] is None:
                continue
            day = f", as of {each['as_of']}" if each["as_of"] else ""
            yield self.resting(f"On the premises of {self.source(name)}{day}, {_top(each['posterior'])}", name)
            parted = self.result["disagreement"][name]
            if parted["total_db"] is None:
                continue
            parts = {"the prior": parted["prior_db"], **parted["parts"]}
            terms = [(label, db) for label, db in parts.items() if db is not None and not isclose(db, 0, abs_tol=0.005)]
            said = " ".join(f"{'-' if db < 0 else '+'} {abs(db):.2f} ({label})" for label, db in terms).removeprefix(
                "+ "
            )
            yield self.resting(
                f"Against the table of the same day {self.source(name)} parts on {' and '.join(parted['hypotheses'])} by"
                f" {parted['total_db']:.2f} dB{f' = {said}' if said else ''}",
                name, *(item for label, _ in terms for item in self.members(label)),
            )  # fmt: skip

    def readings(self) -> Iterator[Sentence]:
        for item in self.question.items:
            cited: dict[str, list[str]] = {}
            for reading in item.readings:
                cited.setdefault(reading.hypothesis, []).append(self.source(reading.doc or "a document"))
            if len(cited) > 1:
                said = listed(f"{listed(dict.fromkeys(docs))} for {hypothesis}" for hypothesis, docs in cited.items())
                yield self.resting(f"{self.item(item.id)} is cited by {said}", item.id)

    def findings(self) -> Iterator[Sentence]:
        told: dict[tuple[str, str], list[str]] = {}
        for each in self.result["findings"]:
            if each["code"] not in ("single_source_key", "rival_readings"):
                told.setdefault((each["code"], _plain(each)), []).append(each["where"])
        for (_, message), where in told.items():
            yield Sentence(f"{listed(where)}: {message}")


def _lost(dropped: int, regraded: int) -> str:
    """What falls away with a source, in words."""
    told = []
    if dropped:
        told.append("1 item falls away" if dropped == 1 else f"{dropped} items fall away")
    if regraded:
        told.append("1 item loses" if regraded == 1 else f"{regraded} items lose")
        told[-1] += " its confirmation" if regraded == 1 else " their confirmation"
    return " and ".join(told) + ","


def _plain(finding: Mapping[str, str]) -> str:
    """The message, the same for every item of a code so that items can be told together."""
    if finding["code"] == "not_diagnostic":
        return "separates no two explanations by more than 1 dB"
    return finding["message"]


def _top(posterior: Mapping[str, float]) -> str:
    first = max(posterior, key=lambda name: posterior[name])
    return f"{first} leads with {percent(posterior[first])} %"
