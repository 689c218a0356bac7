"""Visitors: doors shut to them, what they leave unsaid before they come, and journeys that are not made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.measures._institution import counts, kept, remembered
from demerit.measures.measure import measure, nothing, single, together
from demerit.measures.sums import EVERYBODY
from demerit.measures.tables import MONTHS_A_YEAR

if TYPE_CHECKING:
    import polars as pl

    from demerit.measures.tables import RunTables

FEWEST = 30
"""A rate is given only where it stands on at least so many visits, tries or months (assumed)."""


@measure(unit="share", twin="helps", groups=False)
def visitors(run: RunTables, twin: RunTables | None, placebo: RunTables | None) -> pl.DataFrame:
    """Give which doors are shut to visitors, what they say before they travel, journeys not made and contracts lost.

    Notes
    -----
    All over the whole run, from what the institutions ``visitors`` and ``foreign_firms`` count; a rate on fewer than
    30 is left out. ``refusals`` = refusals / visits; ``refusal`` = refused / asked, and the same of those who had
    posted (``refusal_outspoken``) and had not (``refusal_quiet``) in the months before; ``foregone`` = journeys put
    off / journeys that were due. ``dissent_soon``, ``dissent_far`` = posts of dissent for
    100 months abroad, with a journey near, or not; ``chill`` = 1 - soon / far. ``staff_dissent`` and
    ``others_dissent`` = the same for 100 months of those who travel for a firm, and who do not; ``strain`` = the share
    of refusals as firms remember it in the last month. Of firms' staff: ``trips`` = journeys made for a firm, and
    ``contracts.lost`` and ``contracts.won``, for 100 staff and year; ``contracts`` = contracts held by 100 staff in a
    mean month; ``contracts.unmade`` = share of those lost that were lost since a journey was not made. With a twin
    ``trips.change`` and ``contracts.change`` = what is made and held here over the twin's, less 1.
    """
    if not kept(run, "visitors") and not kept(run, "foreign_firms"):
        return nothing()
    n = _of_everybody(run, "visitors", "visits", "foregone", "asked", "refused", "asked_outspoken", "refused_outspoken",
                      "soon", "soon_dissent", "far", "far_dissent")  # fmt: skip
    firms = _of_everybody(run, "foreign_firms", "staff", "staff_dissent", "others", "others_dissent")
    n |= {"due": n["visits"] + n["foregone"], "asked_quiet": n["asked"] - n["asked_outspoken"],
          "refused_quiet": n["refused"] - n["refused_outspoken"]}
    soon, far = _rate(n, "soon_dissent", "soon", 100), _rate(n, "far_dissent", "far", 100)
    chill = 1 - soon / far if soon is not None and far else None
    strain = remembered(run, "foreign_firms", "strain") / 65536
    return together(
        single("refusals", "a visit", _rate(n, "refused", "visits")),
        single("refusal", "share of tries", _rate(n, "refused", "asked")),
        single("refusal_outspoken", "share of tries", _rate(n, "refused_outspoken", "asked_outspoken")),
        single("refusal_quiet", "share of tries", _rate(n, "refused_quiet", "asked_quiet")),
        single("foregone", "share of journeys", _rate(n, "foregone", "due")),
        single("dissent_soon", "per 100 months", soon),
        single("dissent_far", "per 100 months", far),
        single("chill", "share", chill),
        single("staff_dissent", "per 100 months", _rate(firms, "staff_dissent", "staff", 100)),
        single("others_dissent", "per 100 months", _rate(firms, "others_dissent", "others", 100)),
        single("strain", "share of tries", strain[-1] if kept(run, "foreign_firms") else None),
        _business(run, twin),
    )


def _business(run: RunTables, twin: RunTables | None) -> pl.DataFrame:
    """Give what firms do by journeys, and what comes of it."""
    here = _of_firms(run)
    year = 100 * MONTHS_A_YEAR
    found = [
        single("trips", "for 100 staff and year", _rate(here, "made", "staff", year)),
        single("contracts", "of 100 staff", _rate(here, "contracts", "staff", 100)),
        single("contracts.lost", "for 100 staff and year", _rate(here, "lost", "staff", year)),
        single("contracts.won", "for 100 staff and year", _rate(here, "won", "staff", year)),
        single("contracts.unmade", "share", _rate(here, "lapsed", "lost")),
    ]
    if twin is not None:
        there = _of_firms(twin)
        for name, what in (("trips", "made"), ("contracts", "contracts")):
            a, b = (_rate(one, what, "staff") for one in (here, there))
            found.append(single(f"{name}.change", "share", a / b - 1 if a is not None and b else None))
    return together(*found)


def _of_firms(run: RunTables) -> dict[str, float]:
    """Give what firms counted over the run."""
    n = _of_everybody(run, "foreign_firms", "staff", "made", "contracts", "lapsed", "spoiled", "won")
    return n | {"lost": n["lapsed"] + n["spoiled"]}


def _of_everybody(run: RunTables, name: str, *what: str) -> dict[str, float]:
    """Give what an institution counted of everybody, by name; nought where nothing was counted."""
    return {one: float(n[EVERYBODY]) for one, n in zip(what, counts(run, name, *what), strict=True)}


def _rate(n: dict[str, float], part: str, whole: str, times: float = 1.0) -> float | None:
    """Give ``times x part / whole``, or None where the whole is too small."""
    return times * n[part] / n[whole] if n[whole] >= FEWEST else None
