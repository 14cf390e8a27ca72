"""Templates to answers: every value escaped, the words from the catalogue, the helpers that each page may use."""

from functools import lru_cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente import workbench
from detente.kernel.probability_words import percent
from detente.web import assets, words
from detente.web.figures import picture
from detente.web.navigation import PAGES

PANEL = "x-panel"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates' surroundings, made once."""
    made = Environment(
        loader=PackageLoader("detente.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "t": words.t,
        "known": words.known,
        "asset": assets.address,
        "picture": picture,
        "percent": percent,
    }
    made.filters |= {"points": points, "exact": exact}
    return made


def points(value: float | None) -> str:
    """A place on a scale as printed: whole points."""
    return "–" if value is None else f"{value:.0f}"


def exact(value: float | None) -> str:
    """A number as it is written in a file."""
    return "–" if value is None else f"{value:.6g}"


def render(request: Request, template: str, code: int = 200, **context: Any) -> HTMLResponse:
    """A page, or the same content as a panel when the request asks for one (header ``X-Panel``).

    Pages get ``view`` (:class:`detente.web.view.View`) in their context; the frame around them needs it.
    """
    guard = request.state.guard
    page = environment().get_template(template)
    frame = {
        "request": request,
        "csrf": guard.csrf,
        "pages": PAGES,
        "panel": PANEL in request.headers,
        "path": request.url.path,
    }
    if "view" in context:
        frame |= _masthead(context["view"])
    return HTMLResponse(page.render({**frame, **context}), code)


def fragment(template: str, **context: Any) -> Markup:
    """A template alone, as text that other templates may take in."""
    return Markup(environment().get_template(template).render(context))  # noqa: S704  autoescaped on the way


def _masthead(view: Any) -> dict[str, Any]:
    """What the frame says on every page: the dossier, its documents' days, whether it may be edited."""
    days = workbench.document_days(view.name)
    whole = workbench.open_dossier(view.name)
    shown = sum(
        1 for source in whole.sources.values() if view.day is None or (source.appeared and source.appeared <= view.day)
    )
    return {"title": whole.dossier.title, "days": days, "shown": shown, "documents": len(whole.sources),
            "editable": workbench.editable(view.name), "scenarios": whole.scenarios}  # fmt: skip
