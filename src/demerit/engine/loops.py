"""Loops: what a week runs, woven once over the memory of a run, and told of the law as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demerit.base.native import Table
from demerit.engine.binding import Memory
from demerit.engine.woven import Woven

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.base.loom import Loop
    from demerit.base.native import Bound
    from demerit.engine.panel import Panel
    from demerit.engine.plan import ActiveInstitution, Plan
    from demerit.engine.slate import Slate
    from demerit.engine.step import Step
    from demerit.engine.tallies import Tallies
    from demerit.engine.workspace import Workspace
    from demerit.engine.world import World


class Loops:
    """All loops of a week, over the memory of a run, and the tables by which each pass walks down them.

    Parameters
    ----------
    plan, world, panel, workspaces, tallies, slate
        What they work on; a workspace and tallies for each worker.
    """

    def __init__(self, plan: Plan, world: World, panel: Panel, workspaces: Sequence[Workspace],
                 tallies: Sequence[Tallies], slate: Slate) -> None:
        self.world, self.panel = world, panel
        self.memories = [Memory(plan, world, panel, workspace, tally, slate)
                         for workspace, tally in zip(workspaces, tallies, strict=True)]
        self._woven: dict[Any, list[Woven]] = {}
        """What -> of each worker its loop."""
        self._turned: dict[Any, Any] = {}
        """What -> the value last given."""
        self._tables: dict[Any, list[Table]] = {}

    def tables(self, week: int, due: tuple[Any, ...]) -> list[Table]:
        """Give the loops due in a pass, for every worker."""
        state = (week & 1, due)
        if state not in self._tables:
            self._tables[state] = [Table([self._woven[what][worker].bound[week & 1] for what in due])
                                   for worker in range(len(self.memories))]
        return self._tables[state]

    def step(self, step: Step, law: Any, n: int) -> Any:
        """Weave a step once, give it the law, and give by what it is known."""
        what = (step.name, n)
        if what not in self._woven:
            self._woven[what] = [memory.step(step, law) for memory in self.memories]
            self._turned[what] = law
        elif self._turned[what] is not law:
            for woven, memory in zip(self._woven[what], self.memories, strict=True):
                told = memory.with_columns(law)
                for bound in woven.each:
                    bound.turn("law", told)
            self._turned[what] = law
        return what

    def alike(self, what: str, bounds: Sequence[Bound]) -> tuple[Any, ...]:
        """Take in loops that are the same for all workers, and give by what each is known."""
        known = tuple([(what, k) for k in range(len(bounds))])
        for each, bound in zip(known, bounds, strict=True):
            self._woven[each] = [Woven((bound, bound))] * len(self.memories)
        return known

    def act(self, number: int, told: Any, options: Any) -> None:
        """Weave the two loops of an act once, and tell its choice what it is told."""
        weigh, decide = ("act", number), ("choice", number)
        if weigh not in self._woven:
            both = [memory.act(number, told, options) for memory in self.memories]
            self._woven[weigh] = [one for one, _ in both]
            self._woven[decide] = [other for _, other in both]
            self._turned[weigh] = told
        elif self._turned[decide] is not options:
            self._turn(decide, "law", options)
        self._turned[decide] = options

    def tell(self, number: int, told: Any) -> None:
        """Tell an act that is woven of the week: one that asks for it."""
        what = ("act", number)
        if self._turned[what] != told:
            self._turn(what, "week", told)
            self._turned[what] = told

    def institution(self, one: ActiveInstitution, function: Any, around: dict[str, Any]) -> Any:
        """Weave what an institution does once, tell it of the law, and give by what it is known."""
        what = ("institution", one.what.name, function.__name__)
        if what not in self._woven:
            self._woven[what] = [memory.institution(one, function, around) for memory in self.memories]
        elif self._turned[what] is not around:
            law = one.what.asked(function).get("law")
            if law is not None:
                self._turn(what, "law", law(*map(around.__getitem__, law._fields)))
        self._turned[what] = around
        return what

    def _turn(self, what: Any, parameter: str, value: Any) -> None:
        for woven in self._woven[what]:
            for bound in woven.each:
                bound.turn(parameter, value)

    def begin_again(self) -> None:
        """Work on what the world holds now: its seed's draws, and how open its citizens are; other loops know nothing.

        What laws were told last is told anew where the new world's are other.
        """
        k0, k1 = self.world.key
        for bound in [bound for of_workers in self._woven.values() for woven in of_workers for bound in woven.each]:
            bound.draw_for(k0, k1)
            if "openness" in bound.held:
                bound.turn("openness", self.world.openness)

    def all(self) -> list[Loop]:
        """Give every loop that is woven, one of those that are the same for all workers."""
        return [bound.loop for woven in self._woven.values() for bound in woven[0].bound]

    def nbytes(self) -> int:
        """Give the bytes of what stands in for columns of institutions that are closed."""
        return sum(int(array.nbytes) for memory in self.memories for array in memory.zeros.values())

    def of_act(self, number: int) -> tuple[Bound, Bound] | None:
        """Give the two loops of an act, those of the first worker; None where it is not woven."""
        if ("act", number) not in self._woven:
            return None
        return self._woven["act", number][0].bound[0], self._woven["choice", number][0].bound[0]
