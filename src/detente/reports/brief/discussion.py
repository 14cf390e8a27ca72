"""The discussion: for each question what carries the answer, what it hangs on, and how the authors read the same facts."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence, clause, listed
from detente.kernel.dates import say_interval
from detente.kernel.probability_words import percent
from detente.reports.blocks import Block, Heading, Paragraph
from detente.reports.brief.hypotheses import changes, decibans
from detente.reports.brief.key_judgements import label
from detente.reports.brief.scope import Scope
from detente.reports.brief.weighed import Fact, Weighed

#: Facts told in words; all of them stand in the table of evidence.
_TOLD = 3


def discussion(scope: Scope) -> Iterator[Block]:
    """One paragraph a question, every sentence a fact, an assumption or a judgement."""
    if not scope.weighed:
        return
    yield Heading("Discussion")
    for each in scope.weighed:
        yield Heading(f"{label(scope, each)}: {each.title}", 2)
        yield Paragraph(tuple(_carries(each)))
        yield Paragraph(tuple(_hangs(scope, each)))
        if read := tuple(_reads(scope, each)):
            yield Paragraph(read)


def _carries(weighed: Weighed) -> Iterator[Sentence]:
    prior = weighed.result["prior"]
    first = max(prior, key=lambda name: prior[name])
    yield Sentence(
        f"Before any evidence {weighed.name(first)} was held likeliest, at {percent(prior[first])} %.", kind="A"
    )
    heaviest = [name for name in weighed.ranked() if name in weighed.facts][:_TOLD]
    for name in heaviest:
        yield _fact(weighed.facts[name])
    pulls = listed(decibans(weighed.pull(name)) for name in heaviest)
    told = f"Of {len(weighed.facts)} facts these {len(heaviest)} move the whole picture most"
    yield Sentence(
        f"{told}; between the first two explanations, {weighed.name(weighed.leader)} and {weighed.name(weighed.runner_up)},"
        f" they count {pulls} decibans (+3 doubles the odds).",
        kind="J",
        evidence=tuple(map(weighed.item, heaviest)),
    )


def _fact(fact: Fact) -> Sentence:
    text = fact.text.rstrip(".")
    known = f" (known by {say_interval(fact.known, fact.known)})" if fact.known else ""
    return Sentence(
        f"{text}{known}." if fact.observed else f"Looked for and not seen: {clause(text)}{known}.",
        fact.claims,
        kind="F",
    )


def _hangs(scope: Scope, weighed: Weighed) -> Iterator[Sentence]:
    robust = weighed.result["robustness"]
    shifted = [each["item"] for each in (robust["word_shifts"] or {"shifts": []})["shifts"]] or list(
        weighed.key_items()
    )
    factor = 10 ** (robust["gap_db"] / 10)
    lead = f"{weighed.name(weighed.leader)} outweighs {weighed.name(weighed.runner_up)} by {factor:.1f} to 1"
    yield Sentence(
        f"{lead}; each of these alone would end the lead: {changes(scope, weighed)}.",
        kind="J",
        evidence=tuple(dict.fromkeys(map(weighed.item, shifted[:4]))) or tuple(map(weighed.item, weighed.ranked()[:1])),
    )
    for parent, p in weighed.result.get("posterior_by_parent", {}).items():
        if p > weighed.posterior(weighed.leader):
            children = [weighed.name(name) for name in weighed.result["ranking"] if weighed.parents.get(name) == parent]
            yield Sentence(
                f"Together {listed(children)} hold {percent(p)} %.",
                kind="J",
                evidence=tuple(map(weighed.item, weighed.ranked()[:2])),
            )
    for name, found in weighed.result["leave_one_source_out"].items():
        if found["posterior"] and found["leader"] != weighed.leader:
            lost = tuple(map(weighed.item, (*found["dropped"], *found["regraded"])))
            first, p = weighed.name(found["leader"]), percent(found["posterior"][found["leader"]])
            yield Sentence(f"Without {scope.short(name)} {first} would lead with {p} %.", kind="J", evidence=lost[:4])


def _reads(scope: Scope, weighed: Weighed) -> Iterator[Sentence]:
    own = []
    for name, found in weighed.result.get("analysts", {}).items():
        if posterior := found["posterior"]:
            first = max(posterior, key=lambda each: posterior[each])
            own.append(f"{scope.short(name)} {weighed.name(first)} ({percent(posterior[first])} %)")
    if own:
        yield Sentence(f"On their own premises the authors would put first: {', '.join(own)}.", kind="A")
    for told, fact, read in weighed.rivals:
        by: dict[tuple[str, ...], list[str]] = {}
        for name, docs in read.items():
            by.setdefault(tuple(dict.fromkeys(map(scope.short, docs))), []).append(weighed.name(name))
        said = listed(f"of {listed(names)} by {listed(docs)}" for docs, names in by.items())
        yield Sentence(f"That {clause(fact.text)} ({told}) is read as a sign {said}.", fact.claims, kind="F")
