"""Strategies: columns of citizens and knobs of acts, drawn over all that the columns' docstrings allow.

And what acts make of them: `weigh`.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from demerit.acts.act import Week
from demerit.base.loom import At, Fixed, Loop, Row
from demerit.base.native import Bound

if TYPE_CHECKING:
    from demerit.acts.act import Act

RANGES: dict[str, tuple[type, int, int]] = {
    "home": (np.int8, -127, 127), "candour": (np.uint8, 0, 255), "caution": (np.uint8, 8, 255),
    "talk": (np.int8, -127, 127), "interest": (np.int8, -127, 127),
    "sociability": (np.uint8, 0, 255), "privacy": (np.int8, -128, 127),
    "reliability": (np.int8, -127, 127), "standing": (np.int8, -128, 127), "age": (np.uint8, 18, 110),
    "traits": (np.uint8, 0, 95), "status": (np.uint8, 0, 255), "conviction": (np.int16, -16384, 16384),
    "climate": (np.int16, -256, 256), "fear": (np.int16, 0, 512), "arrears": (np.uint8, 0, 255),
    "cell": (np.uint8, 0, 95), "place": (np.uint8, 0, 61), "score": (np.int16, -1, 950),
    "diary": (np.uint32, 0, 2**32 - 1), "gates": (np.uint16, 0, 2**16 - 1),
    "n_heard": (np.uint8, 0, 255), "n_praise": (np.uint8, 0, 255), "n_question": (np.uint8, 0, 255),
    "n_dissent": (np.uint8, 0, 255), "n_enrolled": (np.uint8, 0, 255), "n_shown": (np.uint8, 0, 255),
    "pressure": (np.uint8, 0, 6), "rumour": (np.uint8, 0, 31), "value": (np.uint8, 1, 255),
    "travels_soon": (np.uint8, 0, 1), "stay": (np.uint8, 0, 255), "papers": (np.uint8, 0, 255),
    "grudge": (np.uint8, 0, 255), "past_posts": (np.uint8, 0, 15), "called_off": (np.uint8, 0, 255),
    "platform_habit": (np.int8, -64, 64),
    "approval": (np.int16, 0, 256),
    "shut": (np.uint8, 0, 63), "venue": (np.uint8, 0, 2), "licence": (np.uint8, 0, 1),
    "near_microblog": (np.uint8, 0, 255), "near_imitation": (np.uint8, 0, 255), "near_messenger": (np.uint8, 0, 255),
    "job": (np.uint8, 0, 5), "idle": (np.uint8, 0, 31), "asked": (np.uint8, 0, 5),
    "step": (np.int16, -100, 600), "cards": (np.uint8, 0, 15), "bankrupt": (np.uint8, 0, 255),
    "warmth": (np.int16, -160, 160), "held": (np.uint8, 0, 64), "vexed": (np.uint8, 0, 15),
    "scolded": (np.uint8, 0, 160), "eager": (np.uint8, 0, 127),
    "opens": (np.int16, -1000, 1000), "rank": (np.int16, -600, 600),
    "occupation": (np.uint8, 0, 10), "origin": (np.uint8, 0, 2), "shown_museum": (np.uint8, 0, 255),
    "shown_rally": (np.uint8, 0, 255), "warned": (np.uint8, 0, 255), "marked": (np.uint8, 0, 1),
    "short": (np.uint8, 0, 2), "rooted": (np.uint8, 0, 64), "low_company": (np.uint8, 0, 255),
    "forgotten": (np.uint8, 0, 96), "hindrance": (np.uint8, 0, 127), "ground": (np.uint8, 0, 3),
    "low_bond": (np.uint8, 0, 63), "low_kin": (np.uint8, 0, 1), "low_short": (np.uint8, 0, 60),
    "phone_lesson": (np.uint8, 0, 15),
}
"""Column, or what was heard this week -> type, least and most."""


def columns(names: tuple[str, ...], n: int) -> st.SearchStrategy[dict[str, np.ndarray]]:
    """Give the columns of `n` citizens by name, ends of the ranges included; nobody hears more than all friends."""

    def one(name: str) -> st.SearchStrategy[np.ndarray]:
        kind, low, high = RANGES[name]
        value = st.one_of(st.sampled_from([low, high]), st.integers(low, high))
        return st.lists(value, min_size=n, max_size=n).map(lambda values: np.array(values, kind))

    def heard(drawn: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        most = drawn.get("n_heard")
        return {k: np.minimum(c, most) if most is not None and k.startswith("n_") else c for k, c in drawn.items()}

    return st.fixed_dictionaries({name: one(name) for name in names}).map(heard)


def knobs(act: Act) -> st.SearchStrategy[Any]:
    """Give the knobs of an act, anywhere in their ranges."""
    ends = [(int(k.low), int(k.high), int(k.default)) for k in act.knobs]
    values = [st.one_of(st.sampled_from(three), st.integers(*three[:2])) for three in ends]
    return st.tuples(*values).map(lambda chosen: act.knob_class(*chosen))


def weeks() -> st.SearchStrategy[Week]:
    """Give what an act is told of a week."""
    return st.builds(Week, st.integers(-60, 600), st.integers(0, 256), st.integers(0, 1))


def weigh(act: Act, columns: dict[str, np.ndarray], knobs: Any, week: Week, u: np.ndarray) -> None:
    """Let the loop of an act write the utilities of its deeds into the first rows of `u`, int32 ``(8, n)``."""
    parts = {
        "own": Row(act.own, tuple(At(columns[name]) for name in act.own._fields)),
        "knobs": Fixed(knobs),
        "week": Fixed(week),
    }
    asked = {name: parts[name] for name in inspect.signature(act.weigh).parameters}
    loop = Loop(act.name, act.weigh, asked, gives=[u[k] for k in range(len(act.deeds))])
    Bound(loop)(0, u.shape[1], week.week)
