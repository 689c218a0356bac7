"""What is read off the panel month by citizen is what its rows say, read one by one."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from demerit.base.draws import column
from demerit.measures._grid import Grid, grid, in_both, last, last_score, mean_of, of_the_same, sum_of
from demerit.measures.groups import COLUMNS, cells, number_in_cells, ratio_of_cells
from demerit.rows.groups import DIMENSIONS
from tests.measures.folder import MANIFEST, PANEL, Folder, hand_made

WEEKS, CITIZENS = (3, 7, 11, 19), (2, 5, 8, 40, 41)


def rows(seed: int, weeks: tuple[int, ...] = WEEKS, holes: bool = True) -> pl.DataFrame:
    """Give a panel by lot: with months that are missing, children, and citizens without a score."""
    cells_ = [(week, citizen) for week in weeks for citizen in CITIZENS]
    lots = {name: column(seed, name, len(cells_)).tolist() for name in ("hole", "no score", *PANEL)}
    told = []
    for k, (week, citizen) in enumerate(cells_):
        if holes and lots["hole"][k] % 5 == 0:
            continue
        row: dict[str, int | None] = {name: lots[name][k] % 2 for name in PANEL} | {"week": week, "citizen": citizen}
        row |= {of: lots[of][k] % len(DIMENSIONS[name]) for name, of in COLUMNS.items()}
        row["age_band"] = (0, 1, 2, 3, 255)[lots["age_band"][k] % 5]
        row["score"] = 400 + lots["score"][k] % 300 if lots["no score"][k] % 5 else None
        told.append(row | {"n_speak_dissent": lots["n_speak_dissent"][k] % 3})
    return pl.DataFrame(told, schema=PANEL, strict=False)


def run(panel: pl.DataFrame) -> Folder:
    """Give a run with this panel."""
    weeks = [(week, "adult", "", "all", None, 4) for week in panel["week"].unique().sort()]
    counts = pl.DataFrame(weeks, schema=["week", "table", "key", "group", "bin", "n"], orient="row")
    return Folder(hand_made(), counts.with_columns(pl.col("week").cast(pl.Int16)), panel, manifest=MANIFEST)


@pytest.mark.parametrize("holes", [True, False])
@pytest.mark.parametrize("shuffled", [True, False])
def test_a_grid_holds_every_row_in_its_place(holes: bool, shuffled: bool) -> None:
    panel = rows(1, holes=holes)
    panel = panel.sample(fraction=1, shuffle=True, seed=2) if shuffled else panel
    found = Grid(panel)
    assert found.weeks.tolist() == list(WEEKS) and found.citizens.tolist() == list(CITIZENS)
    told = {(row["week"], row["citizen"]): row for row in panel.iter_rows(named=True)}
    for at, there in np.ndenumerate(found.there):
        row = told.get((WEEKS[at[0]], CITIZENS[at[1]]))
        assert there == (row is not None)
        if row is None:
            assert not found.adult[at] and not found.scored[at] and found.column("degree")[at] == 0
            continue
        assert found.adult[at] == (row["age_band"] < 4)
        assert found.scored[at] == (row["age_band"] < 4 and row["score"] is not None)
        assert found.score[at] == (row["score"] or 0)
        assert found.column("degree")[at] == row["degree"]
        both = ("n_speak_dissent", "n_speak_praise")
        assert found.total(both)[at] == sum(row[name] for name in both)
    month, who = last(found.adult)
    for k, citizen in zip(month, who, strict=True):
        assert max(w for (w, c), row in told.items() if c == CITIZENS[citizen] and row["age_band"] < 4) == WEEKS[k]


def test_what_stands_later_and_earlier_is_that_of_its_week() -> None:
    found = Grid(rows(3, holes=False))
    score = found.score
    assert (found.ahead(score, 4) == np.stack([score[1], score[2], 0 * score[0], 0 * score[0]])).all(), "15 is no month"
    assert (found.ahead(score, -8) == np.stack([0 * score[0], 0 * score[0], score[0], score[2]])).all()


def test_runs_of_other_lengths_meet_in_the_months_that_both_have() -> None:
    here, there = Grid(rows(4)), Grid(rows(5, weeks=(7, 11, 15)))
    mine, theirs = in_both(here, there)
    assert here.of(here.panel["week"].to_numpy())[mine].max(axis=1).tolist() == [7, 11]
    assert there.of(there.panel["week"].to_numpy())[theirs].max(axis=1).tolist() == [7, 11]


def test_a_panel_of_nobody_is_a_grid_of_nothing() -> None:
    found = Grid(pl.DataFrame(schema=PANEL))
    assert found.shape == (0, 0)
    assert [len(each) for each in last(found.adult)] == [0, 0]


def test_means_by_group_are_those_of_the_rows() -> None:
    panel = rows(6)
    number, of = panel["degree"].to_numpy(), panel["kin"].to_numpy()
    told = dict(ratio_of_cells(cells(panel), number, of).iter_rows())
    mean, many = (dict(frame.iter_rows()) for frame in (ratio_of_cells(cells(panel), number),
                                                        number_in_cells(cells(panel))))  # fmt: skip
    groups = {"all": panel} | {
        f"{name}:{value}": panel.filter(pl.col(of) == code)
        for name, of in COLUMNS.items() for code, value in enumerate(DIMENSIONS[name])
    }  # fmt: skip
    for group, part in groups.items():
        assert many.get(group, 0) == part.height
        assert mean.get(group) == (pytest.approx(part["degree"].mean()) if part.height else None)
        degree, kin = part["degree"].sum(), part["kin"].sum()
        assert told.get(group) == (pytest.approx(degree / kin) if kin else None)


def test_those_to_whom_it_happened_are_held_against_themselves() -> None:
    """Of adults whose `aware` was ever above 0, in months that both runs lived: last score, sum and mean."""
    here, there = run(rows(7)), run(rows(8, weeks=(3, 7, 11)))
    told = of_the_same(here, there, "aware", {"score": last_score, "sum": sum_of("n_speak_dissent"),
                                              "mean": mean_of("degree")})  # fmt: skip
    adults = [one.panel.filter((pl.col("age_band") < 4) & (pl.col("week") <= 11)) for one in (here, there)]
    meant = set(adults[0].filter("aware")["citizen"]) & set(adults[1]["citizen"])
    assert len(meant) > 2
    gaps: dict[str, list[float]] = {name: [] for name in told}
    for citizen in meant:
        lives = [one.filter(pl.col("citizen") == citizen).sort("week") for one in adults]
        ends = [life["score"][-1] for life in lives]
        if None not in ends:
            gaps["score"].append(ends[0] - ends[1])
        sums, means = ([float(f(life)) for life in lives] for f in (lambda life: life["n_speak_dissent"].sum(),
                                                                    lambda life: life["degree"].mean()))  # fmt: skip
        gaps["sum"].append(sums[0] - sums[1])
        gaps["mean"].append(means[0] - means[1])
    for name, frame in told.items():
        found = frame.filter(pl.col("group") == "all")["value"].to_list()
        assert found == [pytest.approx(np.mean(gaps[name]))], name


def test_the_grid_of_a_run_is_made_once() -> None:
    one = run(rows(9))
    assert grid(one) is grid(one)
