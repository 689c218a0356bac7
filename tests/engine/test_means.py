"""Money: who falls short, whom reporting moves, how debts grow; and as what one counts who finds a gate shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from demerit.engine.run import Run
from demerit.rows.bits import FIFTH, IN_DEBT
from demerit.society import Society, make
from tests.institutions.places import total

if TYPE_CHECKING:
    from demerit.law import Scheme

WEEKS = 52
OFTEN = {"run.warm_up": 12, "borrow.need": -130, "borrow.poor": 0}


@pytest.fixture(scope="module")
def town() -> Society:
    """2,000 people of a village."""
    return make("village", 2000, 4)


@pytest.fixture(scope="module")
def runs(schemes: dict[str, Scheme], town: Society) -> dict[str, Run]:
    """Three laws over the same people."""
    return {name: lived(schemes[name], town) for name in ("null", "article_2015", "zhima_2015")}


def lived(scheme: Scheme, society: Society, weeks: int = WEEKS, **settings: float) -> Run:
    """Give a run, done."""
    named = {name.replace("__", "."): value for name, value in settings.items()}
    run = Run(scheme, society, seed=6, weeks=weeks, threads=1, settings={**OFTEN, **named})
    for _ in run.weeks():
        pass
    run.close()
    return run


def defaults(run: Run, table: str, fifths: range | None = None) -> tuple[int, int]:
    """Give how many loans of a table were not repaid, and how many there were."""
    rows = pl.concat(run.counted).filter(pl.col("table") == table)
    if fifths is not None:
        rows = rows.filter(pl.col("bin").is_in(list(fifths)))
    return int(rows.filter(pl.col("key") == "defaulted")["n"].sum()), int(rows["n"].sum())


def test_reporting_moves_the_riskiest_fifth_and_hardly_the_rest(runs: dict[str, Run]) -> None:
    """As in the field: of the riskiest a third to nine tenths fewer default, of the rest less than a fifth fewer."""
    risky, rest = range(1, 2), range(2, 6)
    change = {}
    for name, fifths in (("risky", risky), ("rest", rest)):
        (bad, n), (bad_null, n_null) = (defaults(runs[law], "risk", fifths) for law in ("article_2015", "null"))
        change[name] = bad / n / (bad_null / n_null) - 1
    assert -0.9 < change["risky"] < -0.33
    assert -0.2 < change["rest"] < 0.15


def test_loans_granted_default_as_test_loans_do(schemes: dict[str, Scheme], town: Society) -> None:
    """Where everybody may borrow and all borrow alike, both shares are the same within four standard errors."""
    run = lived(schemes["null"], town, 104)
    (bad, n), (tested, of) = defaults(run, "repaid_lived"), defaults(run, "repaid")
    # who borrows is on-line and who owes is tested as one who owes, so what differs is small beside the sampling error
    share = tested / of
    assert n > 1000
    assert abs(bad / n - share) < 4 * (share * (1 - share) / n) ** 0.5 + 0.01


def test_the_poor_fall_short_more_often(schemes: dict[str, Scheme], town: Society) -> None:
    """Where nobody is unwilling, loans are still not repaid, and more of the lowest fifth than of the highest."""
    run = lived(schemes["null"], town, borrow__default=-400, borrow__reliable=40, means__lapse=0, means__paid_back=0)
    owing = run.world.owed > 5000 * (run.world.status & IN_DEBT > 0)
    fifth = run.world.traits >> FIFTH
    assert owing[fifth == 1].mean() > 2 * owing[fifth == 5].mean() > 0
    free = lived(schemes["null"], town, borrow__default=-400, borrow__reliable=40, means__burden=0)
    assert defaults(free, "repaid")[0] < 0.6 * defaults(run, "repaid")[0]


def test_debts_grow_into_a_spiral_where_they_neither_lapse_nor_are_paid_back(schemes: dict[str, Scheme],
                                                                             town: Society) -> None:
    """Fees make more over-indebted; the burden of debts makes more bills late than where it weighs nothing."""
    heavy = lived(schemes["null"], town, means__lapse=0, means__paid_back=16, means__fee=8)
    light = lived(schemes["null"], town, means__lapse=64, means__paid_back=256, means__fee=0)
    assert total(heavy, "debt", "over_indebted") > 1.5 * total(light, "debt", "over_indebted")
    assert total(heavy, "money", "owed") > 1.2 * total(light, "money", "owed")
    assert total(heavy, "deed", "pay.late") > total(light, "deed", "pay.late")


def test_no_yuan_is_lost(runs: dict[str, Run]) -> None:
    """What is owed on loans at the end is what was lent and grew, less what was repaid, recovered or lapsed."""
    run = runs["null"]
    at_launch = pl.concat(run.counted)["week"].min()
    assert at_launch == 3
    first = pl.concat(run.counted).filter(pl.col("week") == 3)
    assert first.filter(pl.col("table") == "money").height > 0
    moved = {key: total(run, "money", key) for key in ("lent", "repaid", "fees", "recovered", "lapsed")}
    rest = moved["lent"] + moved["fees"] - moved["repaid"] - moved["recovered"] - moved["lapsed"]
    before = lived_owed_at_launch(run)
    assert int(run.world.owed.sum()) - before == rest


def lived_owed_at_launch(run: Run) -> int:
    """Give the yuan owed as the scheme began, from a run of the same warm-up that ends there."""
    other = Run(run.scheme, run.society, seed=6, weeks=4, threads=1, settings=OFTEN)
    for week in other.weeks():
        if week == 2:
            owed = int(other.world.owed.sum())
    other.close()
    return owed


def test_arrears_are_counted_when_everything_has_added_to_them(runs: dict[str, Run]) -> None:
    """The month's count is of the world as it stands, courts and banks done."""
    run = runs["article_2015"]
    last = run.counted[-1].filter((pl.col("table") == "debt") & (pl.col("group") == "all"))
    told = dict(last.select("key", "n").iter_rows())
    assert told["in_arrears"] == int((run.world.arrears > 0).sum()) > 0
    assert told["in_debt"] == int((run.world.status & IN_DEBT > 0).sum()) > 0


def test_a_service_is_wanted_as_often_under_two_laws_that_say_the_same(runs: dict[str, Run]) -> None:
    """Only how many providers look at the score differs: all of them, or those that took it up so far."""
    both = [runs[name] for name in ("article_2015", "zhima_2015")]
    wanted, asked = ([total(run, "gate", f"hotel_without_prepayment:{what}") for run in both]
                     for what in ("tried", "asked"))
    assert wanted[0] == wanted[1] > 0
    assert 0 < asked[0] < asked[1] == wanted[1]


def test_who_never_joined_was_refused_nothing(runs: dict[str, Run]) -> None:
    """A benefit bars nobody; a gate that shuts knows no members; all that is asked and shut is one of three."""
    for run in (runs["article_2015"], runs["zhima_2015"]):
        for name, gate in run.scheme.gates.items():
            barred, missed, outside = (total(run, "gate", f"{name}:{what}")
                                       for what in ("barred", "not_obtained", "not_member"))
            if gate.treatment == "benefit":
                assert barred == 0, name
            else:
                assert missed == outside == 0, name
            assert outside == 0 or gate.needs_enrolment, name
    assert total(runs["zhima_2015"], "gate", "hotel_without_prepayment:not_member") > 0
    assert total(runs["article_2015"], "gate", "corroborating_papers:barred") > 0
