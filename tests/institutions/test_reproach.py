"""Reproach: who is borne, pressed or cut, kin and friends, and what comes of pressing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.law import load_reform, reformed
from tests.engine.test_twin import agreeing, lively
from tests.engine.worlds import lived
from tests.institutions.places import noted, only

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

LIVELY: dict[str, float] = {
    "run.warm_up": 2, "look_up.friends": 64, "look_up.self": 64, "treat.press": -64, "treat.cut": -160,
    "treat.kin_cut": 0, "treat.cut_short": 32, "reproach.fright": 128,
}  # fmt: skip
"""Knobs at which all of it happens to many within months."""


def feared(schemes: dict[str, Scheme]) -> Scheme:
    """Give the scheme with reproach alone, of which all know and in which low friends are feared."""
    return only(lively(schemes["article_2015"]), "reproach", aware=1.0)


def test_engine_and_twin_agree(schemes: dict[str, Scheme], village: Society) -> None:
    """Bit for bit; all that is counted happens, and kin and friends are cut by choice."""
    _, found = agreeing(feared(schemes), village, LIVELY, 28)
    for what in ("bear", "bear_kin", "press", "press_kin", "cut", "cut_kin", "borne", "urged",
                 "pressed"):  # fmt: skip
        assert found["institution", f"reproach:{what}"] > 0, what
    assert found["end", "kin", "score"] > 0
    assert found["end", "friend", "score"] > 0


def test_a_tie_ends_for_the_score_only_where_one_end_chose_it(schemes: dict[str, Scheme], town: Society) -> None:
    """Nobody cuts: none ends for the score. All who can do: no more end than there were decisions, at both ends."""
    scheme = feared(schemes)
    none, many = (lived(scheme, town, 40, settings=LIVELY | {"treat.cut": n, "treat.cut_short": m})
                  for n, m in ((-400, 0), (-160, 32)))
    ended = [pl.concat(run.rows).select(pl.col("^lost_.*_score$").sum()).sum_horizontal().item()
             for run in (none, many)]
    cut = [noted(run, "reproach:cut") + noted(run, "reproach:cut_kin") for run in (none, many)]
    assert ended[0] <= 2 * cut[0]
    assert 0.5 * cut[1] < ended[1] <= 2 * cut[1]
    assert cut[1] > 10 * cut[0] + 10


def test_kin_are_pressed_sooner_and_cut_later(schemes: dict[str, Scheme], town: Society) -> None:
    """At the knobs as they are, of those who stand low."""
    settings = LIVELY | {"treat.press": -160, "treat.kin_cut": 176}
    run = lived(feared(schemes), town, 60, settings=settings)

    def share(what: str, kin: str) -> float:
        return noted(run, f"reproach:{what}{kin}") / sum(
            noted(run, f"reproach:{one}{kin}") for one in ("bear", "press", "cut"))

    assert share("press", "_kin") > 1.3 * share("press", "")
    assert share("cut", "_kin") < 0.5 * share("cut", "")


def test_the_pressed_take_fright(schemes: dict[str, Scheme], town: Society) -> None:
    """As many are pressed at first where nobody minds, and there is less fear."""
    scheme = feared(schemes)
    minded, vain = (lived(law, town, 24, settings={k: v for k, v in LIVELY.items() if k != "reproach.fright"})
                    for law in (scheme, reformed(scheme, load_reform("pressed_in_vain"))))
    assert noted(vain, "reproach:pressed") > 20
    assert int(minded.world.fear.sum()) > int(vain.world.fear.sum())
