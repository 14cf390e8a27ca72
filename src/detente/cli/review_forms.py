"""What a coder types: fields of a claim, answers to questions. Enter keeps what is shown and never stands for "none"."""

from typing import Any

import click

from detente.kernel.errors import DetenteError
from detente.workbench.review_fields import KINDS, RECORD_FIELDS, parsed, record_of, shown

HEDGED = {"strength": "weak, moderate or strong", "kind": "direct or partial", "said_by": "role [actor], e.g. author, third_party ID, unnamed"}  # fmt: skip


class QuitError(Exception):
    """The person left, or the input ended. Everything decided so far is on disk."""


class DropError(Exception):
    """The person dropped what was begun; nothing was decided."""


def ask(prompt: str, *, empty: bool = False) -> str:
    """One line. An empty one is asked again unless it may be; ``!`` drops what was begun; the end of the input leaves."""
    while True:
        try:
            said = str(click.prompt(prompt, default="", show_default=False, prompt_suffix=" > ")).strip()
        except (click.Abort, EOFError, KeyboardInterrupt):
            raise QuitError from None
        if said == "!":
            raise DropError
        if said or empty:
            return said


def say_problems(error: DetenteError) -> None:
    """What was wrong, a line each; nothing was written."""
    for problem in error.problems:
        click.secho(f"  {problem.message}. {problem.fix}", fg="red")


LEAVE = "s for later, never to be asked no more, q to leave"
_LEAVING = ("s", "q", "never")


def _left(said: str) -> dict[str, Any] | None:
    """No answer: not now, never, or the person leaves."""
    if said == "q":
        raise QuitError
    return {"skip": True} if said == "never" else None


_HINTS = {"kind_of": ", ".join(KINDS), "country": "three letters", "sector": "GOV, MIL, ...", "aliases": "by commas", "metonyms": "by commas",
          "group_of": "ids by commas", "roles": "TITLE FROM..TO by semicolons; an open end stays empty", "start": "YYYY-MM-DD", "end": "YYYY-MM-DD",
          "source": "where the day is from", "low": "what 0 means", "high": "what 100 means", "controller": "a party, or joint"}  # fmt: skip


class Form:
    """Asks for fields; knows the dossier's actors and issues, and adds what a person names anew."""

    def __init__(self, name: str, coder: str) -> None:
        self.name, self.coder = name, coder

    def required(self, view: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        """The fields without which the claim cannot be accepted: what is proposed is shown and kept by Enter."""
        fields = {**view["fields"], **given}
        full = dict(given)
        for each in view["wanted"]:
            field = each["name"]
            settled = field != view["own_words"] and (fields.get(field) or (field == "value" and field in fields))
            if not each["required"] or field in given or settled:
                continue
            if field == "plover":
                full[field] = ask("type").upper()
            elif field == view["own_words"]:
                full[field] = self._words(view, fields)
            else:
                full[field] = self._field(field, fields.get(field), none=field in ("date", view["actor_field"]))
            if full[field] is None:
                del full[field]
        full["issues"] = self._issues(view, fields)
        return {key: value for key, value in full.items() if value is not None}

    def _words(self, view: dict[str, Any], fields: dict[str, Any]) -> str:
        offered = str(fields.get(view["own_words"]) or "")
        if view["type"] == "event":
            from detente.workbench.reviewing import words_offered

            offered = offered or words_offered(self.name, fields)
        said = ask(f"{view['own_words']}, in your own words" + (f" [{offered}]" if offered else ""), empty=bool(offered))  # fmt: skip
        return said or offered

    def _field(self, field: str, proposed: Any, none: bool = False) -> Any:
        now = shown(proposed)
        hint = HEDGED.get(field, "YYYY, YYYY-MM, YYYY-MM-DD or A/B" if field in ("date", "due", "period") else "")
        prompt = field + (f" ({hint}{', or none' if none else ''})" if hint else " (or none)" if none else "") + (f" [{now}]" if now else "")  # fmt: skip
        said = ask(prompt, empty=bool(now))
        if field == "issue" and said:
            self._issue_exists(said)
        return parsed(field, said) if said else None

    def _issues(self, view: dict[str, Any], fields: dict[str, Any]) -> list[str] | None:
        likely = fields.get("issues") or view.get("likely_issues") or []
        said = ask(f"issues (ids by commas, none, or a new id) [{', '.join(likely) or 'none'}]", empty=True)
        chosen = list(likely) if not said else [] if said in ("none", "-") else [each.strip() for each in said.split(",") if each.strip()]  # fmt: skip
        for each in chosen:
            self._issue_exists(each)
        return chosen

    def _issue_exists(self, issue: str) -> None:
        """An issue that is not there yet is made, with what its ends mean."""
        from detente import workbench
        from detente.workbench import reviewing

        known = workbench.open_dossier(self.name).issues
        if issue in known:
            return
        click.echo(f"There is no issue {issue!r} yet ({', '.join(known) or 'the dossier has none'}). Describe it, or q to leave it.")  # fmt: skip
        title = ask("its name")
        if title == "q":
            return
        low, high = ask("what 0 means"), ask("what 100 means")
        try:
            reviewing.keep_record(
                self.name, "issue", {"id": issue, "name": title, "low": low, "high": high}, coder=self.coder
            )
        except DetenteError as error:
            say_problems(error)

    def edited(self, view: dict[str, Any]) -> dict[str, Any]:
        """``field=value`` lines until an empty one; ``words=`` gives another selection."""
        for each in view["wanted"]:
            value = shown(view["fields"].get(each["name"]))
            click.echo(f"  {each['name']}{'*' if each['required'] else ''} = {value}")
        click.echo(
            "  words = (another selection: exact words, first ... last, or START-END)    type = (another type of claim)"
        )
        fields: dict[str, Any] = {}
        known = {each["name"] for each in view["wanted"]} | {"words", "type"}
        while said := ask("field=value, Enter when done", empty=True):
            field, sign, value = (part.strip() for part in said.partition("="))
            if not sign or field not in known:
                click.echo(f"  there is no field {field!r}")
                continue
            fields[field] = value if field in ("words", "type") else parsed(field, value) if value else None
        return fields

    def fresh(self, type_: str) -> dict[str, Any]:
        """All required fields of a new claim, one by one."""
        from detente.workbench.reviewing import fields_of

        role = ask(f"said_by ({HEDGED['said_by']}) [author]", empty=True) or "author"
        attitude = ask("author_attitude (asserts, reports, hedges, rejects) [asserts]", empty=True) or "asserts"
        voice = {"said_by": parsed("said_by", role), "author_attitude": attitude}
        return self.required({**fields_of(type_), "fields": {}, "likely_issues": []}, voice)

    def answer(self, view: dict[str, Any]) -> dict[str, Any] | None:
        """The answer to a question; None when the person passes it over for now. ``q`` leaves the session."""
        options = view["options"]
        if view["asks"] == "who":
            return self._who(view)
        wanted = (
            "YYYY-MM-DD, YYYY-MM, YYYY or A/B"
            if view["asks"] in ("date", "when")
            else "id of the actor, new ID KIND [COUNTRY], or none"
        )
        said = ask(f"{wanted}{'; a number takes that option' if options else ''}; {LEAVE}")
        if said in _LEAVING:
            return _left(said)
        chosen = options[int(said) - 1] if said.isdecimal() and 0 < int(said) <= len(options) else said
        if view["asks"] in ("date", "when"):
            return {"value": chosen}
        words = chosen.split()
        if words[0] == "new" and len(words) in (3, 4) and words[2] in KINDS:
            country = {"country": words[3].upper()} if len(words) == 4 else {}
            return {"actor": words[1], "add": {"name": ask("name"), "kind": words[2], **country}}
        return {"actor": "" if chosen in ("none", "-") else chosen}

    def record(self, document: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """What kind of record, and its keys; None if it is none that can be kept."""
        kind = ask(f"actor, calendar, issue, or date (of {document['id']})")
        if kind == "date":
            return kind, {"value": ask("YYYY-MM-DD, YYYY-MM, YYYY or A/B")}
        if kind not in RECORD_FIELDS:
            click.echo(f"There is no kind {kind!r}.")
            return None
        click.echo("Where the id is known already, Enter leaves a field as it is.")
        said = {}
        for field in RECORD_FIELDS[kind]:
            hint = f" ({_HINTS[field]})" if field in _HINTS else ""
            said[field] = ask(
                f"{field.removesuffix('_of') if field == 'kind_of' else field}{hint}", empty=field != "id"
            )
        return kind, record_of(kind, said)

    def _who(self, view: dict[str, Any]) -> dict[str, Any] | None:
        """A name outside the roster: a new actor, another name of a known one, or none."""
        from detente.workbench.reviewing import id_from

        click.echo(f"new KIND [COUNTRY] adds it to the roster (kinds: {' '.join(KINDS)}); = ID is another name of that actor; none is no actor")  # fmt: skip
        while True:
            said = ask(f"new KIND [COUNTRY], = ID, or none; {LEAVE}")
            words = said.split()
            if said in _LEAVING:
                return _left(said)
            if said in ("none", "-"):
                return {"actor": ""}
            if said.startswith("=") and said[1:].strip():
                return {"actor": said[1:].strip(), "alias": True}
            if words[0] == "new" and len(words) in (2, 3) and words[1] in KINDS:
                printed = view["facts"][0] if view["facts"] else view["id"].partition(":")[2]
                offered = id_from(printed)
                name = ask(f"id [{offered}]", empty=True) or offered
                country = {"country": words[2].upper()} if len(words) == 3 else {}
                return {"actor": name, "add": {"kind": words[1], **country}}
            click.echo("  Write for example: new person NOR")
