"""Stake: what a belief adds to a deed, and the law that more fear never means more dissent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.acts import acts
from demerit.base.choice import Best, Chooser, Options, Worth, decide, prepare, tails
from demerit.base.draws import Draws, columns4, stream
from demerit.base.loom import Fixed, Loop, Near
from demerit.base.native import Bound
from tests import naive, strategies

N = 64
SLOPE = st.integers(0, 4096)
"""Q8 notches a point: 16 notches a point is more than all gates of any scheme here together."""
BELIEF = st.integers(-32640, 32640)
CAUTION = st.integers(0, 255 * 768 // 256)
SPEAK = next(act for act in acts() if act.name == "speak")
DISSENT = SPEAK.deeds.index("dissent")


def added(belief: int, gain: int, loss: int, caution: int) -> int:
    """Give what the kernel adds for one citizen."""
    u = np.zeros((8, 1), np.int32)
    weigh(0, np.array([belief], np.int16), *(np.array([x], np.int32) for x in (gain, loss, caution)), u)
    return int(u[0, 0])


Column = np.ndarray


def told(option: int, believed: Column, gain: Column, loss: Column, caution: Column) -> dict[str, Any]:
    """Give what a choice is handed where one belief is about one option."""
    n, nobody = len(believed), np.zeros(0, np.int64)
    law = Options(3, 0, np.zeros(8, np.int32), np.array([option], np.int32), np.zeros(1, np.int32), nobody, nobody)
    return {
        "law": Fixed(law), "worth": Near(Worth(gain, loss, caution)),
        "citizens": Fixed(Chooser(np.full(n, 3, np.uint8), np.zeros(n, np.uint32), believed[None, :].copy())),
    }


def weigh(option: int, believed: Column, gain: Column, loss: Column, caution: Column, u: Column) -> None:
    """Let the kernel add the stake of one option."""
    parts = told(option, believed, gain, loss, caution) | {"k": Fixed(option), "utility": Near(u[option])}
    parts["belief"] = Fixed(parts.pop("citizens").value.belief)
    Bound(Loop("prepare", prepare, parts, whole=True))(0, len(believed), 3)


@given(BELIEF, SLOPE, SLOPE, CAUTION)
def test_the_kernel_weighs_like_the_twin(belief: int, gain: int, loss: int, caution: int) -> None:
    """Any belief, slope and caution; no overflow at the ends."""
    stake = SimpleNamespace(gain=gain, loss=loss, caution=caution)
    assert added(belief, gain, loss, caution) == naive.worth(belief, stake)


@given(BELIEF, SLOPE, SLOPE, CAUTION)
def test_a_belief_pulls_its_own_way(belief: int, gain: int, loss: int, caution: int) -> None:
    """Believed points never deter, believed deductions never attract, and no belief does nothing."""
    assert added(belief, gain, loss, caution) * (1 if belief > 0 else -1) >= 0
    assert added(0, gain, loss, caution) == 0


@given(st.integers(-32640, -1), SLOPE, CAUTION, st.integers(0, 2000), st.integers(0, 400), st.integers(0, 8000))
def test_more_to_lose_never_makes_a_punished_deed_more_attractive(
    belief: int, loss: int, caution: int, more_loss: int, more_caution: int, more_belief: int
) -> None:
    """Monotone in loss, caution (so in fear) and belief, each alone."""
    base = added(belief, 0, loss, caution)
    assert added(belief, 0, loss + more_loss, caution) <= base
    assert added(belief, 0, loss, caution + more_caution) <= base
    assert added(max(-32640, belief - more_belief), 0, loss, caution) <= base


@given(data=st.data())
def test_more_fear_never_means_more_dissent(data: st.DataObject) -> None:
    """Citizen by citizen, everything else fixed: whoever dissents in more fear, dissents in less."""
    columns = data.draw(strategies.columns(SPEAK.own._fields, N))
    knobs, week = data.draw(strategies.knobs(SPEAK)), data.draw(strategies.weeks())
    believed = np.array(data.draw(st.lists(st.integers(-32640, 0), min_size=N, max_size=N)), np.int16)
    slope = np.array(data.draw(st.lists(SLOPE, min_size=N, max_size=N)), np.int32)
    caution = np.array(data.draw(st.lists(st.integers(8, 255), min_size=N, max_size=N)), np.int32)
    fear = np.array(data.draw(st.lists(st.integers(0, 512), min_size=N, max_size=N)), np.int32)
    more = np.array(data.draw(st.lists(st.integers(0, 512), min_size=N, max_size=N)), np.int32)

    words = np.ascontiguousarray(columns4(1, "week", N).T)

    def dissenting(fear: np.ndarray) -> np.ndarray:
        u = np.zeros((8, N), np.int32)
        strategies.weigh(SPEAK, columns, knobs, week, u)
        u[DISSENT] += 200  # or hardly anybody would
        weighed = (caution * (256 + fear) >> 8).astype(np.int32)
        deed = np.empty(N, np.uint8)
        parts = told(DISSENT, believed, slope, slope, weighed) | {
            "utility": Near(u), "deed": Near(deed), "draws": Fixed(Draws(stream("speak"), 1, 0)),
            "week_words": Near(words), "words_of": Near(np.zeros((4, N), np.uint32)),
            "best": Near(Best(np.zeros(N, np.int32), np.zeros(N, np.uint32))),
            "tails": Fixed(tails()),
        }
        Bound(Loop("choice", decide, parts, whole=True))(0, N, 3)
        return deed == DISSENT

    assert not (dissenting(np.minimum(512, fear + more)) & ~dissenting(fear)).any()
