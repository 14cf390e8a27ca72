"""A deal file with its blocks for the engine of repeated dealing, checked as a whole."""

from typing import Any

from detente.engines.deals.reader import modes, try_deal
from detente.engines.deals.requests import DealFile
from detente.engines.relation.blocks import Relation, ThreatGame
from detente.engines.relation.reader import read_relation, read_threat_game
from detente.kernel.errors import DetenteError, Problem
from detente.kernel.fingerprints import of_data
from detente.studies.deals import over_time
from detente.studies.deals.variants import sweep_problems


class Task:
    """What a file asks for: ``file`` for the deal, ``relation`` and ``game`` for the other blocks (None where absent).

    Raises DetenteError with every problem of the data.
    """

    def __init__(self, data: Any, file: str = "deal") -> None:
        read, found = try_deal(data, file)
        problems: list[Problem] = list(found)
        plain = data if isinstance(data, dict) else {}
        self.relation: Relation | None = None
        self.game: ThreatGame | None = None
        if "relation" in plain:
            block, faults = modes(plain["relation"], "relation", file)
            self.relation, more = read_relation(block, file, _governments(plain))
            problems += (*faults, *more)
        if "threat_game" in plain:
            block, faults = modes(plain["threat_game"], "threat_game", file)
            self.game, more = read_threat_game(block, file)
            problems += (*faults, *more)
        if read is not None and read.deal is not None:
            problems += sweep_problems(read, file)
            if self.relation is not None and self.relation.path is not None:
                problems += over_time.path_problems(read.plain, read.deal, self.relation.path, file)
        if problems or read is None:
            raise DetenteError(*problems)
        self.file: DealFile = read
        self.fingerprint = of_data(data)


def _governments(plain: dict[str, Any]) -> list[str] | None:
    """The ids under ``governments``; None if the file has no deal."""
    listed = plain.get("governments")
    if not isinstance(listed, list):
        return None
    return [str(each.get("id")) for each in listed if isinstance(each, dict)]
