"""Whom gates shut out, and who repays, on tables made by hand."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.measures import evaluate, take
from tests.measures.four_adults import Counted, absent, run, value

OF = {"man": "sex:man", "woman": "sex:woman", "poor": "income:low", "middling": "income:middle", "rich": "income:high",
      "all": "all"}  # fmt: skip


def gate(**numbers: int) -> list[Counted]:
    """Give the counts of one gate: ``man_open=50`` and the like."""
    rows = [(name.split("_", 1), n) for name, n in numbers.items()]
    return [
        (7, "gate", f"deposit:{what}", OF[who], None, n) for (who, what), n in rows if n
    ]


def test_a_gate_open_to_half_as_many_women_has_a_ratio_of_one_half() -> None:
    told = run(
        *gate(
            all_open=60,
            all_shut=40,
            man_open=40,
            man_shut=10,
            woman_open=20,
            woman_shut=30,
            all_tried=10,
            all_asked=10,
            all_not_obtained=4,
        )
    )
    assert value("gates.deposit.open", told) == 0.6
    assert value("gates.deposit.ratio", told, group="sex:woman") == 0.5
    assert value("gates.lowest_ratio", told) == 0.5
    assert value("gates.deposit.refusal", told) == 0.4
    assert value("gates.not_obtained", told) == pytest.approx(4 * 1000 / 32 * 365.25 / 7)


def test_a_small_group_is_neither_compared_nor_compared_with() -> None:
    told = run(*gate(all_open=119, all_shut=10, man_open=60, man_shut=0, woman_open=57, woman_shut=3))
    assert absent("gates.deposit.ratio", run(*gate(man_open=29)))
    assert value("gates.lowest_ratio", told) == 0.95
    told = run(*gate(all_open=119, all_shut=10, rich_open=57, rich_shut=3, middling_shut=7, poor_open=2))
    assert value("gates.lowest_ratio", told) == 1
    few = pl.col("group").is_in([OF["poor"], OF["middling"]])
    assert evaluate(told).filter((pl.col("name") == "gates.deposit.ratio") & few).is_empty()


def test_a_band_of_three_loans_is_no_band() -> None:
    loans = [(3, "repaid", what, "all", bin_, n) for bin_, what, n in
             ((350, "defaulted", 3), (600, "repaid", 29), (600, "defaulted", 1))]  # fmt: skip
    rows = take(run(*loans), names=["accuracy"]).filter(pl.col("quantity") == "default")
    bands = rows.filter(pl.col("bin").is_not_null())
    assert bands["value"].to_list() == [pytest.approx(1 / 30)]


def test_a_gate_that_hardly_anyone_passes_has_no_ratio() -> None:
    told = run(*gate(all_open=4, all_shut=96, man_open=4, man_shut=46, woman_shut=50))
    assert absent("gates.deposit.ratio", told)
    assert value("gates.deposit.open", told, group="sex:woman") == 0


def brute_force(good: list[int], bad: list[int]) -> float:
    """Give the AUC pair by pair."""
    return sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))


@pytest.mark.parametrize(
    ("good", "bad"),
    [([500, 600], [400, 500]), ([500], [500]), ([400], [600]), ([700, 700, 500, 350], [350, 500, 500, 600, 940])],
)
def test_the_auc_is_that_of_every_pair(good: list[int], bad: list[int]) -> None:
    rows = [(7, "repaid", key, "all", bin_, 1) for key, bins in (("repaid", good), ("defaulted", bad)) for bin_ in bins]
    assert value("accuracy.auc", run(*rows)) == pytest.approx(brute_force(good, bad))


def test_a_drift_of_all_scores_does_not_move_the_auc() -> None:
    rows = [(3, "repaid", "repaid", "all", 500, 1), (3, "repaid", "defaulted", "all", 400, 1)]
    later = [(7, "repaid", "repaid", "all", 400, 1), (7, "repaid", "defaulted", "all", 300, 1)]
    assert value("accuracy.auc", run(*rows, *later)) == 1


def test_nobody_repays_or_nobody_defaults_has_no_auc() -> None:
    told = run((7, "repaid", "repaid", "all", 500, 3))
    assert absent("accuracy.auc", told)
    assert value("accuracy.default", told) == 0


def test_each_gate_of_many_says_what_it_says_alone() -> None:
    """Gates are counted at once; each has its own last week, its own groups, its own kinds of refusals."""
    one = gate(all_open=60, all_shut=40, man_open=40, man_shut=10, woman_open=20, woman_shut=30, all_tried=9,
               all_asked=9, all_not_obtained=4, woman_not_obtained=3, woman_asked=5, all_not_tried=12)  # fmt: skip
    two = [(week - 4, table, key.replace("deposit", "bus"), group, bin_, n + 1) for week, table, key, group, bin_, n
           in gate(all_open=70, all_shut=50, man_open=20, man_shut=40, woman_open=50, woman_shut=10, all_tried=8,
                   all_asked=7, all_barred=5, all_not_member=2, man_barred=5)]  # fmt: skip
    rows = take(run(*one, *two), names=["gates"])
    for name, alone in (("deposit", one), ("bus", two)):
        mine = pl.col("quantity").str.starts_with(f"{name}.")
        own = take(run(*alone), names=["gates"]).filter(mine)
        assert own.height > 10 and rows.filter(mine).equals(own)
    assert rows["quantity"].str.split(".").list.first().unique(maintain_order=True).to_list()[:2] == ["bus", "deposit"]
    told = set(rows["quantity"])
    assert {"bus.barred", "deposit.not_obtained"} < told and not {"bus.not_obtained", "deposit.barred"} & told
