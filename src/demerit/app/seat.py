"""What a citizen whom somebody plays can see: own row, friends' faces, the ledger, what is due; nothing else."""

from __future__ import annotations

from functools import cache
from inspect import signature
from typing import TYPE_CHECKING, Any

from demerit.acts.act import NEVER
from demerit.app import messages as m
from demerit.engine.showing import number_about
from demerit.engine.steps.gate_law import ORIGINS
from demerit.rows.bits import MARRIED, ONLINE, PARENT
from demerit.rows.blocks import neighbour
from demerit.rows.face import HIDDEN, SPEECH, floor_on, points_of, shown_on
from demerit.rows.ties import COLLEAGUE, FRIEND, KIN
from demerit.society import PROVINCES
from demerit.society.citizens import EDUCATIONS, OCCUPATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from demerit.acts.act import Act as ActKind
    from demerit.app.living import Entry, Living
    from demerit.law import Scheme
    from demerit.society import Society

SEXES = ("man", "woman")
KINDS: dict[int, Any] = {KIN: "kin", FRIEND: "friend", COLLEAGUE: "colleague"}
LATEST = 24
"""Entries of the ledger that a page is given."""
UNIT = 128
"""What a point is in Q7."""


def person_of(society: Society, citizen: int, status: int, traits: int) -> m.Person:
    """Give who a citizen is."""
    c = society.citizens
    place = int(c.place[citizen])
    return m.Person(
        citizen=citizen, age=int(c.age[citizen]), sex=SEXES[int(c.sex[citizen])],
        occupation=OCCUPATIONS[int(c.occupation[citizen])], education=EDUCATIONS[int(c.education[citizen])],
        province=PROVINCES[place >> 1], urban=bool(place & 1), origin=ORIGINS[int(c.origin[citizen])],
        married=bool(traits & MARRIED), online=bool(status & ONLINE), fifth=traits >> 5,
    )  # fmt: skip


class Seat:
    """What one citizen of a living society sees.

    Parameters
    ----------
    living
        The society.
    citizen
        Who.
    """

    def __init__(self, living: Living, citizen: int) -> None:
        self.living, self.citizen = living, citizen
        self.ledger: list[Entry] = []
        self.offered: dict[str, list[bool]] = {}
        """Act -> deed -> whether it could be done when the citizen was shown last: while a week passes this counts."""

    def take(self, entries: Sequence[Entry]) -> None:
        """Take what was booked."""
        self.ledger += entries

    @property
    def score(self) -> int | None:
        """The score given out last."""
        value = int(self.living.run.world.score[self.citizen])
        return None if value < 0 else value

    def friends(self) -> set[int]:
        """Give to whom one is tied."""
        world = self.living.run.world
        row = world.friend[int(world.start[self.citizen]) : int(world.start[self.citizen + 1])]
        return {int(other) for other in row if other >= 0}

    def open_gates(self) -> set[str]:
        """Give the gates that are open to one, of those in force."""
        bits, living = int(self.living.run.world.gates[self.citizen]), self.living
        names = living.now().lines
        return {name for k, name in enumerate(living.scheme.gates) if name in names and bits >> k & 1}

    # ---- the view --------------------------------------------------------------------------------------------------

    def view(self, picks: Mapping[str, str]) -> m.View:
        """Give all that one sees now; `picks` is what is decided already, deed by act."""
        living, i = self.living, self.citizen
        world, week = living.run.world, living.week
        more = world.more
        value = self.score
        under = [band for band in living.scheme.bands.values() if value is not None and band.at_least <= value]
        return m.View(
            person=person_of(living.society, i, int(world.status[i]), int(world.traits[i])),
            week=week, weeks=living.weeks, day=living.scheme.day_of(week).isoformat(), score=value,
            band=max(under, key=lambda one: one.at_least).name if under else None,
            points=world.account[:, i].tolist(), fear=int(world.fear[i]),
            pressed=int(more["pressed"][i]) if "pressed" in more else 0,
            acts=[] if living.over else self.acts(picks), gates=self.gates(), friends=self._friends(),
            ledger=[booked(entry) for entry in self.ledger[-LATEST:][::-1]],
            registers=self.registers(i), map=self._map(), match=self._match(),
        )  # fmt: skip

    def acts(self, picks: Mapping[str, str]) -> list[m.Act]:
        """Give what one can decide: this week's acts, and those of the month, which are done in its last week."""
        plan, i = self.living.run.plan, self.citizen
        world = self.living.run.world
        blocks = self.living.now().blocks
        found = []
        for number, act in enumerate(plan.acts):
            if not plan.takes_place[number] or act.name in ("come", "tour"):
                continue
            free = int(world.status[i]) & act.needs == act.needs
            free = free and int(world.gates[i]) & blocks[number] == blocks[number]
            can = self._can(number, act) if free else [k == 0 for k in range(len(act.deeds))]
            if not any(can[1:]):
                continue
            found.append(m.Act(name=act.name, open=can, believed=[self._believed(name) for name in act.names],
                               picked=picks.get(act.name)))  # fmt: skip
        self.offered = {act.name: act.open for act in found}
        return found

    def _can(self, number: int, act: ActKind) -> list[bool]:
        """Say of each deed whether it can be done at all, by what the act reads of the citizen's own row.

        What is only known while a week passes (friends' voices, whether money is short) is taken as nothing.
        """
        living, i = self.living, self.citizen
        world, plan = living.run.world, living.run.plan
        own = act.own(*(number_about(i, name, world, plan) for name in act.own._fields))
        told = {"own": own, "knobs": plan.act_knobs[number], "week": living.now().told}
        weighed = act.weigh(*(told[name] for name in _asked(act.weigh)))
        return [int(utility) > NEVER // 2 for utility in weighed]

    def can(self, act: str, deed: str) -> bool:
        """Say whether one can decide so, by what was looked at last (`acts`)."""
        deeds = next((one.deeds for one in self.living.run.plan.acts if one.name == act), ())
        return deed in deeds and act in self.offered and self.offered[act][deeds.index(deed)]

    def _believed(self, name: str) -> float | None:
        plan, row = self.living.run.plan, self.living.now().beliefs.get(name)
        if row is None:
            return None
        held = int(self.living.run.world.belief[row, self.citizen])
        return (held << plan.belief_shift) / UNIT if held else None

    def gates(self) -> list[m.Gate]:
        """Give the gates in force that are for one, the nearest lines first."""
        living, value = self.living, self.score
        is_open = self.open_gates()
        found = [m.Gate(name=name, open=name in is_open, line=line) for name, line in living.now().lines.items()
                 if self._is_for(living.scheme.gates[name])]  # fmt: skip
        return sorted(found, key=lambda one: (one.line is None, abs((one.line or 0) - (value or 0)), one.name))

    def _is_for(self, gate: Any) -> bool:
        c, i = self.living.society.citizens, self.citizen
        who = gate.who
        if who is None:
            return True
        parent = bool(int(self.living.run.world.traits[i]) & PARENT)
        return (who.origin in (None, ORIGINS[int(c.origin[i])]) and who.parent in (None, parent)
                and who.occupation in (None, OCCUPATIONS[int(c.occupation[i])]))  # fmt: skip

    def _friends(self) -> list[m.Friend]:
        living, i = self.living, self.citizen
        world, scheme = living.run.world, living.scheme
        faces = world.face[(living.week - 1) & 1]  # those of the week that passed (`engine.binding`)
        lowest = int(world.more["low_tie"][i]) - 1 if "low_tie" in world.more else -1
        speech = next(act for act in living.run.plan.acts if act.name == "speak").deeds
        found, mine = [], self.score
        for t in range(int(world.start[i]), int(world.start[i + 1])):
            other = int(world.friend[t])
            if other < 0:
                break
            kind, face = int(world.kind[t]), int(faces[other])
            shown, floor = shown_on(face), floor_on(face)
            line = _points(scheme, floor) if floor else None
            c = living.society.citizens
            found.append(m.Friend(
                citizen=other, kind=KINDS[kind & 3], age=int(c.age[other]), sex=SEXES[int(c.sex[other])],
                occupation=OCCUPATIONS[int(c.occupation[other])], bond=kind >> 2,
                score=None if shown == HIDDEN else _points(scheme, shown), said=speech[face & SPEECH], floor=line,
                drops=line is not None and mine is not None and mine < line, lowest=other == lowest,
            ))  # fmt: skip
        return sorted(found, key=lambda one: (not one.lowest, one.kind != "kin", -one.bond, one.citizen))

    def registers(self, citizen: int) -> list[str]:
        """Give the public registers on which somebody stands."""
        scheme, listed = self.living.scheme, self.living.run.world.listed
        public = [(k, name) for k, (name, one) in enumerate(scheme.registers.items()) if one.public]
        return [name for k, name in public if int(listed[k, citizen])]

    def _map(self) -> m.MapSays | None:
        world = self.living.run.world
        memory = world.memories.get("map_app")
        if memory is None:
            return None
        reports = sum(memory[f"n_{kind}"] for kind in ("nowhere", "museum", "rally", "hostile", "several")) // 16
        return m.MapSays(**{kind: memory[kind] / 256 for kind in ("museum", "rally", "hostile")}, reports=reports,
                         marked=bool(world.more["marked"][self.citizen]))  # fmt: skip

    def _match(self) -> m.Match | None:
        more, i = self.living.run.world.more, self.citizen
        if "mate" not in more:
            return None
        place = int(more["mate"][i])
        return m.Match(looking=bool(more["single"][i]), mate=neighbour(i, place - 1) if place else None,
                       months=int(more["couple_age"][i]))  # fmt: skip


@cache
def _asked(weigh: Callable[..., Any]) -> tuple[str, ...]:
    """Give the names of what a function is handed."""
    return tuple(signature(weigh).parameters)


def booked(entry: Entry) -> m.Booked:
    """Give an entry of a ledger as a page is told it."""
    return m.Booked(week=entry.week, account=entry.account, entry=entry.entry, points=entry.points)


def _points(scheme: Scheme, step: int) -> int:
    return points_of(step, scheme.scale.low, scheme.scale.high)
