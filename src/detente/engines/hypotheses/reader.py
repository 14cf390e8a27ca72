"""Plain data to a question, with all problems at once (sections 2, 3 and 10).

The data come from a file, from a dossier or from a program; what is read is the schema of the question file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from detente.engines.hypotheses.cells import Cell, read_cell
from detente.engines.hypotheses.coherence import REFUSED, incoherence
from detente.engines.hypotheses.complaints import Complaints, at, private, show
from detente.engines.hypotheses.copula import LARGEST_RHO, feasible
from detente.engines.hypotheses.options_reader import read_options, rho_allowed
from detente.engines.hypotheses.question import (
    Analyst,
    Candidate,
    Document,
    Group,
    Hypothesis,
    Item,
    Judgement,
    Model,
    Options,
    Question,
    Reading,
    Role,
)
from detente.engines.hypotheses.table import cells, priors
from detente.kernel.errors import Problem
from detente.kernel.probability_words import SCALES

FORMAT = "detente/question/1"
TOP = ("format", "id", "question", "explanandum", "window", "scale", "as_of", "hypotheses", "documents", "groups",
       "evidence", "candidate_observations", "analysts", "judgements", "options")  # fmt: skip
ITEM = ("id", "text", "date", "role", "observed", "sources", "hit", "false_alarm", "accuracy", "grade", "digit",
        "group", "likelihood", "readings")  # fmt: skip
ROLES, MODELS = get_args(Role), get_args(Model)
#: Outcomes may miss a sum of 1 by this.
SUM_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Read:
    """A question, or the problems that stop it (``question`` is then None). ``name`` is the id as far as it was readable."""

    question: Question | None
    problems: tuple[Problem, ...]
    name: str


def read_question(data: object, as_of: date | None = None) -> Read:
    """Read one question; ``as_of`` goes before the question's own. Never raises for bad data."""
    reader = _Reader()
    question = reader.question(data, as_of)
    name = data.get("id") if isinstance(data, Mapping) else None
    problems = tuple(reader.complaints.found)
    return Read(None if problems else question, problems, name if isinstance(name, str) else "")


class _Reader:
    """State of one reading: complaints, and the names that later parts refer to."""

    def __init__(self) -> None:
        self.complaints = Complaints()
        self.scale = "icd203"
        self.options = Options()
        self.names: tuple[str, ...] = ()
        self.sound = True  # False where ids of hypotheses are faulty: what follows from that is not told again
        self.documents: dict[str, Document] = {}
        self.groups: dict[str, Group] = {}

    def question(self, data: object, as_of: date | None) -> Question | None:
        say = self.complaints
        top = say.mapping(data, "")
        if not isinstance(data, Mapping):
            return None
        say.keys(top, "", TOP, ("id", "hypotheses"))
        if top.get("format", FORMAT) != FORMAT:
            say.say("bad_type", "format", f"{show(top['format'])} is not {FORMAT}", f"write {FORMAT}, or leave it out")
        name = say.id(top["id"], "id") if "id" in top else None
        if "scale" in top:
            self.scale = say.known(top["scale"], "scale", "scale", tuple(SCALES)) or "icd203"
        self.options = read_options(top.get("options"), say)
        own_day = say.day(top.get("as_of"), "as_of")
        day = as_of or own_day
        hypotheses = self._hypotheses(top["hypotheses"]) if "hypotheses" in top else ()
        self.documents = self._documents(top.get("documents"))
        self.groups = self._groups(top.get("groups"))
        question = Question(
            name or "",
            hypotheses,
            say.text(top.get("question"), "question"),
            say.text(top.get("explanandum"), "explanandum"),
            self._window(top.get("window")),
            self.scale,
            day,
            self.documents,
            self.groups,
            items := self._items(top.get("evidence")),
            self._candidates(top.get("candidate_observations")),
            self._analysts(top.get("analysts"), items),
            self._judgements(top.get("judgements")),
            self.options,
        )
        self._pearson(question)
        self._dates(question)
        self._priors(question)
        return question

    # --- what is declared

    def _hypotheses(self, value: object) -> tuple[Hypothesis, ...]:
        say, found, seen = self.complaints, [], set()
        rows = say.entries(value, "hypotheses")
        for number, row in enumerate(rows):
            place = self._place("hypotheses", number, row)
            data = say.mapping(row, place)
            say.keys(
                data, place, ("id", "prior", "text", "parent"), ("id", "prior") if isinstance(row, Mapping) else ()
            )
            name = say.id(data["id"], at(place, "id")) if "id" in data else None
            if name in seen:
                say.say("duplicate_id", place, f"the hypothesis {name!r} stands twice", "rename one of them")
            if name is None or name in seen:
                self.sound = False
            seen.add(name)
            prior = self._cell(data["prior"], at(place, "prior")) if "prior" in data else None
            parent = say.id(data["parent"], at(place, "parent")) if data.get("parent") is not None else None
            text = say.text(data.get("text"), at(place, "text"))
            if name is not None:
                found.append(Hypothesis(name, prior or Cell(0.5, 0.5, 0.5), text, parent))
        if len(rows) < 2:
            say.say("too_few_hypotheses", "hypotheses", f"{len(rows)} of at least two hypotheses")
            self.sound = False
        self.names = tuple(dict.fromkeys(each.id for each in found))
        return tuple(found)

    def _documents(self, value: object) -> dict[str, Document]:
        say, found = self.complaints, {}
        for name, row in say.ids(value, "documents").items():
            place = at("documents", name)
            data = say.mapping(row, place) if row is not None else {}
            letter, origin = data.get("letter"), data.get("origin")
            if letter is not None and letter not in tuple(self.options.letters):
                say.say(
                    "bad_grade", at(place, "letter"), f"{show(letter)} is no letter A to F", "write A, B, C, D, E or F"
                )
                letter = None
            source = say.id(origin, at(place, "origin")) if origin is not None else None
            found[name] = Document(name, letter, source)
        return found

    def _groups(self, value: object) -> dict[str, Group]:
        say, found = self.complaints, {}
        for name, row in say.ids(value, "groups").items():
            place = at("groups", name)
            data = say.mapping(row, place) if row is not None else {}
            say.keys(data, place, ("rho", "why", "model"))
            model: Any = "copula"
            if "model" in data:
                model = say.known(data["model"], at(place, "model"), "model", MODELS) or "copula"
            rho = say.number(data.get("rho", 0), at(place, "rho"))
            if rho is not None and not rho_allowed(rho, model):
                limits = "-1 to 1" if model == "pearson" else f"0 to {LARGEST_RHO:g}, or 1"
                fix = f"use {LARGEST_RHO:g} or 1" if LARGEST_RHO < rho < 1 else f"use {limits}"
                say.say("bad_rho", at(place, "rho"), f"{rho:g} is no dependence of the model {model}", fix)
                rho = None
            found[name] = Group(name, rho or 0.0, model, say.text(data.get("why"), at(place, "why")))
        return found

    def _window(self, value: object) -> tuple[date | None, date | None]:
        if value is None:
            return None, None
        say = self.complaints
        data = say.mapping(value, "window")
        say.keys(data, "window", ("from", "to"))
        first, last = (say.day(data.get(end), at("window", end)) for end in ("from", "to"))
        if first is not None and last is not None and first > last:
            say.say("bad_date", "window", f"{first} is after {last}", "swap the two days")
        return first, last

    # --- evidence

    def _items(self, value: object) -> tuple[Item, ...]:
        say, found, seen = self.complaints, [], set()
        for number, row in enumerate(say.entries(value, "evidence")):
            place = self._place("evidence", number, row)
            if not isinstance(row, Mapping):
                say.mapping(row, place)
                continue
            item = self._item(row, place)
            if item is None:
                continue
            if item.id in seen:
                say.say("duplicate_id", place, f"the item {item.id!r} stands twice", "rename one of them")
            elif item.id in self.groups:
                say.say("duplicate_id", place, f"the item {item.id!r} has the id of a group", "rename one of them")
            seen.add(item.id)
            found.append(item)
        return tuple(found)

    def _item(self, data: Mapping[Any, Any], place: str) -> Item | None:
        say = self.complaints
        say.keys(data, place, ITEM, ("id",))
        name = say.id(data["id"], at(place, "id")) if "id" in data else None
        role: Any = "evidence"
        if "role" in data:
            role = say.known(data["role"], at(place, "role"), "role", ROLES) or "evidence"
        observed = say.flag(data["observed"], at(place, "observed")) if "observed" in data else True
        group = None
        if data.get("group") is not None:
            group = say.known(data["group"], at(place, "group"), "group", tuple(self.groups))
        likelihood = self._likelihood(data, place, role)
        hit, false_alarm, accuracy, grade, digit = self._grading(data, place)
        return Item(
            name or "",
            say.text(data.get("text"), at(place, "text")),
            say.day(data.get("date"), at(place, "date")),
            role,
            observed is not False,
            self._sources(data.get("sources"), at(place, "sources")),
            hit,
            false_alarm,
            accuracy,
            grade,
            digit,
            group,
            likelihood,
            self._readings(data.get("readings"), at(place, "readings")),
        ) if name is not None else None  # fmt: skip

    def _likelihood(self, data: Mapping[Any, Any], place: str, role: str) -> tuple[Cell, ...] | None:
        say, spot = self.complaints, at(place, "likelihood")
        given = data.get("likelihood")
        if role == "explanandum":
            if given:
                say.say(
                    "explanandum_scored",
                    spot,
                    "what is to be explained has likelihoods",
                    "remove them: every hypothesis was built to explain it",
                )
            return None
        if given is None:
            if role == "evidence":
                say.say(
                    "missing_key",
                    spot,
                    "the key 'likelihood' is absent",
                    "add P(item | hypothesis) for every hypothesis",
                )
            return None
        row = self._row(given, spot)
        return tuple(row[name] for name in self.names) if len(row) == len(self.names) else None

    def _row(self, value: object, place: str, *, partial: bool = False) -> dict[str, Cell]:
        """Cells by hypothesis; unless ``partial``, every hypothesis must have one."""
        found = {}
        given = self._by_hypothesis(value, place)
        for name, cell in given.items():
            read = self._cell(cell, at(place, name))
            if read is not None:
                found[name] = read
        if not partial:
            self._complete(given, place)
        return found

    def _by_hypothesis(self, value: object, place: str) -> dict[str, Any]:
        say = self.complaints
        given = {}
        for name, inner in say.ids(value, place).items():
            if name in self.names:
                given[name] = inner
            elif self.sound:
                say.known(name, at(place, name), "hypothesis", self.names)
        return given

    def _complete(self, given: Mapping[str, Any], place: str) -> None:
        for name in self.names:
            if name not in given:
                fix = "ask: if this hypothesis were the driver, how likely would we be to see this?"
                self.complaints.say("missing_cell", at(place, name), f"the hypothesis {name!r} has no probability", fix)

    def _cell(self, value: object, place: str) -> Cell | None:
        say = self.complaints
        try:
            cell = read_cell(value, self.scale)
        except ValueError as error:
            usable = isinstance(value, str | int | float | list | tuple) and not isinstance(value, bool)
            told = str(error) if isinstance(value, str) else f"{show(value)}: {error}"
            fix = "write a word of the scale, a number, [lo, hi] or [lo, mode, hi]"
            say.say("bad_probability" if usable else "bad_type", place, told, fix)
            return None
        if cell.certain and not self.options.allow_certain:
            say.say(
                "certain_probability",
                place,
                f"{show(value)} is certain: nothing could ever correct it",
                "use .01 or .99",
            )
            return None
        return cell

    def _grading(
        self, data: Mapping[Any, Any], place: str
    ) -> tuple[float | None, float | None, float | None, str | None, str | None]:
        say = self.complaints
        hit, false_alarm, accuracy = (
            say.fraction(data[key], at(place, key)) if data.get(key) is not None else None
            for key in ("hit", "false_alarm", "accuracy")
        )
        for one, other in (("hit", "false_alarm"), ("false_alarm", "hit")):
            if data.get(one) is not None and data.get(other) is None:
                say.say(
                    "missing_key",
                    at(place, other),
                    f"{one!r} stands without {other!r}",
                    "give both, or an accuracy or grade",
                )
        if hit is not None and false_alarm is not None and hit < false_alarm:
            say.say(
                "inverted_source",
                at(place, "hit"),
                f"hits {hit:g} are below false alarms {false_alarm:g}",
                "a source that says nothing has hits equal to false alarms",
            )
        if accuracy is not None and accuracy < 0.5:
            say.say(
                "inverted_source",
                at(place, "accuracy"),
                f"{accuracy:g} is below .5",
                "an unreliable source is silent, not a mirror: use .5",
            )
        grade, digit = data.get("grade"), data.get("digit")
        if grade is not None and not (
            isinstance(grade, str)
            and len(grade) == 2
            and grade[0] in self.options.letters
            and grade[1] in self.options.digits
        ):
            say.say(
                "bad_grade",
                at(place, "grade"),
                f"{show(grade)} is no grade",
                "write a letter A to F and a digit 1 to 6, such as B2",
            )
            grade = None
        if digit is not None:
            text = str(digit) if isinstance(digit, int | str) and not isinstance(digit, bool) else ""
            if text not in self.options.digits:
                say.say(
                    "bad_grade", at(place, "digit"), f"{show(digit)} is no digit 1 to 6", "write 1, 2, 3, 4, 5 or 6"
                )
            digit = text if text in self.options.digits else None
        return hit, false_alarm, accuracy, grade, digit

    def _sources(self, value: object, place: str) -> tuple[str, ...]:
        say, found = self.complaints, []
        for number, row in enumerate(say.entries(value, place)):
            spot = f"{place}.{number + 1}"
            data = say.mapping(row, spot)
            say.keys(data, spot, ("doc", "par", "hash"), ("doc",) if isinstance(row, Mapping) else ())
            self._paragraphs(data.get("par"), at(spot, "par"))
            say.text(data.get("hash"), at(spot, "hash"))
            if "doc" in data:
                doc = say.known(data["doc"], at(spot, "doc"), "document", tuple(self.documents))
                if doc is not None:
                    found.append(doc)
        return tuple(dict.fromkeys(found))

    def _paragraphs(self, value: object, place: str) -> None:
        for each in value if isinstance(value, list | tuple) else () if value is None else (value,):
            if not isinstance(each, int | str) or isinstance(each, bool):
                self.complaints.say(
                    "bad_type",
                    place,
                    f"{show(each)} is no paragraph",
                    "write the number of a paragraph, or a list of them",
                )

    def _readings(self, value: object, place: str) -> tuple[Reading, ...]:
        say, found = self.complaints, []
        for number, row in enumerate(say.entries(value, place)):
            spot = f"{place}.{number + 1}"
            data = say.mapping(row, spot)
            say.keys(data, spot, ("doc", "hypothesis"), ("hypothesis",) if isinstance(row, Mapping) else ())
            doc = (
                say.known(data["doc"], at(spot, "doc"), "document", tuple(self.documents))
                if data.get("doc") is not None
                else None
            )
            if "hypothesis" in data:
                name = self._hypothesis(data["hypothesis"], at(spot, "hypothesis"))
                if name is not None:
                    found.append(Reading(doc, name))
        return tuple(found)

    def _hypothesis(self, value: object, place: str) -> str | None:
        name = self.complaints.id(value, place)
        if name is None or name in self.names:
            return name
        return self.complaints.known(name, place, "hypothesis", self.names) if self.sound else None

    # --- what else is asked

    def _candidates(self, value: object) -> tuple[Candidate, ...]:
        say, found, seen = self.complaints, [], set()
        for number, row in enumerate(say.entries(value, "candidate_observations")):
            place = self._place("candidate_observations", number, row)
            data = say.mapping(row, place)
            say.keys(data, place, ("id", "text", "outcomes"), ("id", "outcomes") if isinstance(row, Mapping) else ())
            name = say.id(data["id"], at(place, "id")) if "id" in data else None
            if name in seen and name is not None:
                say.say("duplicate_id", place, f"the observation {name!r} stands twice", "rename one of them")
            seen.add(name)
            text = say.text(data.get("text"), at(place, "text"))
            outcomes = self._outcomes(data.get("outcomes"), at(place, "outcomes")) if "outcomes" in data else None
            if name is not None and outcomes is not None:
                found.append(Candidate(name, outcomes, text))
        return tuple(found)

    def _outcomes(self, value: object, place: str) -> dict[str, tuple[float, ...]] | None:
        say = self.complaints
        given = say.ids(value, place)
        if isinstance(value, Mapping) and not value:
            say.say("missing_key", place, "there are no outcomes", "give at least two, such as seen and missing")
        whole = isinstance(value, Mapping) and len(given) == sum(1 for key in value if not private(key)) > 0
        rows = {}
        for name, row in given.items():
            cells_ = self._row(row, at(place, name))
            rows[name] = tuple(cells_[each].point for each in self.names if each in cells_)
            whole = whole and len(rows[name]) == len(self.names)
        if not whole:
            return None
        for h, name in enumerate(self.names):
            total = sum(row[h] for row in rows.values())
            if abs(total - 1) > SUM_TOLERANCE:
                say.say(
                    "outcomes_not_one",
                    place,
                    f"under {name} the outcomes sum to {total:.6g}",
                    "make them sum to 1 under every hypothesis",
                )
        return rows

    def _analysts(self, value: object, items: tuple[Item, ...]) -> dict[str, Analyst]:
        say, found = self.complaints, {}
        by_id = {item.id: item for item in items}
        for name, row in say.ids(value, "analysts").items():
            place = at("analysts", name)
            data = say.mapping(row, place) if row is not None else {}
            say.keys(data, place, ("as_of", "prior", "likelihood"))
            prior = self._row(data.get("prior"), at(place, "prior"), partial=True)
            likelihood: dict[tuple[str, str], Cell] = {}
            for item, overrides in say.ids(data.get("likelihood"), at(place, "likelihood")).items():
                spot = at(at(place, "likelihood"), item)
                if item not in by_id:
                    say.known(item, spot, "item", tuple(by_id))
                elif by_id[item].role == "explanandum":
                    say.say("explanandum_scored", spot, "what is to be explained has likelihoods", "remove them")
                for hypothesis, cell in self._row(overrides, spot, partial=True).items():
                    likelihood[item, hypothesis] = cell
            found[name] = Analyst(name, say.day(data.get("as_of"), at(place, "as_of")), prior, likelihood)
        return found

    def _judgements(self, value: object) -> tuple[Judgement, ...]:
        say, found, seen = self.complaints, [], set()
        for number, row in enumerate(say.entries(value, "judgements")):
            place = self._place("judgements", number, row, "analyst")
            data = say.mapping(row, place)
            say.keys(data, place, ("analyst", "p", "events"), ("analyst",) if isinstance(row, Mapping) else ())
            name = say.id(data["analyst"], at(place, "analyst")) if "analyst" in data else None
            if name in seen and name is not None:
                say.say("duplicate_id", place, f"the analyst {name!r} judges twice", "rename one of them")
            seen.add(name)
            if isinstance(row, Mapping) and ("p" in data) == ("events" in data):
                code, what = (
                    ("bad_type", "both 'p' and 'events'")
                    if "p" in data
                    else ("missing_key", "neither 'p' nor 'events'")
                )
                say.say(code, place, f"{what} are given", "give either `p` or `events`")
                continue
            p = self._raw(data["p"], at(place, "p")) if "p" in data else None
            events = self._events(data["events"], at(place, "events")) if "events" in data else None
            if name is not None:
                found.append(Judgement(name, p, events))
        return tuple(found)

    def _raw(self, value: object, place: str) -> tuple[float, ...]:
        given = self._by_hypothesis(value, place)
        read = {name: self.complaints.fraction(each, at(place, name)) for name, each in given.items()}
        self._complete(given, place)
        return tuple(p for name in self.names if (p := read.get(name)) is not None)

    def _events(self, value: object, place: str) -> tuple[tuple[tuple[str, ...], float], ...]:
        say, found = self.complaints, []
        rows = say.entries(value, place)
        if not rows:
            say.say("missing_key", place, "there are no events", "give at least one, or `p`")
        for number, row in enumerate(rows):
            spot = f"{place}.{number + 1}"
            data = say.mapping(row, spot)
            say.keys(data, spot, ("of", "p"), ("of", "p") if isinstance(row, Mapping) else ())
            of = [self._hypothesis(each, at(spot, "of")) for each in say.entries(data.get("of"), at(spot, "of"))]
            p = say.fraction(data["p"], at(spot, "p")) if "p" in data else None
            if "of" in data and not of:
                say.say(
                    "bad_type", at(spot, "of"), "the event holds no hypothesis", "list the hypotheses it is made of"
                )
            if p is not None:
                found.append((tuple(each for each in of if each is not None), p))
        return tuple(found)

    # --- rules between parts

    def _pearson(self, question: Question) -> None:
        for group in question.groups.values():
            members = [item for item in question.items if item.group == group.id and item.likelihood is not None]
            if group.model != "pearson" or not members:
                continue
            place = at("groups", group.id)
            fix = "use the model copula"
            if len(members) != 2:
                self.complaints.say(
                    "bad_group", place, f"the model pearson needs exactly two items, not {len(members)}", fix
                )
                continue
            for analyst in (None, *question.analysts.values()):
                spot = place if analyst is None else at("analysts", analyst.id)
                pair = [cells(question, item, analyst) for item in members]
                if not all(cell.single for row in pair for cell in row):
                    self.complaints.say("bad_group", spot, "the model pearson needs single numbers", fix)
                    break
                for name, first, second in zip(self.names, *pair, strict=True):
                    if not feasible(group.rho, first.point, second.point):
                        text = f"rho {group.rho:g} makes a cell negative under {name}"
                        self.complaints.say("bad_rho", at(spot, "rho"), text, "use a rho nearer to 0")

    def _dates(self, question: Question) -> None:
        if question.as_of is None and all(each.as_of is None for each in question.analysts.values()):
            return
        for item in question.items:
            if item.role == "evidence" and item.date is None:
                place = at(at("evidence", item.id), "date")
                fix = "give the day on which the fact became known"
                if not any(each.place == place for each in self.complaints.found):
                    self.complaints.say("undated", place, "a scored item has no date in a run as of a day", fix)

    def _priors(self, question: Question) -> None:
        if (
            any(each.place.endswith(".prior") or ".prior." in each.place for each in self.complaints.found)
            or not self.sound
        ):
            return
        for analyst in (None, *question.analysts.values()):
            if len(question.hypotheses) < 2 or (analyst is not None and not analyst.prior):
                continue
            distance = incoherence([cell.point for cell in priors(question, analyst)])
            if distance > REFUSED:
                spot = "hypotheses" if analyst is None else at(at("analysts", analyst.id), "prior")
                text = f"the priors lie {distance:.2f} from the nearest distribution"
                self.complaints.say("incoherent_prior", spot, text, "ask again for priors that sum to 1")

    def _place(self, section: str, number: int, row: object, key: str = "id") -> str:
        """An entry of a list by its id where it has one, else by its number from 1."""
        name = row.get(key) if isinstance(row, Mapping) else None
        return at(section, name if isinstance(name, str) and name else number + 1)
