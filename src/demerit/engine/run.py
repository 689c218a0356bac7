"""A run: a scheme over a society for some weeks. The caller pulls the weeks; the engine never calls back."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.base.number_of import number_of
from demerit.engine.backends.threads import Workers, worth
from demerit.engine.choices import Choice, merged, overrides
from demerit.engine.happened import Happened
from demerit.engine.ledger import ledger_of
from demerit.engine.life import Life
from demerit.engine.names import scale_of
from demerit.engine.panel_rows import table_of
from demerit.engine.plan import Plan
from demerit.engine.record import counts_of
from demerit.engine.settling import open_world, panel_of
from demerit.errors import InputError
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from demerit.engine.world import World
    from demerit.law import Scheme
    from demerit.society import Society

PANEL = 10_000
"""Citizens whose rows are kept whole; in a smaller society everyone's."""


class Run:
    """A scheme over a society, week by week.

    Parameters
    ----------
    scheme, society
        The law and the people; neither is changed.
    seed
        0 <= seed < 2**64. Draws belong to it, the stream, the week and the citizen.
    weeks
        How many weeks the scheme lasts, 1 or more; the warm-up comes before.
    threads
        0 takes as many as its people are worth (`backends.threads.worth`); the result never depends on it.
    settings
        Behavioural knobs by full name (`engine.knobs`), where they differ from their defaults.
    choices
        Decisions taken from outside.
    panel
        Citizens to keep whole rows of, besides those drawn.
    placebo
        Take away one tie of one citizen at the start: what this changes is noise.
    plan
        The plan of the scheme and settings, where the caller has it already; many runs may share one.
    """

    def __init__(self, scheme: Scheme, society: Society, *, seed: int = 1, weeks: int, threads: int = 0,
                 settings: Mapping[str, float] | None = None, choices: Sequence[Choice] = (),
                 panel: Sequence[int] = (), panel_size: int = PANEL, placebo: bool = False,
                 plan: Plan | None = None) -> None:
        if weeks < 1:
            asked = number_of(weeks, "week")
            raise InputError(f"a run of {asked} is refused: it takes 1 or more; {scheme.weeks} without --weeks.")
        self.plan = Plan(scheme, dict(settings or {})) if plan is None else plan
        self.scheme, self.seed, self.weeks_total, self.placebo = scheme, seed, weeks, placebo
        world, self.society = open_world(self.plan, society, seed, placebo), society
        self.workers = Workers(world.n, threads or worth(world.n))
        self._panel = panel_size, tuple(panel)
        self._life: Life | None = Life(self.plan, world, society, self.workers, self._ids(world), weeks)
        self.overrides = overrides(choices, self.plan.acts, society.adults, society.people, weeks)
        self.saved: dict[str, str] = {}
        """Files of records that checkpoints have written -> their hashes."""

    # ---- the caller's side ---------------------------------------------------------------------------------------

    @property
    def life(self) -> Life:
        """The life: the world under its plan, and what is kept of it."""
        if self._life is None:
            raise InputError("this run is over: another one took over its memory.")
        return self._life

    @property
    def world(self) -> World:
        """All that is true of every citizen and tie."""
        return self.life.world

    @property
    def n(self) -> int:
        """How many adults: the rows of every column."""
        return self.world.n

    @property
    def people(self) -> int:
        """How many citizens, children among them."""
        return self.society.people

    @property
    def week(self) -> int:
        """The week that comes next; negative before the scheme starts."""
        return self.world.week

    @property
    def values(self) -> dict[str, int]:
        """Every knob's value."""
        return self.plan.values

    @property
    def acts(self) -> tuple[Any, ...]:
        """Every act, the weekly ones first."""
        return self.plan.acts

    @property
    def panel(self) -> Any:
        """The panel: whose rows are kept whole."""
        return self.life.panel

    def weeks(self) -> Iterator[int]:
        """Let the remaining weeks pass, one for each value drawn; warm-up weeks are negative."""
        while self.week < self.weeks_total:
            yield self.advance().week

    def advance(self, choices: Sequence[Choice] = ()) -> Happened:
        """Let the next week pass, with what somebody decided for citizens this week, and give what happened.

        Raises
        ------
        InputError
            A choice is for another week than the next, or for nobody, or for no deed; no week has passed then.
        """
        life = self.life
        week = life.world.week
        if week >= self.weeks_total:
            raise InputError(f"the run is over: all its {number_of(self.weeks_total, 'week')} have passed.")
        chosen = self.overrides
        if choices:
            now = overrides(choices, self.plan.acts, self.society.adults, self.society.people, self.weeks_total)
            late = sorted({of for of, _ in now if of != week})
            if late:
                what = "is over" if late[0] < week else "has not come yet"
                raise InputError(f"a choice is for week {late[0]}, which {what}; the next week is {week}.")
            chosen = merged(chosen, now)
        return life.advance(chosen)

    def live_under(self, plan: Plan) -> None:
        """Let the run go on under another plan, from the beginning of a month: a law that changed while it lives.

        All that comes is as if the run had been begun under the new plan, where both say the same of the weeks that
        have passed. Records since the last checkpoint go on.

        Raises
        ------
        InputError
            The month is not over, or the new plan has other parts: then a world needs other columns.
        """
        if self.week % MONTH:
            raise InputError(f"week {self.week} is not the first of a month; the law changes where a month begins.")
        other = [what for what, of in PARTS.items() if of(plan) != of(self.plan)]
        if other:
            raise InputError(f"a run that lives cannot take a law with other {other[0]}; begin a new run for it.")
        record, ids = self.life.record, self.life.panel.ids
        self.plan, self.scheme = plan, plan.scheme
        self._life = Life(plan, self.world, self.society, self.workers, ids, self.weeks_total)
        self.life.record.months, self.life.record.ledger = record.months, record.ledger
        self.life.record.rows = record.rows

    def again(self, seed: int) -> Run:
        """Give a run that differs from this one in its seed, before its first week.

        It takes over the memory of this one, and all that is woven over it: this one is over then, and has no world any
        more. What it gave out of its record stays as it was.

        Raises
        ------
        InputError
            Another run took over this one's memory before.
        """
        run, life, world = copy(self), self.life, open_world(self.plan, self.society, seed, self.placebo)
        run.seed, run.saved, self._life = seed, {}, None
        ids = run._ids(world)
        if np.array_equal(ids, life.panel.ids):
            life.world.become(world)
            life.begin_again()
        else:  # others are drawn for the panel: what is kept of them lies elsewhere
            run._life = Life(self.plan, world, self.society, self.workers, ids, self.weeks_total)
        return run

    def _ids(self, world: World) -> NDArray[np.int64]:
        """Give whose rows are kept whole."""
        size, also = self._panel
        return panel_of(world, size, world.seed, also)

    def digest(self) -> str:
        """Give a hash of the whole state: equal digests mean equal worlds, byte for byte (blake2b, 32 hex digits)."""
        return self.world.digest()

    def bytes_by_part(self) -> dict[str, int]:
        """Give the bytes of all that is held in memory.

        Returns
        -------
        columns, ties, institutions
            The world's; the last are columns of institutions at work.
        scratch, counts
            Of all workers: what is known of the citizens of a range, with the slate; and what is being counted.
        panel, record
            What is being booked of the panel, of 10,000 citizens at most; counts, rows and ledger since the last
            checkpoint.
        """
        life = self.life
        return self.world.bytes_by_part() | {
            "scratch": sum(workspace.nbytes() for workspace in life.workspaces) + life.loops.nbytes()
            + life.slate.nbytes(),
            "counts": sum(tally.nbytes() for tally in life.tallies), "panel": life.panel.nbytes(),
            "record": life.record.nbytes(),
        }

    def nbytes(self) -> int:
        """Give the bytes of all that grows with citizens or threads; the panel and the record have an end."""
        return sum(n for part, n in self.bytes_by_part().items() if part not in ("panel", "record"))

    def tables(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        """Give counts, panel and ledger since the last checkpoint, each without columns where nothing was recorded."""
        record = self.life.record
        return counts_of(record.months), table_of(record.rows), ledger_of(record.ledger)

    @property
    def counted(self) -> list[pl.DataFrame]:
        """The counts of every month since the last checkpoint."""
        return [month.frame for month in self.life.record.months]

    @property
    def rows(self) -> list[pl.DataFrame]:
        """The panel's rows of every month since the last checkpoint."""
        return [rows.frame for rows in self.life.record.rows]

    @property
    def booked(self) -> list[pl.DataFrame]:
        """The ledger's entries of every week since the last checkpoint."""
        return [booked.frame for booked in self.life.record.ledger]

    def close(self) -> None:
        """Let the threads go."""
        self.workers.close()


PARTS: dict[str, Callable[[Plan], Any]] = {
    "accounts": lambda plan: list(plan.scheme.accounts), "gates": lambda plan: list(plan.scheme.gates),
    "registers": lambda plan: list(plan.scheme.registers), "entries of the ledger": lambda plan: plan.entries,
    "institutions": lambda plan: [(one.what.name, one.row) for one in plan.institutions],
    "beliefs": lambda plan: (plan.beliefs, plan.belief_shift), "happenings": lambda plan: plan.happenings,
    "scale": lambda plan: (plan.scheme.scale, scale_of(plan.scheme)), "settings of citizens": lambda plan: plan.values,
}
"""What of a plan decides which columns a world has, and what stands in them."""
