"""The institutions of the game and of the family against their plain-Python twins, bit for bit, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from demerit.engine.run import Run
from demerit.rows.bits import ADULT, AWARE, ONLINE
from tests.engine.test_twin import agreeing
from tests.engine.worlds import with_citizens
from tests.institutions.places import noted, only, points, total

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

GAME = ("banks", "community", "dial", "gaming", "household", "telephones")
LIVELY = {
    "run.warm_up": 3, "game_it.cost": 64, "card.open": -200, "card.enough": 0, "pay.late": -150, "banks.files": 128,
    "banks.line": 3,
    "carry.leave": -220, "carry.guard": 64, "phone.change": -220,
    "scold.scold": -220, "brag.show": -330, "telephones.flight": 4000, "telephones.spared": 128,
    "shop.games": -160, "shop.frivolous": -90, "look_up.friends": 64, "serve.help": -96, "household.shared": 160,
    "dial.soothe": 32, "community.norm": 128, "banks.near": 30,
}  # fmt: skip
"""Knobs at which everything of this family happens to many within months."""


def lived(scheme: Scheme, village: Society, weeks: int = 40, **settings: float) -> Run:
    """Give a run of so many weeks, done."""
    run = Run(scheme, village, seed=3, weeks=weeks, threads=1, settings={**LIVELY, **settings})
    for _ in run.weeks():
        pass
    run.close()
    return run


def test_a_village_in_which_all_of_it_happens(schemes: dict[str, Scheme], village: Society) -> None:
    """A year and a half of all six together; everything they count happens."""
    slack = with_citizens(village, reliability=-64)  # bills are left unpaid often enough for all of it to happen
    _, total = agreeing(only(schemes["article_2015"], *GAME), slack, {**LIVELY, "telephones.spared": 32}, 72)
    happened = {key[1] for key, n in total.items() if key[0] == "institution" and n}
    for name in ("gaming:tricks", "banks:bankruptcies", "community:rewarded", "dial:favours",
                 "community:looked_away", "telephones:fled", "telephones:charged", "household:purchases",
                 "household:scolds", "household:by_woman", "household:by_man", "household:by_older", "dial:keen_spoke",
                 "household:by_younger", "dial:seers", "dial:bragged", "banks:recovered",
                 "telephones:cut", "telephones:left", "telephones:dark", "telephones:hidden"):  # fmt: skip
        assert name in happened, f"{name} never happened"


def test_what_tricks_raise_is_taken_back_unit_by_unit(schemes: dict[str, Scheme], village: Society) -> None:
    """The ledger's tricks less what faded are 4 points for every unit still held."""
    run = lived(only(schemes["article_2015"], "gaming"), village)
    given = sum(points(run, rule) for rule in ("loans_swapped", "shopping_staged", "cards_churned"))
    assert given > 0
    assert given + points(run, "tricks_faded") == 4 * int(run.world.named("puffed").sum())


def test_tricks_are_played_where_they_open_a_gate(schemes: dict[str, Scheme], village: Society) -> None:
    """Dear tricks are played by those for whom the next 20 points open something, or hardly at all."""
    scheme = only(schemes["article_2015"], "gaming")
    near = noted(lived(scheme, village, **{"game_it.cost": 320, "game_it.months": 6}), "gaming:tricks")
    blind = noted(lived(scheme, village, **{"game_it.cost": 320, "game_it.months": 1}), "gaming:tricks")
    assert near > 2 * blind


def test_more_cards_make_more_arrears(schemes: dict[str, Scheme], village: Society) -> None:
    """Where much is owed on cards more are in arrears than where nothing is; without banks cards strain nobody."""
    scheme = only(schemes["article_2015"], "banks")
    both = (lived(scheme, village, 80, **{"means.card": n, "pay.late": -250, "banks.line": 12}) for n in (5000, 0))
    heavy, none = both
    assert total(heavy, "debt", "in_arrears") > 1.1 * total(none, "debt", "in_arrears")
    closed = [lived(only(schemes["article_2015"]), village, **{"means.card": n}).digest() for n in (5000, 0)]
    assert closed[0] == closed[1]


def test_the_bankrupt_have_neither_cards_nor_debts(schemes: dict[str, Scheme], village: Society) -> None:
    """In the month of it; the ledger books 120 points for each, less what the account did not hold."""
    run = lived(only(schemes["article_2015"], "banks"), with_citizens(village, reliability=-64), 72)
    rows = pl.concat(run.rows).filter((pl.col("sex") < 255) & (pl.col("bankrupt") == 1))
    assert rows.height == noted(run, "banks:bankruptcies") > 0
    assert rows["cards"].max() == rows["arrears"].max() == 0
    assert points(run, "bankruptcy") == -120 * noted(run, "banks:bankruptcies")


def test_reward_wears_warmth_away_and_it_mends(schemes: dict[str, Scheme], village: Society) -> None:
    """Paid help leaves less warmth than unpaid help; without wear there is no difference in warmth."""
    scheme = only(schemes["article_2015"], "community")
    unpaid = scheme.model_copy(update={"rules": {n: r for n, r in scheme.rules.items() if n != "help_given"}})
    paid = lived(scheme, village).world.named("warmth")
    assert paid.mean() < lived(unpaid, village).world.named("warmth").mean() - 1
    gentle = lived(scheme, village, **{"community.wear": 0}).world
    rest = gentle.named("warmth").astype(int) - gentle.named("kindness")
    assert np.abs(rest).max() <= 1


def test_who_is_believed_loses_nothing(schemes: dict[str, Scheme], village: Society) -> None:
    """With every flight believed nobody is charged for one; with none believed everybody is."""
    scheme = only(schemes["article_2015"], "telephones")
    spared, charged = (lived(scheme, village, **{"telephones.spared": n}) for n in (256, 0))
    assert noted(spared, "telephones:fled") == noted(charged, "telephones:fled") > 0
    assert noted(spared, "telephones:charged") == 0
    assert noted(charged, "telephones:charged") == noted(charged, "telephones:fled")


def test_bills_unpaid_cut_the_line(schemes: dict[str, Scheme], village: Society) -> None:
    """Who has not paid is off-line and says nothing; who has again is back. Where lines stay nobody is."""
    scheme = only(schemes["article_2015"], "telephones")
    late = {"pay.late": -150, "telephones.cut": 1}
    run, never = lived(scheme, village, **late), lived(scheme, village, **late | {"telephones.cut": 0})
    rows = pl.concat(run.rows).filter(pl.col("sex") < 255).sort("citizen", "week")
    said = pl.sum_horizontal(pl.col("^n_speak_(chat|praise|question|dissent)$")).alias("said")
    rows = rows.with_columns(said, pl.col("line_cut").shift(1).over("citizen").alias("was"))
    assert rows.filter(pl.col("line_cut") == 1)["online"].max() == 0
    assert rows.filter(pl.col("was") == 1)["said"].max() == 0
    back = rows.filter((pl.col("was") == 1) & (pl.col("line_cut") == 0))
    assert back.height > 20
    assert back["online"].min() == 1
    assert noted(never, "telephones:cut") == 0 < noted(run, "telephones:cut_off") < noted(run, "telephones:cut")
    assert int((never.world.status & ONLINE > 0).sum()) == int(village.citizens.online[: never.n].sum())


def test_a_telephone_left_at_home_tells_nothing_but_that(schemes: dict[str, Scheme], village: Society) -> None:
    """Of visits in such a month no point is booked, and half of those who leave it are taken up on it."""
    scheme = only(schemes["article_2015"], "telephones")
    scheme = scheme.model_copy(update={"rules": {n: r for n, r in scheme.rules.items() if n.startswith(
        ("museum", "rally", "hostile_area_crossed", "telephone_left"))}})
    run = lived(scheme, village, 80, **{"go.museum": -190, "carry.guard": 0})
    rows = pl.concat(run.rows).filter(pl.col("sex") < 255).sort("citizen", "week")
    here = rows.with_columns(pl.col("phone_left").shift(1).over("citizen").fill_null(0).alias("lay"))
    booked = pl.concat(run.booked).with_columns(pl.col("entry").cast(pl.String))
    went = booked.filter(pl.col("entry").str.contains("museum|rally|hostile"))
    months = went.with_columns((pl.col("week") // 4 * 4 + 3).cast(pl.Int16).alias("week"))
    seen = months.join(here.select("citizen", "week", "lay"), on=["citizen", "week"])
    assert seen.height > 100
    assert seen["lay"].sum() == 0
    lay = here.filter(pl.col("lay") == 1)
    visits = pl.sum_horizontal("n_go_museum", "n_go_rally", "n_go_hostile")
    assert lay.select(visits.sum()).item() == noted(run, "telephones:hidden") > 5
    assert lay.height == noted(run, "telephones:left")
    dark = booked.filter(pl.col("entry") == "telephone_left").group_by("citizen", "week").agg(pl.col("points").sum())
    assert dark.height == noted(run, "telephones:dark")
    assert abs(dark.height / lay.height - 0.5) < 0.2


def test_news_miss_those_without_a_line(schemes: dict[str, Scheme], village: Society) -> None:
    """Tips that reach everybody each week are believed less by those whose line is cut."""
    scheme = only(schemes["article_2015"], "telephones", "tipsters").model_copy(update={"news": {}})
    loud = {"pay.late": -150, "telephones.cut": 1, "tipsters.reach": 4096, "learn.rumour": 2}
    slack = with_citizens(village, reliability=-64)
    w = lived(scheme, slack, **loud).world
    adult, cut = w.status & ADULT > 0, w.named("line_cut")[:] > 0
    aware = w.status & AWARE > 0
    assert cut.sum() > 10
    w0 = lived(scheme, slack, **loud | {"telephones.cut": 0}).world
    assert (aware & adult & cut).sum() < (w0.status & AWARE > 0)[cut & adult].sum()


def test_the_scolded_buy_less(schemes: dict[str, Scheme], village: Society) -> None:
    """Fewer rash purchases fall on kin where scolding is heeded."""
    scheme = only(schemes["article_2015"], "household")
    heeded, vain = (lived(scheme, village, 60, **{"household.heed": n}) for n in (160, 0))
    assert noted(heeded, "household:purchases") < 0.97 * noted(vain, "household:purchases")


def test_joy_makes_people_look_and_take_the_line_as_their_own(schemes: dict[str, Scheme], village: Society) -> None:
    """Against a dial that gives no joy."""
    scheme = only(schemes["article_2015"], "dial")
    dull = {"dial.rise": 0, "dial.favour": 0}
    merry, grey = lived(scheme, village, **{"dial.adopt": 512}), lived(scheme, village, **dull)
    assert noted(merry, "dial:looks") > noted(grey, "dial:looks")
    assert merry.world.conviction.mean() > grey.world.conviction.mean()
    assert noted(grey, "dial:joy") == 0
