"""Two worlds that live side by side, month by month; done in a worker's thread, watched from the server's loop."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import vl_convert

from demerit.app.pacing import Ended, Pacing
from demerit.app.pulse import STEP, histogram, provinces
from demerit.app.scenario import Booking, Citizen, Doing, Drawn, Found, Known, Month, Row, Scenario, Side
from demerit.app.seat import KINDS, person_of
from demerit.app.written_law import shelf
from demerit.engine.run import Run
from demerit.lab import again
from demerit.lab.explain import explain
from demerit.lab.headlines import HEADLINES
from demerit.lab.living import LivedRun
from demerit.lab.manifest import manifest
from demerit.lab.measuring import between
from demerit.lab.months import MONTH, whole_months
from demerit.lab.order import scheme_of, society_of
from demerit.report.figure import WIDE, figures
from demerit.report.results import results
from demerit.report.words.intervals import shown
from demerit.rows.face import HIDDEN, points_of, shown_on
from demerit.rows.face import SPEECH as SPOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from demerit.app.class_parts import Tied
    from demerit.lab.order import Order
    from demerit.law import Scheme
    from demerit.report.figure import Figure
    from demerit.report.results import Results
    from demerit.society import Society

SAMPLE, ENTRIES = 80, 200
"""Citizens whose ties are drawn; entries of a ledger that are told one by one."""
SPEECH = ("dissent", "question", "praise")


@dataclass
class Lived:
    """One world; what `pulse` reads of a living society, it reads of this one too."""

    order: Order
    scheme: Scheme
    society: Society
    run: Run
    about: LivedRun | None = None

    @property
    def week(self) -> int:
        """The week that comes next."""
        return self.run.week


class Experiment:
    """Two worlds over the same society with the same draws.

    Parameters
    ----------
    scenario
        What was asked for.
    orders
        The order of each side.
    tell
        Takes each message; called from the worker's thread.
    secret
        Of the server: nobody can work out what an experiment is called who was not told.
    """

    def __init__(self, scenario: Scenario, orders: tuple[Order, Order], tell: Callable[[Any], None],
                 secret: bytes = b"") -> None:  # fmt: skip
        self.scenario, self.orders, self.tell = scenario, orders, tell
        self.name = blake2b(scenario.model_dump_json().encode(), digest_size=16, key=secret).hexdigest()
        self.pacing = Pacing()
        self.sides: tuple[Lived, ...] = ()
        self.drawing = threading.Lock()

    def live(self) -> None:
        """Let both worlds live to their end, and tell what came of them."""
        self.doing("making")
        society = society_of(self.orders[0])
        self.sides = tuple(self._side(order, society) for order in self.orders)
        self.doing("living")
        try:
            weeks = self.sides[0].run.weeks_total
            for side in self.sides:  # the warm-up is not looked at
                while side.week < 0:
                    self._alive()
                    side.run.advance()
            while self.sides[0].week < weeks:
                self.pacing.hold(self.doing)
                for side in self.sides:
                    for _ in range(MONTH):
                        self._alive()
                        side.run.advance()
                self.tell(self.month(weeks))
            self.doing("measuring")
            for side in self.sides:
                self._alive()
                about = manifest(side.order, side.run, side.society)
                about = about.model_copy(update={"digest": side.run.digest(), "finished": True})
                side.about = LivedRun(about, side.scheme, side.run.life.record)
            self._alive()
            self.tell(self.found())
        finally:
            for side in self.sides:
                side.run.close()

    def _side(self, order: Order, society: Society) -> Lived:
        scheme, settings = scheme_of(order)
        run = Run(scheme, society, seed=order.seed, weeks=whole_months(order.weeks or scheme.weeks), settings=settings)
        return Lived(order, scheme, society, run)

    def _alive(self) -> None:
        if self.pacing.ended:
            raise Ended

    def doing(self, what: Any) -> None:
        """Tell what is going on."""
        self.tell(Doing(what=what, run=self.name))

    # ---- what is told ----------------------------------------------------------------------------------------------

    def month(self, weeks: int) -> Month:
        """Give both worlds as they stand."""
        a, b = self.sides
        bars = [histogram(side, ()).counts for side in (a, b)]
        return Month(run=self.name, done=a.week, of=weeks, a=_standing(a), b=_standing(b), low=a.scheme.scale.low,
                     step=STEP, bars_a=bars[0], bars_b=bars[1])  # fmt: skip

    def found(self) -> Found:
        """Give what came of both worlds: differences first."""
        a, b = self.lived
        digests = [str(one.about.digest) for one in (a, b)]
        lines = (again.line_of_orders(self.orders) or "", again.python_of_orders(self.orders, digests))
        command, python = (text.replace(f"{shelf()}/", "./") for text in lines)
        return Found(
            run=self.name, digest_a=digests[0], digest_b=digests[1], rows=differences(between(a, b)),
            charts=[self.drawn(one) for one in self.figures], ties=self.ties(), provinces_a=provinces(self.sides[0]),
            provinces_b=provinces(self.sides[1]), command=command, python=python,
        )  # fmt: skip

    @property
    def lived(self) -> tuple[LivedRun, LivedRun]:
        """Both worlds as runs that are over."""
        a, b = (side.about for side in self.sides)
        assert a is not None and b is not None
        return a, b

    @cached_property
    def told(self) -> Results:
        """All that the charts are drawn from."""
        return results(*self.lived)

    @property
    def figures(self) -> list[Figure]:
        """Every figure of a report, in its order."""
        return sorted(figures().values(), key=lambda one: (one.section, one.rank, one.name))

    def drawn(self, one: Figure) -> Drawn:
        """Give what is said of a chart; why there is none, where there is none."""
        table = one.table(self.told)
        still = table.is_empty() or ("value" in table.columns and not table["value"].drop_nulls().cast(bool).any())
        absent = "" if not still else one.absent if table.is_empty() else "nothing moved."
        return Drawn(name=one.name, title=one.title, caption="" if still else one.caption(table), absent=absent)

    def chart(self, name: str, form: str) -> bytes:
        """Give a chart as CSV, SVG or PNG, drawn by what reports draw with.

        Raises
        ------
        KeyError
            No chart is called so.
        """
        one = figures()[name]
        with self.drawing:
            table = one.table(self.told)
            if form == "csv":
                return table.write_csv(float_precision=6).encode()
            chart = one.draw(table, WIDE).to_dict()
        if form == "png":
            return bytes(vl_convert.vegalite_to_png(chart, scale=2))
        return str(vl_convert.vegalite_to_svg(chart)).encode()

    def ties(self) -> Tied:
        """Give the ties among citizens near each other: the first who bears a score, friends, friends of friends."""
        from demerit.app.pulse import ties

        world = self.sides[0].run.world
        first = int(np.argmax(world.score >= 0))
        seen, row = {first: 0}, [first]
        for citizen in row:
            for other in world.friend[int(world.start[citizen]) : int(world.start[citizen + 1])]:
                if other >= 0 and int(other) not in seen and len(seen) < SAMPLE:
                    seen[int(other)] = len(seen)
                    row.append(int(other))
        return ties(self.sides[0], seen)

    def citizen(self, which: str, i: int) -> Citizen:
        """Give a citizen of one side.

        Raises
        ------
        InputError
            There is no such citizen, or it is a child.
        """
        side = self.sides[which == "b"]
        assert side.about is not None
        told, world = explain(side.about, i), side.run.world
        face = int(world.face[(side.week - 1) & 1][i])
        speech = next(act for act in side.run.acts if act.name == "speak").deeds
        scale = side.scheme.scale
        friends = []
        for k in range(int(world.start[i]), int(world.start[i + 1])):
            other = int(world.friend[k])
            if other >= 0:
                seen = shown_on(int(world.face[(side.week - 1) & 1][other]))
                kind = KINDS.get(int(world.kind[k]) & 3, "friend")
                score = None if seen == HIDDEN else points_of(seen, scale.low, scale.high)
                friends.append(Known(citizen=other, kind=kind, score=score))
        latest, older = told.entries[-ENTRIES:][::-1], told.entries[:-ENTRIES]
        return Citizen(
            side="b" if which == "b" else "a",
            person=person_of(side.society, i, int(world.status[i]), int(world.traits[i])), low=told.low,
            score=told.score, said=speech[face & SPOKEN], friends=friends,
            ledger=[Booking(**{name: entry[name] for name in Booking.model_fields}) for entry in latest],
            left_out=len(older), left_out_points=sum(entry["points"] for entry in older),
        )  # fmt: skip


def _standing(side: Lived) -> Side:
    """Give a world at the end of a month."""
    world, month = side.run.world, side.run.life.record.months[-1].frame
    said = month.filter((pl.col("group") == "all") & (pl.col("table") == "deed")).select("key", "n")
    times = dict(said.iter_rows())
    adult_weeks = max(1, sum(n for key, n in times.items() if key.startswith("speak.")))
    rates = {deed: round(1000 * times.get(f"speak.{deed}", 0) / adult_weeks, 3) for deed in SPEECH}
    score = world.score[world.score >= 0]
    return Side(
        week=side.week, score=round(float(score.mean()), 2) if len(score) else None, dissent=rates["dissent"],
        questions=rates["question"], praise=rates["praise"], fear=round(float(world.fear.mean()), 3),
        friends=round(float((world.friend[:] >= 0).sum()) / world.n, 3),
    )  # fmt: skip


def differences(table: pl.DataFrame) -> list[Row]:
    """Give the rows that are shown first, for everyone, those that either side has."""
    known = {row["name"]: row for row in table.filter(pl.col("group") == "all").iter_rows(named=True)}
    return [
        Row(section=section, name=headline.name,
            **{side: shown(known[headline.name][side], known[headline.name]["unit"]) for side in ("a", "b", "delta")})
        for section, headlines in HEADLINES.items() for headline in headlines if headline.name in known
    ]  # fmt: skip
