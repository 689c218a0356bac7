"""Company: old acquaintances, who is seen with whom, and who is shunned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.engine.worlds import lived
from tests.institutions.places import LIVELY, noted, only, points

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


def test_acquaintances_are_mutual_grown_and_no_kin(schemes: dict[str, Scheme], town: Society) -> None:
    """Whoever is mine has me; nearly every adult has somebody, and nobody is paired with themselves or with kin."""
    run = lived(only(schemes["article_2015"], "company"), town, 4)
    names = ["old_friend", *(f"old_friend_{turn}" for turn in (2, 3, 4))]
    others = np.array([run.world.named(name)[:] for name in names]).astype(np.int64)
    for turn, other in enumerate(others):
        has = np.flatnonzero(other >= 0)
        assert (other[other[has]] == has).all()
        assert (other[has] != has).all()
        assert not (others[:turn, has] == other[has]).any(), "nobody is one's acquaintance twice"
        for i in has:
            row = slice(run.world.start[i], run.world.start[i + 1])
            kin = run.world.friend[row][(run.world.kind[row] & 3) == 1]
            assert other[i] not in kin.tolist()
    assert (others[0] >= 0).mean() > 0.95
    assert (others >= 0).sum(axis=0).mean() > 1.5


def test_both_ends_of_a_pair_meet_or_neither(schemes: dict[str, Scheme], town: Society) -> None:
    """Every meeting is counted at both ends, so the count is even."""
    run = lived(only(schemes["article_2015"], "company"), town, 24, settings=LIVELY)
    for what in ("met", "met_unlinked", "unlinked"):
        assert noted(run, f"company:{what}") % 2 == 0
    assert noted(run, "company:met") > noted(run, "company:met_unlinked") > noted(run, "company:met_low") > 0
    assert points(run, "low_company_met") < 0


def test_nobody_is_low_below_no_line(schemes: dict[str, Scheme], town: Society) -> None:
    """With the line at 0 people meet, and nothing comes of it."""
    run = lived(only(schemes["article_2015"], "company"), town, 16, settings={**LIVELY, "company.line": 0})
    assert noted(run, "company:met_unlinked") > 0
    assert noted(run, "company:met_low") == noted(run, "company:shunned") == points(run, "low_company_met") == 0
    assert not run.world.named("near_times").any()


def test_longer_stays_count_for_more(schemes: dict[str, Scheme], town: Society) -> None:
    """Where every hour counts, the same meetings are noted more often than where eight count once."""
    scheme = only(schemes["article_2015"], "company")
    short, long = (lived(scheme, town, 12, settings={**LIVELY, "company.hours": h}) for h in (1, 8))
    assert noted(short, "company:near_low") > 2 * noted(short, "company:met_low")
    assert noted(long, "company:near_low") == noted(long, "company:met_low") > 0


def test_all_acquaintances_are_met_and_hours_say_how_long(schemes: dict[str, Scheme], town: Society) -> None:
    """With four more meet than with one; a stay is an hour at least and eight at most, at either home alike."""
    scheme = only(schemes["article_2015"], "company")
    one, four = (lived(scheme, town, 24, settings={**LIVELY, "company.most": most}) for most in (1, 4))
    assert noted(four, "company:met") > 2 * noted(one, "company:met") > 0
    low, hours = noted(four, "company:met_low"), noted(four, "company:hours")
    assert low <= hours <= 8 * low
    assert abs(hours / low - 4.5) < 0.5
    assert abs(noted(four, "company:hosted") / low - 0.5) < 0.1


def test_low_company_is_shunned_where_it_shows(schemes: dict[str, Scheme], town: Society) -> None:
    """The same people meet fewer low acquaintances when being seen with them shows."""
    scheme = only(schemes["article_2015"], "company", aware=1.0)
    shown, hidden = (lived(scheme, town, 40, settings={**LIVELY, "company.shown": s}) for s in (255, 0))
    assert noted(shown, "company:met_low") < 0.8 * noted(hidden, "company:met_low")
