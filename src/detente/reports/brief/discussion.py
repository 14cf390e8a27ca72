"""The discussion: for each question what carries the answer, what it hangs on, and how the authors read the same facts."""

from collections.abc import Iterator

from detente.explain.sentence import Sentence, listed
from detente.kernel.dates import say_interval
from detente.kernel.probability_words import percent
from detente.reports.blocks import Block, Heading, Paragraph
from detente.reports.brief.hypotheses import changes
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
    yield Sentence(f"On the priors alone {first} would lead with {percent(prior[first])} %.", kind="A")
    heaviest = [name for name in weighed.ranked() if name in weighed.facts][:_TOLD]
    for name in heaviest:
        yield _fact(weighed.facts[name])
    said = listed(f"{weighed.item(name)} by {weighed.pull(name):+.1f} dB" for name in heaviest)
    yield Sentence(
        f"Of {len(weighed.facts)} items these move the answer most, between {weighed.leader} and {weighed.runner_up} {said}.",
        kind="J",
        evidence=tuple(map(weighed.item, heaviest)),
    )


def _fact(fact: Fact) -> Sentence:
    text = fact.text.rstrip(".")
    known = f" (known by {say_interval(fact.known, fact.known)})" if fact.known else ""
    return Sentence(
        f"{text}{known}." if fact.observed else f"Looked for and not seen: {text}{known}.", fact.claims, kind="F"
    )


def _hangs(scope: Scope, weighed: Weighed) -> Iterator[Sentence]:
    robust = weighed.result["robustness"]
    shifted = [each["item"] for each in (robust["word_shifts"] or {"shifts": []})["shifts"]] or list(
        weighed.key_items()
    )
    gap = f"The lead of {weighed.leader} over {weighed.runner_up} is {robust['gap_db']:.1f} dB"
    yield Sentence(
        f"{gap}, and this would end it: {changes(weighed)}.",
        kind="J",
        evidence=tuple(dict.fromkeys(map(weighed.item, shifted[:4]))) or tuple(map(weighed.item, weighed.ranked()[:1])),
    )
    for parent, p in weighed.result.get("posterior_by_parent", {}).items():
        if p > weighed.posterior(weighed.leader):
            yield Sentence(
                f"Taken together the rows of {parent} hold {percent(p)} %.",
                kind="J",
                evidence=tuple(map(weighed.item, weighed.ranked()[:2])),
            )
    for name, found in weighed.result["leave_one_source_out"].items():
        if found["posterior"] and found["leader"] != weighed.leader:
            lost = tuple(map(weighed.item, (*found["dropped"], *found["regraded"])))
            short = scope.dossier.sources[name].short if name in scope.dossier.sources else name
            yield Sentence(
                f"Without {short} {found['leader']} leads with {percent(found['posterior'][found['leader']])} %.",
                kind="J",
                evidence=lost[:4],
            )


def _reads(scope: Scope, weighed: Weighed) -> Iterator[Sentence]:
    for name, found in weighed.result.get("analysts", {}).items():
        posterior = found["posterior"]
        if posterior:
            first = max(posterior, key=lambda each: posterior[each])
            short = scope.dossier.sources[name].short if name in scope.dossier.sources else name
            yield Sentence(f"On the premises of {short} {first} leads with {percent(posterior[first])} %.", kind="A")
    for told, fact, read in weighed.rivals:
        said = listed(
            f"{listed(dict.fromkeys(scope.dossier.sources[d].short for d in docs))} for {name}"
            for name, docs in read.items()
        )
        yield Sentence(
            f"One fact is read in rival ways ({told}): {fact.text.rstrip('.')}, cited by {said}.", fact.claims, kind="F"
        )
