"""The board of a dossier: what is recorded of its differences and agreements, and what is proposed, which a person decides."""

from detente.workbench.board.proposed import ProposedBoard, proposed_board, same_events
from detente.workbench.board.recorded import KINDS, Accord, Dispute, RecordedBoard, Side, Voice, recorded_board

__all__ = ["KINDS", "Accord", "Dispute", "ProposedBoard", "RecordedBoard", "Side", "Voice", "proposed_board", "recorded_board", "same_events"]  # fmt: skip
