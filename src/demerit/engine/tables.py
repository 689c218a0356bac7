"""What never changes during a run: views of the columns, streams, knobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.base.draws import key, stream
from demerit.engine.bind import mingle_settings
from demerit.engine.knobs import LEARN
from demerit.engine.settings import LearnKnobs, MingleSettings
from demerit.engine.views import (
    CensusColumns,
    FaceColumns,
    GateColumns,
    JudgeColumns,
    LearnColumns,
    MingleColumns,
    RegisterColumns,
    SettleColumns,
    SpreadColumns,
    StakeColumns,
    TakeUpColumns,
    TieColumns,
)

if TYPE_CHECKING:
    from demerit.acts.act import Act
    from demerit.engine.columns import World
    from demerit.law import Scheme

SPEECH = {"praise": 1, "unlicensed": 1, "question": 2, "history": 2, "dissent": 3}
"""What friends take a deed of `speak` for: 1 praise, 2 question, 3 dissent; all else is nothing to them."""


class Tables(NamedTuple):
    """Everything that the steps are handed and that no week changes."""

    stake_columns: StakeColumns
    judge_columns: JudgeColumns
    learn_columns: LearnColumns
    take_up_columns: TakeUpColumns
    spread_columns: SpreadColumns
    register_columns: RegisterColumns
    settle_columns: SettleColumns
    gate_columns: GateColumns
    census_columns: CensusColumns
    tie_columns: TieColumns
    face_columns: FaceColumns
    mingle_columns: MingleColumns
    mingle: MingleSettings
    learn_knobs: LearnKnobs
    act_knobs: tuple[object, ...]
    act_beliefs: tuple[tuple[NDArray[np.int32], NDArray[np.int32]], ...]
    streams: tuple[int, ...]
    week_stream: int
    seen_stream: int
    forget_stream: int
    face_stream: int
    k0: np.uint32
    k1: np.uint32
    weekly: int
    near: int
    speech: int
    """The number of the act `speak`."""
    dissent: int
    speech_counts: NDArray[np.uint8]


def tables(world: World, scheme: Scheme, acts: tuple[Act, ...], beliefs: list[str], values: dict[str, int],
           seed: int) -> Tables:
    """Give the tables of a run.

    Parameters
    ----------
    world
        Its columns; the views are onto these, not copies.
    scheme, acts, beliefs
        The law, the acts in their order, the deeds that beliefs are about.
    values, seed
        Every knob's value; the seed of all draws.
    """
    k0, k1 = key(seed)
    number = {act.name: k for k, act in enumerate(acts)}
    speak = acts[number["speak"]]
    return Tables(
        stake_columns=StakeColumns(*_columns(world, StakeColumns)),
        judge_columns=JudgeColumns(*_columns(world, JudgeColumns)),
        learn_columns=LearnColumns(*_columns(world, LearnColumns)),
        take_up_columns=TakeUpColumns(*_columns(world, TakeUpColumns)),
        spread_columns=SpreadColumns(*_columns(world, SpreadColumns)),
        register_columns=RegisterColumns(*_columns(world, RegisterColumns)),
        settle_columns=SettleColumns(*_columns(world, SettleColumns)),
        gate_columns=GateColumns(*_columns(world, GateColumns)),
        census_columns=CensusColumns(*_columns(world, CensusColumns)),
        tie_columns=TieColumns(*_columns(world, TieColumns)),
        face_columns=FaceColumns(*_columns(world, FaceColumns)),
        mingle_columns=MingleColumns(*_columns(world, MingleColumns)),
        mingle=mingle_settings(values, seed, scheme.scale.high - scheme.scale.low),
        learn_knobs=LearnKnobs(*(values[f"learn.{knob.name}"] for knob in LEARN)),
        act_knobs=tuple(a.knob_class(*(values[f"{a.name}.{k.name}"] for k in a.knobs)) for a in acts),
        act_beliefs=tuple(_believed(act, beliefs) for act in acts),
        streams=tuple(stream(act.name) for act in acts),
        week_stream=stream("week"), seen_stream=stream("seen"), forget_stream=stream("forget"),
        face_stream=stream("face"), k0=k0, k1=k1, weekly=sum(not act.monthly for act in acts),
        near=values["run.near"], speech=number["speak"], dissent=speak.deeds.index("dissent"),
        speech_counts=np.array([SPEECH.get(deed, 0) for deed in speak.deeds], np.uint8),
    )


def _believed(act: Act, beliefs: list[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Give the options of an act that beliefs are about, and the numbers of these beliefs."""
    found = [(option, beliefs.index(name)) for option, name in enumerate(act.names) if name in beliefs]
    pairs = np.array(found, np.int32).reshape(-1, 2)
    return np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])


def _columns(world: World, view: type) -> list[NDArray[np.generic]]:
    """Give the columns that a view names."""
    return [getattr(world, name) for name in view._fields]  # type: ignore[attr-defined]
