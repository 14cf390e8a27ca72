"""Who wants what, and who says so: the stances that weigh most, each with its holder and its witness."""

from collections import defaultdict
from collections.abc import Iterator

from detente.dossier.claim import Stance
from detente.dossier.sides import party_of
from detente.explain.sentence import Sentence, sentence_case
from detente.reports.blocks import Block, Bullets, Heading, Paragraph
from detente.reports.brief.scope import Scope

ACTORS = 10
EACH = 3
_ASPECT = {"position": 0, "motive": 1, "belief": 2}
_STRENGTH = {"strong": 0, "moderate": 1, "weak": 2}


def voices(scope: Scope) -> Iterator[Block]:
    """A bullet an actor: its strongest stances on different issues; motives are marked as such."""
    chosen = _actors(scope)
    if not chosen:
        return
    yield Heading("Who wants what, and who says so")
    yield Bullets(
        tuple(
            Paragraph(
                tuple(_say(scope, actor, each) for each in stances), f"{_capital(scope.dossier.actor_name(actor))}."
            )
            for actor, stances in chosen
        )
    )


def _actors(scope: Scope) -> list[tuple[str, list[Stance]]]:
    """Actors that hold a position, the two sides first; a government speaks through its members too.

    Where no positions are coded at all, the actors with most stances stand for them.
    """
    held = [
        p.actor for p in scope.dossier.positions.values() if p.period == scope.period.id and scope.touches((p.issue,))
    ]
    if not scope.dossier.positions:
        held = [actor for stance in scope.stances() for actor in stance.actor]
    weight = {actor: held.count(actor) for actor in dict.fromkeys(held)}
    leads = [p.actor for issue in scope.issues for p in scope.sides(issue) if p]
    order = sorted(
        weight, key=lambda actor: (-leads.count(actor), party_of(scope.dossier, actor) is None, -weight[actor])
    )
    by_actor: dict[str, list[Stance]] = defaultdict(list)
    for stance in scope.stances():
        if stance.author_attitude != "rejects":
            for actor in stance.actor:
                by_actor[actor].append(stance)
    found, used = [], set()
    for actor in order:
        members = [
            name
            for name, record in scope.dossier.actors.items()
            if record.kind == "person" and record.group_of[:1] == (actor,)
        ]
        own = [each for name in (actor, *members) for each in by_actor[name] if each.id not in used]
        best = _best(scope, own)
        if best:
            used |= {each.id for each in best}
            found.append((actor, best))
    return found[:ACTORS]


def _best(scope: Scope, stances: list[Stance]) -> list[Stance]:
    """Strong and corroborated first, one an issue (three an issue when the brief is about one)."""
    behind = defaultdict(set)
    for each in stances:
        behind[each.issue].add(each.source_document)
    own_words = {each.id: each.said_by.role == "actor_own_words" for each in stances}
    ranked = sorted(
        stances,
        key=lambda s: (
            _ASPECT[s.aspect],
            _STRENGTH[s.strength],
            not own_words[s.id],
            s.author_attitude != "asserts",
            -len(behind[s.issue]),
        ),
    )
    limit = EACH if scope.issue else 1
    kept: list[Stance] = []
    for each in ranked:
        if sum(other.issue == each.issue for other in kept) < limit and len(kept) < EACH:
            kept.append(each)
    return kept


def _say(scope: Scope, actor: str, stance: Stance) -> Sentence:
    """The stance with its holder (if not the actor itself) and its witness."""
    source = scope.dossier.sources[stance.source_document].short
    holder = (
        ""
        if actor in stance.actor or _is_named_after(scope, actor, stance.actor[0])
        else f"{scope.dossier.actor_name(stance.actor[0])}: "
    )
    speaker = stance.said_by.actor
    if stance.said_by.role == "actor_own_words" and speaker in stance.actor:
        witness = f"own account, in {source}"
    elif speaker and speaker not in scope.dossier.sources[stance.source_document].author_actors:
        witness = f"{scope.dossier.actor_name(speaker)}, in {source}"
    else:
        witness = source
    own = witness.startswith("own account")
    mark = "" if stance.aspect != "motive" else "motive, in " if own else "motive, according to "
    return Sentence(f"{holder}{sentence_case(stance.position)[:-1]} ({mark}{witness}).", (stance.id,))


def _is_named_after(scope: Scope, actor: str, person: str) -> bool:
    """True for a government that bears the name of the person, such as the Biden administration and Joe Biden."""
    record = scope.dossier.actors[person]
    return any(alias in scope.dossier.actor_name(actor) for alias in (record.name, *record.aliases))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
