"""A judgement: what the coder concludes, in a sentence, with the claims it rests on. Briefs lead with these."""

from typing import Annotated, Literal

from pydantic import Field

from detente.dossier.record import Id, Ids, Record, Text


class Judgement(Record):
    """One conclusion; ``headline`` ones lead a brief. As of a date it is kept only when every one of its claims was known."""

    id: Id
    statement: Text
    period: Id | None = None
    issues: Ids = ()
    claims: Annotated[Ids, Field(min_length=1)]
    confidence: Literal["high", "moderate", "low"]
    coder: Id
    if_wrong: Text
    headline: bool = False
