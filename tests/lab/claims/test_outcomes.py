"""What worlds say of a claim: share, ends, chance, what it hangs on, a verdict."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from demerit.lab.claims.asking import WHOLE, circumstances, plan_for
from demerit.lab.claims.claim import Claim, chosen
from demerit.lab.claims.outcome import Effects, between, effects_of, outcome_of, verdict_of
from demerit.lab.studies.designs import shares_of
from demerit.lab.studies.drawing import numbers_in, worlds_of
from demerit.lab.studies.number import Number
from demerit.lab.studies.world import orders_of, tasks_of

WRITTEN = {"name": "x", "statement": "It falls.", "article": ("E03",), "sides": ("one", "null"),
         "row": "silence.dissent.rate", "expects": "falls", "expected_by": "somebody", "matters": 5, "why": "So.",
         "as": "change"}  # fmt: skip


def a_claim(**told: Any) -> Claim:
    return Claim.model_validate({**WRITTEN, **told})


def a_study(one: list[list[float]], null: list[list[float]], numbers: int = 1) -> Any:
    """Give what an outcome reads of a study: effects of two sides by world and seed, one number drawn."""
    rows = [{"world": w, "seed": s, "side": side, "name": WRITTEN["row"], "group": "all", "unit": "per 1,000", "value": v,  # noqa: E501
             "delta": None} for side, worlds in (("one", one), ("null", null))
            for w, seeds in enumerate(worlds) for s, v in enumerate(seeds)]  # fmt: skip
    told = {"world": range(len(one)), "n": [float(w) for w in range(len(one))]}
    draws = pl.DataFrame(told, schema_overrides={"world": pl.Int32})
    return SimpleNamespace(effects=pl.DataFrame(rows, schema_overrides={"world": pl.Int32}), draws=draws,
                           plan=SimpleNamespace(people=100, weeks=8), numbers=[Number("n", 0, 1)][:numbers])


def outcome(claim: Claim, plausible: Any, halved: Any = None) -> Any:
    """Give what came of a claim that is asked under one kind of circumstances."""
    (one,) = claim.askings
    return outcome_of(claim, (one,), {one: plausible}, {} if halved is None else {one: halved})


def test_a_share_counts_worlds_by_sign_and_size() -> None:
    """Ten worlds: six fall by 10 %, two by 4 %, two rise by 20 %."""
    null = [[100.0, 100.0]] * 10
    one = [[90.1, 89.9]] * 6 + [[96.1, 95.9]] * 2 + [[120.1, 119.9]] * 2
    found = outcome(a_claim(), a_study(one, null))
    assert found.share == pytest.approx(0.6)
    assert found.effect == pytest.approx(-10)
    assert found.unit == "%"
    assert found.worlds == 10
    assert found.error == pytest.approx((0.02) ** 0.5 / 2**0.5)
    assert found.verdict == "depends"
    assert outcome(a_claim(expects="rises"), a_study(one, null)).share == pytest.approx(0.2)
    either = a_claim(expects="differs", expected_by=None)
    assert outcome(either, a_study(one, null)).share == pytest.approx(0.6)
    assert outcome(a_claim(expects="nothing"), a_study(one, null)).share == pytest.approx(0.2)
    apart = a_claim(**{"as": "difference"}, matters=15, expects="rises")
    other = outcome(apart, a_study(one, null), a_study(null, one))
    assert (other.share, other.share_halved) == (pytest.approx(0.2), 0.0)
    alone = a_claim(**{"as": "value"}, sides=("one",), than=100, expects="rises", matters=1)
    assert outcome(alone, a_study(one, null)).share == pytest.approx(0.2)


def test_what_chance_could_have_made_is_not_resolved() -> None:
    null = [[100.0, 100.0]] * 10
    wide = [[80.0, 100.0]] * 10
    found = outcome(a_claim(), a_study(wide, null))
    assert found.share == 1
    assert found.error == pytest.approx(10)
    assert found.verdict == "not resolved"
    one_seed = outcome(a_claim(), a_study([[80.0]] * 10, [[100.0]] * 10))
    assert (one_seed.error, one_seed.verdict) == (None, "not resolved")
    few = outcome(a_claim(), a_study([[80.0, 80.0]] * 4, [[100.0, 100.0]] * 4))
    assert (few.share, few.verdict) == (None, "too few worlds")


WORDS = [(1.0, "holds"), (0.95, "holds"), (0.9, "holds in most"), (8 / 12, "holds in most"), (0.66, "depends"),
         (0.5, "depends"), (4 / 12, "depends"), (0.33, "does not hold"), (0.2, "does not hold")]  # fmt: skip


RESOLVED = Effects({world: (-10.0, -10.1) for world in range(9)}, 9)


@pytest.mark.parametrize(("share", "said"), WORDS)
def test_words_follow_the_share(share: float, said: str) -> None:
    assert verdict_of(a_claim(), RESOLVED, share) == said


def test_what_it_hangs_on_is_the_number_that_goes_with_it() -> None:
    one = [[100.0 - w, 100.2 - w] for w in range(20)]
    found = outcome(a_claim(), a_study(one, [[100.0, 100.0]] * 20))
    assert (found.hangs_on, found.rank_correlation) == ("n", pytest.approx(-1))


def a_table(**cells: list[float]) -> pl.DataFrame:
    """Give effects of one side in worlds of one seed: column -> row and group, ``row|group``."""
    rows = [{"world": w, "seed": 1, "side": "one", "name": key.partition("|")[0], "group": key.partition("|")[2] or "all",  # noqa: E501
             "unit": "share", "value": v} for key, values in cells.items() for w, v in enumerate(values)]  # fmt: skip
    return pl.DataFrame(rows)


def test_what_is_taken_away_is_taken_away_once() -> None:
    """Of a value less another row or group, `than` is taken away once; of one society that of the other is."""
    table = a_table(**{"silence.a": [5.0, 6.0], "silence.b": [1.0, 1.0], "silence.a|sex:man": [7.0, 7.0],
                       "silence.a|sex:woman": [4.0, 5.0]})  # fmt: skip
    alone = {"as": "value", "sides": ("one",), "than": 1, "row": "silence.a", "expects": "rises"}
    claim = a_claim(**alone, less="silence.b")
    assert effects_of(claim, claim.askings, {claim.askings[0]: table}).worlds == {0: 3.0, 1: 4.0}
    claim = a_claim(**alone, group="sex:man", less_group="sex:woman")
    assert effects_of(claim, claim.askings, {claim.askings[0]: table}).worlds == {0: 2.0, 1: 1.0}
    claim = a_claim(**alone, where={"temper.candour": 50}, unlike={"temper.candour": 150})
    here, there = claim.askings
    other = a_table(**{"silence.a": [2.0, 2.0]})
    assert effects_of(claim, claim.askings, {here: table, there: other}).worlds == {0: 2.0, 1: 3.0}


def test_a_world_in_which_nothing_can_be_read_does_not_bear_a_claim_out() -> None:
    null = [[100.0, 100.1]] * 10
    study = a_study([[80.0, 80.1]] * 10, null)
    study.effects = study.effects.filter((pl.col("world") < 6) | (pl.col("side") == "null"))
    found = outcome(a_claim(), study)
    assert (found.worlds, found.lived, found.share) == (6, 10, pytest.approx(0.6))


def test_chance_is_told_from_the_worlds_that_live_twice() -> None:
    """Two of ten worlds have two seeds, 1 apart: one seed's standard error is root half; a world has one, or two."""
    found = outcome(a_claim(**{"as": "difference"}), a_study([[80.0, 81.0]] * 2 + [[80.0]] * 8, [[100.0, 100.0]] * 10))
    assert found.error == pytest.approx((0.5 * (2 * 0.5 + 8) / 10) ** 0.5)


def test_the_interval_of_a_share_is_wilsons() -> None:
    """Published: 8 of 10 give .490 to .943 (Agresti and Coull 1998 use the same formula)."""
    assert between(0.8, 10) == (pytest.approx(0.490, abs=5e-4), pytest.approx(0.943, abs=5e-4))
    assert between(1.0, 12)[1] == 1
    assert between(0.0, 12)[0] == 0


def test_chance_makes_no_number_stand_out() -> None:
    """Twenty-three numbers of noise over twenty worlds: the largest correlation is not told."""
    from demerit.base.draws import column

    effects = [80 + 5 * int(v) / 2**32 for v in column(1, "effect", 20)]
    study = a_study([[v, v + 0.1] for v in effects], [[100.0, 100.0]] * 20)
    noise = {f"n{k}": [int(v) / 2**32 for v in column(1, f"noise.{k}", 20)] for k in range(23)}
    study.draws = pl.DataFrame({"world": range(20), **noise}, schema_overrides={"world": pl.Int32})
    study.numbers = [Number(name, 0, 1) for name in noise]
    assert outcome(a_claim(), study).hangs_on is None


def a_drawn_study(effect: Callable[[float, float], float], design: int, worlds: int) -> Any:
    """Give a study of two numbers as one design draws them, whose effect is a function of these."""
    shares = shares_of("latin_hypercube", ["n", "m"], worlds, design)
    study = a_study([[effect(*row), effect(*row) + 0.1] for row in shares], [[100.0, 100.0]] * worlds)
    told = {"world": range(worlds), "n": shares[:, 0], "m": shares[:, 1]}
    study.draws = pl.DataFrame(told, schema_overrides={"world": pl.Int32})
    return study


def test_worlds_of_halved_ranges_do_not_say_what_it_hangs_on() -> None:
    """Over plausible ranges it goes with n, over halved ones with m alone: what stands out is n, as without these."""
    plausible = a_drawn_study(lambda n, m: 90 - 5 * n, 1, 20)
    halved = a_drawn_study(lambda n, m: 90 - 50 * m, 2, 60)
    with_both, alone = outcome(a_claim(), plausible, halved), outcome(a_claim(), plausible)
    assert (with_both.hangs_on, with_both.rank_correlation) == (alone.hangs_on, alone.rank_correlation)
    assert alone.hangs_on == "n"
    assert with_both.share_halved is not None


def test_worlds_of_halved_ranges_are_drawn_apart_and_no_two_worlds_share_people() -> None:
    some = chosen(("dissent_falls",))
    (asking, *_) = circumstances(some, WHOLE)
    plans = [plan_for(asking, some, WHOLE, halved) for halved in (False, True)]
    drawn = [worlds_of(plan, numbers_in(plan, list(orders_of(plan).values()))) for plan in plans]
    seeds = [[task.seed for task in tasks_of(plan, worlds)] for plan, worlds in zip(plans, drawn, strict=True)]
    assert len({*seeds[0], *seeds[1]}) == WHOLE.worlds + (WHOLE.again or 0) + WHOLE.halved
    fewer = plans[0].model_copy(update={"worlds": WHOLE.halved})
    same = worlds_of(fewer, numbers_in(fewer, list(orders_of(fewer).values())))
    names = [name for name in drawn[1][0] if name in same[0]]
    ranks = [abs(float(np.corrcoef([w[n] for w in same], [w[n] for w in drawn[1]])[0, 1])) for n in names]
    assert sum(r > 0.9 for r in ranks) < len(ranks) / 4, "the same words would put them in the same order"


def test_chance_of_few_differences_has_to_be_smaller() -> None:
    """The bound of half of what matters is narrowed by Student's t: of four differences to .706 of it."""
    claim = a_claim(matters=5)
    for freedom, part in ((4, 1.95996 / 2.77645), (8, 1.95996 / 2.30600), (200, 1.95996 / 1.97190)):
        bound, worlds = claim.matters / 2 * part, max(20, freedom)
        twice = [world < freedom for world in range(worlds)]
        for off, resolved in ((0.99, True), (1.01, False)):
            apart = bound * off * (2 * worlds / (worlds - freedom / 2)) ** 0.5  # of two seeds
            near = [-4.9 if world % 2 else -5.1 for world in range(worlds)]  # half of them on either side of the line
            found = Effects({w: (at - apart / 2, at + apart / 2) if twice[w] else (at,) for w, at in enumerate(near)},
                            worlds)  # fmt: skip
            assert found.error == pytest.approx(bound * off)
            assert found.is_resolved(claim) is resolved, (freedom, off)
    three = Effects({world: (-10.0, -10.1) for world in range(3)} | {world: (-10.0,) for world in range(3, 20)}, 20)
    assert not three.is_resolved(claim), "three differences tell no chance"


def test_chance_that_leaves_the_verdict_alone_is_small_enough() -> None:
    """Ten worlds, two seeds each of which the mean has a standard error of 10: some 22 either way (95 %)."""
    for middle, expects, resolved in ((-40.0, "falls", True), (-26.0, "falls", False), (40.0, "falls", True),
                                      (15.0, "falls", False), (40.0, "nothing", True), (15.0, "nothing", False)):
        found = Effects({world: (middle - 10, middle + 10) for world in range(10)}, 10)
        assert found.error == pytest.approx(10)
        claim = a_claim(matters=5, expects=expects)
        assert found.is_resolved(claim) is resolved, (middle, expects)
        word = verdict_of(claim, found, found.share(claim))
        assert word == ("not resolved" if not resolved else "holds" if middle < 0 else "does not hold")
    split = Effects({w: (-60.0 + 100 * (w % 2), -40.0 + 100 * (w % 2)) for w in range(10)}, 10)
    assert verdict_of(a_claim(matters=5), split, split.share(a_claim(matters=5))) == "depends", "far off either way"


def test_no_difference_between_seeds_is_no_knowledge_where_worlds_differ() -> None:
    claim = a_claim(matters=5)
    coarse = Effects({0: (0.0, 0.0), 1: (0.0, 0.0), 2: (0.0, 0.0), 3: (0.0, 0.0), 4: (7.0,), 5: (0.0, 0.0)}, 6)
    assert (coarse.error, coarse.is_resolved(claim)) == (0.0, False)
    rounded = Effects({world: (0.1 + 0.2 + world, 0.3 + world) for world in range(9)}, 9)
    assert rounded.error and not rounded.is_resolved(claim), "what rounding leaves is no difference"
    assert Effects(dict.fromkeys(range(9), (1.0, 1.0)), 9).is_resolved(claim), "the same in every world is known"
