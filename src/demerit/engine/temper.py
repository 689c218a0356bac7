"""Temper: what citizens are like can be turned as a whole: more cautious, less candid, more talkative, more loyal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from demerit.base.knob import knob

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.engine.world import World


class Knobs(NamedTuple):
    """How the temperament of a society is turned; as it was made at 100 and 0."""

    caution: Annotated[int, knob(
        100, 25, 200, "percent", "How much more losses weigh than gains: all citizens' caution times this.",
        source="assumed: losses weigh 1.8 to 2.1 times as much in meta-analyses, 0.5 to 4 times in single studies",
    )]
    candour: Annotated[int, knob(100, 0, 200, "percent", "What it costs to say what one does not think, times this.")]
    talk: Annotated[int, knob(0, -64, 64, "1/16 logit", "Added to everyone's talkativeness: 11 doubles it.",
                              source="assumed: from a 55th to 55 times as many posts")]
    interest: Annotated[int, knob(0, -64, 64, "1/16 logit", "Added to how much everyone speaks of politics.",
                                  source="assumed: as for talk; nobody counted it in China")]
    home: Annotated[int, knob(
        0, -32, 32, "1/128 of full conviction", "Added to where everyone's conviction rests: above 0 more loyal.",
        source="assumed; the default mean, 23, is a loyal majority; approval was .41 to .80 (K01)",
    )]
    caution_spread: Annotated[int, knob(100, 0, 150, "percent", "How far citizens differ in caution, times this.")]
    candour_spread: Annotated[int, knob(100, 0, 150, "percent", "How far citizens differ in candour, times this.")]
    talk_spread: Annotated[int, knob(100, 0, 150, "percent", "How far citizens differ in talkativeness, times this.")]
    interest_spread: Annotated[int, knob(100, 0, 150, "percent", "How far citizens differ in interest, times this.")]
    home_spread: Annotated[int, knob(100, 0, 150, "percent", "How far citizens' convictions at rest lie apart, times "
                                                             "this.")]


BOUNDS = {"caution": (8, 255), "candour": (0, 255), "talk": (-127, 127), "interest": (-127, 127),
          "home": (-127, 127)}
"""Column -> its lowest and highest value."""


def temper(world: World, values: Mapping[str, int]) -> None:
    """Turn the temperament of a world's citizens, in place.

    With `m` a column's mean, rounded, a value `v` becomes ``m + spread (v - m) / 100``, then times the knob's percent
    (caution, candour) or plus the knob (talk, interest, home), and is held within the column's bounds.
    """
    for name, (low, high) in BOUNDS.items():
        turned, spread = values[f"temper.{name}"], values[f"temper.{name}_spread"]
        times = name in ("caution", "candour")
        if (turned, spread) == (100 if times else 0, 100):
            continue
        column: NDArray[np.integer] = getattr(world, name)
        old = column.astype(np.int64)
        mean = round(float(old.mean())) if len(old) else 0
        new = mean + spread * (old - mean) // 100
        new = new * turned // 100 if times else new + turned
        column = np.clip(new, low, high).astype(column.dtype)
        setattr(world, name, column)
    world.conviction = world.home.astype(np.int16) * np.int16(128)
