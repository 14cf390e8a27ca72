"""Affinities: a vector for every actor and relation, so that actors alike in what they do stand in for one another.

The score of answer b to the question (a, q) is sum over k of U[a,k] W[q,k] V[b,k], plus a bias of b (canonical polyadic
decomposition with inverse relations). The vectors are learned in the order of the days by a softmax over the true answer
and a drawn sample of others, with the logarithm of the sampling probability taken off, in AdaGrad steps.
"""

import numpy as np
import numpy.typing as npt

from detente.engines.forecast.stream import Ids

Floats = npt.NDArray[np.float32]
#: A product of fewer multiplications than this is not worth a second core to OpenBLAS.
ONE_CORE = 2**18


def _product(left: Floats, right: Floats) -> Floats:
    """The product ``left @ right`` in thin layers, so small that linear algebra stays on one core.

    So it gives the same bytes on every machine. Several cores would have to wait for one another at every step, which on a busy machine costs more than it brings.
    """
    left, right = np.ascontiguousarray(left), np.ascontiguousarray(right)
    thin = max(1, ONE_CORE // right.size)
    whole = len(left) // thin * thin
    found = np.empty((len(left), right.shape[1]), np.float32)
    np.matmul(left[:whole].reshape(-1, thin, left.shape[1]), right, out=found[:whole].reshape(-1, thin, right.shape[1]))
    np.matmul(left[whole:], right, out=found[whole:])
    return found


class Affinity:
    """Vectors of ``entities`` actors and ``relations`` relations (both ways counted), of ``rank`` numbers each."""

    def __init__(
        self,
        entities: int,
        relations: int,
        rank: int,
        rng: np.random.Generator,
        rate: float = 0.08,
        ridge: float = 1e-3,
    ) -> None:
        def small(rows: int, mean: float) -> Floats:
            return (mean + 0.1 * rng.standard_normal((rows, rank))).astype(np.float32)

        self.rng, self.rate, self.ridge = rng, rate, ridge
        self.u, self.w, self.v = small(entities, 0.0), small(relations, 0.5), small(entities, 0.0)
        self.bias = np.zeros(entities, np.float32)
        self.squares = [np.full(each.shape, 1e-3, np.float32) for each in (self.u, self.w, self.v, self.bias)]
        self.seen = np.zeros(entities)

    def learn(self, a: Ids, q: Ids, b: Ids, rows: npt.NDArray[np.int64], batch: int = 1024, others: int = 384) -> None:
        """One step for each batch of the events ``rows`` of (a, q, b), in the order given."""
        chance = (self.seen + 0.1) ** 0.75
        chance /= chance.sum()
        edges = np.cumsum(chance)
        for low in range(0, len(rows), batch):
            part = rows[low : low + batch]
            drawn = np.minimum(np.searchsorted(edges, self.rng.random(others)), len(edges) - 1)
            self._step(a[part], q[part], b[part], drawn, np.log(others * chance).astype(np.float32))

    def note(self, b: Ids) -> None:
        """Count answers, for the sampling of others."""
        self.seen += np.bincount(b, minlength=len(self.seen))

    def _step(self, a: Ids, q: Ids, b: Ids, drawn: Ids, log_chance: Floats) -> None:
        ua, wq, vb, vn = self.u[a], self.w[q], self.v[b], self.v[drawn]
        x = ua * wq
        positive = (x * vb).sum(1) + self.bias[b]
        negative = _product(x, vn.T) + (self.bias[drawn] - log_chance[drawn])
        negative[b[:, None] == drawn] = -1e9
        top = np.maximum(negative.max(1), positive)
        negative = np.exp(negative - top[:, None])
        whole = negative.sum(1) + np.exp(positive - top)
        negative /= whole[:, None]
        miss = np.exp(positive - top) / whole - 1.0
        dx = _product(negative, vn) + miss[:, None] * vb
        rows_v = np.concatenate([b, drawn])
        dv = np.concatenate([miss[:, None] * x, _product(negative.T, x)])
        dbias = np.concatenate([miss, negative.sum(0)])
        self._move(0, self.u, a, dx * wq + self.ridge * ua)
        self._move(1, self.w, q, dx * ua + self.ridge * wq)
        self._move(2, self.v, rows_v, dv)
        self._move(3, self.bias, rows_v, dbias)

    def _move(self, which: int, table: Floats, rows: Ids, gradient: Floats) -> None:
        """An AdaGrad step on the rows, the gradients of one row summed."""
        from scipy.sparse import csr_array

        unique, place = np.unique(rows, return_inverse=True)
        picks = csr_array(
            (np.ones(len(rows), np.float32), (place, np.arange(len(rows)))), shape=(len(unique), len(rows))
        )
        summed = picks @ gradient
        squares = self.squares[which]
        squares[unique] += summed * summed
        table[unique] -= self.rate * summed / np.sqrt(squares[unique])
