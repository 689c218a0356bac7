"""Knife-edges: where a small step in one number flips the sign of an effect, or makes it jump."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEPS = 10
"""Parts into which a range is cut, where there are worlds enough."""
A_PART = 8
"""Worlds that a part has at least."""
SURE = 3.0
"""Standard errors that a mean must be away from 0, or two means from each other."""
JUMP = 0.5
"""Share of the whole course of an effect, over a number's range, that one step must make up to be a jump."""


@dataclass(frozen=True)
class Edge:
    """A place at which a small step changes much.

    Parameters
    ----------
    number
        Which number.
    kind
        ``flips``: the mean effect has one sign below and the other above, both told from chance. ``jumps``: the step
        makes up more than half of all that the number does over its range.
    at
        The value between the two parts.
    below, above
        Mean effect in the part below and above.
    """

    number: str
    kind: Literal["flips", "jumps"]
    at: float
    below: float
    above: float

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


def knife_edges(drawn: Mapping[str, Floats], values: Floats) -> tuple[Edge, ...]:
    """Give every knife-edge: worlds are sorted by each number, cut into parts, and neighbouring parts held together.

    Parameters
    ----------
    drawn
        Number -> its value in each world.
    values
        The effect in each world.
    """
    found = []
    for name, at in drawn.items():
        parts = _parts(np.asarray(at, float), values)
        means = [float(part.mean()) for _, part in parts]
        course = max(means) - min(means)
        for (low, a), (high, b) in pairwise(parts):
            below, above = float(a.mean()), float(b.mean())
            errors = [float(part.std(ddof=1)) / np.sqrt(len(part)) for part in (a, b)]
            middle = (float(low.max()) + float(high.min())) / 2
            if below * above < 0 and all(abs(m) > SURE * e for m, e in zip((below, above), errors, strict=True)):
                found.append(Edge(name, "flips", middle, below, above))
            far = abs(above - below)
            if len(parts) > 3 and far > JUMP * course and far > (SURE + 1) * float(np.hypot(*errors)):
                found.append(Edge(name, "jumps", middle, below, above))
    return tuple(found)


def _parts(at: Floats, values: Floats) -> list[tuple[Floats, Floats]]:
    """Cut worlds, sorted by a number, into parts of about as many; equal numbers stay in one part."""
    steps = max(1, min(STEPS, len(values) // A_PART))
    edges = np.unique(np.quantile(at, np.linspace(0, 1, steps + 1)[1:-1]))
    which = np.searchsorted(edges, at, side="left")
    cut = [which == k for k in range(len(edges) + 1)]
    return [(at[part], values[part]) for part in cut if part.sum() >= 2]


def flipped(shares: Floats, values: Floats) -> list[float]:
    """Give, for each number, the share of single steps of Morris's paths in it that turned the sign of the effect.

    A path has a point more than there are numbers; from the last of one to the first of the next is no step.
    """
    found = []
    moved = shares[1:] != shares[:-1]
    inside = np.arange(1, len(shares)) % (shares.shape[1] + 1) != 0
    single = inside & (moved.sum(axis=1) == 1)
    turned = values[1:] * values[:-1] < 0
    for k in range(shares.shape[1]):
        steps = single & moved[:, k]
        found.append(float(turned[steps].mean()) if steps.any() else 0.0)
    return found
