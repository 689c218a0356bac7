"""What a citizen decides: one file an act; the folder is the list."""

from __future__ import annotations

import sys
from functools import cache

from demerit.acts.act import Act
from demerit.base.catalogue import parts


@cache
def acts() -> tuple[Act, ...]:
    """Give every act: the weekly ones first, each group by name."""
    return tuple(sorted(parts(sys.modules[__name__], Act).values(), key=lambda a: (a.monthly, a.name)))


@cache
def deeds() -> frozenset[str]:
    """Give the name of every deed that a citizen can do."""
    return frozenset(name for act in acts() for name in act.names)


STATES = frozenset({"age", "income_fifth", "married", "party", "urban", "parent", "origin", "occupation"})
"""What a rule may read of a citizen who need do nothing for it."""
