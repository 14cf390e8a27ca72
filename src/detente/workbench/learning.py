"""The ranking of event types and what it learns: from a file of labelled texts, or from a dossier's confirmed claims.

Learning never changes a claim. After a confirmation the small model is fitted again in the background, beginning where
the last fit ended, and kept in ``<dossier>/reading/learned/``.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.coding.suggest.clauses import act_of
from detente.coding.suggest.masking import first_place, mask
from detente.coding.suggest.phrases import Phrase, read_phrases
from detente.coding.suggest.ranker import Encoder, Example, Ranker, Solution, digest_of, keys_of, labelled, train
from detente.coding.suggest.ranker import examples_of as examples_of_phrases
from detente.coding.vectors.safetensors import read_arrays, write_arrays
from detente.dossier.claim import EventClaim
from detente.dossier.dossier import Dossier
from detente.kernel.errors import fail
from detente.kernel.fingerprints import of_text
from detente.store import learned as shelf
from detente.store.shipped import SHIPPED, folder_of
from detente.workbench import embedding
from detente.workbench.opening import open_dossier

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DATA = Path(__file__).resolve().parent.parent / "coding" / "suggest" / "data"
PHRASES, VECTORS, FITS = DATA / "phrases.txt", DATA / "phrase_vectors.safetensors", DATA / "phrase_fits.safetensors"
CHOICES = ("auto", "off")


@lru_cache(maxsize=1)
def own_phrases() -> tuple[Phrase, ...]:
    """The phrases of the codebook that ship with the package."""
    return read_phrases(PHRASES.read_text(encoding="utf-8"))


def phrase_vectors() -> "NDArray[np.float64]":
    """Their sentence vectors: those that ship, or made anew if the phrases were changed. Needs the encoder only then."""
    import numpy as np

    held = read_arrays(VECTORS.read_bytes())
    key = of_text(PHRASES.read_text(encoding="utf-8"))
    return np.asarray(held[key] if key in held else embedding.embed([each.text for each in own_phrases()]), np.float64)


def encoder_for(vectors: str) -> Encoder | None:
    """The encoder if ``vectors`` is auto and it is installed, else None. Raises DetenteError for any other choice."""
    if vectors not in CHOICES:
        raise fail("option-invalid", f"--vectors is auto or off, not {vectors!r}")
    return Memory({}) if vectors == "auto" and embedding.missing() is None else None


def ranker_of(examples: Sequence[Example], encoder: Encoder | None, earlier: Solution | None = None) -> Ranker:
    """The ranking after these examples, beside the own phrases. Without an earlier fit it begins with the one that ships."""
    vectors = phrase_vectors() if encoder is not None else None
    start = earlier or _shipped(vectors is not None)
    return train(own_phrases(), examples, phrase_vectors=vectors, encoder=encoder, earlier=start)


@lru_cache(maxsize=2)
def _shipped(vectors: bool) -> Solution | None:
    """The fit on the own phrases alone that ships; None if it was made for other phrases."""
    keys = keys_of(examples_of_phrases(own_phrases()))
    digest, held = digest_of(keys, vectors=vectors), read_arrays(FITS.read_bytes())
    if f"{digest} rows" not in held:
        return None
    return Solution(digest, keys, held[f"{digest} rows"], held[f"{digest} offsets"])


# --- a dossier --------------------------------------------------------------------------------------------------------


def examples_of(name: str | Path, dossier: Dossier | None = None) -> tuple[Example, ...]:
    """The confirmed and edited event claims of a dossier, the latest last.

    The words are those of the claim's span if the text lies in ``reading/texts`` and the fingerprint fits, else the
    summary in the coder's own words. Both sides are masked by the names the roster has for them.
    """
    dossier = dossier or open_dossier(name)
    folder = folder_of(name)
    texts: dict[str, str] = {}
    for source in dossier.sources:
        path = folder / "reading" / "texts" / f"{source}.txt"
        if path.is_file():
            texts[source] = path.read_bytes().decode("utf-8", "replace")
    found: list[Example] = []
    for claim in sorted((each for each in dossier.claims.values() if isinstance(each, EventClaim) and each.usable), key=lambda each: (each.at or "", each.id)):  # fmt: skip
        words = _words(claim, texts.get(claim.source_document))
        sides = [next((place for each in names_of(dossier, ids) if (place := first_place(words, each))), None)
                 for ids in (claim.source, claim.target)]  # fmt: skip
        found += labelled(act_of(mask(words, *sides)), claim.plover, claim.id)
    return tuple(found)


def _words(claim: EventClaim, text: str | None) -> str:
    anchor = claim.anchors[0]
    span = text[anchor.start : anchor.end] if text else ""
    return span if span and of_text(span) == anchor.fingerprint else claim.summary


def names_of(dossier: Dossier, ids: Iterable[str]) -> list[str]:
    """Every name of some actors, the longest first."""
    actors = [dossier.actors[each] for each in ids if each in dossier.actors]
    names = {name for actor in actors for name in (actor.name, *actor.aliases, *actor.metonyms)}
    return sorted(names, key=lambda each: (-len(each), each))


def ranker_for(
    name: str | Path, vectors: str = "auto", dossier: Dossier | None = None
) -> tuple[Ranker, "Memory | None"]:
    """The ranking of a dossier and its encoder. What was kept is used; a new fit is kept unless the dossier ships."""
    folder = folder_of(name)
    yours = not folder.resolve().is_relative_to(SHIPPED)
    earlier = _solution(*held) if yours and (held := shelf.kept(folder, shelf.RANKING)) is not None else None
    memory = None
    if encoder_for(vectors) is not None:
        memory = Memory(_vectors(*known) if yours and (known := shelf.kept(folder, shelf.VECTORS)) is not None else {})
    ranker = ranker_of(examples_of(name, dossier), memory, earlier)
    if (
        yours
        and ranker.phrases < len(ranker.examples)
        and (earlier is None or earlier.digest != ranker.solution.digest)
    ):
        solution = ranker.solution
        shelf.keep(folder, shelf.RANKING, {"digest": solution.digest, "keys": list(solution.keys)},
                   write_arrays({"rows": solution.rows, "offsets": solution.offsets}))  # fmt: skip
    return ranker, memory


def keep_vectors(name: str | Path, memory: "Memory | None") -> None:
    """Keep the sentence vectors that were used, if there are new ones. A dossier that ships is left alone."""
    import numpy as np

    folder = folder_of(name)
    if memory is None or not memory.fresh or folder.resolve().is_relative_to(SHIPPED):
        return
    names = sorted(memory.used)
    stacked = np.array([memory.held[each] for each in names], np.float32)
    shelf.keep(
        folder, shelf.VECTORS, {"texts": names, "weights": embedding.WEIGHTS}, write_arrays({"vectors": stacked})
    )


class Memory:
    """An encoder that makes no vector twice. ``held`` maps the fingerprint of a text to its vector."""

    def __init__(self, held: dict[str, Any]) -> None:
        self.held = held
        self.used: set[str] = set()
        self.fresh = False

    def __call__(self, texts: Sequence[str]) -> "NDArray[np.float64]":
        """Vectors of length 1, shape (texts, 384)."""
        import numpy as np

        names = [of_text(text) for text in texts]
        new = {name: text for name, text in zip(names, texts, strict=True) if name not in self.held}
        if new:
            self.held.update(zip(new, embedding.embed(list(new.values())), strict=True))
            self.fresh = True
        self.used.update(names)
        return np.array([self.held[name] for name in names], np.float64).reshape(len(texts), -1)


def _solution(index: dict[str, Any], arrays: bytes) -> Solution | None:
    try:
        held = read_arrays(arrays)
        return Solution(str(index["digest"]), tuple(index["keys"]), held["rows"], held["offsets"])
    except (KeyError, ValueError, TypeError):
        return None


def _vectors(index: dict[str, Any], arrays: bytes) -> dict[str, Any]:
    """Kept vectors by fingerprint; none if they were made by other weights."""
    try:
        if index["weights"] != embedding.WEIGHTS:
            return {}
        return dict(zip(index["texts"], read_arrays(arrays)["vectors"], strict=True))
    except (KeyError, ValueError, TypeError):
        return {}
