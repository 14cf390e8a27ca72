"""Crisis games from files, and the models of threats fitted to tables and scored."""

import json
from pathlib import Path
from typing import Any

from detente.kernel.errors import DetenteError


def solve_games(path: str | Path) -> dict[str, Any]:
    """The result of a GAME.json, as plain data.

    Raises DetenteError with every problem of the file, each as ``FILE: PLACE: problem; what to do``.
    """
    return _result(_parsed(Path(path)), str(path))


def solve_game(game: dict[str, Any]) -> dict[str, Any]:
    """The result of one game, or of many, given as plain data (the schema of GAME.json). Raises DetenteError."""
    return _result(game, "game")


def game_text(result: dict[str, Any]) -> str:
    """A result as the text of its file: JSON without infinities, indented by one."""
    return json.dumps(result, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _result(data: Any, file: str) -> dict[str, Any]:
    from detente import __version__
    from detente.engines.crisis.reader import read_games
    from detente.engines.crisis.result import FORMAT, solved

    games = [solved(each) for each in read_games(data, file)]
    return {"format": FORMAT, "engine": f"detente {__version__}", "games": games}


def _parsed(path: Path) -> Any:
    """The JSON of a file. Raises DetenteError with what keeps it from being read."""
    from detente.engines.crisis.checking import Checker

    check = Checker(str(path))

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key in {key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1}:
            check.add(key, "crisis-key", "the key stands twice in one object", "keep one of the two")
        return dict(pairs)

    data = None
    try:
        data = json.loads(path.read_bytes(), object_pairs_hook=unique)
    except OSError as error:
        check.add(
            "file", "crisis-file", (error.strerror or "cannot be read").lower(), "give the path of a readable file"
        )
    except json.JSONDecodeError as error:
        check.add(f"line {error.lineno}", "crisis-file", f"no JSON ({error.msg.lower()})", "write JSON")
    except (UnicodeDecodeError, RecursionError, ValueError):
        check.add(
            "file", "crisis-file", "no JSON that can be read (encoding, depth or a number)", "write JSON in UTF-8"
        )
    if check.problems:
        raise DetenteError(*check.problems)
    return data
