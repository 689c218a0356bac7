"""What a citizen decides: one file an act; the folder is the list."""

from __future__ import annotations

import sys

from demerit.acts.act import Act
from demerit.base.catalogue import parts, remembered
from demerit.base.draws import stream


@remembered
def acts() -> tuple[Act, ...]:
    """Give every act: the weekly ones first, each group by name.

    Weekly acts that are none of the first version stand behind those that are: where a weekly act stands says by what
    draw its deeds are seen, so that one more moves no old draw.
    """
    known = parts(sys.modules[__name__], Act).values()
    return tuple(sorted(known, key=lambda a: (a.monthly, not a.monthly and a.name not in FIRST, a.name)))


@remembered
def deeds() -> frozenset[str]:
    """Give the name of every deed that a citizen can do."""
    return frozenset(name for act in acts() for name in act.names)


FIRST = (
    "go", "shop", "speak", "apply", "borrow", "brag", "bribe", "card", "care", "come", "criticise", "denounce", "enrol",
    "game_it", "look_up", "move", "pay", "phone", "route", "scold", "serve", "tour", "travel", "use", "venue", "visit",
)  # fmt: skip
"""The acts of the first version, in the order that they had then."""


def lot_of(act: str) -> int:
    """Give the number by which institutions key what they draw about an act's deeds.

    Those of the first version keep the place that they had; others have one by their name. So adding an act, wherever
    it stands among the others, moves no old draw.
    """
    return FIRST.index(act) if act in FIRST else (1 << 20) + int(stream(act) & 0xFFFFF)


STATES = ("age", "income_fifth", "married", "party", "urban", "parent", "origin", "occupation")
"""What a rule may read of a citizen who need do nothing for it; the step `settle` knows each by its place."""
