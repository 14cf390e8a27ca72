"""A question's result for who has a minute: the answer, who says so, and what would change it. No number is computed here."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.binding.hypotheses import PRIOR
from detente.binding.trace import Trace
from detente.engines.hypotheses.question import Question
from detente.explain.sentence import Sentence, listed, sentence_case
from detente.kernel.probability_words import percent, term_for

#: Two explanations whose odds differ by less than this are level (1 dB is a factor of 1.26).
LEVEL_DB = 1.0
#: The explanations that together reach this share are named before the rest.
MOST = 0.8
#: Observations that are told of.
OBSERVED = 2


@dataclass(frozen=True)
class Change:
    """Something that would change the answer: ``kind`` is observation, source, check or rating."""

    kind: str
    sentence: Sentence


@dataclass(frozen=True)
class Teller:
    """One who says so: an analyst by id, and the sentence on what he or she holds."""

    analyst: str
    sentence: Sentence


class Verdict:
    """The sentences of one result.

    ``shorts`` names hypotheses, ``names`` documents and coders, as people call them; ``proper`` are the words that keep
    their capital wherever they stand.
    """

    def __init__(self, question: Question, result: Mapping[str, Any], trace: Trace, shorts: Mapping[str, str], names: Mapping[str, str],
                 proper: Collection[str] = ()) -> None:  # fmt: skip
        self.proper = proper
        self.question, self.result, self.trace, self.shorts, self.names = question, result, trace, shorts, names
        self.leader, self.runner_up = result["ranking"][:2]
        self.texts = {each.id: each.text or each.id for each in question.hypotheses}
        self.items = {item.id: item for item in question.items}

    @property
    def level(self) -> bool:
        """True if the first two cannot be told apart."""
        gap, lean = self.result["robustness"]["gap_db"], self.result["robustness"]["common_bias_db"]
        return (gap is not None and gap < LEVEL_DB) or (lean is not None and lean < LEVEL_DB)

    def answer(self) -> Sentence:
        """The answer itself; with two explanations where the evidence does not decide between them."""
        first = sentence_case(self.texts[self.leader])
        if not self.level:
            return Sentence(first, self.trace.claims(self.leader))
        text = f"{first.rstrip('.')}. Or {self.low(self.texts[self.runner_up]).rstrip('.')}. The evidence does not decide between the two."
        return Sentence(text, tuple(dict.fromkeys((*self.trace.claims(self.leader), *self.trace.claims(self.runner_up)))))  # fmt: skip

    def numbers(self) -> Iterator[Sentence]:
        """The numbers beside the prior, who shares the rest, and what fares worst."""
        prior, posterior, ranking = self.result["prior"], self.result["posterior"], self.result["ranking"]
        yield Sentence(
            f"{self.shorts[self.leader]} {self._between(self.leader)}, {self.called(self.runner_up)}"
            f" {self._between(self.runner_up)}; before the evidence they had {percent(prior[self.leader])} % and {percent(prior[self.runner_up])} %",
            self.trace.claims(self.leader, PRIOR),
        )  # fmt: skip
        head = _head(ranking, posterior)
        if 1 < len(head) < len(ranking):
            rest = len(ranking) - len(head)
            names = listed([self.shorts[head[0]], *map(self.called, head[1:])])
            yield Sentence(
                f"{names} share {percent(sum(posterior[each] for each in head))} %;"
                f" the other {rest} explanations share the rest"
            )  # fmt: skip
        last = ranking[-1]
        yield Sentence(
            f"Least supported is {self.called(last)}: {percent(posterior[last])} %, down from {percent(prior[last])} %"
            if posterior[last] < prior[last]
            else f"Least supported is {self.called(last)}: {percent(posterior[last])} %",
            self.trace.claims(last, PRIOR),
        )

    def tellers(self) -> Iterator[Teller]:
        """What each analyst puts first, and which of the first two nobody does."""
        led = set()
        for name, each in self.result.get("analysts", {}).items():
            if each["posterior"] is None:
                continue
            first = max(each["posterior"], key=each["posterior"].__getitem__)
            led.add(first)
            day = f", as of {each['as_of']}" if each["as_of"] else ""
            text = f"{self.names.get(name, name)}: {self.called(first)}, {percent(each['posterior'][first])} % on these premises{day}"
            yield Teller(name, Sentence(text, self.trace.claims(name)))
        for name in (self.leader, self.runner_up) if led else ():
            if name not in led:
                yield Teller(
                    "",
                    Sentence(f"Nobody puts {self.called(name)} first: it leads or comes second here by the ratings alone"),
                )  # fmt: skip

    def changes(self) -> Iterator[Change]:
        """What to look for, which source carries the answer, what to check, which rating would turn it."""
        yield from self._observations()
        yield from self._sources()
        yield from self._checks()
        yield from self._ratings()

    def _observations(self) -> Iterator[Change]:
        texts = {each.id: each.text for each in self.question.candidates}
        ranked = sorted(self.result.get("voi", {}).items(), key=lambda pair: -pair[1]["eig_bits"])
        for name, each in ranked[:OBSERVED]:
            found = [
                f"{outcome.replace('_', ' ')}: {self.called(_first(after['posterior']))} leads ({percent(max(after['posterior'].values()))} %)"
                for outcome, after in sorted(each["outcomes"].items(), key=lambda pair: -pair[1]["p"])[:3]
                if after["posterior"] is not None
            ]
            text = f"{texts[name].strip().rstrip('.')} {sentence_case('; '.join(found))}"
            yield Change("observation", Sentence(f"{text} The chance that another explanation takes the lead is {percent(each['p_leader_changes'])} %"))  # fmt: skip

    def _sources(self) -> Iterator[Change]:
        removals = self.result.get("leave_one_source_out", {})
        lost = {name: each for name, each in removals.items() if each["leader"] not in (None, self.leader)}
        for name, each in lost.items():
            claims = tuple(dict.fromkeys(claim for item in each["dropped"] for claim in self.trace.claims(item)))
            text = f"Leave out {self.names.get(name, name)}, and {self.called(each['leader'])} leads ({percent(each['posterior'][each['leader']])} %)"
            yield Change("source", Sentence(text, claims))
        if removals and not lost:
            yield Change("source", Sentence(f"Leave out any one source, and {self.called(self.leader)} still leads"))  # fmt: skip

    def _checks(self) -> Iterator[Change]:
        checks = self.result.get("verification", {})
        alone = [each["where"] for each in self.result["findings"] if each["code"] == "single_source_key"]
        for name in sorted((each for each in alone if each in checks), key=lambda each: -checks[each]["eig_bits"])[:1]:
            after = checks[name]["if_refuted"]
            if after is None:
                continue
            documents = listed(self.names.get(doc, doc) for doc in self.items[name].docs)
            text = (
                f"Check first, as {documents} alone tells it: {self.low(self.items[name].text).rstrip('.')}. Were it refuted, {self.called(_first(after))}"
                f" would lead ({percent(max(after.values()))} %)"
            )
            yield Change("check", Sentence(text, self.trace.claims(name)))

    def _ratings(self) -> Iterator[Change]:
        shifts = self.result["robustness"]["word_shifts"]
        if shifts is None or not shifts["shifts"]:
            return
        moves = [
            f"{_quoted(self.items[each['item']].text)} under {self.called(each['hypothesis'])}, from {self._word(each['stated'])} to {self._word(each['shifted'])}"
            for each in shifts["shifts"][:2]
        ]
        claims = tuple(dict.fromkeys(claim for each in shifts["shifts"] for claim in self.trace.claims(each["item"], each["hypothesis"])))  # fmt: skip
        count = shifts["count"]
        head = "One rating moved by one word" if count == 1 else f"{count} ratings moved by one word each"
        yield Change("rating", Sentence(f"{head} would draw {self.called(shifts['rival'])} level: {'; '.join(moves)}", claims))  # fmt: skip

    def called(self, hypothesis: str) -> str:
        """The short name inside a sentence, in quotation marks where an "and" in it would be misread."""
        name = self.low(self.shorts[hypothesis])
        return f"“{name}”" if " and " in name else name

    def low(self, text: str) -> str:
        """The text inside a sentence: a first word that is no name begins small."""
        first, blank, rest = text.strip().partition(" ")
        plain = first[1:].islower() or first in ("A", "No")
        kept = first.rstrip(",:;").removesuffix("'s") in self.proper
        return text.strip() if kept or not plain else f"{first.lower()}{blank}{rest}"

    def _word(self, p: float) -> str:
        term = term_for(p, self.question.scale)
        return f"{percent(p)} %" if term is None else f"{term.term} ({percent(p)} %)"

    def _between(self, name: str) -> str:
        spread = self.result["ranges"]["shared"][name]
        return (
            f"{percent(self.result['posterior'][name])} % (range {percent(spread['q05'])}-{percent(spread['q95'])} %)"
        )


def _head(ranking: list[str], posterior: Mapping[str, float]) -> list[str]:
    """The first explanations that share the most of the probability."""
    head: list[str] = []
    while sum(posterior[each] for each in head) < MOST:
        head.append(ranking[len(head)])
    return head


def _first(posterior: Mapping[str, float]) -> str:
    return max(posterior, key=lambda name: posterior[name])


def _quoted(text: str) -> str:
    return f"“{text.strip().rstrip('.')}”"
