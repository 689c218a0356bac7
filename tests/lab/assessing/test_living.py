"""What an assessment measures of its runs is what the measures give."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.lab.assessing.groups import let_in
from demerit.lab.assessing.living import NAMES, _bands, _shut, lived_sides
from demerit.lab.living import LivedRun, live
from demerit.lab.measuring import measured
from demerit.lab.order import Order
from demerit.lab.probing.effects import effects_of
from demerit.lab.studies.world import Task
from demerit.measures import evaluate, headlines, take


def test_ratios_of_groups_are_those_of_the_measures(town: LivedRun) -> None:
    doors = {(door.gate, door.group): door for door in let_in(town, ("sex", "age", "income"))}
    rows = evaluate(town, names=["gates"])
    held = 0
    for name, group, value, _ in rows.iter_rows():
        _, gate, what = (*name.split(".", 2), "")[:3]
        if (gate, group) in doors and what == "open":
            assert doors[gate, group].rate == pytest.approx(value)
        if (gate, group) in doors and what == "ratio":
            assert doors[gate, group].ratio == pytest.approx(value)
            held += 1
    assert held > 10 and all(door.n >= 30 for door in doors.values())
    assert held == sum(door.ratio is not None for door in doors.values())


def test_what_is_measured_of_a_run_beside_several_laws_is_what_each_pair_gives() -> None:
    """Rows of a run are taken once, whatever it is held against."""
    order = Order("weibo_2024", recipe="village", people=150, weeks=12)
    runs = {name: live(order.with_(scheme=name)) for name in ("weibo_2024", "zhima_2015", "null")}
    alone = {side: evaluate(runs[name], names=NAMES) for side, name in (("law", "weibo_2024"), ("other", "null"))}
    pair = {"law": runs["weibo_2024"], "other": runs["null"]}
    assert measured(pair, "other", NAMES, alone=alone).equals(measured(pair, "other", NAMES))
    task = Task(0, 0, order.seed)
    told = lived_sides(order, {name: order.with_(scheme=name) for name in ("null", "zhima_2015")}, ("sex",), task)
    for name in ("null", "zhima_2015"):
        one = lived_sides(order, {name: order.with_(scheme=name)}, ("sex",), task)
        assert told["tables"][name] == one["tables"][name] and told["values"]["law"] == one["values"]["law"]
    assert told["values"]["against null"] == effects_of(runs["null"])


def test_bands_and_shut_doors_are_those_of_the_measures(town: LivedRun) -> None:
    taken = take(town, names=["accuracy", "gates"])
    last = town.counts.filter((pl.col("table") == "gate") & (pl.col("group") == "all"))
    last = last.filter(pl.col("week") == pl.col("week").max()).with_columns(pl.col("key").cast(pl.String))
    number = {key: n for key, n in last.group_by("key").agg(pl.col("n").sum()).iter_rows()}
    told = _shut(town, headlines(taken))
    assert set(told) == {name for name in town.scheme.gates if f"{name}:open" in number or f"{name}:shut" in number}
    for name, share in told.items():
        shut, opened = (number.get(f"{name}:{what}", 0) for what in ("shut", "open"))
        assert share == pytest.approx(shut / (shut + opened))
    bands = _bands(town)
    loans = town.counts.filter((pl.col("table") == "repaid") & (pl.col("group") == "all"))
    assert bands and all(n >= 30 and 0 <= share <= 1 for _, n, share in bands)
    assert sum(n for _, n, _ in bands) <= loans["n"].sum()
