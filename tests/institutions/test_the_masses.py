"""What citizens do to each other and think: reports, classes, couples, police, trust, approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from demerit.acts import acts
from demerit.institutions.agenda import Agenda
from demerit.institutions.past import Past
from demerit.institutions.police import police
from demerit.lab.order import ordered, scheme_of
from demerit.law import load_reform, reformed
from demerit.rows.bits import MARRIED
from demerit.rows.blocks import BLOCK, neighbour
from tests.engine.test_twin import agreeing
from tests.engine.worlds import OUTSPOKEN, columns_that_differ, lived
from tests.institutions.places import noted, only, points

if TYPE_CHECKING:
    from demerit.engine.run import Run
    from demerit.law import Scheme
    from demerit.society import Society

MASSES = ("classrooms", "masses", "matchmaker", "opinion", "police", "trust")
LIVELY: dict[str, float] = {
    "run.warm_up": 2, "denounce.report": -240, "denounce.accuse": -340, "denounce.spite": 320, **OUTSPOKEN,
    "go.hostile": -360, "masses.known": 256, "matchmaker.meetings": 16,
    "matchmaker.pull": 16384, "matchmaker.home": 7, "mingle.rest": 1024,
    "classrooms.share": 16384, "look_up.friends": 64, "look_up.self": 64, "police.gain": 64,
    "police.deter": 96,
}  # fmt: skip
"""Knobs at which everything of this family happens to many within months."""


def rows_of(run: Run) -> pl.DataFrame:
    """Give the panel of adults."""
    return pl.concat(run.rows).filter(pl.col("sex") < 255)


def test_engine_and_twin_agree(schemes: dict[str, Scheme], village: Society) -> None:
    """Half a year and more of all six together; everything they count happens."""
    _, found = agreeing(only(schemes["article_2015"], *MASSES), village, LIVELY, 40)
    happened = {key[1] for key, n in found.items() if key[0] == "institution" and n}
    for name in ("masses:reported", "masses:accused", "masses:back", "masses:by_kin", "classrooms:attended",
                 "matchmaker:mated", "matchmaker:low", "matchmaker:coupled",
                 "matchmaker:parted", "opinion:hurt", "opinion:told", "trust:instead"):  # fmt: skip
        assert name in happened, f"{name} never happened"


# ---- masses ----------------------------------------------------------------------------------------------------------


def test_only_those_who_did_something_are_reported_truly(schemes: dict[str, Scheme], town: Society) -> None:
    """Everyone struck by a true report did what can be reported in the month before."""
    scheme = only(schemes["article_2015"], "masses")
    run = lived(scheme, town, 56, settings={"denounce.report": -240, "run.warm_up": 4})
    did = pl.col("n_speak_question") + pl.col("n_speak_dissent") + pl.col("n_go_hostile") > 0
    before = rows_of(run).select("citizen", pl.col("week").cast(pl.Int32) + 4, did.alias("did"))
    struck = pl.concat(run.booked).filter(pl.col("entry").cast(pl.String) == "reported_by_others")
    struck = struck.select("citizen", pl.col("week").cast(pl.Int32)).join(before, on=["citizen", "week"])
    assert struck.height > 20
    assert struck["did"].all()
    assert points(run, "reported_by_others") < 0


def test_a_grudge_is_given_back(schemes: dict[str, Scheme], town: Society) -> None:
    """Where one learns who it was, accusations answer accusations; where nobody learns it none does."""
    scheme = only(schemes["article_2015"], "masses")
    loud = {"denounce.accuse": -340, "denounce.spite": 320, "run.warm_up": 4}
    open_, hidden = (lived(scheme, town, 60, settings=loud | {"masses.known": known}) for known in (256, 0))
    assert noted(open_, "masses:back") > 5
    assert noted(hidden, "masses:back") == 0
    assert noted(open_, "masses:accused") > noted(hidden, "masses:accused")
    assert rows_of(hidden)["grudge"].max() == 0


def test_being_reported_frightens(schemes: dict[str, Scheme], town: Society) -> None:
    """Fear grows with the knob that says how much."""
    scheme = only(schemes["article_2015"], "masses")
    loud = {"denounce.report": -240, "denounce.accuse": -340, "run.warm_up": 4}
    more, none = (lived(scheme, town, 24, settings=loud | {"masses.fright": fright}) for fright in (256, 0))
    assert rows_of(more)["fear"].mean() > rows_of(none)["fear"].mean()  # type: ignore[operator]


# ---- classrooms ------------------------------------------------------------------------------------------------------


def test_a_school_without_pupils_changes_nothing(schemes: dict[str, Scheme], village: Society) -> None:
    """Nobody taught, nobody guided, nothing told: the world without classrooms, bit for bit."""
    scheme, none = only(schemes["article_2015"], "classrooms"), only(schemes["article_2015"])
    off = {"classrooms.share": 0, "classrooms.guide": 0, "classrooms.tells": 0}
    assert columns_that_differ(lived(scheme, village, 24, settings=off), lived(none, village, 24), ("lesson",)) == []


def test_lessons_move_convictions_and_wear_off(schemes: dict[str, Scheme], town: Society) -> None:
    """Those taught stand nearer to the official line than without; a lesson is less every month."""
    settings = {"classrooms.share": 2048, "classrooms.push": 1024, "classrooms.guide": 0, "classrooms.tells": 0}
    run = lived(only(schemes["article_2015"], "classrooms"), town, 60, settings=settings)
    twin = rows_of(lived(only(schemes["article_2015"]), town, 60)).select("week", "citizen", there="conviction")
    both = rows_of(run).join(twin, on=["week", "citizen"])
    moved = (pl.col("conviction").cast(pl.Float64) - pl.col("there")).mean()
    taught, not_taught = (both.filter(w).select(moved).item() for w in (pl.col("lesson") > 100, pl.col("lesson") == 0))
    assert taught > 500 > abs(not_taught)
    seen = rows_of(run).sort("citizen", "week").with_columns(pl.col("lesson").shift(1).over("citizen").alias("was"))
    fading = seen.filter((pl.col("was") > 0) & (pl.col("lesson") < 240))
    assert fading.height > 100
    assert (fading["lesson"] < fading["was"]).all()


# ---- matchmaker ------------------------------------------------------------------------------------------------------


def test_couples_are_of_two_who_took_each_other(schemes: dict[str, Scheme], town: Society) -> None:
    """A mate's mate is oneself, of the other sex, single before, and nobody is matched twice."""
    settings = {"matchmaker.meetings": 16, "matchmaker.pull": 16384, "run.warm_up": 4}
    run = lived(only(schemes["article_2015"], "matchmaker"), town, 40, settings=settings)
    rows = rows_of(run).filter(pl.col("couple_age") == 1).select("week", "citizen", "sex", "mate", "single")
    rows = rows.with_columns(mate=pl.col("citizen") // BLOCK * BLOCK + pl.col("mate"))
    both = rows.join(rows, left_on=["week", "mate"], right_on=["week", pl.col("citizen") + 1])
    assert rows.height == both.height > 10
    assert (both["mate_right"] == both["citizen"] + 1).all()
    assert (both["sex"] != both["sex_right"]).all()
    assert rows["citizen"].is_unique().all() or noted(run, "matchmaker:parted")
    assert rows["single"].max() == 0
    assert (town.citizens.spouse[rows["citizen"].to_numpy()] < 0).all()
    assert noted(run, "matchmaker:mated") == rows.height


def test_couples_are_tied_and_share_a_home_in_time(schemes: dict[str, Scheme], town: Society) -> None:
    """Both halves of the tie are there, a friend's before and kin's after the months that it takes; else they part."""
    settings = {"matchmaker.meetings": 16, "matchmaker.pull": 16384, "matchmaker.home": 3, "run.warm_up": 4}
    run = lived(only(schemes["article_2015"], "matchmaker"), town, 40, settings=settings)
    w, seen = run.world, set()
    together = w.named("mate") > 0
    for i in np.flatnonzero(together).tolist():
        row = slice(int(w.start[i]), int(w.start[i + 1]))
        mine = w.kind[row][w.friend[row] == neighbour(i, int(w.named("mate")[i]) - 1)].tolist()
        at_home = int(w.named("couple_age")[i]) >= 3
        assert mine in ([1 | 63 << 2], [2 | 63 << 2], []), "one tie, or one that has just ended"
        assert not mine or (mine[0] & 3 == 1) == at_home
        assert bool(w.traits[i] & MARRIED) == at_home
        seen.add((at_home, bool(mine)))
    assert {(True, True), (False, True)} <= seen
    assert not (w.named("single")[:][together]).any()


def test_a_couple_untied_moves_no_tie(schemes: dict[str, Scheme], town: Society) -> None:
    """Without the tie the same people match at first, nobody parts, and no tie or marriage differs from having none."""
    scheme = only(schemes["article_2015"], "matchmaker")
    settings = {"matchmaker.meetings": 16, "matchmaker.pull": 16384, "run.warm_up": 4}
    tied, untied, none = (lived(law, town, 8, settings=given) for law, given in (
        (scheme, settings), (reformed(scheme, load_reform("couples_untied")), settings),
        (only(schemes["article_2015"]), {"run.warm_up": 4}),
    ))
    first = [rows_of(run).filter(pl.col("week") == 3)["mate"].to_list() for run in (tied, untied)]
    assert first[0] == first[1]
    assert max(first[0]) > 0
    assert noted(untied, "matchmaker:parted") == 0
    assert not {"friend", "kind", "traits"} & set(columns_that_differ(none, untied))
    assert {"friend", "kind"} <= set(columns_that_differ(tied, untied))


def test_scores_in_sight_make_couples_alike(schemes: dict[str, Scheme], town: Society) -> None:
    """Where a difference in sight keeps two apart, those who match differ less than where nobody sees scores."""
    seen = only(schemes["article_2015"], "matchmaker")
    unseen = reformed(seen, load_reform("private_scores"))
    settings = {"matchmaker.meetings": 16, "matchmaker.pull": 4096, "matchmaker.like": 512, "run.warm_up": 4}
    gaps = []
    for scheme in (seen, unseen):
        run = lived(scheme, town, 200, settings=settings)
        gaps.append(noted(run, "matchmaker:gap") / noted(run, "matchmaker:mates"))
    assert gaps[0] < 0.7 * gaps[1]


# ---- police ----------------------------------------------------------------------------------------------------------


def effort_after(levels: list[int]) -> dict[str, int]:
    """Give what the police remember after months with so many weeks in dissent among 1,000 adults."""
    one = police
    knobs = one.knob_class(*(int(knob.default) for knob in one.knobs))
    memory = dict.fromkeys(one.memory, 0)
    assert one.think
    one.think(memory, Past(0, {}), knobs, lambda k: 0)
    for month, level in enumerate(levels):
        one.think(memory, Past(4 * month + 4, {("adult", ""): 1000, ("deed", "speak.dissent"): level}), knobs,
                  lambda k: 0)
    return memory


def test_effort_follows_dissent() -> None:
    """Ordinary at first; unchanged at the same level; less below it, more above, and within its bounds."""
    assert effort_after([])["effort"] == 128
    assert effort_after([100] * 20)["effort"] == 128
    assert effort_after([100] + [60] * 12)["effort"] < 128 < effort_after([100] + [160] * 12)["effort"]
    assert effort_after([100] + [0] * 200)["effort"] == 0
    assert effort_after([100] + [900] * 200)["effort"] == 512


@pytest.mark.parametrize(("effort", "sign"), [(0, 1), (128, 0), (512, -1)])
def test_effort_deters(effort: int, sign: int) -> None:
    """More effort than ordinary makes dissent harder, less makes it easier."""
    agenda = Agenda([deed for act in acts() for deed in act.names], [act.name for act in acts()], [])
    one = police
    assert one.write
    one.write(agenda, {"effort": effort, "rest": 0, "level": 1, "target": 1},
              one.knob_class(*(int(knob.default) for knob in one.knobs)))
    assert np.sign(agenda.pull.sum()) == sign


def test_a_world_without_a_score_can_have_police() -> None:
    """The reform that gives them to the null world reads, and they are all that it adds."""
    scheme, plain = (scheme_of(ordered(written, people=100))[0] for written in ("null+with_police", "null"))
    assert set(scheme.institutions) - set(plain.institutions) == {"police"}
    assert not scheme.rules


# ---- trust and opinion -----------------------------------------------------------------------------------------------


def test_trust_at_rest_stays(schemes: dict[str, Scheme], town: Society) -> None:
    """Without fear, look-ups and the count of ties, the mean of trust moves by less than a hundredth in a year."""
    off = {"trust.instead": 0, "trust.alarm": 0, "trust.tie": 0}
    run = lived(only(schemes["article_2015"], "trust"), town, 52, settings=off)
    course = rows_of(run).group_by("week").agg(pl.col("trust").mean()).sort("week")["trust"]
    assert abs(course[-1] - course[0]) < 2.56
    assert 0.5 < course[0] / 256 < 0.7


def test_a_score_looked_up_stands_in_for_trust(schemes: dict[str, Scheme], town: Society) -> None:
    """Trust falls with the knob; where nobody's score is in sight nothing stands in for it."""
    scheme = only(schemes["article_2015"], "trust")
    settings = {"trust.alarm": 0, "trust.instead": 24, "look_up.friends": 64}
    open_ = lived(scheme, town, 60, settings=settings)
    closed = lived(reformed(scheme, load_reform("private_scores")), town, 60, settings=settings)
    assert rows_of(open_)["trust"].mean() < rows_of(closed)["trust"].mean() - 5  # type: ignore[operator]
    assert noted(open_, "trust:instead") > 100
    assert noted(closed, "trust:instead") == 0


def test_trust_comes_back_when_the_score_is_switched_off(schemes: dict[str, Scheme], town: Society) -> None:
    """After the day of the reform trust rises; with the score it goes on falling or stays."""
    scheme = only(schemes["article_2015"], "trust")
    settings = {"trust.instead": 24, "trust.mend": 48, "look_up.friends": 64}
    ends = rows_of(lived(reformed(scheme, load_reform("ends_2017")), town, 140, settings=settings))
    course = dict(ends.group_by("week").agg(pl.col("trust").mean()).iter_rows())
    assert course[139] > course[103] + 10
    assert ends.filter(pl.col("week") > 108)["score"].null_count() == ends.filter(pl.col("week") > 108).height


def test_four_in_five_approve_at_the_start(schemes: dict[str, Scheme], town: Society) -> None:
    """The share is met, and where nothing moves approval it stays where it was."""
    off = {f"opinion.{knob}": 0 for knob in ("fall", "rise", "shut", "opened", "told")}
    run = lived(only(schemes["article_2015"], "opinion"), town, 24, settings=off)
    assert noted(run, "opinion:approve") / noted(run, "opinion:asked") == pytest.approx(0.8, abs=0.01)
    assert (run.world.more["approval"] == run.world.more["approval_home"]).all()


@pytest.mark.parametrize("knob", ["fall", "shut", "told"])
def test_bad_experience_and_information_cost_approval(knob: str, schemes: dict[str, Scheme], town: Society) -> None:
    """Each of them alone lowers mean approval."""
    off = {f"opinion.{name}": 0 for name in ("fall", "rise", "shut", "opened", "told")}
    scheme = only(schemes["article_2015"], "opinion")
    lost = lived(scheme, town, 60, settings=off | {f"opinion.{knob}": 64})
    home = int(lost.world.more["approval_home"].astype(int).sum())
    assert int(lost.world.more["approval"].astype(int).sum()) < home
