"""Emulators: what a target comes to at draws that were never run, by Gaussian processes fitted to those that were."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_INPUTS = 10
"""Numbers that an emulator takes at most: those whose ranks, or their squares, go with the target most."""
SURE = 2.6
"""A rank correlation counts from so many standard errors on."""
FOLDS = 5


@dataclass(frozen=True)
class Emulator:
    """What a target comes to, as a function of the numbers.

    Parameters
    ----------
    inputs
        Columns of the numbers that it takes.
    process
        A fitted ``GaussianProcessRegressor``.
    told
        Share of the variance of runs that it told beforehand, in five folds (Q squared); below 0 where it tells less
        than the mean does.
    """

    inputs: tuple[int, ...]
    process: Any
    told: float

    def at(self, shares: Floats) -> tuple[Floats, Floats]:
        """Give mean and variance of what a run gives there, its chance included: shares ``(draw, number)``, 0 to 1."""
        parts = [self.process.predict(part[:, self.inputs], return_std=True)
                 for part in np.array_split(shares, max(1, len(shares) // 5_000))]  # fmt: skip
        mean, error = (np.concatenate([part[k] for part in parts]) for k in range(2))
        return mean, error**2


def emulator(shares: Floats, values: Floats) -> Emulator:
    """Fit an emulator to runs: shares of the ranges ``(run, number)``, values ``(run,)``.

    Matern kernel of smoothness 5/2 with a length for each input, and noise: what chance and the numbers left out do.

    Raises
    ------
    InputError
        scikit-learn is not installed.
    """
    try:
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.gaussian_process import GaussianProcessRegressor
        from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel
    except ImportError as error:
        raise InputError("calibrate needs scikit-learn. Install it: pip install 'demerit[study]'") from error
    inputs = _inputs(shares, values)
    kernel = ConstantKernel(1.0, (1e-2, 1e2)) * Matern(np.full(len(inputs), 2.0), (0.1, 20.0), nu=2.5) + WhiteKernel(
        0.1, (1e-4, 2.0)
    )
    chosen = shares[:, inputs]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        process = GaussianProcessRegressor(kernel, normalize_y=True, random_state=0).fit(chosen, values)
        left = np.empty_like(values)
        for fold in range(FOLDS):
            out = np.arange(len(values)) % FOLDS == fold
            part = GaussianProcessRegressor(process.kernel_, optimizer=None, normalize_y=True)
            left[out] = part.fit(chosen[~out], values[~out]).predict(chosen[out])
    spread = float(values.var())
    told = 1 - float(((left - values) ** 2).mean()) / spread if spread else 0.0
    return Emulator(tuple(inputs), process, told)


def _inputs(shares: Floats, values: Floats) -> list[int]:
    """Give the columns whose ranks go with the values most, two at least; or their squares, of what rises and falls."""
    ranks = np.argsort(np.argsort(shares, axis=0, kind="stable"), axis=0).astype(float)
    order = np.argsort(np.argsort(values, kind="stable")).astype(float)
    ranks -= ranks.mean(axis=0)
    goes = np.maximum(_goes(ranks, order), _goes(ranks**2, order))
    most = np.argsort(-goes, kind="stable")[:MOST_INPUTS]
    return sorted(int(k) for place, k in enumerate(most) if place < 2 or goes[k] > SURE / np.sqrt(len(values)))


def _goes(columns: Floats, order: Floats) -> Floats:
    """Give the correlation of each column with an order, its sign left out."""
    columns, order = columns - columns.mean(axis=0), order - order.mean()
    length = np.sqrt((columns**2).sum(axis=0) * (order**2).sum())
    found: Floats = np.abs(columns.T @ order) / np.where(length > 0, length, 1)
    return found
