"""How far one who may be punished says what they think."""

from __future__ import annotations

import numpy as np

from demerit.lab.replications import Replication, Row, Settings
from demerit.theory.dissent import best_action

CASES = (
    (0.5, 1, 0.2, 0.25, 0.5, False, 0.25), (0.9, 1, 0.2, 0.25, 0.5, False, 0.9),
    (0.9, 0.3, 0.2, 0.25, 0.5, False, 0.25), (0.9, 0.4, 0.2, 0.25, 1, True, 0.25),
    (0.9, 0.8, 0.2, 0.25, 1, True, 0.5), (0.9, 0.8, 1, 0.25, 1, True, 0.25),
)  # fmt: skip
"""Desire, boldness, watched, tolerated, severity, proportional, and what is said."""


def _cases() -> list[Row]:
    """Give the open cases of the authors' code."""
    rows = []
    for d, b, nu, tau, psi, proportional, value in CASES:
        kind = "proportional" if proportional else "uniform"
        said = float(best_action(np.array([d]), np.array([b]), nu, tau, psi, proportional)[0])
        told = f"says: desire {d:g}, boldness {b:g}, watched {nu:g}, tolerated {tau:g}, {kind} {psi:g}"
        rows.append(Row(told, said, 1e-9, reference=value))
    return rows


def _compute(settings: Settings, seed: int) -> list[Row]:
    """Give every row."""
    return _cases()


dissent = Replication(
    name="dissent",
    summary="How far one who may be punished says what they think.",
    source="Daymude, Axelrod and Forrest 2025 (PNAS; arXiv 2509.03731); values from the authors' code.",
    mechanism="`theory.dissent`",
    differs="One decision of one person, without friends, score or gates.",
    settings=(),
    compute=_compute,
)
