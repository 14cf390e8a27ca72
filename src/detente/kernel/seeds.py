"""Randomness is an argument: one seed in, one generator out, and streams that never overlap."""

import numpy as np


def generator(seed: int) -> np.random.Generator:
    """The generator of a seed (PCG64). Raises ValueError for a negative seed."""
    if seed < 0:
        raise ValueError(f"a seed is a whole number of 0 or more, not {seed}")
    return np.random.default_rng(seed)


def streams(seed: int, count: int) -> list[np.random.Generator]:
    """``count`` independent generators of one seed, for work that is cut into shards."""
    return [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(count)]
