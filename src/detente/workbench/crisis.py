"""Crisis games from files, and the models of threats fitted to tables and scored."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.kernel.errors import DetenteError, fail

if TYPE_CHECKING:
    from detente.reports.charts.chart import Chart


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


def publicity_chart(path: str | Path) -> "Chart":
    """P(concede) in public and quietly against the target's audience cost, for the first signalling game of a file.

    The game's channels ``quiet`` and ``public`` count; without them quiet is seen by .15 of the public, public by all. Costs run
    from 0 to twice the threshold, or twice the game's own cost, and at least to .5. Raises DetenteError with every problem, or
    if the file has no signalling game.
    """
    from detente.engines.crisis.inputs import Signalling
    from detente.engines.crisis.reader import read_games
    from detente.engines.crisis.signalling import threshold
    from detente.engines.crisis.threshold import QUIET, concessions
    from detente.reports.charts.publicity import publicity

    games = [each for each in read_games(_parsed(Path(path)), str(path)) if isinstance(each, Signalling)]
    if not games:
        raise fail("option-invalid", "the file has no signalling game to draw", "Leave out --chart.", file=str(path))
    asked = games[0]
    seen = {"quiet": asked.channels.get("quiet", QUIET), "public": asked.channels.get("public", 1.0)}
    found = threshold(asked.game, asked.audience, asked.rule, **seen).target_audience
    most = max(0.5, 2 * asked.audience.target, 2 * (found or 0.0))
    costs = [most * k / 60 for k in range(61)]
    points = concessions(asked.game, asked.audience.challenger, costs, asked.rule, **seen)
    rows = [(cost, public, quiet) for cost, (quiet, public) in zip(costs, points, strict=True)]
    return publicity(asked.id or Path(path).stem, rows, found, asked.audience.target)


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
