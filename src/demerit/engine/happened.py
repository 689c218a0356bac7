"""What came of a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demerit.engine.ledger import Booked
    from demerit.engine.panel_rows import PanelRows
    from demerit.engine.record import Month


@dataclass
class Happened:
    """What came of a week.

    Parameters
    ----------
    week
        The week that passed.
    booked
        What the ledger of the panel took; None before the scheme.
    month, rows
        The counts and the panel's rows, at the end of a month; else None.
    """

    week: int
    booked: Booked | None = None
    month: Month | None = None
    rows: PanelRows | None = None
