"""The laboratory's door: one experiment a page, each on its own thread; finished ones are kept for their charts."""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING, Any

from demerit.app import written_law
from demerit.app.line import Refusal
from demerit.app.offered import Knob, Offer, Parts, Said, SchemeSays
from demerit.app.pacing import Ended
from demerit.app.reader import Reader
from demerit.app.scenario import ASKED, MOST_PEOPLE, MOST_WEEKS, Doing, Found, Pace, Scenario, Start, Why
from demerit.app.written_law import own_folder
from demerit.errors import DemeritError, UnknownName
from demerit.lab.compare import same_length
from demerit.lab.listing import listed
from demerit.lab.order import Order, ordered
from demerit.lab.reading import read
from demerit.lab.sides import schemes
from demerit.law import EVIDENCE_GRADES, list_reforms, list_schemes
from demerit.society import recipes

if TYPE_CHECKING:
    from demerit.app.experiment import Experiment
    from demerit.app.house import House
    from demerit.app.line import Line
    from demerit.app.message import Message

LONGEST = 30.0
"""Seconds that reading a written law may take, and waiting for those before it."""
KEPT, AT_ONCE = 4, 4
"""Finished experiments that are kept; experiments that live or wait at once."""
FORMS = {"csv": "text/csv", "svg": "image/svg+xml", "png": "image/png"}
"""In what forms a chart is given, and what each is called on the net."""
ROOMS = count(1_000_000)
"""Numbers of the house's rooms that experiments take."""


class Laboratory:
    """What answers the lines of the laboratory's page.

    Parameters
    ----------
    house
        Where simulations are done, and how much has room.
    """

    asked = ASKED

    def __init__(self, house: House) -> None:
        self.house, self.secret = house, os.urandom(32)
        self.living: dict[Line, Experiment] = {}
        """The experiment of each line that is open."""
        self.finished: OrderedDict[str, Experiment] = OrderedDict()
        self.pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="experiment")
        """Whoever pauses keeps a thread, so that experiments have their own: the house's are for what is soon done."""
        self.reading = ThreadPoolExecutor(1, thread_name_prefix="law")
        """Waits for the reader, so that laws are read one at a time."""
        self.reader = Reader()
        """Reads laws that are written in pages: a slow one is ended, and holds up nothing else."""
        house.closing.append(self.close)

    def close(self) -> None:
        """End the threads and the process that are the laboratory's own."""
        self.reader.kill()
        for pool in (self.pool, self.reading):
            pool.shutdown(wait=True, cancel_futures=True)
        self.reader.close()

    async def hello(self, line: Line, hello: Any) -> None:
        """Let a page in; somebody from elsewhere needs the server's code."""
        self.house.let_in(line.caller, hello.code)
        line.seat = True

    async def read(self, files: dict[str, str]) -> tuple[str, list[str]]:
        """Give the name of a law that was written in a page, and its mistakes.

        Raises
        ------
        Refusal
            It is too large, is no law, or reading it took too long.
        """
        loop = asyncio.get_running_loop()
        reading = loop.run_in_executor(self.reading, written_law.write, files, self.reader.mistakes)
        try:
            return await asyncio.wait_for(reading, LONGEST)
        except TimeoutError as error:
            raise Refusal("too_slow", f"{LONGEST:.0f}") from error

    async def answer(self, line: Line, message: Any) -> None:
        """Do what a page asks."""
        if line.seat is None:
            raise Refusal("hello_first")
        if isinstance(message, Start):
            await self.start(line, message.scenario)
        elif isinstance(message, Pace):
            self.pace(line, message)
        elif isinstance(message, Why):
            await self.why(line, message)

    async def left(self, line: Line) -> None:
        """Let the experiment of a line that is closed go."""
        self._let_go(line)

    def _let_go(self, line: Line) -> None:
        """End what lives on a line, and forget it."""
        experiment = self.living.pop(line, None)
        if experiment is not None:
            experiment.pacing.end()

    # ---- what a page asks ------------------------------------------------------------------------------------------

    async def start(self, line: Line, scenario: Scenario) -> None:
        """Begin an experiment.

        Raises
        ------
        Refusal
            It is too large, or too many live; it says what would fit.
        InputError
            It cannot be carried out.
        """
        if scenario.people > MOST_PEOPLE or scenario.weeks > MOST_WEEKS:
            raise Refusal("too_large", f"{MOST_PEOPLE:,} people, {MOST_WEEKS} weeks")
        self._let_go(line)
        made, orders = await self.house.work(_experiment), await self.house.work(orders_of, scenario)
        if sum(not one.pacing.ended for one in self.living.values()) >= AT_ONCE:
            raise Refusal("too_many", f"{AT_ONCE}")
        room = next(ROOMS)
        self.house.make_room(room, 2 * scenario.people)
        loop = asyncio.get_running_loop()

        def tell(message: Message) -> None:
            loop.call_soon_threadsafe(self._tell, line, experiment, message)

        experiment = made(scenario, orders, tell, self.secret)
        self.living[line] = experiment
        line.send(Doing(what="waiting", run=experiment.name))
        self.house.begin(self._live(line, room, experiment))

    def _tell(self, line: Line, experiment: Experiment, message: Message) -> None:
        """Tell what comes of a line's experiment; what comes of one that was let go is dropped."""
        if self.living.get(line) is not experiment:
            return
        if isinstance(message, Found):
            self.keep(experiment)
        line.send(message)

    async def _live(self, line: Line, room: int, experiment: Experiment) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self.pool, experiment.live)
        except Ended:
            pass
        except Exception as error:
            if self.living.get(line) is experiment:
                known = isinstance(error, DemeritError)
                line.refuse("not_possible" if known else "failed", None, str(error) if known else "")
            if not isinstance(error, DemeritError):
                raise
        finally:
            experiment.pacing.end()
            self.house.alive.pop(room, None)

    def keep(self, experiment: Experiment) -> None:
        """Keep a finished experiment for its charts; the oldest goes where there are many."""
        self.finished[experiment.name] = experiment
        self.finished.move_to_end(experiment.name)
        while len(self.finished) > KEPT:
            self.finished.popitem(last=False)

    def pace(self, line: Line, message: Pace) -> None:
        """Pause, go on or take a step."""
        if line not in self.living:
            raise Refusal("nothing_lives")
        experiment = self.living[line]
        experiment.pacing.ask(message.do, message.months_a_second)
        if message.do != "go" and not experiment.pacing.ended:
            experiment.doing("paused")

    async def why(self, line: Line, message: Why) -> None:
        """Show a citizen of a run that is over."""
        experiment = self.finished.get(message.run)
        if experiment is None:
            lives = line in self.living and self.living[line].name == message.run
            if lives and not self.living[line].pacing.ended:
                raise Refusal("not_over")
            raise Refusal("no_longer_kept")
        line.send(await self.house.work(experiment.citizen, message.side, message.citizen))

    # ---- what is asked without a line ------------------------------------------------------------------------------

    async def chart(self, run: str, name: str, form: str) -> tuple[bytes, str] | None:
        """Give a chart of a finished experiment and what it is called on the net; None where there is none."""
        experiment = self.finished.get(run)
        if experiment is None or form not in FORMS or name not in {one.name for one in experiment.figures}:
            return None
        return await self.house.work(experiment.chart, name, form), FORMS[form]


def _experiment() -> type[Experiment]:
    """Give what experiments are made of: what draws their charts takes a while to come up, and pages do not wait."""
    from demerit.app.experiment import Experiment

    return Experiment


def orders_of(scenario: Scenario) -> tuple[Order, Order]:
    """Give the orders of both sides, as `demerit compare` would.

    Raises
    ------
    InputError
        No scheme, reform or recipe is called so; a number that nobody has, or that cannot be.
    """
    if scenario.recipe not in recipes():
        raise UnknownName("recipe", scenario.recipe, recipes())
    names = [_placed(name) for name in (scenario.a, scenario.b)]
    settings = [f"{name}={value:g}" for name, value in scenario.settings.items()]
    first = ordered(names[0], recipe=scenario.recipe, people=scenario.people, weeks=scenario.weeks, seed=scenario.seed,
                    evidence=scenario.evidence, settings=settings)  # fmt: skip
    a, b = same_length(*schemes(names, first))
    return a, b


def _placed(written: str) -> str:
    """Give a law as orders name it, when there is such a one; what was written in a page lies in a folder of ours."""
    name, *reforms = written.split("+")
    own = own_folder(name)
    known, changes = {one.name for one in list_schemes()}, {one.name for one in list_reforms()}
    if own is None and name not in known:
        raise UnknownName("scheme", name, known)
    for reform in reforms:
        if reform not in changes:
            raise UnknownName("reform", reform, changes)
    return "+".join([name if own is None else str(own), *reforms])


def offer() -> Offer:
    """Give what can be chosen: schemes, recipes, grades, and how large a world may be."""
    names = ("name", "title", "summary", "world", "weeks", "start")
    return Offer(
        schemes=[SchemeSays(**{name: one[name] for name in names}) for one in listed("schemes")],
        recipes=[Said(name=name, summary=str(what)) for name, what in recipes().items()],
        grades=list(EVIDENCE_GRADES), people=MOST_PEOPLE, weeks=MOST_WEEKS,
    )  # fmt: skip


def offer_of(name: str) -> Parts:
    """Give what can be changed of one scheme: reforms that fit it, and its numbers.

    Raises
    ------
    UnknownName
        There is no such scheme.
    """
    written = _placed(name)
    scheme = read(written)
    numbers = [Knob(name=key, says=one.summary, value=float(one.now), low=float(one.range[0]),
                    high=float(one.range[1]), unit=one.unit) for key, one in scheme.knobs.items()]  # fmt: skip
    reforms = [Said(name=one["name"], summary=one["summary"]) for one in listed("reforms", written)]
    return Parts(name=name, reforms=reforms, knobs=numbers)
