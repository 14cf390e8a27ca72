"""The special functions of scipy that the intervals need; scipy belongs to the extra ``engines``."""

from typing import Any

from detente.kernel.errors import fail


def _special() -> Any:
    try:
        import scipy.special
    except ImportError:
        raise fail("part-missing", "the temperature needs scipy", 'Install "detente[engines]".') from None
    return scipy.special


def gammaincinv(shape: Any, q: Any) -> Any:
    """Quantile ``q`` of the gamma distribution with that shape and rate 1."""
    return _special().gammaincinv(shape, q)


def betaincinv(a: Any, b: Any, q: Any) -> Any:
    """Quantile ``q`` of the beta distribution."""
    return _special().betaincinv(a, b, q)


def betainc(a: Any, b: Any, x: Any) -> Any:
    """Cumulative beta distribution at ``x``."""
    return _special().betainc(a, b, x)


def gammaln(x: Any) -> Any:
    """Logarithm of the gamma function."""
    return _special().gammaln(x)
