"""Binding: a plan and a world brought together; which memory every loop of the week works on.

What a function of one citizen may ask for, by the name of the parameter (acts and institutions say in their own modules
what they may ask for):

=============  ======================================================================================================
``i``          the citizen's row; ``lo``, ``hi`` the range, for a step of a whole range; ``week`` the week
``own``        whole numbers named like columns, or like what stands out among ties (`steps.around`), was heard, is
               at stake or is lacking this week
``citizens``   whole columns by name; ``face`` is what was shown last week, ``next_face`` what will be shown
``heard``      `Heard`, ``stakes``, ``means`` and ``worth``: arrays of the range
``did``        the month's deeds by act; ``deeds`` those of all monthly acts, ``[act, i]``
``happenings`` how often each thing happened to one this month, ``[happening, i]``; ``happened`` the institution's own
``opened``     the gates open to each by the scores of other bureaus; ``lived`` scratch, a number for each belief
``law``        the step's law; ``slate`` what institutions move of it, arrays by name (`engine.slate`)
``knobs``      the knobs of the step's group, of the act or institution
``draws``      the stream of draws; ``lot`` the draw of the citizen; ``week_words`` the words of which all draws of
               the week are made, an array, ``ever_words`` those of draws for good where an institution asks for any;
               ``seen``, ``words_of`` scratch of draws, ``found`` of bytes, ``sums`` of numbers
``signs``      columns that are looked at where all ties are, ``around`` what stands out there, arrays of the range
``lot_1``      the citizen's draw with k = 1, and so on; ``always``, ``always_1`` the same for good: week 0; ``ways``
               the same in the stream `ways`, whoever asks
``openness``   how open citizens are to new ties (`engine.world.Openness`)
``counted``    counts, by name
``panel``      what is kept of the panel, ``panel_rows`` its sorted rows, ``booked`` the citizen's place in it, -1 none
=============  ======================================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.acts.act import Week
from demerit.base import choice
from demerit.base.draws import Draws, keyed, stream
from demerit.base.loom import At, Counts, Fixed, Loop, Lot, Made, Member, Near, NearBy, Packed, Row, Told
from demerit.base.native import Bound
from demerit.engine.asking import LOT, WORDS, asked, asks_face
from demerit.engine.knobs import GROUP_OF
from demerit.engine.read_ahead import NOTHING, Names, read_ahead
from demerit.engine.showing import made_of
from demerit.engine.showing import noted as noted_of
from demerit.engine.steps.around import ASKED, Signs, asked_around, noted, signs_of
from demerit.engine.woven import Woven
from demerit.institutions import columns, shown
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from demerit.base.loom import Part
    from demerit.engine.panel import Panel
    from demerit.engine.plan import ActiveInstitution, Plan
    from demerit.engine.slate import Slate
    from demerit.engine.step import Step
    from demerit.engine.tallies import Tallies
    from demerit.engine.workspace import Workspace
    from demerit.engine.world import World


SCRATCH = ("institution {}: {!r} is scratch of steps, in which draws for good stand while institutions work; ask for "
           "`sums`")


@dataclass
class Memory:
    """All that loops of one worker can be handed."""

    plan: Plan
    world: World
    panel: Panel
    workspace: Workspace
    tallies: Tallies
    slate: Slate
    zeros: dict[str, Any] = field(default_factory=dict)
    naming: dict[type[Any], tuple[str, ...]] = field(default_factory=dict)
    """Kind of law -> its fields that name columns: it is a matter of form."""

    def column(self, name: str, parity: int) -> Any:
        """Give a whole column; of an institution that is closed, noughts."""
        if name == "face":
            return self.world.face[1 - parity]
        if name == "next_face":
            return self.world.face[parity]
        if name in columns() and name not in self.world.more:
            if name not in self.zeros:
                self.zeros[name] = np.zeros(self.world.n, columns()[name].dtype)
            return self.zeros[name]
        return self.world.named(name)

    @cached_property
    def _near(self) -> dict[str, NearBy]:
        """Numbers about a citizen that are known for a week, of the citizens of a range."""
        ws = self.workspace
        scratch = (item for of in (ws.around, ws.heard, ws.stakes, ws.means) for item in of._asdict().items())
        words = ((name, ws.week_words[q]) for name, q in WORDS.items())
        return {name: NearBy(array) for name, array in (*scratch, *words)}

    def shown_to_act(self, name: str) -> At | NearBy | Made:
        """Give the same of a number that an act reads, or what it is made of where an institution shows it."""
        if name not in shown():
            return self.field(name, 0)
        return made_of(name, self.plan, self.slate, lambda kept: self.field(kept, 0)) or self._noughts(np.uint8)

    def field(self, name: str, parity: int) -> At | NearBy:
        """Give where a number about a citizen stands."""
        if name in self._near:
            return self._near[name]
        match = ASKED.fullmatch(name)
        if match and match[2] in self.world.more:
            return NearBy(noted(match[1], self.world.more[match[2]], self.signs, self.workspace.around))
        closed = match[2] if match else name
        if closed in columns() and closed not in self.world.more:
            return self._noughts(columns()[closed].dtype)
        return At(self.column(name, parity))

    def _noughts(self, dtype: Any) -> NearBy:
        """Give what stands in for a number of an institution that is closed."""
        return NearBy(self.workspace.nothing.view(dtype)[: len(self.workspace.nothing) // 8])

    @cached_property
    def signs(self) -> Signs:
        """Which columns are looked at where all ties are."""
        return signs_of((one for at in self.plan.institutions for one in asked_around(at.what)), self.world.more)

    @cached_property
    def _done(self) -> dict[str, NearBy | Packed]:
        """Act -> where the month's deeds stand: of weekly acts packed in the diary."""
        found: dict[str, NearBy | Packed] = {}
        at = 0
        for number, act in enumerate(self.plan.acts):
            if act.monthly:
                found[act.name] = NearBy(self.workspace.deeds[number])
            else:
                found[act.name] = Packed(self.world.diary, at, act.bits, MONTH)
                at += act.bits * MONTH
        return found

    def draws(self, name: str) -> Draws:
        """Give a stream of draws."""
        return Draws(stream(name), *self.world.key)

    def lot(self, name: str, parameter: str) -> Lot:
        """Give a draw of each row from one stream: this week's, or that for good."""
        kind, _, k = parameter.partition("_")
        words = self.workspace.week_words if kind == "lot" else self.workspace.words
        return Lot(words, keyed(stream("ways" if kind == "ways" else name), int(k or 0)))

    def common(self, parameter: str, kind: Any, parity: int) -> Part | None:
        """Give what a parameter is that means the same to steps and institutions; None where it does not."""
        fields = getattr(kind, "_fields", ())
        if parameter == "own":
            return Row(kind, tuple(self.field(name, parity) for name in fields))
        if parameter == "citizens":
            return Fixed(kind(*(self.column(name, parity) for name in fields)))
        if parameter == "did":
            return Row(kind, tuple(self._done[name] for name in fields))
        if parameter == "openness":
            return Told(self.world.openness)
        if parameter == "slate":
            return Told(kind(*(getattr(self.slate, name) for name in fields)))
        return self._simple.get(parameter)

    @cached_property
    def _simple(self) -> dict[str, Part]:
        """What is the same whoever asks for it."""
        ws = self.workspace
        return {
            "deeds": Near(ws.deeds), "happenings": Near(ws.happenings), "heard": Near(ws.heard),
            "stakes": Near(ws.stakes),
            "means": Near(ws.means), "panel_rows": Told(self.panel.ids), "booked": Member(self.panel.ids),
            "panel": Fixed(self.panel.arrays), "seen": Near(ws.words), "words_of": Near(ws.words),
            "week_words": Near(ws.week_words), "found": Near(ws.found),
            "signs": Fixed(self.signs), "around": Near(ws.around), "opened": Near(ws.opened), "sums": Near(ws.utility),
            "ever_words": Near(ws.words),  # filled by `DRAW_EVER` before institutions, none of which draws into them
            "lived": Fixed(ws.lived), "pairs": Fixed(ws.pairs), "meetings": Fixed(ws.meetings),
        }

    # ---- what is woven ---------------------------------------------------------------------------------------------

    def step(self, step: Step, law: Any) -> Woven:
        """Weave a step."""
        hints = asked(step.each)

        def parts(parity: int) -> dict[str, Part]:
            found: dict[str, Part] = {}
            for name, kind in hints.items():
                part = self.common(name, kind, parity)
                if part is None and name == "law":
                    told = self.with_columns(law)
                    part = Told(told) if told is law else Fixed(told)
                elif part is None and name == "knobs":
                    part = Fixed(self.plan.group_knobs[GROUP_OF[kind]])
                elif part is None and name == "draws":
                    part = Fixed(self.draws(step.stream))
                elif part is None and (found_lot := LOT.fullmatch(name)) and found_lot[1] == "lot":
                    part = self.lot(step.stream, name)
                elif part is None and name == "counted":
                    part = Counts(kind(*(self.tallies.named(field_) for field_ in kind._fields)))
                if part is None:
                    raise ValueError(f"step {step.name}: there is nothing called {name!r}")
                found[name] = part
            return found

        return self._woven(step.name, step.each, parts, asks_face(step.each), whole=step.whole, ahead=step.ahead,
                           abreast=step.abreast)

    def with_columns(self, law: Any) -> Any:
        """Give a law with the columns that it names in the place of their names."""
        kind = type(law)
        if kind not in self.naming:
            firsts = [v[:1] if isinstance(v, tuple) else (v,) for v in law]
            self.naming[kind] = tuple(law._fields[k] for k, v in enumerate(firsts) if v and isinstance(v[0], str))
        if not self.naming[kind]:
            return law
        return law._replace(**{f: self.column(v, 0) if isinstance(v, str) else tuple(self.column(x, 0) for x in v)
                               for f in self.naming[kind] for v in (getattr(law, f),)})

    def act(self, number: int, week: Week, options: choice.Options) -> tuple[Woven, Woven]:
        """Weave an act: what its deeds weigh, and the choice."""
        what, ws = self.plan.acts[number], self.workspace
        n = len(what.deeds)
        known: dict[str, Part] = {
            "own": Row(what.own, tuple(map(self.shown_to_act, what.own._fields))),
            "knobs": Fixed(self.plan.act_knobs[number]), "week": Fixed(week),
        }
        wants = asked(what.weigh)
        weighed = self._woven(f"act {what.name}", what.weigh, lambda parity: {p: known[p] for p in wants}, False,
                              list(ws.utility[:n]))
        parts: dict[str, Part] = {
            "utility": Near(ws.utility), "best": Near(ws.best), "deed": Near(ws.deeds[number]), "law": Told(options),
            "citizens": Fixed(choice.Chooser(self.world.status, self.world.gates, self.world.belief)),
            "worth": Near(choice.Worth(ws.stakes.gain, ws.stakes.loss, ws.stakes.caution_now)),
            "draws": Fixed(self.draws(what.name)), "words_of": Near(ws.words),
            "week_words": Near(ws.week_words),
            "tails": Fixed(ws.tails),
        }
        return weighed, self._woven(f"choice {what.name}", choice.decide, lambda parity: parts, False, None, True,
                                    "choice")

    def institution(self, one: ActiveInstitution, function: Any, around: dict[str, Any]) -> Woven:
        """Weave what an institution does to citizens."""
        what = one.what
        hints = what.asked(function)
        gates = list(self.plan.scheme.gates)
        happened = self.workspace.happenings[one.row : one.row + len(what.happens)]
        called = function.__name__

        def parts(parity: int) -> dict[str, Part]:
            found: dict[str, Part] = {}
            for name, kind in hints.items():
                if name in ("i", "lo", "hi", "week"):
                    continue
                if name in ("seen", "words_of"):
                    raise ValueError(SCRATCH.format(what.name, name))
                fields = getattr(kind, "_fields", ())
                part = self.common(name, kind, parity)
                if name == "knobs":
                    part = Fixed(one.knobs)
                elif name == "memory":
                    part = noted_of(kind, one, self.slate, self.slate.remembers)
                elif name == "gates":
                    part = Fixed(kind(*(gates.index(f) if f in gates else -1 for f in fields)))
                elif name == "numbers":
                    part = Fixed(kind(*(self.plan.numbers[f] for f in fields)))
                elif name == "law":
                    part = Told(kind(*(around[f] for f in fields)))
                elif name == "draws":
                    part = Fixed(self.draws(what.name))
                elif LOT.fullmatch(name):
                    part = self.lot(what.name, name)
                elif name == "happened":
                    part = Near(kind(*happened))
                elif name == "counted":
                    part = Counts(kind(*self.tallies.of(what.name)))
                if part is None:
                    raise ValueError(f"institution {what.name}: there is nothing called {name!r}")
                found[name] = part
            return found

        return self._woven(f"institution {what.name}.{called}", function, parts, asks_face(function),
                           whole="lo" in hints, ahead=what.ahead.get(called, NOTHING), abreast=called in what.abreast)

    def _woven(self, name: str, function: Any, parts: Any, faces: bool, gives: Any = None, whole: bool = False,
               code: str = "", ahead: Names = NOTHING, abreast: bool = False) -> Woven:
        def bound(parity: int) -> Bound:
            read = read_ahead(self, function, ahead, parity) if ahead else ()
            return Bound(Loop(code or name, function, parts(parity), gives, whole, ahead=read, abreast=abreast), name)

        return Woven((first := bound(0), bound(1) if faces else first))
