"""Noise in columns: normal and uniform numbers from a column's own stream."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import column
from demerit.society.citizens import Column

_LOW = 0.02425
_A = (-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716,
      2.506628277459239)  # fmt: skip
_B = (-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1.0)
_C = (-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
      2.938163982698783)  # fmt: skip
_D = (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1.0)


@cache
def quantiles(n: int = 65536) -> NDArray[np.float64]:
    """Give the normal quantiles of (k + 1/2)/n, `n` even, by Acklam's rational approximation.

    Error below 1.2e-9.
    """
    half = (np.arange(n // 2) + 0.5) / n
    centre = half - 0.5
    square = centre * centre
    z = centre * np.polyval(_A, square) / np.polyval(_B, square)
    tail = half < _LOW
    q = np.sqrt(-2 * np.log(half[tail]))
    z[tail] = np.polyval(_C, q) / np.polyval(_D, q)
    return np.concatenate([z, -z[::-1]])


def normal(seed: int, name: str, n: int) -> NDArray[np.float64]:
    """Give standard normal numbers, shape ``(n,)``, from the stream ``society.<name>``.

    The largest is 4.3.
    """
    given: NDArray[np.float64] = quantiles()[column(seed, f"society.{name}", n) >> np.uint32(16)]
    return given


def uniform(seed: int, name: str, n: int) -> NDArray[np.float64]:
    """Give numbers from [0, 1), shape ``(n,)``, from the stream ``society.<name>``."""
    return column(seed, f"society.{name}", n) / 4294967296.0


def whole(values: NDArray[np.float64], low: int, high: int, dtype: type[np.generic]) -> Column:
    """Round `values` to whole numbers within [low, high] and give them as `dtype`."""
    return np.clip(np.rint(values), low, high).astype(dtype)
