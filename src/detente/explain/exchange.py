"""Exchanges in sentences: who gave what, on which issue, for what, with which gain, and who pays or profits."""

from detente.engines.bargaining.exchange import ExchangeResult, Step
from detente.explain.sentence import Sentence, listed

_WORTH_TELLING = 0.005


def explain(result: ExchangeResult) -> tuple[Sentence, ...]:
    """One sentence for each exchange and, where third actors feel it, one for them; then one for each issue that moved."""
    if not result.steps:
        return (Sentence("No two actors have anything to exchange: on every pair of issues the outcomes, or the relative"
                         " saliences, leave nobody with a gain"),)  # fmt: skip
    told = [sentence for step in result.steps for sentence in (_exchange(step), _third(step)) if sentence]
    return (*told, *_outcomes(result))


def _exchange(step: Step) -> Sentence:
    text = (
        f"{step.i} gives way on {step.i_supplies} ({step.i_from:.1f} to {step.i_to:.1f}) and in return {step.j} gives way"
        f" on {step.j_supplies} ({step.j_from:.1f} to {step.j_to:.1f}): both gain {step.gain:.2f} of 100"
    )
    if step.cut_back:
        text += ", in an exchange cut short so that no outcome passes what the partner wants"
    return Sentence(text)


def _third(step: Step) -> Sentence | None:
    felt = sorted(
        (each for each in step.externalities if abs(each[1]) >= _WORTH_TELLING), key=lambda each: -abs(each[1])
    )
    if not felt:
        return None
    profit = [f"{actor} ({value:+.2f})" for actor, value in felt if value > 0][:3]
    pay = [f"{actor} ({value:+.2f})" for actor, value in felt if value < 0][:3]
    halves = [f"it is good for {listed(profit)}"] if profit else []
    halves += [f"{'bad' if halves else 'it is bad'} for {listed(pay)}"] if pay else []
    return Sentence(
        f"Of the actors that took no part in exchange {step.step} of round {step.round}, {' and '.join(halves)}"
    )


def _outcomes(result: ExchangeResult) -> list[Sentence]:
    last = max(each.round for each in result.outcomes)
    first = {each.issue: each.before for each in result.outcomes if each.round == 1}
    said = []
    for each in result.outcomes:
        before = first[each.issue]
        if each.round == last and before is not None and each.after is not None and before != each.after:
            said.append(Sentence(f"The outcome of {each.issue} moves from {before:.1f} to {each.after:.1f}"))
    return said
