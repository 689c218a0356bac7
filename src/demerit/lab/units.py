"""What a unit of a measure says about how its numbers are written."""

from __future__ import annotations

SLOPE = "share a share"
"""How much one share moves with another: a number, no share."""


def is_share(unit: str) -> bool:
    """Say whether numbers of this unit are shares: written in per cent, their changes in points of a hundred.

    Examples
    --------
    >>> [is_share(unit) for unit in ("share", "share of bills", "share a week", "share a share", "ratio")]
    [True, True, True, False, False]
    """
    return unit.startswith("share") and unit != SLOPE
