"""The optional libraries that draw, loaded at the first use."""

from importlib import import_module
from typing import Any

from detente.kernel.errors import fail


def altair() -> Any:
    """The module that writes and checks Vega-Lite specifications."""
    return _load("altair")


def vl_convert() -> Any:
    """The module that turns specifications into pictures without a browser."""
    return _load("vl_convert")


def _load(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise fail("part-missing", "charts need altair and vl-convert", 'Install "detente[charts]".') from None
