"""The karate club of Zachary (1977, J. Anthropological Research 33): 34 members, 78 ties, two clubs after the split."""

from __future__ import annotations

import numpy as np

_LATER = (
    "1 2 3 4 5 6 7 8 10 11 12 13 17 19 21 31", "2 3 7 13 17 19 21 30", "3 7 8 9 13 27 28 32", "7 12 13", "6 10",
    "6 10 16", "16", "", "30 32 33", "33", "", "", "", "33", "32 33", "32 33", "", "", "32 33", "33", "32 33", "",
    "32 33", "25 27 29 32 33", "25 27 31", "31", "29 33", "33", "31 33", "32 33", "32 33", "32 33", "33", "",
)  # fmt: skip
"""For each member, the friends with a higher number."""

MEMBERS = len(_LATER)
TIES = np.array([(i, int(j)) for i, row in enumerate(_LATER) for j in row.split()])
"""Ties, shape ``(78, 2)``."""
FIRST_CLUB = np.isin(np.arange(MEMBERS), (*range(9), 10, 11, 12, 13, 16, 17, 19, 21))
"""Whether a member went with the teacher (member 0), shape ``(34,)``."""
