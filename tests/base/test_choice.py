"""Choice: both tables enumerated against the softmax, order bias, ties, needs, sampled tests, two options, CHANCE."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.base.choice import CHANCE, FAR, FINE, NOISE, TAIL, Best, Chooser, Options, Worth, decide, tails
from demerit.base.draws import Draws, column, key, stream
from demerit.base.loom import Fixed, Loop, Near
from demerit.base.native import Bound
from demerit.engine.steps.draw import DRAW_WEEK
from tests import naive_draws

NUMBER = stream("a choice under test")


def distribution() -> tuple[np.ndarray, np.ndarray]:
    """Give every value that the noise can take, and its exact probability, draw by draw of 16 bits."""
    weight: dict[int, float] = {}
    for draw in range(65536):
        for v in ([int(NOISE[max(draw >> 4, draw - FINE + FINE // 16)])] if draw < TAIL else FAR.tolist()):
            weight[v] = weight.get(v, 0.0) + (1 / 65536 if draw < TAIL else 1 / 65536 / 4096)
    assert math.fsum(weight.values()) == pytest.approx(1, abs=1e-12)
    values = sorted(weight)
    return np.array(values, np.int64), np.array([weight[v] for v in values])


VALUES, WEIGHTS = distribution()
BELOW = np.concatenate([[0], np.cumsum(WEIGHTS)])


def chances(utilities: list[int]) -> np.ndarray:
    """Give the exact chance of every option; of equals the first wins."""
    result = []
    for k, own in enumerate(utilities):
        won = np.ones(len(VALUES))
        for other, theirs in enumerate(utilities):
            if other != k:
                side = "left" if other < k else "right"
                won *= BELOW[np.searchsorted(VALUES, VALUES + 16 * (own - theirs), side=side)]
        result.append(float((won * WEIGHTS).sum()))
    return np.array(result)


def softmax(utilities: list[int]) -> np.ndarray:
    """Give the multinomial logit of utilities in notches."""
    weights = np.exp(np.array(utilities) / 64)
    return weights / weights.sum()


def chosen(utilities: np.ndarray, week: int = 3, seed: int = 9, lo: int = 0, needs: int = 0,
           status: np.ndarray | None = None) -> np.ndarray:
    """Let the loop choose for the citizens of a table of utilities, shape (options, citizens), from `lo` on."""
    options, n = utilities.shape
    deed = np.empty(n, np.uint8)
    status = np.zeros(lo + n, np.uint8) if status is None else status
    none, nobody = np.zeros(0, np.int32), np.zeros(0, np.int64)
    loop = Loop("choice", decide, {
        "utility": Near(np.ascontiguousarray(utilities, np.int32)), "deed": Near(deed),
        "law": Fixed(Options(needs, 0, np.zeros(options, np.int32), none, none, nobody, nobody)),
        "citizens": Fixed(Chooser(status, np.zeros(lo + n, np.uint32), np.zeros((1, lo + n), np.int16))),
        "worth": Near(Worth(none, none, none)), "draws": Fixed(Draws(NUMBER, *(int(word) for word in key(seed)))),
        "week_words": Near(np.ascontiguousarray(words_of(week, seed, lo + n)[:, lo:])),
        "words_of": Near(np.zeros((4, n), np.uint32)),
        "best": Near(Best(np.zeros(n, np.int32), np.zeros(n, np.uint32))), "tails": Fixed(tails()),
    }, whole=True)  # fmt: skip
    Bound(loop)(lo, lo + n, week)
    return deed


def words_of(week: int, seed: int, n: int) -> np.ndarray:
    """Give the week's words of `n` citizens, shape (4, n)."""
    found = np.zeros((4, n), np.uint32)
    step = DRAW_WEEK
    Bound(Loop(step.name, step.each, {
        "draws": Fixed(Draws(stream(step.stream), *(int(word) for word in key(seed)))), "week_words": Near(found),
    }, whole=True))(0, n, week)  # fmt: skip
    return found


def pulls(options: int, n: int, most: int) -> np.ndarray:
    """Give utilities from -most to most - 1, shape (options, n)."""
    words = np.stack([column(4, f"pulls {k}", n) for k in range(options)])
    return (words % np.uint32(2 * most)).astype(np.int64) - most


def test_the_tables_are_the_twins() -> None:
    """Gumbel quantiles, once by numpy and once by math; the noise never falls with the draw, but for what waits."""
    places = FINE >> 4
    assert NOISE[:places].tolist() == naive_draws.BODY[:places]
    assert NOISE[places:-16].tolist() == naive_draws.FINE[: TAIL - FINE]
    assert FAR.tolist() == naive_draws.FAR
    assert (np.diff(np.concatenate([NOISE[:-16], FAR])) >= 0).all()


@pytest.mark.parametrize("place", ["first", "amid", "last"])
@pytest.mark.parametrize("options", [3, 4, 7])
def test_frequencies_are_those_of_the_softmax(options: int, place: str) -> None:
    """One rare option among 3, 4 and 7, first, amid and last, down to one in a million: within 0.15 percent."""
    for behind in range(0, 64 * 14, 37):
        u = [0] * options
        u[{"first": 0, "amid": options // 2, "last": options - 1}[place]] = -behind
        exact = softmax(u)
        assert exact.min() < 0.9
        wrong = np.abs(chances(u) / exact - 1)[exact >= 1e-6]
        assert wrong.max() <= 0.0015, (u, wrong)


@given(st.lists(st.integers(-400, 400), min_size=3, max_size=7))
def test_any_utilities_give_the_softmax(u: list[int]) -> None:
    """Any mixture of pulls, options of one in a million and more."""
    exact = softmax(u)
    assert np.abs(chances(u) / exact - 1)[exact >= 1e-6].max() <= 0.0015
    assert chances(u).sum() == pytest.approx(1, abs=1e-12)


def test_order_does_not_matter() -> None:
    """Seven equal options: each within 0.1 percent of a seventh, first or last."""
    assert np.abs(chances([0] * 7) * 7 - 1).max() <= 0.001


def test_sampled_frequencies_are_the_exact_ones() -> None:
    """A million choices of the loop against the enumerated chances, within five standard deviations."""
    utilities, n = [0, -24, -190, -200, -215, 30, -400], 1_000_000
    counts = np.bincount(chosen(np.repeat(np.array(utilities)[:, None], n, axis=1)), minlength=7)
    p = chances(utilities)
    assert (np.abs(counts - n * p) <= 5 * np.sqrt(n * p * (1 - p))).all(), counts / n / p


def test_the_loop_chooses_like_the_twin() -> None:
    """Every citizen, in whatever range, with options written out or not, and in the tail of the table."""
    n, week = 2500, 77
    u = pulls(7, n, 300)
    deeds = chosen(u, week=week, seed=2**33 + 1)
    twin = [naive_draws.choose(i, week, NUMBER, (1, 2), u[:, i].tolist()) for i in range(n)]
    assert deeds.tolist() == twin
    assert (chosen(u[:, 1100:], week=week, seed=2**33 + 1, lo=1100) == deeds[1100:]).all()


def test_the_tail_is_chosen_from_like_the_twin() -> None:
    """Few draw there: all of 200,000 who do, with options behind that only the tail can choose."""
    n, week = 200_000, 12
    u = np.repeat(np.array([[0], [-500], [-450], [20]]), n, axis=1)
    deeds = chosen(u, week=week, seed=2**33 + 1)
    words = words_of(week, 2**33 + 1, n)
    drawn = [mixed_all(words, q) for q in (0, 1)]
    tail = np.nonzero(np.logical_or.reduce([(w >> 16 >= TAIL) | (w & 0xFFFF >= TAIL) for w in drawn]))[0]
    assert 100 < len(tail) < 400
    twin = [naive_draws.choose(int(i), week, NUMBER, (1, 2), u[:, i].tolist()) for i in tail]
    assert deeds[tail].tolist() == twin
    assert {1, 2} & set(twin)


def mixed_all(words: np.ndarray, q: int) -> np.ndarray:
    """Give a word of everybody's draw for the choice, by the twin."""
    number = naive_draws.keyed(NUMBER, 0)
    return np.array([naive_draws.mixed_pair(a, b, number) for a, b in zip(words[q].tolist(), words[q + 1].tolist(),
                                                                          strict=True)])


def test_between_two_one_draw_decides() -> None:
    """The second by its logistic chance: like the twin, as often as it should, and never less often when better."""
    n, week = 2500, 5
    u = pulls(2, n, 300)
    deeds = chosen(u, week=week)
    assert deeds.tolist() == [naive_draws.choose(i, week, NUMBER, (9, 0), u[:, i].tolist()) for i in range(n)]
    assert (chosen(u[:, 1100:], week=week, lo=1100) == deeds[1100:]).all()
    assert (chosen(u + np.array([[0], [3]]), week=week) >= deeds).all()
    n = 1_000_000
    for second in (-2000, -600, -64, 0, 1, 300, 2000):
        p = float(softmax([0, second])[1])
        share = int(chosen(np.repeat(np.array([[0], [second]]), n, axis=1)).sum())
        assert abs(share - n * p) <= 5 * np.sqrt(n * p * (1 - p)) + 1e-3


def test_one_who_lacks_a_need_does_the_first() -> None:
    """All bits of `needs` are asked for."""
    status = np.array([0, 1, 2, 3, 7], np.uint8)
    u = np.array([[-5000] * 5, [0] * 5])
    assert chosen(u, needs=3, status=status).tolist() == [0, 0, 0, 1, 1]


def test_raising_an_option_moves_citizens_only_to_it() -> None:
    """Nobody jumps between options whose utilities did not change: twins may be compared citizen by citizen."""
    u = pulls(6, 20_000, 150)
    more = u.copy()
    more[2] += 32
    before, after = chosen(u), chosen(more)
    assert (after[before != after] == 2).all() and (before != after).sum() > 300


def test_chance_is_the_logistic_function() -> None:
    """Never falling, and right to one part in 2**32 from -24 to 24 logits."""
    assert len(CHANCE) == 3073
    assert (np.diff(CHANCE.astype(np.int64)) >= 0).all()
    for d in range(-1536, 1537):
        assert abs(int(CHANCE[d + 1536]) / 2**32 - 1 / (1 + math.exp(-d / 64))) <= 2**-31
    assert int(CHANCE[1536]) in (2**31 - 1, 2**31)
