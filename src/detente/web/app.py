"""The application: settings in, ASGI out. The command line starts it by name, so that it never imports this room."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from threading import Thread

from fastapi import FastAPI, Request

from detente import __version__, workbench
from detente.web import assets, errors, templating, words
from detente.web.guard import App, Guard, Scope
from detente.web.jobs import Jobs
from detente.web.navigation import FURTHER, PAGES
from detente.web.settings import Settings, from_environment


def create(settings: Settings | None = None) -> App:
    """The whole application behind its gate."""
    told = settings or Settings()
    app = FastAPI(
        title="detente", version=__version__, description=words.t("api.description"), docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json", lifespan=_life,
    )  # fmt: skip
    app.state.settings, app.state.jobs = told, Jobs()
    app.include_router(assets.router)
    for page in (*PAGES, *FURTHER):
        app.include_router(import_module(f"detente.web.pages.{page.key}").router)
    app.include_router(import_module("detente.web.api").router)
    errors.install(app)
    return Guard(app, told, _refusal)


def make() -> App:
    """The application with the settings of the environment: what the server is told to call."""
    return create(from_environment())


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """Make ready what the first view waits for; draw and start the worker behind it; leave no process behind."""
    if app.state.settings.warm:
        _ready(app)
        Thread(target=_warm, args=(app,), daemon=True, name="detente-warm").start()
    yield
    app.state.jobs.close()


def _ready(app: FastAPI) -> None:
    """The dossier in memory, the overview's modules and templates loaded."""
    with suppress(workbench.DetenteError):  # the first page says what is wrong
        workbench.overview(app.state.settings.dossier)
    for name in ("overview.html", "base.html", "macros.html", "trace.html", "figure.html"):
        templating.environment().get_template(name)


def _warm(app: FastAPI) -> None:
    """The overview's chart, the questions, the ledger, the deal room's mathematics, then the worker."""
    from detente.web.figures import picture

    with suppress(workbench.DetenteError):
        picture(workbench.draw_timeline(app.state.settings.dossier))
        workbench.list_questions(app.state.settings.dossier)
        workbench.scoreboard(app.state.settings.dossier)
    with suppress(workbench.DetenteError):
        for deal, _ in workbench.deals_of(app.state.settings.dossier)[:1]:
            workbench.answer_room(app.state.settings.dossier, deal, workbench.Setting(), workbench.Setting())
    app.state.jobs.warm()


def _refusal(scope: Scope, status: int, why: str) -> App:
    """The gate's answer to a request it does not let through."""
    request = Request(scope)
    if why == "token" and scope["method"] == "GET" and not scope["path"].startswith("/api/"):
        from detente.web.pages.enter import ask

        return ask(request, status)
    return errors.answer(request, status, words.t(f"errors.{why}"))
