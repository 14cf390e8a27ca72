"""The crisis-signalling game in one place: payoffs, all equilibria, selection, channels and the publicity threshold.

A may threaten B; B concedes or resists; A carries the threat out or backs down; each knows its own resolve only
(Lewis & Schultz 2003; multiplicity: Jo 2011, Crisman-Cox & Gibilisco 2018).
"""

from detente.engines.crisis.game import PAYOFFS, Audience, Equilibrium, Game, in_channel
from detente.engines.crisis.search import equilibria, equilibria_of
from detente.engines.crisis.threshold import RULES, Threshold, select, threshold

__all__ = ["PAYOFFS", "RULES", "Audience", "Equilibrium", "Game", "Threshold", "equilibria", "equilibria_of", "in_channel", "select",
           "threshold"]  # fmt: skip
