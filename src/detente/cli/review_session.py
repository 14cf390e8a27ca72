"""The walk through questions, suggestions and events: one key a decision, each on disk before the next screen."""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from detente.cli import output
from detente.cli.review_forms import DropError, Form, QuitError, ask, say_problems
from detente.cli.review_screen import KEYS, draw, draw_event, draw_help, draw_passage, draw_question
from detente.kernel.errors import DetenteError


def key() -> str:
    """One key, without Enter; from a pipe the next character that is no line break. End of input and Ctrl-C quit."""
    while True:
        try:
            sign = click.getchar() if sys.stdin.isatty() else sys.stdin.read(1)
        except (EOFError, KeyboardInterrupt, click.Abort):
            raise QuitError from None
        if sign in ("", "\x03", "\x04"):
            raise QuitError
        if sign not in ("\r", "\n"):
            return sign


class Session:
    """One sitting of one coder."""

    def __init__(self, name: str, coder: str, by: str, document: str | None, issue: str | None, types: tuple[str, ...], blind: bool) -> None:  # fmt: skip
        self.name, self.coder, self.blind = name, coder, blind
        self.chosen: dict[str, Any] = {"by": by, "document": document, "issue": issue, "types": types, "blind": blind}
        self.decided = 0
        self.passed_over: list[str] = []
        self.form = Form(name, coder)

    def run(self, work: Callable[[], None]) -> None:
        """Do the work until it ends or the person leaves, and tell what is left."""
        from detente.workbench import reviewing

        click.echo(f"{self.coder} reviews {self.name}" + (" blind" if self.blind else "") + ". Every decision is kept at once; q leaves.")  # fmt: skip
        with suppress(QuitError):
            work()
        click.echo()
        left = reviewing.review_status(self.name, coder=self.coder, blind=self.blind)
        open_ = left["status"].get("open", 0) + left["status"].get("later", 0)
        output.said(f"{self.decided} decisions kept; open: {open_} suggestions, {left['open_questions']} questions")
        if not self.blind:
            output.said(left["coding"])

    def walk(self) -> None:
        """Questions, suggestions, then events; a blind coder closes documents at the end."""
        from detente.workbench import reviewing

        while view := reviewing.next_to_review(self.name, coder=self.coder, passed_over=self.passed_over, **self.chosen):  # fmt: skip
            if view["kind"] == "question":
                self._question(view)
            else:
                self._suggestion(view)
        if self.blind:
            self._close()
        else:
            self._events()

    def read(self) -> None:
        """Paragraph by paragraph; the person selects."""
        from detente.workbench import reviewing

        place = 0
        while True:
            views = reviewing.paragraphs(self.name, coder=self.coder, document=self.chosen["document"], blind=self.blind)  # fmt: skip
            if place >= len(views):
                return
            view = views[place]
            draw_passage(view)
            pressed = key()
            if pressed == "j":
                place += 1
            elif pressed == "k":
                place = max(0, place - 1)
            elif pressed == "q":
                raise QuitError
            elif pressed == "u":
                self._kept(lambda _: self._undo(), 0)
            elif pressed in "ng":
                started = time.monotonic()
                try:
                    act = self._new(view) if pressed == "n" else self._record(view["document"])
                except DropError:
                    act = None
                if act is not None:
                    self._kept(act, time.monotonic() - started)

    # --- suggestions ---

    def _suggestion(self, view: dict[str, Any]) -> None:
        from detente.workbench.learner import learn

        started = time.monotonic()
        self._draw(view)
        while True:
            pressed = key()
            try:
                act = self._act(pressed, view)
            except DropError:
                click.echo("dropped")
                act = None
            if act is None:
                continue
            if self._kept(act, time.monotonic() - started):
                if view["type"] == "event" and not self.blind and pressed in "123te":
                    learn(self.name)
                return
            started = time.monotonic()
            self._draw(view)

    def _draw(self, view: dict[str, Any]) -> None:
        draw(view)
        click.secho("   ".join(KEYS), dim=True)

    def _act(self, pressed: str, view: dict[str, Any]) -> Callable[[float], Any] | None:
        """What a key does; None if it only shows something."""
        from detente.workbench import reviewing

        claim, common = view["id"], {"coder": self.coder, "version": view["version"], "blind": self.blind}
        ranked = [each["type"] for each in view["ranked"]]
        if pressed in "123" and int(pressed) <= len(ranked):
            return self._accept(view, {"plover": ranked[int(pressed) - 1]})
        match pressed:
            case "t" if view["types"]:
                given = ask("type").upper()
                return self._accept(view, {"plover": given}, edited=given not in ranked)
            case "a" if view["type"] != "event":
                return self._accept(view, {})
            case "e":
                return self._edit(view)
            case "x":
                return lambda seconds: reviewing.reject_suggestion(self.name, claim, seconds=seconds, **common)
            case "p":
                return lambda seconds: reviewing.reject_rest(self.name, view["passage"]["id"], coder=self.coder, seconds=seconds, blind=self.blind)  # fmt: skip
            case "s":
                return lambda seconds: reviewing.later_suggestion(self.name, claim, seconds=seconds, **common)
            case "n":
                return self._new(view)
            case "/":
                words = ask("the second part begins with the words")
                return lambda seconds: reviewing.split_suggestion(self.name, claim, words, seconds=seconds, **common)
            case "+":
                return self._merge(view, common)
            case "g":
                return self._record(view["document"])
            case "u":
                return lambda _: self._undo()
            case "q":
                raise QuitError
            case "r":
                click.echo(repr(view["passage"]["raw"]))
            case "?":
                self._help(view)
            case _:
                click.echo("That key means nothing here. " + "   ".join(KEYS))
        return None

    def _accept(self, view: dict[str, Any], fields: dict[str, Any], edited: bool = False) -> Callable[[float], Any]:
        from detente.workbench import reviewing

        full = self.form.required(view, fields)
        decide = reviewing.edit_claim if edited else reviewing.confirm_suggestion
        return lambda seconds: self._with_copies(view, decide(
            self.name, view["id"], fields=full, coder=self.coder, version=view["version"], seconds=seconds, blind=self.blind))  # fmt: skip

    def _edit(self, view: dict[str, Any]) -> Callable[[float], Any]:
        from detente.workbench import reviewing

        fields = self.form.edited(view)
        full = self.form.required({**view, "fields": {**view["fields"], **fields}}, fields)
        return lambda seconds: self._with_copies(view, reviewing.edit_claim(
            self.name, view["id"], full, coder=self.coder, version=view["version"], seconds=seconds, blind=self.blind))  # fmt: skip

    def _new(self, view: dict[str, Any]) -> Callable[[float], Any] | None:
        from detente.workbench import reviewing

        words = ask("the words (all of them, or the first ... the last)")
        type_ = ask(f"type ({', '.join(reviewing.TYPES)})")
        if type_ not in reviewing.TYPES:
            click.echo(f"There is no type {type_!r}.")
            return None
        fields = self.form.fresh(type_)
        return lambda seconds: reviewing.add_claim(self.name, view["document"]["id"], view["passage"]["id"], words, type_, fields,
                                                   coder=self.coder, seconds=seconds, blind=self.blind)  # fmt: skip

    def _merge(self, view: dict[str, Any], common: dict[str, Any]) -> Callable[[float], Any]:
        from detente.workbench import reviewing

        others = [each for each in reviewing.review_queue(self.name, coder=self.coder, blind=self.blind, document=view["document"]["id"], types=(view["type"],))
                  if each["id"] != view["id"]][:9]  # fmt: skip
        for place, each in enumerate(others, 1):
            click.echo(f"  {place}  {each['words'][:100]}")
        given = ask("merge with (number, or the id of an accepted claim)")
        other = others[int(given) - 1]["id"] if given.isdecimal() and 0 < int(given) <= len(others) else given
        return lambda seconds: reviewing.merge_suggestions(self.name, view["id"], other, seconds=seconds, **common)

    def _record(self, document: dict[str, Any]) -> Callable[[float], Any] | None:
        """An actor, a day of the calendar, an issue, or the document's date; then what hangs on it is looked for once more."""
        from detente.workbench import refinding, reviewing

        if self.blind:
            click.echo("A blind coder takes the roster, the calendar and the dates as they are.")
            return None
        given = self.form.record(document)
        if given is None:
            return None
        kind, record = given

        def keep(seconds: float) -> None:
            if kind == "date":
                reviewing.answer_question(self.name, f"date:{document['id']}", record, coder=self.coder, seconds=seconds)  # fmt: skip
            else:
                done = reviewing.keep_record(self.name, kind, record, coder=self.coder, seconds=seconds)
                click.secho(f"{kind} {done['id']} {'added' if done['new'] else 'changed'}", fg="green")
            refinding.find_again(self.name)

        return keep

    def _undo(self) -> None:
        from detente.workbench import reviewing

        back = reviewing.undo_last(self.name, coder=self.coder, blind=self.blind)["took_back"]
        click.echo(f"taken back: {back['action']} of {back['about']}")

    def _with_copies(self, view: dict[str, Any], outcome: dict[str, Any]) -> dict[str, Any]:
        """Exact copies of what was just accepted may be accepted with it, by a key of its own."""
        from detente.workbench import reviewing

        click.secho(f"kept: {outcome['about']} is {outcome['status']}", fg="green")
        if copies := outcome["duplicates"]:
            click.echo(f"{len(copies)} exact {'copy' if len(copies) == 1 else 'copies'} of this stand in other documents: {', '.join(copies)}.")  # fmt: skip
            click.echo("d accepts them with the same coding, any other key leaves them in the queue.")
            if key() == "d":
                for copy in copies:
                    reviewing.accept_duplicate(self.name, view["id"], copy, coder=self.coder)
                    self.decided += 1
        return outcome

    def _kept(self, act: Callable[[float], Any], seconds: float) -> bool:
        """Do it; False if something was wrong, which is told."""
        try:
            act(seconds)
        except DetenteError as error:
            say_problems(error)
            return False
        self.decided += 1
        return True

    def _help(self, view: dict[str, Any]) -> None:
        from detente.workbench import reviewing

        ranked = [each["type"] for each in view["ranked"]]
        for kind in ranked or ():
            draw_help(reviewing.type_help(kind))
        if view["types"]:
            click.echo("A type by name, or Enter:")
            given = ask("type", empty=True).upper()
            if given in view["types"]:
                draw_help(reviewing.type_help(given))
        click.secho("   ".join(KEYS), dim=True)

    # --- questions ---

    def _question(self, view: dict[str, Any]) -> None:
        from detente.workbench import refinding, reviewing

        draw_question(view)
        started = time.monotonic()
        try:
            answer = self.form.answer(view)
        except DropError:
            answer = None
        if answer is None:
            self.passed_over.append(view["id"])
            return
        try:
            outcome = reviewing.answer_question(self.name, view["id"], answer, coder=self.coder, seconds=time.monotonic() - started)  # fmt: skip
        except DetenteError as error:
            say_problems(error)
            return
        self.decided += 1
        if outcome["resolved"]:
            click.secho(f"{outcome['resolved']} resolved by one answer", fg="green")
            refinding.find_again(self.name)

    # --- events and blind closing ---

    def _events(self) -> None:
        from detente.workbench import event_rows

        while view := event_rows.next_event_claim(self.name):
            draw_event(view)
            click.secho("y a row of its own   1-3 the same event as that row   x no row   u undo   q quit", dim=True)
            started = time.monotonic()
            pressed = key()
            chosen: dict[str, Any]
            if pressed == "y":
                try:
                    chosen = {"row": ask(f"id of the row [{view['id']}]", empty=True) or None}
                except DropError:
                    continue
            elif pressed in "123" and int(pressed) <= len(view["candidates"]):
                chosen = {"joins": view["candidates"][int(pressed) - 1]["id"]}
            elif pressed == "x":
                chosen = {"skip": True}
            elif pressed == "u":
                self._undo()
                continue
            elif pressed == "q":
                raise QuitError
            else:
                continue
            took = time.monotonic() - started
            self._kept(lambda seconds, chosen=chosen: event_rows.make_event(self.name, view["id"], coder=self.coder, seconds=seconds, **chosen), took)  # type: ignore[misc]  # fmt: skip

    def _close(self) -> None:
        """A blind coder closes what is fully decided; only then may anybody compare."""
        from detente.workbench import reviewing

        for document in reviewing.open_documents(self.name, coder=self.coder):
            if self.chosen["document"] not in (None, document):
                continue
            click.echo(
                f"Everything in {document} is decided. f closes it for comparison, any other key leaves it open."
            )
            if key() == "f":
                self._kept(lambda _, document=document: reviewing.finish_blind(self.name, document, coder=self.coder), 0)  # type: ignore[misc]  # fmt: skip
