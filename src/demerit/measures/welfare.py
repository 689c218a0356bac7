"""How people fare: what is open to them, less what they fear, plus what they enjoy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.measures._institution import counts
from demerit.measures.measure import finding, measure, together
from demerit.measures.sums import BY_NAME, EVERYBODY, by_group, findings, number, per
from demerit.measures.tables import keys_of

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from demerit.measures.tables import RunTables

DREAD = 64
"""Notches that fear at 1 (losses doubled) is worth in a month: one logit (assumed)."""
PLEASURE = 32
"""Notches that full joy is worth in a month: half a logit (assumed)."""
TIE = 16
"""Notches that an adult's tie which ended for the score is worth: a quarter of a logit (assumed)."""


@measure(unit="notches")
def welfare(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give how an adult fares in a month: services open, less dread and friends lost, plus pleasure.

    Notes
    -----
    In notches (1/64 logit of a choice) an adult and month, over the run: ``services`` = sum over gates of its value
    times the share to whom it is open; ``dread = 64 x mean fear`` (1 doubles what one expects to lose); ``pleasure = 32
    x mean joy`` (1 is full; 0 where there is no dial); ``parting = 16 x`` half-ties that ended for the score, an adult
    and month, for all only. ``welfare = services - dread + pleasure``. The three weights are assumed and no more than
    a common measure; the parts are given so that others can be set. Compare two worlds of equal dissent (`silence`).
    """
    adults = number(run, "adult")
    services = per(_services(run), adults)
    dread = per(DREAD * number(run, "fear") / 256, adults)
    (joy,) = counts(run, "dial", "joy")
    pleasure = per(PLEASURE * joy / 255, adults)
    told = {"welfare": services - dread + pleasure, "services": services, "dread": dread, "pleasure": pleasure}
    ends = sum(number(run, "tie_end", key).sum() for key in keys_of(run, "tie_end") if key.endswith(":score"))
    parting = np.where(np.arange(len(BY_NAME)) == EVERYBODY, per(np.full(len(BY_NAME), TIE * ends), adults), np.nan)
    return together(
        findings(told, "notches"),
        finding(by_group(parting), "parting", "notches"),
    )


def _services(run: RunTables) -> NDArray[np.float64]:
    """Give the value of every gate times the adult-months in which it was open, group by group."""
    there = keys_of(run, "gate")
    worth = (gate.value.notches * number(run, "gate", f"{name}:open")
             for name, gate in run.scheme.gates.items() if f"{name}:open" in there)  # fmt: skip
    return sum(worth, np.zeros(len(BY_NAME)))
