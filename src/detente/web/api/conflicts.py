"""The conflicts: readings, states and moves, what lasts beside the null, why not, and preferences tried and kept."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from detente import workbench
from detente.web.api.scenarios import Kept
from detente.web.api.view import Asked
from detente.workbench.conflict_room import ConceptRow, ConflictRoom, Reading, StateAnswer

router = APIRouter(tags=["conflicts"])
ConflictId = Annotated[str, Path(max_length=120, description="An id of conflicts/.")]
StateId = Annotated[str, Path(max_length=120, description="An id of a state.")]
Profile = Annotated[str | None, Query(max_length=120, description="A reading; by default the first.")]
Name = Annotated[str, Field(max_length=120)]


class Summary(BaseModel):
    """A conflict of the dossier; ``question`` is that of the rival explanations with the same id."""

    id: str
    title: str
    period: str | None
    readings: int
    question: str | None


class Want(BaseModel):
    """One preference statement: its id and its condition over the options."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(min_length=1, max_length=120)]
    holds: Annotated[str, Field(min_length=1, max_length=400)]


class Tried(BaseModel):
    """Other preferences: decision maker -> statements by falling weight. Who is absent wants what is coded."""

    model_config = ConfigDict(extra="forbid")

    profile: Name | None = None
    trial: Annotated[dict[Name, Annotated[list[Want], Field(min_length=1, max_length=60)]], Field(max_length=20)] = {}

    def asked(self) -> workbench.Trial:
        """As the workbench takes it."""
        return tuple((dm, tuple(workbench.Wanted(each.id, each.holds) for each in wanted)) for dm, wanted in self.trial.items())  # fmt: skip


class Wish(BaseModel):
    """Preferences to be kept in the file: statements as coded keep their grounds, others rest on ``why``."""

    model_config = ConfigDict(extra="forbid")

    profile: Name
    trial: Annotated[dict[Name, Annotated[list[Want], Field(min_length=1, max_length=60)]], Field(min_length=1, max_length=20)]  # fmt: skip
    why: Annotated[str, Field(min_length=1, max_length=400)]
    version: Annotated[str, Field(max_length=64, description="The version that was seen.")]


@router.get("/conflicts", summary="The conflicts of the dossier")
def conflicts(view: Asked) -> list[Summary]:
    """In the order of the files."""
    return [Summary(**each) for each in workbench.conflicts_of(view.name, as_known_on=view.day, scenario=view.scenario)]


@router.get("/conflicts/{conflict}", summary="A conflict under one reading")
def conflict(view: Asked, conflict: ConflictId, profile: Profile = None) -> ConflictRoom:
    """Who wants what, every state with its ranks, the wanted moves, and the way to what happened."""
    return workbench.conflict_room(view.name, conflict, profile, as_known_on=view.day, scenario=view.scenario)


@router.get("/conflicts/{conflict}/readings", summary="The rival readings of a conflict")
def readings(view: Asked, conflict: ConflictId) -> list[Reading]:
    """Whether what happened lasts in each, and whether the parties' own wishes lead there."""
    return list(workbench.readings_of(view.name, conflict, as_known_on=view.day, scenario=view.scenario))


@router.get("/conflicts/{conflict}/lasting", summary="What lasts, beside the null")
def lasting(view: Asked, conflict: ConflictId, profile: Profile = None) -> list[ConceptRow]:
    """Equilibria, selectivity and the null of each concept."""
    return list(workbench.lasting_states(view.name, conflict, profile, as_known_on=view.day, scenario=view.scenario))


@router.get("/conflicts/{conflict}/states/{state}", summary="Why a state lasts or does not")
def state(view: Asked, conflict: ConflictId, state: StateId, profile: Profile = None) -> StateAnswer:
    """Decision maker by decision maker, with the answers that hold it back."""
    return workbench.why_state(view.name, conflict, state, profile, as_known_on=view.day, scenario=view.scenario)


@router.post("/conflicts/{conflict}/try", summary="A conflict with other preferences")
def try_out(view: Asked, conflict: ConflictId, tried: Tried) -> ConflictRoom:
    """Nothing is written."""
    return workbench.conflict_room(
        view.name, conflict, tried.profile, trial=tried.asked(), as_known_on=view.day, scenario=view.scenario
    )


@router.post("/conflicts/{conflict}/preferences", summary="Keep preferences in the conflict's file")
def keep(view: Asked, conflict: ConflictId, wish: Wish) -> Kept:
    """Only while the file is still at the version named; a shipped dossier refuses."""
    room = workbench.conflict_room(view.name, conflict, wish.profile, trial=Tried(profile=wish.profile, trial=wish.trial).asked())  # fmt: skip
    file: Any = workbench.open_dossier(view.name).conflicts[conflict]
    changed = {
        dm: workbench.as_records(
            file, room.profile, dm, [workbench.Wanted(each.id, each.holds) for each in wanted], wish.why
        )
        for dm, wanted in wish.trial.items()
    }
    done = workbench.change_statements(view.name, conflict, room.profile, changed, version=wish.version)
    return Kept(id=done.record, version=done.version)
