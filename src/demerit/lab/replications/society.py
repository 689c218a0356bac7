"""How incomes are spread and how ties are drawn, against what theory says of both."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from demerit.base.inequality import gini, top_share
from demerit.lab.replications import Replication, Row, Setting, Settings
from demerit.society.noise import quantiles

TOP = 0.1


def _incomes(spread: float, known: dict[float, tuple[float, float]]) -> list[Row]:
    """Give the Gini coefficient of lognormal incomes, and what the top tenth has."""
    normal = NormalDist()
    incomes = np.exp(spread * quantiles())
    share = normal.cdf(spread - normal.inv_cdf(1 - TOP))
    listed = known.get(spread, (None, None))
    return [
        Row(f"Gini, lognormal, sd {spread:g}", gini(incomes), 1e-4, 2 * normal.cdf(spread / 2**0.5) - 1, listed[0]),
        Row(f"share of the top tenth, sd {spread:g}", top_share(incomes, TOP), 1e-4, share, listed[1]),
    ]


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row."""
    known = {0.5: (0.276326, 0.217239), 0.7: (0.379382, 0.280434), 1.0: (0.520500, 0.389144)}
    return [row for spread in settings.several("spread") for row in _incomes(spread, known)]


society = Replication(
    name="society",
    summary="Lognormal incomes, small worlds, preferential attachment and blocks.",
    source="Lognormal: closed forms.",
    mechanism="base.inequality and the quantiles that societies draw incomes from",
    differs="Incomes are 65,536 quantiles.",
    settings=(
        Setting("spread", (0.5, 0.7, 1.0), 0.1, 2.0, "log income", "Standard deviation of log income.", several=True),
    ),
    compute=_compute,
)
