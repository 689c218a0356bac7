"""The bench: what it measures is what it tells, in a table and in JSON; a profile names every loop of a month."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat
from time import perf_counter

import pytest

from demerit.acts import acts
from demerit.cli.verbs import bench as verb
from demerit.engine.backends.threads import cores
from demerit.engine.plan import Plan
from demerit.errors import InputError
from demerit.lab import bench
from demerit.lab.bench import Bench, Speed, memory_free
from demerit.lab.machine import Machine
from demerit.lab.profiling import profile
from demerit.lab.studies.throughput import Throughput, throughput
from demerit.lab.worlds_at_once import many
from demerit.lab.yardstick import yardstick
from demerit.law import load
from demerit.society import Society
from tests.cli.test_json import held

PARTS = ("columns", "ties", "institutions", "scratch", "counts", "panel", "record")


def speed(people: int, rate: float) -> Speed:
    """Give the speed of some society."""
    return Speed("article_2015", people, rate, 180.4, dict.fromkeys(PARTS, 25.8), 0.33, 12.1, 0.42)


FOUND = Bench(
    machine=Machine(152e6, 12.5, 2), results=[speed(1_000_000, 4e6), speed(10_000_000, 3e6)], of_million=0.75,
    acts=[{"name": "speak", "deeds": 7, "utilities_ns": 1.2, "act_ns": 3.4, "wide": True}],
    village={"people": 1000, "week_ms": 1.234, "fixed_ms": 0.567},
    worlds={"worlds": 64, "people": 1000, "weeks": 286, "seconds": 8.9, "of_one": 0.71},
    start={"people": 10_000, "weeks": 286, "cold_seconds": 28.4, "cold_cpu_seconds": 51.0, "warm_seconds": 3.2,
           "cold_peak_mib": 736, "warm_first_week_cpu_seconds": 1.1},
    plan={"knobs_ms": 15.0, "reform_ms": 14.0},
    compile_seconds=25.2, run={"people": 100_000, "weeks": 286, "seconds": 21.5, "timings": {}},
)


def test_all_that_is_measured_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Every measure stands in the table, and the JSON keeps to its schema, with ten million citizens and without."""
    verb._told(FOUND)
    said = " ".join(capsys.readouterr().out.split())
    for figure in ("152.0 million gathers/s", "12.5 GB/s", "article_2015 10,000,000 3.0 million 180 33% 0.42",
                   "0.75 of the speed of 1,000,000", "speak 7 1.2 3.4 yes", "1.23 ms", "0.57 ms", "21.5 s", "3.2 s",
                   "64 worlds of 1,000, 286 weeks: 8.9 s, 0.71", "28.4 s (51 s of all cores, 736 MiB)"):
        assert figure in said, figure
    held("bench", FOUND.plain())
    without = replace(FOUND, of_million=None)
    verb._told(without)
    assert "10,000,000 citizens:" not in capsys.readouterr().out
    held("bench", without.plain())


def test_what_is_measured_of_studies_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    found = Throughput(32, 1000, 104, 8.1, 16.4, 7.9, 1.2, 0.975, 0.482, 0.043, 1.7, 1.81)
    verb._told_studies(found)
    said = " ".join(capsys.readouterr().out.split())
    for figure in ("32 worlds of 1,000, 104 weeks", "8.1 s, 0.97 of", "16.4 s, 0.48", "+4.3%", "1.7 s", "1.81 times"):
        assert figure in said, figure
    held("bench", {"studies": found.plain()})
    verb._told_studies(replace(found, cluster_of_one=None))
    assert "cluster" not in capsys.readouterr().out
    held("bench", {"studies": replace(found, cluster_of_one=None).plain()})


def test_a_part_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError, match="--only acts"):
        verb.bench(only="acts")


@pytest.mark.slow
def test_studies_are_measured() -> None:
    found = throughput(3 * cores(), 8)
    seconds = (found.engine_seconds, found.measured_seconds, found.one_seconds, found.start_seconds)
    assert all(0 < one < 600 for one in seconds) and found.worlds == 3 * cores()
    assert found.resume_overhead > -1
    assert found.resume_seconds < 600


def test_the_largest_society_is_held_against_a_million() -> None:
    assert bench._of_million(FOUND.results) == 0.75
    assert bench._of_million(FOUND.results[:1]) is None
    assert 1 << 20 < memory_free() < 1 << 50


def test_a_profile_names_every_loop_of_a_month() -> None:
    """Every act with its choice, steps and institutions; what is outside of passes is Python's."""
    rows = profile(people=1000)
    held("bench", {"profile": rows})
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names)
    plan = Plan(load("article_2015"))
    for act, takes_place in zip(acts(), plan.takes_place, strict=True):
        assert (f"act {act.name}" in names) == (f"choice {act.name}" in names) == takes_place
    assert {"look", "judge", "learn", "show", "settle", "pass_gates", "drop", "institution bureaus.touch"} <= set(names)
    assert {row["kind"] for row in rows} == {"step", "act", "choice", "institution", "python"}
    assert all(row["ns"] > 0 for row in rows)
    assert [row["ns"] for row in rows] == sorted((row["ns"] for row in rows), reverse=True)


@pytest.mark.parametrize(("month", "taken"), [(0.1, 15), (0.25, 6), (0.9, 3), (20.0, 3)])
def test_a_round_is_as_long_as_the_yardstick_or_some_months(month: float, taken: int) -> None:
    assert bench._round(repeat(month)) == [month] * taken
    assert bench._round(iter([month] * 2)) == [month] * 2, "the life is over"


def test_the_yardstick_is_measured_by_the_stretch() -> None:
    """At least one stretch is measured, be there time for it or not."""
    before = perf_counter()
    assert yardstick(2000, seconds=0.0, stretch=0.3) > 0
    assert perf_counter() - before > 0.3
    assert yardstick(2000, seconds=0.1) > 0


def test_worlds_at_once_are_the_worlds_one_by_one(village: Society) -> None:
    """Many worlds of one plan, in processes of their own, give what each gives alone."""
    plan = Plan(load("zhima_2015"), {"run.warm_up": 4})
    seconds, both = many(plan, village, [3, 4], 8)
    assert seconds > 0
    assert both == [many(plan, village, [seed], 8)[1][0] for seed in (3, 4)]
    assert both[0] != both[1]
