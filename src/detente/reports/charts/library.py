"""The optional library that draws, loaded at the first use."""

from importlib import import_module
from typing import Any

from detente.kernel.errors import fail


def vl_convert() -> Any:
    """The module that turns specifications into pictures without a browser."""
    try:
        return import_module("vl_convert")
    except ImportError:
        raise fail("part-missing", "charts need vl-convert", 'Install "detente[charts]".') from None
