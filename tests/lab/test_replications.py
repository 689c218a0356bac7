"""Published models are reproduced; a part that were wrong would be noticed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from demerit.base import inequality
from demerit.errors import InputError, UnknownName
from demerit.lab.replicating import replicate, replications, settings_of
from demerit.lab.replications import Row
from demerit.society import graphs
from tests.house import ROOT

NAMES = list(replications())
ALONE = {f"{ties} ties, leave 0.458: share of the largest opinion" for ties in ("single", "double")}
"""Quantities of which nothing is published for the settings published."""


THEIRS = {"conform": 0.008, "dissent": 19.0, "emperor": 0.033, "mobility": 0.68, "spiral": 13.0, "thresholds": 0.0089}
"""The largest standard error of any value that a replication is held against."""


def widest(name: str, row: Row) -> float:
    """Give four standard errors of ours and of theirs: of theirs as told, or as ours of one graph or few runs."""
    mine = row.standard_error or 0.0
    return 4 * math.hypot(mine, max(THEIRS.get(name, 0.0), 4 * mine)) + 6e-4


@pytest.mark.parametrize("name", NAMES)
def test_every_quantity_is_told_once_and_within_its_tolerance(name: str) -> None:
    (done,) = replicate(name)
    assert done.rows
    assert len({row.quantity for row in done.rows}) == len(done.rows)
    told = [row for row in done.rows if row.quantity not in ALONE]
    assert [f"{row.quantity}: {row.ours}" for row in told if row.verdict != "within"] == []
    drawn = [row for row in done.rows if row.standard_error is not None]
    assert [row.quantity for row in drawn if row.tolerance > widest(name, row)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_replication_has_its_page(name: str) -> None:
    page = (ROOT / "docs" / "replications" / f"{name}.md").read_text(encoding="utf-8")
    for part in ("**What it is.**", "**What of ours it tests.**", "**What differs.**", "**Source.**"):
        assert part in page
    assert all(f"`{setting.name}`" in page for setting in replications()[name].settings)
    listed = (ROOT / "docs" / "replications" / "README.md").read_text(encoding="utf-8")
    assert f"]({name}.md)" in listed


@pytest.mark.parametrize("name", NAMES)
def test_defaults_lie_within_their_ranges(name: str) -> None:
    for setting in replications()[name].settings:
        assert all(setting.low <= number <= setting.high for number in setting.default)
        assert setting.several or len(setting.default) == 1


def test_a_verdict_is_against_the_reference_first() -> None:
    assert Row("x", 1.0, 0.1, published=2.0, reference=1.05).verdict == "within"
    assert Row("x", 1.0, 0.1, published=2.0).verdict == "outside"
    assert Row("x", 1.0, 0.1).verdict is None
    assert Row("x", math.nan, 0.1, reference=1.0).verdict == "outside"


def test_names_that_nothing_bears_are_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'society'"):
        replicate("socety")
    with pytest.raises(UnknownName, match="Did you mean 'spread'"):
        replicate("society", ["sprad=1"])
    with pytest.raises(InputError, match="Name it"):
        replicate(None, ["spread=1"])


@pytest.mark.parametrize(
    ("written", "said"),
    [("spread=0.01", "from 0.1 to 2"), ("spread=wide", "no number"), ("spread", "NAME=VALUE"), ("spread=nan", "from")],
)
def test_values_that_are_refused_are_told_why(written: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        replicate("society", [written])


def test_a_setting_may_take_words() -> None:
    one = replications()["emperor"]
    assert settings_of(one, ["topology=complete"]).whole("topology") == 1
    assert next(s for s in one.settings if s.name == "topology").written() == "torus"
    with pytest.raises(UnknownName, match="Did you mean 'complete'"):
        replicate("emperor", ["topology=complte"])
    with pytest.raises(UnknownName, match="torus"):
        replicate("emperor", ["topology=1"])


def test_a_setting_turned_leaves_published_numbers_behind() -> None:
    one = replications()["society"]
    assert settings_of(one).known(3.0) == 3.0
    assert settings_of(one, ["spread=0.4"]).known(3.0) is None


def nothing(lo: int, hi: int, utility: tuple[Any, ...], deed: Any) -> None:
    """Let everybody do what they did."""


WRONG = {
    "contagion": ("demerit.theory.influence.friends_sum", lambda n, u, v, x: np.bincount(u, x[v], minlength=n)),
    "conform": ("demerit.lab.replications._conform.blocks", lambda *of, half=graphs.blocks: half(*of[:3], of[3] / 2)),
    "dissent": ("demerit.lab.replications.dissent.best_action", lambda d, b, *law: d),
    "emperor": ("demerit.engine.model.Model._turns", lambda model: np.zeros(model.n, np.int64)),
    "gaming": ("demerit.theory.gaming.answered", lambda scores, lines, benefits, cost: scores),
    "impact": ("demerit.theory.lending.chance_needed", lambda gain, loss: 0.5),
    "mobility": ("demerit.theory.mobility.distinct_places", lambda moves, rho, gamma: (rho * moves, 0.0)),
    "network_score": ("demerit.theory.network_scoring.friend_weight", lambda error, cross_tie: 0.0),
    "society": ("demerit.society.network.degree", lambda n, u, v: np.bincount(u, minlength=n)),
    "spiral": ("demerit.lab.replications._silence.LOUDNESS", 0),
    "thresholds": ("demerit.base.choice.decide", nothing),
}
"""Replication -> a part of ours that it tests, and a wrong one in its place."""


@pytest.mark.parametrize("name", [name for name in NAMES if name in WRONG])
def test_a_part_that_were_wrong_would_be_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*WRONG[name])
    (done,) = replicate(name)
    assert any(row.verdict == "outside" for row in done.rows)


def test_association_that_counted_double_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from demerit.lab.replications import contagion

    step = contagion.engine_scores
    monkeypatch.setattr(contagion, "engine_scores", lambda ties, own, weight: step(ties, own, weight / 2))
    (done,) = replicate("contagion")
    outside = [row.quantity for row in done.rows if row.verdict == "outside"]
    assert outside and all("by the engine" in quantity for quantity in outside)


def test_the_gini_of_incomes_and_of_journeys_is_the_one_replicated() -> None:
    from demerit.measures import travel
    from demerit.society import fit

    module = __import__("sys").modules
    assert module[fit.__module__].gini is inequality.gini
    assert module["demerit.measures.travel"].concentration is inequality.concentration
    assert travel is not None


@pytest.mark.parametrize(
    ("written", "said"),
    [(["perks=650,600"], "must rise"), (["benefits=1,2"], "one a line"), (["cost=0"], "from 0.0001")],
)
def test_a_ladder_that_is_none_is_refused(written: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        replicate("gaming", written)


def test_dissent_ends_at_a_line_in_a_window_and_half_of_the_runs_are_enough_for_a_median() -> None:
    from demerit.lab.replications import _authority

    def ends(line: float, window: int, rounds: int) -> list[float]:
        return [_authority.climbed(s, 500, rounds, 0.25, 1.0, False, line, window)[0] for s in range(1, 9)]

    early, late, longer = ends(0.2, 1, 2000), ends(0.05, 1, 2000), ends(0.2, 5, 2000)
    assert all(a <= b for a, b in zip(early, late, strict=True)) and early != late
    assert all(a <= b for a, b in zip(early, longer, strict=True)) and early != longer
    between = sorted(early)[3]
    assert math.isfinite(between)
    cut = ends(0.2, 1, int(between))
    assert cut == [e if e <= between else math.inf for e in early]


def median_told(*written: str) -> dict[str, Any]:
    (done,) = replicate("dissent", ["people=500", "runs=32", *written])
    return {row.quantity.partition(": ")[2]: row for row in done.rows if row.quantity.startswith("authority")}


def test_a_median_needs_half_of_the_runs_and_not_all() -> None:
    whole = median_told("line=0.2")["median round of its end"]
    some = median_told("line=0.2", f"rounds={int(whole.ours)}")
    assert 0.5 <= some["runs in which dissent ends"].ours < 1 and "said at the end of what is wished" in some
    assert some["median round of its end"].ours == whole.ours
    few = median_told("line=0.2", "rounds=10")
    assert few["runs in which dissent ends"].ours < 0.5 and "median round of its end" not in few


def test_whom_a_tie_may_be_led_to_moves_the_curve() -> None:
    (done,) = replicate("conform", ["ties=single,double,loops", "people=400", "leave=0.4", "runs=12"])
    shares = [row for row in done.rows if "share" in row.quantity]
    assert [row.quantity.partition(",")[0] for row in shares] == ["single ties", "double ties", "double ties and loops"]
    assert shares[0].ours > shares[1].ours > shares[2].ours


def test_moves_thresholds_and_final_scores_of_ones_own_are_told() -> None:
    (done,) = replicate("mobility", ["moves=77", "people=200"])
    told = {row.quantity: row for row in done.rows}
    assert told["places after 77 moves, people who move"].verdict == "within"
    with pytest.raises(InputError, match="more than 20,000,000 moves"):
        replicate("mobility", ["moves=20000"])
    (done,) = replicate("thresholds", ["threshold=0.12,0.4", "people=1000", "runs=2"])
    told = {row.quantity: row for row in done.rows}
    ends = (f"threshold 0.12 of friends: {end} mean degree that cascades" for end in ("lowest", "highest"))
    low, high = (told[end].ours for end in ends)
    assert 1 < low < 1.01 and 9 < high < 11
    assert told["threshold 0.4 of friends: mean degrees that cascade"].ours == 0
    (done,) = replicate("gaming", ["perks=600", "cost=1000"])
    told = {row.quantity: row.ours for row in done.rows}
    assert told["ladder: mean final score"] == pytest.approx(620, abs=1e-3) and told["ladder: mean cost"] < 1e-3


def test_any_ladder_can_be_climbed() -> None:
    (done,) = replicate("gaming", ["perks=600,640", "benefits=1,5", "cost=0.05"])
    went = {row.quantity: row.ours for row in done.rows}
    assert went["ladder: share that goes to 600"] == 0.0
    assert went["ladder: share that goes to 640"] > 0.3
    assert {row.verdict for row in done.rows if "share" in row.quantity} == {None}
