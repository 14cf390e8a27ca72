"""Across documents: which claims may tell one event, which texts are copies, who agrees independently, who may differ.

Everything here is proposed; a person merges, counts and decides what a difference is.
"""

from detente.coding.across.act import Act, act_of
from detente.coding.across.board import Pair, pairs, recorded
from detente.coding.across.clusters import Cluster, clusters
from detente.coding.across.copies import Copy, near_copies
from detente.coding.across.independence import Ties, independent, ties
from detente.coding.across.likeness import SUGGESTED, likeness

__all__ = ["SUGGESTED", "Act", "Cluster", "Copy", "Pair", "Ties", "act_of", "clusters", "independent", "likeness", "near_copies", "pairs", "recorded", "ties"]  # fmt: skip
