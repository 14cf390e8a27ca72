"""How firmly the judgements stand: confidence, assumptions, causes of uncertainty, what to watch, what follows."""

from collections.abc import Iterator, Mapping

from detente.explain.sentence import Sentence, clause, listed, sentence_case
from detente.kernel.errors import one_line
from detente.kernel.probability_words import percent
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.key_judgements import label
from detente.reports.brief.scope import Scope
from detente.reports.brief.weighed import OTHER, Weighed

#: Below this lean (decibans) the order of two explanations is a matter of a word's shade, and confidence is low.
FRAGILE = 1.0


def confidence(scope: Scope) -> Iterator[Block]:
    """The level with its basis, then the level of each headline judgement. One coder alone never gives more than moderate."""
    yield Heading("Confidence")
    level, basis = _level(scope)
    yield Paragraph((Sentence(f"Confidence: {level}. Basis: {basis}."),))
    levels = {each: [j for j in scope.headlines() if j.confidence == each] for each in ("high", "moderate", "low")}
    said = [
        f"{name} in {listed(f'“{sentence_case(_short(j.statement))[:-1]}”' for j in judged)}"
        for name, judged in levels.items()
        if judged
    ]
    if said:
        yield Paragraph((Sentence(f"The coder's confidence in each line of the bottom line is {'; '.join(said)}."),))


def _level(scope: Scope) -> tuple[str, str]:
    share = scope.dossier.dossier.coding.double_coded_share
    coders = len(scope.dossier.dossier.coding.coders)
    reasons = [
        f"{len(scope.dossier.sources)} documents, {'coded once' if not share else f'{share:.0%} coded twice'} by {_count(coders, 'coder')}"
    ]
    weak = [each for each in scope.weighed if (each.result["robustness"]["common_bias_db"] or 0) < FRAGILE]
    single = [
        each
        for each in scope.weighed
        if any(len(each.facts[item].documents) == 1 for item in each.key_items() if item in each.facts)
    ]
    if weak:
        reasons.append(
            f"in {listed(label(scope, each) for each in weak)} a common lean of less than {FRAGILE:g} dB, a factor of 1.26, would change which explanation leads"
        )
    if single:
        reasons.append(f"key items of {listed(label(scope, each) for each in single)} rest on one document")
    if share and not weak and not single:
        return "high", "; ".join(reasons)
    return ("low" if weak and len(weak) == len(scope.weighed) else "moderate"), "; ".join(reasons)


def assumptions(scope: Scope) -> Iterator[Block]:
    """What is taken for granted, each with what follows if it is wrong."""
    found = [
        Paragraph((Sentence(f"{sentence_case(_short(each.statement))} If wrong: {each.if_wrong.rstrip('.')}."),))
        for each in scope.headlines()
    ]
    if scope.weighed:
        left = [f"{label(scope, each)} ({_left(each)})" for each in scope.weighed]
        text = f"The lists of explanations are nearly complete; for anything else they leave: {', '.join(left)}"
        found.append(
            Paragraph((Sentence(f"{text}. If wrong: all posteriors of that list shrink by the same factor."),))
        )
    if found:
        yield Heading("Assumptions")
        yield Bullets(tuple(found))


def _left(weighed: Weighed) -> str:
    return f"{percent(weighed.posterior(OTHER))} %" if OTHER in weighed.hypotheses else "nothing"


#: Conventional marks of Krippendorff's alpha.
RELIABLE, TENTATIVE = 0.8, 0.667


def uncertainty(scope: Scope) -> Iterator[Block]:
    """Why the numbers could be off, as far as the dossier itself shows it."""
    coding = scope.dossier.dossier.coding
    said = []
    if not coding.double_coded_share:
        said.append("Everything was coded by one coder; how far another would differ is unknown")
    elif coding.alpha is None:
        said.append("Two coders used one type only, so that nothing can be said of their agreement")
    elif coding.alpha < RELIABLE:
        weight = (
            "too little to count events by type" if coding.alpha < TENTATIVE else "enough for tentative counts only"
        )
        said.append(f"Two coders agree on types of events and speech with alpha {coding.alpha:.2f}: {weight}")
    if scope.open_suggestions:
        said.append(f"{sentence_case(scope.undecided)}; what they would add is unknown")
    if scope.day is not None:
        said.append(
            "Numbers of judgement were coded later, with every document at hand; this view leaves out what rests on later ones"
        )
    for each in scope.weighed:
        said += [f"{label(scope, each)}: {_warning(scope, each, f)}" for f in _findings(each)]
        low, high = each.spread(each.leader)
        envelope = each.result["ranges"]["envelope"][each.leader]
        said.append(
            f"{label(scope, each)}: if the coder leans one way throughout, {each.name(each.leader)} stands between {percent(low)} and {percent(high)} %;"
            f" over all stated ranges at once, between {percent(envelope[0])} and {percent(envelope[1])} %"
        )  # fmt: skip
    if not scope.weighed:
        said.append(
            "No question of this dossier weighs rival explanations for this view; the judgements are the coder's own words"
        )
    yield Heading("Causes of uncertainty")
    yield Bullets(tuple(Paragraph((Sentence(f"{each}."),)) for each in said))


def _findings(weighed: Weighed) -> list[dict[str, str]]:
    return [f for f in weighed.result["findings"] if f["level"] == "warning"][:3]


def _warning(scope: Scope, weighed: Weighed, finding: Mapping[str, str]) -> str:
    item = finding["where"]
    if finding["code"] != "single_source_key" or item not in weighed.facts:
        return f"{one_line(clause(finding['message']))} ({weighed.item(item) if item in weighed.facts else item})"
    documents = listed(scope.short(name) for name in weighed.facts[item].documents)
    text = f"{weighed.item(item)} (“{weighed.facts[item].text.strip().rstrip('.')}”) stands on {documents} alone"
    lost = weighed.result["leave_one_out"][item]["leader"] != weighed.leader
    return f"{text} and {'decides who leads' if lost else 'weighs on the answer'}; verify it first"


def indicators(scope: Scope) -> Iterator[Block]:
    """What would change the judgements if it came to light or came to pass."""
    said = [f"{label(scope, each)}: {text.rstrip('.')}" for each in scope.weighed for text in each.watch[:2]]
    said = said or [f"Against “{_short(each.statement)}”: {each.if_wrong.rstrip('.')}" for each in scope.headlines()]
    if said:
        yield Heading("Indicators")
        yield Bullets(tuple(Paragraph((Sentence(f"{each}."),)) for each in said))


def implications(scope: Scope) -> Iterator[Block]:
    """What each key judgement means for the reader's decision."""
    if not scope.weighed:
        return
    yield Heading("Implications")
    items = []
    for each in scope.weighed:
        said = [(name, each.implies[name]) for name in (each.leader, each.runner_up) if name in each.implies]
        known = [
            Sentence(f"If it was {each.name(name)}: {clause(found.text)}.", found.claims, found.assumption)
            for name, found in said
        ]
        nothing = Sentence("The dossier names no consequence for policy; the reader has to draw it")
        items.append(Paragraph(tuple(known) or (nothing,), label=label(scope, each)))
    yield Bullets(tuple(items))


def _short(statement: str) -> str:
    return clause(statement.partition(":")[0])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
