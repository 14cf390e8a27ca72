"""Event suggestions: ranked types for the clauses of a passage, learned from own phrases and from confirmed claims.

Suggestions only; a person decides. Files are opened by the workbench.
"""

from detente.coding.suggest.ranker import Example, Ranker, labelled, train
from detente.coding.suggest.suggest import suggest_events

__all__ = ["Example", "Ranker", "labelled", "suggest_events", "train"]
