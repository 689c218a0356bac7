"""Again: a run that takes over another one's memory is the run of its seed, whatever was lived there before."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from polars.testing import assert_frame_equal

from demerit.engine.ledger import ledger_of
from demerit.engine.panel_rows import table_of
from demerit.engine.plan import Plan
from demerit.engine.record import counts_of
from demerit.engine.run import Choice, Run
from demerit.errors import InputError

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

WEEKS, WARM_UP, SEEDS = 30, 4, (1, 2, 2**40 + 5)
ALL = WARM_UP + WEEKS
SOON = {"run.warm_up": WARM_UP}


def lived(run: Run, weeks: int = ALL) -> list[Any]:
    """Let so many weeks of a run pass; give the digest after each, and the tables."""
    return [[run.digest() for _ in islice(run.weeks(), weeks)], *run.tables()]


def same(found: list[Any], expected: list[Any]) -> None:
    """Refuse any difference of digests or tables."""
    assert found[0] == expected[0]
    for mine, theirs in zip(found[1:], expected[1:], strict=True):
        assert_frame_equal(mine, theirs)


@pytest.mark.parametrize(("name", "threads", "more"), [
    ("article_2015", 1, {}), ("article_2015", 2, {"panel_size": 0}), ("zhima_2015", 1, {"panel_size": 50}),
    ("article_2015", 1, {"placebo": True}), ("null", 2, {"choices": [Choice(7, 1, "speak", "dissent")]}),
])  # fmt: skip
def test_a_run_again_is_the_run_of_its_seed(
    name: str, threads: int, more: dict[str, Any], schemes: dict[str, Scheme], village: Society
) -> None:
    """One memory serves seed after seed, after whole runs and after some cut short; what was given out stays."""
    told: dict[str, Any] = {"weeks": WEEKS, "threads": threads, "plan": Plan(schemes[name], SOON), **more}
    expected = {seed: lived(Run(schemes[name], village, seed=seed, **told)) for seed in SEEDS}
    run, given = Run(schemes[name], village, seed=9, **told), []
    lived(run, 9)
    for seed, weeks in ((1, ALL), (2, 3), (1, 10), (2, ALL), (SEEDS[2], 22), (SEEDS[2], ALL), (1, ALL)):
        run = run.again(seed)
        found = lived(run, weeks)
        assert (run.seed, found[0]) == (seed, expected[seed][0][:weeks])
        if weeks == ALL:
            given.append((seed, found, run.life.record))
    for seed, found, record in given:
        tables = counts_of(record.months), table_of(record.rows), ledger_of(record.ledger)
        same(found, expected[seed])
        same([found[0], *tables], expected[seed])


def test_a_run_again_begins_with_a_slate_of_its_own(schemes: dict[str, Scheme], village: Society) -> None:
    """What institutions set and remembered in the life before is not read in the weeks before the scheme."""
    told: dict[str, Any] = {"weeks": WEEKS, "threads": 1, "plan": Plan(schemes["article_2015"], SOON)}
    fresh, run = (Run(schemes["article_2015"], village, seed=1, **told) for _ in range(2))
    lived(run, 20)
    before, moved = run.life.slate, []
    run = run.again(1)
    assert run.life.slate is before
    lived(run, 3)
    lived(fresh, 3)
    for name, array in vars(fresh.life.slate).items():
        if isinstance(array, np.ndarray):
            np.testing.assert_array_equal(getattr(before, name), array, name)
    lived(run, 20)
    for name, array in vars(fresh.life.slate).items():
        if isinstance(array, np.ndarray) and (getattr(before, name) != array).any():
            moved.append(name)
    assert {"sees", "gate_try", "gain", "loss", "pull", "remembers", "remembered"} <= set(moved)


def test_a_run_whose_memory_is_gone_is_over(schemes: dict[str, Scheme], village: Society) -> None:
    """It neither goes on nor says what now stands in memory that is another one's."""
    run = Run(schemes["null"], village, weeks=4, threads=1)
    run.again(2)
    for asked in (run.digest, run.tables, run.advance, lambda: run.again(3)):
        with pytest.raises(InputError, match="another one took over its memory"):
            asked()
