"""The names of what the compiled pass writes about a candidate, in its order, and the group that each belongs to."""

from detente.engines.forecast.describing import WIDTH
from detente.engines.forecast.kernel import HALF_LIVES

#: What a list of past answers is about, in the order of the kernel.
LISTS = (
    ("same", "the same actor and relation"),
    ("partner", "the actor's partners"),
    ("relation", "the relation's usual answers"),
    ("country-relation", "the actor's country and relation"),
    ("country", "the partners of the actor's country"),
    ("reverse", "what was done to the actor, or what it did"),
    ("activity", "the candidate's activity"),
)
KINDS = (
    ("same-country", "the same actor and relation, the candidate's country"),
    ("partner-country", "the actor's partners, the candidate's country"),
    ("countries-relation", "both countries and the relation"),
    ("sectors", "both sectors and the relation"),
)
_REST = (
    ("rules", "rules between relations of the pair"),
    ("third-same", "third parties by the same relation"),
    ("third-any", "third parties"),
    ("affinity", "actors alike"),
    ("home", "the same country"),
    ("sector-equal", "the same sector"),
    ("is-state", "the candidate is a state"),
    ("itself", "the candidate is the actor"),
    ("retrieval", "all counts together"),
    ("place", "all counts together"),
    ("volume", "the question"),
    ("volume-actor", "the question"),
    ("variety", "the question"),
    ("variety-actor", "the question"),
    ("rules-answer", "rules of what happens to the candidate"),
    ("rules-country", "rules between relations of the countries"),
    ("third-quick", "third parties"),
)

NAMES: tuple[str, ...] = (
    *(f"{name}:{what}" for name, _ in LISTS for what in (*(f"{h:g}d" for h in HALF_LIVES), "since", "number")),
    *(f"{name}:{what}" for name, _ in KINDS for what in ("20d", "120d", "since")),
    *(name for name, _ in _REST),
)
GROUPS: tuple[str, ...] = (
    *(told for _, told in LISTS for _ in range(len(HALF_LIVES) + 2)),
    *(told for _, told in KINDS for _ in range(3)),
    *(told for _, told in _REST),
)
#: Features that the trees also see as the distance to the best candidate of the question.
RELATIVE = tuple(
    NAMES.index(name) for name in ("same:3d", "same:20d", "partner:3d", "partner:20d", "rules", "affinity")
)

if not len(NAMES) == len(GROUPS) == WIDTH:  # the kernel and this table are one list in two places
    raise ValueError(f"the kernel writes {WIDTH} features, {len(NAMES)} have names")
