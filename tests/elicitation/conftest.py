"""A made-up question of three hypotheses and four scored items, and helpers that rate it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli.main import door
from detente.coding.inquiry import Inquiry, read_inquiry
from detente.kernel.errors import DetenteError
from detente.store.safe_yaml import parse

QUESTION = """\
format: detente/question/1
id: lake-toll
question: Why did Norvia drop the toll on the lake?
explanandum: the toll was dropped
scale: icd203
hypotheses:
  - {id: TRADE, prior: [.111, .222, .333], text: The toll cost more trade than it earned}
  - {id: VOTES, prior: .444, text: The port towns would have voted against the government}
  - {id: OTHER, prior: .334, text: Something else}
documents:
  "001": {title: Lake Gazette, letter: B}
  "002": {title: Minutes of the council, letter: A}
  secretdoc: {title: A column, letter: C}
evidence:
  - {id: E0, text: The toll ended, role: explanandum, date: 2020-03-01}
  - {id: EP, text: Norvia had lowered tolls before, role: prior, date: 2018-01-01}
  - {id: E1, text: Barges left for the canal, date: 2020-01-05, sources: [{doc: "001", par: [2]}], digit: 2,
     readings: [{doc: "001", hypothesis: TRADE}, {doc: "secretdoc", hypothesis: VOTES}],
     likelihood: {TRADE: .876, VOTES: .234, OTHER: .345}}
  - {id: E2, text: A minister spoke of the election, date: 2020-02-01, sources: [{doc: "002", par: [1]}], grade: A1}
  - {id: E3, text: A study of the toll's yield was ordered, date: 2020-02-10, observed: false}
  - {id: "004", text: Two towns wrote open letters, date: 2020-02-20, sources: [{doc: "001", par: [7]}], digit: 3}
analysts:
  rival-desk: {prior: {TRADE: .123, VOTES: .543, OTHER: .334}, likelihood: {E1: {TRADE: .789}}}
judgements:
  - {analyst: rival-desk, p: {TRADE: .654, VOTES: .210, OTHER: .136}}
"""


@pytest.fixture(scope="session")
def question_text() -> str:
    return QUESTION


@pytest.fixture(scope="session")
def inquiry() -> Inquiry:
    found, problems = read_inquiry(parse(QUESTION).data, "q.yaml")
    assert found is not None, problems
    return found


@dataclass
class Desk:
    """A folder with the question, and the command line run in it."""

    folder: Path

    @property
    def question(self) -> Path:
        return self.folder / "question.yaml"

    def path(self, name: str) -> Path:
        return self.folder / name

    def run(self, *args: object, said: str = "") -> Result:
        """Run ``detente hypotheses``; errors are printed as the door prints them, with exit status 2."""
        done = CliRunner().invoke(door, ["hypotheses", *map(str, args)], input=said, prog_name="detente")
        if isinstance(done.exception, DetenteError):
            done.exit_code = 2
            done.stderr_bytes = "".join(f"{problem}\n" for problem in done.exception.problems).encode()
        elif done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def rate(self, analyst: str, cell: Callable[[str, str], str], *options: object, close: bool = True) -> Path:
        """A whole round of one analyst: ``cell(step, hypothesis)`` is what they answer."""
        import detente.workbench.elicitation as work

        out = self.path(f"{analyst}.yaml")
        asked = work.read_question(self.question)
        session = work.open_session(asked, analyst=analyst, out=out)
        answers = []
        while (question := session.next_question()) is not None:
            answers.append(cell(str(question.step), question.hypothesis))
            session = session.answer(answers[-1])
        ran = self.run("elicit", self.question, "--analyst", analyst, "--out", out, *options,
                       said="\n".join([*answers, *([""] if close else [])]) + "\n")  # fmt: skip
        assert ran.exit_code == 0, ran.output
        return out


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "question.yaml").write_text(QUESTION, encoding="utf-8")
    return Desk(tmp_path)
