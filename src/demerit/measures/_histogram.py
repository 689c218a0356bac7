"""Mean, spread and quantiles of whole numbers counted in bins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.measures.sums import per

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


def moments(bins: Array, n: Array, width: int) -> tuple[Array, Array]:
    """Give mean and standard deviation of numbers counted in bins along the last axis of `n`.

    A whole-number value in the bin b is one of b .. b + width - 1, so a bin stands for b + (width - 1)/2.
    """
    value = bins + (width - 1) / 2
    of = n.sum(axis=-1)
    mean = per(n @ value, of)
    return mean, np.sqrt(np.maximum(per(n @ (value * value), of) - mean**2, 0))


def quantile(bins: Array, n: Array, share: float, width: int) -> Array:
    """Give the value below which `share` lie, straight between the edges of its bin; along the last axis of `n`."""
    below = np.cumsum(n, axis=-1)
    sought = share * below[..., -1:]
    first = np.argmax((below >= sought) & (n > 0), axis=-1)[..., None]
    held, under = (np.take_along_axis(each, first, axis=-1)[..., 0] for each in (n, below))
    return np.asarray(bins[first[..., 0]] + width * per(sought[..., 0] - (under - held), held))
