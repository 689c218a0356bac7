"""The institutions that a scheme has at work: what they remember, what they set, and where they touch citizens."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.acts import lot_of
from demerit.base.draws import key, philox, stream
from demerit.engine.groups import by_group
from demerit.engine.law_in_force import believed
from demerit.engine.law_tables import MONTH, truths
from demerit.engine.whole import counted_in
from demerit.institutions import columns, institutions
from demerit.engine.adapt import run_institution
from demerit.institutions.agenda import Agenda
from demerit.institutions.institution import OldInstitution
from demerit.institutions.past import Past

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from demerit.engine.columns import World
    from demerit.engine.counts import Rows
    from demerit.engine.desk import Desk
    from demerit.engine.law_in_force import InForce
    from demerit.engine.settings import JudgeSettings
    from demerit.institutions.institution import Institution
    from demerit.law import Scheme
    from demerit.society import Society

LOT = 0x7FFF0000
"""Where the draws of an institution as such begin, beside those about citizens."""


def points_of_deeds(judge: JudgeSettings) -> NDArray[np.int32]:
    """Give what the rules in force give for every deed, judged in its own week."""
    ends = judge.begin
    return np.array([judge.points[a:b].sum() for a, b in pairwise(ends.tolist())], np.int32)


def _column(world: World, name: str) -> NDArray[np.generic]:
    """Give a whole column; of an institution that is closed, noughts."""
    if name in columns() and name not in world.more:
        return np.zeros(world.n, columns()[name].dtype)
    return world.named(name)


@dataclass
class Post:
    """One institution at work."""

    what: Institution
    knobs: Any
    memory: dict[str, int]
    view: Any
    """Its columns, whole; None where it has no kernel."""
    row: int
    """Where its happenings begin among all."""
    counts: list[NDArray[np.signedinteger]]
    """Worker -> what its kernel counted this month, ``(n_counts, n_kinds)``."""
    around: Any = None
    """What its kernels are told this month; None while it is not in force."""


class AtWork:
    """The institutions of a scheme.

    Parameters
    ----------
    scheme, world
        The law, and the columns: those of institutions are added to `world.more`.
    values
        Every knob's value.
    seed, threads
        The seed of all draws; how many workers count.
    """

    def __init__(self, scheme: Scheme, world: World, values: Mapping[str, int], seed: int,
                 threads: int) -> None:
        self.scheme, self.seed = scheme, seed
        self.key = key(seed)
        self.past: dict[tuple[str, str], int] = {}
        self.kinds = world.kinds
        named = [one for name, one in institutions().items() if name in scheme.institutions]
        for one in named:
            for column in one.columns:
                world.more[column.name] = np.zeros(world.n, column.dtype)
        self.posts: list[Post] = []
        row, whole = 0, counted_in(world.n)
        for one in named:
            knobs = one.knob_class(*(values[f"{one.name}.{knob.name}"] for knob in one.knobs))
            view = None if not isinstance(one, OldInstitution) or one.view is None else one.view(*(_column(world, f) for f in one.view._fields))
            size, held_in = (len(one.counts), len(world.kinds)), np.int64 if one.sums else whole
            counts = [np.zeros(size, held_in) for _ in range(threads)]
            self.posts.append(Post(one, knobs, dict.fromkeys(one.memory, 0), view, row, counts))
            row += len(one.happens)
        self.n_happenings = row

    def launch(self, world: World, society: Society) -> None:
        """Fill the columns of every institution, on the first day of the scheme and not before."""
        for post in self.posts:
            if post.what.begin is not None:
                post.what.begin(world, society, self.seed, post.knobs)

    def __bool__(self) -> bool:
        return bool(self.posts)

    def in_force(self, week: int) -> Iterator[Post]:
        """Give those in force in a week, in the order of their names."""
        now = self.scheme.institutions_in_force(week)
        return (post for post in self.posts if post.what.name in now)

    def open(self, week: int, agenda: Agenda) -> Agenda:
        """Let each think of the month that passed, then set the month that begins on a fresh `agenda`; give it."""
        past = Past(week, self.past)
        for post in self.in_force(week):
            if post.what.think is not None:
                post.what.think(post.memory, past, post.knobs, self._lots(post, week))
        for post in self.in_force(week):
            if post.what.write is not None:
                post.what.write(agenda, post.memory, post.knobs)
        return agenda

    def _lots(self, post: Post, week: int) -> Any:
        number = stream(post.what.name)

        def lot(k: int) -> int:
            words = philox(np.uint32(k), np.uint32(week), np.uint32(number), np.uint32(LOT), *self.key)
            return int(words[0])

        return lot

    def tell(self, week: int, law: InForce, numbers: Mapping[str, int], sees: NDArray[np.int32]) -> None:
        """Tell every kernel of the month: acts, gates, rules and bureaus as they stand."""
        judge, settle = law.judge, law.settle
        points = points_of_deeds(judge)
        gates = list(self.scheme.gates)
        truth = truths(self.scheme, week, believed(self.scheme))
        now = {post.what.name for post in self.in_force(week)}
        law_told = {
            "first": judge.first, "lot": np.array([lot_of(name) for name in numbers], np.int32),
            "shift": judge.shift, "bits": judge.bits, "points": points, "sees": sees,
            "truth": truth, "weekly": judge.weekly, "weeks": MONTH, "low": settle.low, "high": settle.high,
            "k0": settle.k0, "k1": settle.k1,
            "public": sum(1 << q for q, register in enumerate(self.scheme.registers.values()) if register.public),
        }
        ends = [*judge.first.tolist()[1:], len(points)]
        acts_at = list(zip(judge.first.tolist(), ends, strict=True))
        law_told["counting"] = np.array([a for a, (x, y) in enumerate(acts_at) if points[x:y].any()], np.int32)
        law_told["punished"] = np.array([a for a, (x, y) in enumerate(acts_at) if (points[x:y] < 0).any()], np.int32)
        self.law_told = {**law_told, "streams": {post.what.name: stream(post.what.name) for post in self.posts}}
        for post in self.posts:
            one = post.what
            if not isinstance(one, OldInstitution):
                post.around = SimpleNamespace(
                    **law_told, stream=stream(one.name), act=dict(numbers), memory=dict(post.memory),
                    gate={name: gates.index(name) if name in gates else -1 for name in _gates_of(one)},
                ) if one.name in now else None
                continue
            told = {
                "act": np.array([numbers[name] for name in one.acts], np.int32),
                "gate": np.array([gates.index(name) if name in gates else -1 for name in one.gates], np.int32),
                "memory": np.array(list(post.memory.values()), np.int64), "stream": stream(one.name), **law_told,
            }
            post.around = one.around(*(told[name] for name in one.around._fields)) if one.name in now else None

    def touch(self, week: int, desk: Desk, worker: int, face: NDArray[np.uint32], world: World) -> None:
        """Let every institution in force touch the citizens of a range; writes their columns and what happened."""
        desk.happened[...] = 0
        for post in self.posts:
            if post.around is not None and post.what.touch is not None:
                happened = desk.happened[post.row : post.row + len(post.what.happens)]
                if not isinstance(post.what, OldInstitution):
                    run_institution(self, post, post.what.touch, desk.lo, desk.hi, week, worker, world, desk, face,
                                    happened)
                    continue
                post.what.touch(desk.lo, desk.hi, week, desk.deeds, post.view, post.knobs, post.around, face, happened,
                                post.counts[worker])

    def show(self, week: int, lo: int, hi: int, world: World) -> None:
        """Let every institution in force write what others may read of the citizens of a range."""
        for post in self.posts:
            if post.around is None:
                continue
            if not isinstance(post.what, OldInstitution):
                if post.what.show is not None:
                    run_institution(self, post, post.what.show, lo, hi, week, 0, world)
            elif post.what.post is not None:
                post.what.post(lo, hi, week, post.view, post.knobs, post.around)

    def record(self, rows: Rows) -> None:
        """Add what was counted and is remembered to the month's rows, and begin a new month."""
        for post in self.posts:
            month = by_group(np.sum(post.counts, axis=0, dtype=np.int64), self.kinds)
            for name, counts in zip(post.what.counts, month, strict=True):
                rows.grouped("institution", f"{post.what.name}:{name}", counts)
            for name, value in post.memory.items():
                rows.add("institution", f"{post.what.name}:{name}", "all", None, value)
            self.forget(post)

    def forget(self, post: Post) -> None:
        """Set what an institution's kernel counted to nought."""
        for counts in post.counts:
            counts[...] = 0

    def nbytes(self) -> int:
        """Give the bytes of its tallies; columns are counted with the world's."""
        return sum(int(counts.nbytes) for post in self.posts for counts in post.counts)

    # ---- checkpoints ---------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Give what must be kept to go on: memories and last month's counts."""
        return {
            "memory": {post.what.name: post.memory for post in self.posts},
            "past": [[table, name, n] for (table, name), n in self.past.items()],
        }

    def take_up(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state` gave."""
        for post in self.posts:
            post.memory.update({name: int(value) for name, value in state["memory"][post.what.name].items()})
        self.past = {(str(table), str(name)): int(n) for table, name, n in state["past"]}


def _gates_of(one: Institution) -> tuple[str, ...]:
    return tuple(getattr(one.asked(one.touch).get("gates"), "_fields", ()))
