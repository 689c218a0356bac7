"""The twin: the same weeks in the same society with the same draws, without the scheme and with nobody's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.app.living import Living
from demerit.app.pulse import Pulse
from demerit.engine.plan import Plan
from demerit.lab.months import MONTH
from demerit.lab.order import scheme_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.lab.order import Order


def without_scheme(order: Order, society: Any, citizens: Sequence[int], weeks: int) -> tuple[Living, Pulse]:
    """Live so many weeks, and give the life and the figures of its whole society."""
    without = order.with_(scheme="null", reforms=(), settings=(), weeks=weeks, choices=None)
    living = Living(without, Plan(*scheme_of(without)), society, citizens)
    pulse = Pulse(living)
    living.open()
    pulse.take()
    while not living.over:
        living.advance()
        if living.week % MONTH == 0:
            pulse.take()
    living.close()
    return living, pulse
