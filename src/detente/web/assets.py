"""Style sheets and scripts, from the package and from memory: no path of a request ever reaches the disk.

The sheets of ``static/css`` are served as one file in the order of their names; a script of ``static/js`` keeps its own
name. Vega, for charts that answer to the pointer, comes from the chart library and is kept in the user's cache folder.
"""

import os
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from detente import workbench
from detente.kernel import fingerprints

router = APIRouter(include_in_schema=False)
_JS, _CSS = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
#: An address with the content's fingerprint never changes its content.
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
VEGA = "vega.js"


@lru_cache(maxsize=1)
def _held() -> dict[str, tuple[str, str]]:
    """Name -> (content, media type) of everything served, Vega excepted."""
    static = resources.files("detente.web").joinpath("static")
    sheets = sorted(static.joinpath("css").iterdir(), key=lambda each: each.name)
    found = {"style.css": ("".join(each.read_text("utf-8") for each in sheets if each.name.endswith(".css")), _CSS)}
    for script in static.joinpath("js").iterdir():
        if script.name.endswith(".js"):
            found[script.name] = (script.read_text("utf-8"), _JS)
    return found


@lru_cache(maxsize=64)
def address(name: str) -> str:
    """The address of an asset, with the fingerprint of its content. Raises KeyError for an unknown one."""
    if name == VEGA:
        return f"/assets/{VEGA}?v={_vega_version()}"
    return f"/assets/{name}?v={fingerprints.of_text(_held()[name][0])[:12]}"


@router.get("/assets/{name}")
def asset(name: str) -> Response:
    """One asset."""
    if name == VEGA:
        return Response(vega(), media_type=_JS, headers=_FOREVER)
    if name not in _held():
        raise HTTPException(404)
    content, media = _held()[name]
    return Response(content, media_type=media, headers=_FOREVER)


@lru_cache(maxsize=1)
def vega() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script: from the cache folder, else from the chart library (seconds, once)."""
    path = cache_folder() / f"vega-{_vega_version()}.js"
    try:
        return path.read_text("utf-8")
    except OSError:
        pass
    bundle = workbench.chart_script()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        workbench.save(path, bundle)
    except (OSError, workbench.DetenteError):
        return bundle  # without a cache it is made again at the next start
    return bundle


def cache_folder() -> Path:
    """The user's cache folder of this program (``XDG_CACHE_HOME``, else ``~/.cache``)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "detente"


def _vega_version() -> str:
    try:
        return metadata.version("vl-convert-python")
    except metadata.PackageNotFoundError:
        return "absent"
