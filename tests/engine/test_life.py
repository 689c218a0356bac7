"""A run is a value that one can hold: several live side by side, are told of choices week by week, share a plan.

And all of it is plain Python where nothing is compiled.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from demerit.engine.openness import composition_of, knobs_of, openness, resting
from demerit.engine.plan import Plan
from demerit.engine.run import Choice, Run
from demerit.engine.steps.judge import shifts
from demerit.engine.steps.settle import SETTLE
from demerit.engine.terms import When
from demerit.engine.week import WEEK
from demerit.errors import InputError
from demerit.law import load
from demerit.society import load as load_society
from demerit.society import make
from tests.engine.worlds import lived
from tests.house import PACKAGE

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

WEEKS = 12
SOON = {"run.warm_up": 4}
CHOICES = [
    Choice(0, 5, "speak", "dissent"), Choice(2, 9, "shop", "games"), Choice(2, 5, "speak", "praise"),
    Choice(3, 9, "pay", "late"), Choice(3, 11, "borrow", "borrow"), Choice(6, 5, "speak", "dissent"),
    Choice(7, 9, "pay", "late"), Choice(7, 11, "look_up", "friends"), Choice(9, 30, "go", "rally"),
]


def same(one: Run, other: Run) -> None:
    """Hold two runs against each other: the world, and all that was recorded."""
    assert one.digest() == other.digest()
    assert one.world.memories == other.world.memories
    assert one.world.past == other.world.past
    for mine, theirs in zip(one.tables(), other.tables(), strict=True):
        assert_frame_equal(mine, theirs)


def left(run: Run) -> None:
    """Let all weeks of a run pass that are left."""
    for _ in run.weeks():
        pass
    run.close()


def test_two_runs_side_by_side_are_each_what_they_are_alone(schemes: dict[str, Scheme], village: Society) -> None:
    """Week about in one process: neither notices the other, be it of another scheme, of another seed, or the same."""
    told: list[tuple[str, int, int]] = [("article_2015", 5, 2), ("zhima_2015", 5, 1), ("article_2015", 6, 1),
                                        ("article_2015", 5, 1)]
    runs = [Run(schemes[name], village, weeks=WEEKS, seed=seed, threads=threads, settings=SOON)
            for name, seed, threads in told]
    while runs[0].week < WEEKS:
        for run in runs:
            run.advance()
    for run, (name, seed, _) in zip(runs, told, strict=True):
        run.close()
        same(run, lived(schemes[name], village, WEEKS, seed=seed, settings=SOON))
    same(runs[0], runs[3])
    assert len({run.digest() for run in runs}) == 3


def test_runs_that_share_a_plan_are_as_with_plans_of_their_own(schemes: dict[str, Scheme], village: Society) -> None:
    """Week about, and one after the other is done; what one reads of the law is not what the other did."""
    scheme = schemes["article_2015"]
    plan = Plan(scheme, SOON)
    runs = [Run(scheme, village, weeks=WEEKS, seed=seed, threads=1, plan=plan) for seed in (5, 6)]
    while runs[0].week < WEEKS:
        for run in runs:
            run.advance()
    late = Run(scheme, village, weeks=WEEKS, seed=7, threads=1, plan=plan)
    left(late)
    for run, seed in zip((*runs, late), (5, 6, 7), strict=True):
        assert run.plan is plan
        same(run, lived(scheme, village, WEEKS, seed=seed, settings=SOON))


def test_choices_told_week_by_week_are_those_told_before(schemes: dict[str, Scheme], village: Society) -> None:
    """A player who decides as the weeks come lives the same as one who had decided all before."""
    scheme = schemes["article_2015"]
    before = lived(scheme, village, WEEKS, settings=SOON, choices=CHOICES)
    untold = lived(scheme, village, WEEKS, settings=SOON)
    run = Run(scheme, village, weeks=WEEKS, seed=5, threads=1, settings=SOON)
    while run.week < WEEKS:
        run.advance([choice for choice in CHOICES if choice.week == run.week])
    same(run, before)
    assert run.digest() != untold.digest()


def test_of_two_choices_of_the_same_the_later_counts(schemes: dict[str, Scheme], village: Society) -> None:
    """What is told this week stands above what was told before; the rest of it stays."""
    scheme = schemes["article_2015"]
    told = [Choice(2, 5, "speak", "dissent"), Choice(2, 9, "shop", "games")]
    run = Run(scheme, village, weeks=4, seed=5, threads=1, settings=SOON, choices=told)
    while run.week < 4:
        run.advance([Choice(2, 5, "speak", "praise")] if run.week == 2 else [])
    same(run, lived(scheme, village, 4, settings=SOON, choices=[Choice(2, 5, "speak", "praise"), told[1]]))


def test_how_open_people_are_is_reckoned_once_whatever_the_law(schemes: dict[str, Scheme], village: Society) -> None:
    """But anew with another seed, or other knobs of tempers and meetings; always what it is reckoned alone."""
    def opened(name: str = "null", **more: Any) -> Run:
        run = Run(schemes[name], village, **({"seed": 5, "weeks": 4, "threads": 1} | more))
        knobs = knobs_of(run.values)
        alone, introduces = openness(run.world, knobs, composition_of(village), resting(run.world, knobs))
        assert (run.world.openness[0] == alone).all()
        assert run.world.openness[1] == introduces
        return run

    one = opened().world.openness
    assert opened("article_2015").world.openness is one
    assert opened(seed=6).world.openness is not one
    for settings in ({"mingle.rest": 256}, {"temper.home": 16}):
        assert opened(settings=settings).world.openness is not one


def test_a_choice_is_for_its_week_alone(schemes: dict[str, Scheme], village: Society) -> None:
    """In the third week of a month all that are told to dissent do, in the fourth hardly anybody.

    No institution is at work, so nothing else is told anew at the month's end.
    """
    scheme = schemes["null"]
    assert not scheme.institutions
    who = range(village.adults)
    run = lived(scheme, village, WEEKS, settings=SOON, choices=[Choice(10, i, "speak", "dissent") for i in who])
    number = run.plan.numbers["speak"]
    act, shift = run.plan.acts[number], int(shifts()[number])
    speech = [run.world.diary >> (shift + act.bits * week) & ((1 << act.bits) - 1) for week in range(4)]
    dissent = [int((deeds == act.deeds.index("dissent")).sum()) for deeds in speech]
    assert dissent[2] == village.adults
    assert dissent[3] < village.adults // 4


def test_a_week_tells_what_came_of_it(schemes: dict[str, Scheme], village: Society) -> None:
    """The ledger's rows every week of the scheme, counts and the panel's rows at the end of a month."""
    run = Run(schemes["article_2015"], village, weeks=8, seed=5, threads=1, settings=SOON)
    happened = [run.advance() for _ in range(12)]
    assert [what.week for what in happened] == list(range(-4, 8))
    assert [what.week for what in happened if what.booked is not None] == list(range(8))
    assert [what.week for what in happened if what.month is not None] == [3, 7]
    counts, rows, ledger = run.counted, run.rows, run.booked
    for frames, mine in ((counts, [h.month for h in happened]), (rows, [h.rows for h in happened])):
        assert_frame_equal(pl.concat(frames), pl.concat([part.frame for part in mine if part is not None]))
    assert_frame_equal(pl.concat(ledger[1:]), pl.concat([h.booked.frame for h in happened if h.booked is not None]))
    for table, frames in zip(run.tables(), (counts, rows, ledger), strict=True):
        assert_frame_equal(table, pl.concat(frames))
    with pytest.raises(InputError, match="all its 8 weeks have passed"):
        run.advance()


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(1, 5, "speak", "dissent"), r"for week 1, which is over; the next week is 2"),
        (Choice(3, 5, "speak", "dissent"), r"for week 3, which has not come yet; the next week is 2"),
        (Choice(-1, 5, "speak", "dissent"), "week -1"),
        (Choice(40, 5, "speak", "dissent"), "week 40"),
        (Choice(2, 5, "pay", "late"), "'pay' in week 2; it is taken in the last week"),
        (Choice(2, 230, "speak", "dissent"), "citizen 230"),
        (Choice(2, -1, "speak", "dissent"), "citizen -1"),
        (Choice(2, 229, "speak", "dissent"), "citizen 229, who is a child"),
        (Choice(2, 5, "sing", "dissent"), "no act is called 'sing'"),
        (Choice(2, 5, "speak", "disent"), "Did you mean 'dissent'"),
    ],
)
def test_a_choice_that_cannot_be_leaves_everything_as_it_was(
    choice: Choice, message: str, schemes: dict[str, Scheme], village: Society
) -> None:
    """For a week that is over or to come, for nobody, of no deed: refused, and no week passes."""
    run = Run(schemes["article_2015"], village, weeks=8, seed=5, threads=1, settings=SOON)
    while run.week < 2:
        run.advance()
    before, recorded = run.digest(), [len(table) for table in run.tables()]
    with pytest.raises(InputError, match=message):
        run.advance([Choice(2, 9, "shop", "games"), choice])
    assert run.week == 2
    assert run.digest() == before
    assert [len(table) for table in run.tables()] == recorded
    left(run)
    same(run, lived(schemes["article_2015"], village, 8, settings=SOON))


def form(law: Any) -> Any:
    """Give what a loop is compiled for: names, types of numbers, number of places; not the numbers."""
    if isinstance(law, np.ndarray):
        return law.dtype.str, law.ndim
    if isinstance(law, tuple):
        return tuple(zip(getattr(law, "_fields", range(len(law))), map(form, law), strict=True))
    return type(law) if isinstance(law, str) else int


@pytest.mark.parametrize("name", ["null", "article_2015", "zhima_2017", "weibo_2024", "federated", "rongcheng"])
def test_the_law_of_a_step_keeps_its_form(name: str) -> None:
    """A loop is woven once and told of another law by its addresses: so its arrays must always be of the same types."""
    plan = Plan(load(name))
    agenda = plan.blank_agenda()
    steps = [on.what for _, things in WEEK for on in things if not isinstance(on.what, str)]
    forms: dict[Any, set[Any]] = {}
    for week in (-1, 0, 1, 40, *sorted(plan.changes)):
        terms = plan.terms(week, agenda)
        when = When(week, agenda)
        for step in steps:
            law = plan.law(step, terms, when)
            for one in law if isinstance(law, list) else [] if law is None else [law]:
                forms.setdefault(step.name, set()).add(form(one))
        for options in plan.options(plan.blocks(terms), agenda.pull):
            forms.setdefault("options", set()).add(form(options))
        forms.setdefault("around", set()).add(form(tuple(plan.around(terms).values())))
    assert {name: found for name, found in forms.items() if len(found) > 1} == {}
    assert SETTLE.name in forms


@pytest.mark.parametrize("name", ["article_2015", "rongcheng", "null"])
def test_a_week_in_one_pass_is_a_week_in_several(name: str, schemes: dict[str, Scheme], village: Society) -> None:
    """Where all are one range each thing is done for everybody before the next, be passes apart or not."""
    scheme = schemes.get(name) or load(name)
    one, other = (Run(scheme, village, weeks=WEEKS, threads=1, settings=SOON) for _ in range(2))
    assert one.life.at_once
    other.life.at_once = False
    assert [one.digest() for _ in one.weeks()] == [other.digest() for _ in other.weeks()]
    for mine, theirs in zip(one.tables(), other.tables(), strict=True):
        assert_frame_equal(mine, theirs)


PLAIN = """
import sys
from pathlib import Path
from demerit.base.machine import COMPILES
from demerit.engine.run import Run
from demerit.law import load
from demerit.society import load as load_society

assert not COMPILES
run = Run(load("article_2015"), load_society(Path(sys.argv[1])), weeks=8, seed=5, threads=1,
          settings={"run.warm_up": 4})
for _ in run.weeks():
    pass
print(run.digest())
"""


def test_it_is_all_plain_python(tmp_path: Path) -> None:
    """Where nothing is compiled a village of 60 lives the same three months, step by step as a debugger sees them."""
    make("village", 60, 1).save(tmp_path)
    with_no_compiler = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run([sys.executable, "-c", PLAIN, str(tmp_path)], env=with_no_compiler, capture_output=True,
                          text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    run = lived(load("article_2015"), load_society(tmp_path), 8, settings=SOON)
    assert done.stdout.split() == [run.digest()]
