"""A run: a scheme over a society for some weeks. The caller pulls the weeks; the engine never calls back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from demerit.acts import acts
from demerit.acts.act import ADULT, AWARE, ENROLLED, SCORED
from demerit.base.draws import column
from demerit.engine import counts
from demerit.engine.at_work import AtWork, points_of_deeds
from demerit.engine.backends.cpu import Workers, cores
from demerit.engine.bind import composition_of, openness, panel_of, world_of
from demerit.engine.choices import Choice, overrides
from demerit.engine.desk import Scratch, tallies
from demerit.engine.knobs import turned, written_knobs
from demerit.engine.law_in_force import InForce, believed, changes, entries, in_force, news_of
from demerit.engine.limits import can_be_kept, can_carry_out
from demerit.engine.month import blank, pulls, sees
from demerit.engine.panel import Panel
from demerit.engine.placebo import cut_one_tie
from demerit.engine.settings import FaceSettings, Week
from demerit.engine.steps.contagion import by_distance
from demerit.engine.steps.gate import first_gates
from demerit.engine.tables import tables
from demerit.engine.week import MONTH, channel_of, live
from demerit.errors import InputError
from demerit.society import PROVINCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl

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
        0 takes all cores; the result never depends on it.
    settings
        Behavioural knobs by full name (`engine.knobs`), where they differ from their defaults.
    choices
        Decisions taken from outside.
    panel
        Citizens to keep whole rows of, besides those drawn.
    placebo
        Take away one tie of one citizen at the start: what this changes is noise.
    """

    _law_state: tuple[bool, int, tuple[int, ...]] | None = None
    """Of which state the law that is kept is: before the start or not, since which week, served by whom."""

    def __init__(self, scheme: Scheme, society: Society, *, seed: int = 1, weeks: int, threads: int = 0,
                 settings: Mapping[str, float] | None = None, choices: Sequence[Choice] = (),
                 panel: Sequence[int] = (), panel_size: int = PANEL, placebo: bool = False) -> None:
        can_carry_out(scheme)
        can_be_kept(acts())
        if weeks < 1:
            raise InputError(f"a run of {weeks} weeks is refused: it takes 1 or more; {scheme.weeks} without --weeks.")
        self.scheme, self.seed, self.weeks_total, self.placebo = scheme, seed, weeks, placebo
        self.values = turned(dict(settings or {}), written_knobs(scheme))
        self.acts = acts()
        self.deeds = [name for act in self.acts for name in act.names]
        self.world, self._society = world_of(society), society
        self.places = tuple(name for name in PROVINCES for _ in range(2))
        self.province = (self.world.place >> 1).astype(np.uint8)
        self.seeks, self.introduces = openness(self.world, self.values, composition_of(society))
        if placebo:
            cut_one_tie(self.world)
        self._open_accounts()
        self.world.listed = np.zeros((len(scheme.registers), self.world.n), np.uint8)
        self.workers = Workers(self.world.n, threads or cores())
        self.at_work = AtWork(scheme, self.world, self.values, seed, self.workers.threads)
        longest = max(hi - lo for lo, hi in self.workers.ranges)
        workers = range(self.workers.threads)
        self.scratch = [Scratch(longest, len(self.acts), self.at_work.n_happenings) for _ in workers]
        self.desks = [self.scratch[p % self.workers.threads].desk(lo, hi, self.world, self.acts)
                      for p, (lo, hi) in enumerate(self.workers.ranges)]
        self.tallies = [tallies(len(self.deeds), scheme, self.world) for _ in workers]
        self.tables = tables(self.world, scheme, self.acts, believed(scheme), self.values, seed)
        bureau = scheme.headline_bureau
        self.panel = Panel(panel_of(self.world, panel_size, seed, tuple(panel)), entries(scheme), self.deeds,
                           bureau.name if bureau else "")
        self.overrides = overrides(choices, self.acts, society.adults, society.people, weeks)
        self.changes = changes(scheme, weeks)
        self.takes_place = [not act.asks or act.asks in scheme.institutions for act in self.acts]
        self.agenda = blank(scheme, self.acts)
        self.pulls = pulls(self.acts, self.agenda)
        self.week = -self.values["run.warm_up"]
        self.share_enrolled = 0
        self.counted: list[pl.DataFrame] = []
        self.booked: list[pl.DataFrame] = []
        self.rows: list[pl.DataFrame] = []
        self.saved: list[str] = []
        self._read_law(-1)

    # ---- the caller's side ---------------------------------------------------------------------------------------

    @property
    def n(self) -> int:
        """How many adults: the rows of every column."""
        return self.world.n

    @property
    def people(self) -> int:
        """How many citizens, children among them."""
        return self._society.people

    def weeks(self) -> Iterator[int]:
        """Let the remaining weeks pass, one for each value drawn; warm-up weeks are negative."""
        while self.week < self.weeks_total:
            live(self, self.week)
            self.week += 1
            yield self.week - 1

    def digest(self) -> str:
        """Give a hash of the whole state: equal digests mean equal worlds, byte for byte (blake2b, 32 hex digits)."""
        digest = hashlib.blake2b(f"{self.week}".encode(), digest_size=16)
        for name, array in self.world.items():
            digest.update(name.encode())
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()

    def nbytes(self) -> int:
        """Give the bytes of state: columns, ties, scratch of all workers, tallies."""
        tallied = sum(a.nbytes for t in self.tallies for a in (*t[:5], *t.census, *t[6:]))
        return self.world.nbytes() + sum(s.nbytes() for s in self.scratch) + tallied + self.at_work.nbytes()

    def records(self) -> tuple[list[pl.DataFrame], list[pl.DataFrame], list[pl.DataFrame]]:
        """Give what was recorded since the last checkpoint: counts, panel, ledger; the lists themselves."""
        return self.counted, self.rows, self.booked

    def take_up_again(self, week: int, share_enrolled: int, saved: list[str], institutions: Mapping[str, Any]) -> None:
        """Go on from a checkpoint, whose columns stand in the world already, with `week` next."""
        self.week, self.share_enrolled, self.saved = week, share_enrolled, saved
        self.at_work.take_up(institutions)
        self._read_law(week - 1 if week > 0 else -1)

    def close(self) -> None:
        """Let the threads go."""
        self.workers.close()

    # ---- what a week asks for ------------------------------------------------------------------------------------

    def open(self, week: int) -> None:
        """Set the week: the law in force, the news, how ties form."""
        if week == 0:
            self._launch()
        elif week in self.changes:
            self._read_law(week)
        if week >= 0 and week % MONTH == 0 and self.at_work:
            self.agenda = self.at_work.open(week, blank(self.scheme, self.acts))
            self._read_law(week)
            self.pulls = pulls(self.acts, self.agenda)
            numbers = {act.name: k for k, act in enumerate(self.acts)}
            self.at_work.tell(week, self.law, numbers, sees(self.scheme, self.acts, week))
        self.news = news_of(self.scheme, week, self.seed, self.values["learn.jolt"], self.agenda)
        self.channel = channel_of(week)
        law = self.law.settle
        self.told = Week(week, self.share_enrolled, int(law.choice and not law.mandatory))

    def counts_ties(self, week: int) -> bool:
        """Say whether ties are counted by scores this week: at the first and last settling, and once a year."""
        last = (self.weeks_total // MONTH) * MONTH - 1
        return week >= 0 and (week in (MONTH - 1, last) or (week + 1) % (13 * MONTH) == 0)

    def close_week(self, week: int, scoring: bool) -> None:
        """Keep the week's records: the ledger every week, counts and panel on scoring weeks."""
        if week < 0:
            return
        if self.panel.kinds and self.scheme.accounts:
            self.booked.append(self.panel.booked(week))
        if not scoring:
            return
        total = counts.summed(self.tallies)
        adults = max(1, int(total.census.who[0].sum()))
        self.share_enrolled = int(total.census.who[3].sum()) * 256 // adults
        rows = counts.month(week, total, self.scheme, self.deeds, self.places, self.world.kinds,
                            self.counts_ties(week))
        if self.counts_ties(week) and self.law.settle.assoc_account >= 0:
            points = points_of_deeds(self.law.judge)
            sums = by_distance(self.tables.tie_columns, self.law.parts.ties, points, self.n)
            for distance, (n, lost) in enumerate(sums):
                rows.add("contagion", "scored", "all", distance, n)
                rows.add("contagion", "lost", "all", distance, lost)
        self.at_work.record(rows)
        self.at_work.past = rows.totals() if self.at_work else {}
        self.counted.append(rows.frame())
        self.rows.append(self.panel.rows(week, self.world, self.tables.tie_columns, list(self.scheme.accounts),
                                         list(self.scheme.registers), self.province))
        for tally in self.tallies:
            tally.clear()

    # ---- setting up ----------------------------------------------------------------------------------------------

    def _open_accounts(self) -> None:
        """Give every adult accounts at rest: the share of each in the start score that standing gives."""
        start = self.scheme.start_score
        low, high = self.scheme.scale.low, self.scheme.scale.high
        base = round(start.mean) + ((round(start.sd) * self.world.standing.astype(np.int32)) >> 5)
        base = np.clip(base, low, high) - low
        caps = in_force(self.scheme, -1, self.seed, self.values).judge.cap
        n = self.world.n
        self.world.account = np.zeros((len(self.scheme.accounts), n), np.int16)
        for number, cap in enumerate(caps):
            self.world.account[number] = np.where(self.world.status & ADULT, base * int(cap) // (high - low), 0)
        self.world.belief = np.zeros((len(believed(self.scheme)), n), np.int16)
        if self.scheme.recovery is not None:
            self.world.more["clean_days"] = np.zeros(n, np.uint16)

    def _read_law(self, week: int) -> None:
        """Take the tables of the law as it stands in a week."""
        self.law = self._law_as_served(week)
        if self.agenda.sees.any():
            sees = np.array(self.law.judge.coverage, np.int32)
            sees[: len(self.acts)] = np.clip(sees[: len(self.acts)] + self.agenda.sees, 0, 256)
            self.law = replace(self.law, judge=self.law.judge._replace(coverage=sees))
        blocks = dict.fromkeys((act.name for act in self.acts), 0)
        for act, gate in self.law.blocks:
            blocks[act] |= gate
        self.blocked = tuple(np.uint32(blocks[act.name]) for act in self.acts)
        beliefs = believed(self.scheme)
        t = self.tables
        judge, scale = self.law.judge, self.scheme.scale
        self._face = FaceSettings(
            speech_shift=int(judge.shift[t.speech]), speech_mask=(1 << int(judge.bits[t.speech])) - 1,
            public=int(self.law.public and week >= 0), may_show=int(self.law.may_show and week >= 0),
            low=scale.low, high=scale.high, tie_belief=beliefs.index("tie") if "tie" in beliefs else -1,
            loss=self.law.stake.loss, sixtieth=self.law.settle.sixtieth, seeks=self.seeks, introduces=self.introduces,
        )

    def _law_as_served(self, week: int) -> InForce:
        """Give the law as it stands in a week: that of the month before, where nothing in it has moved since."""
        moved = max((w for w in self.changes if w <= week), default=-1)
        state = (week < 0, moved, tuple(self.agenda.served.tolist()))
        if state != self._law_state:
            self._law_state = state
            self._law_kept = in_force(self.scheme, week, self.seed, self.values, list(state[2]))
        return self._law_kept

    @property
    def face_settings(self) -> FaceSettings:
        """What may be shown this week, and where in the diary this week's speech stands."""
        shift = self._face.speech_shift + (self._face.speech_mask.bit_length()) * (self.told.week % MONTH)
        return self._face._replace(speech_shift=shift)

    def _launch(self) -> None:
        """Start the scheme: who knows of it, who is in it, the first scores and gates, the ledger's first entries."""
        self._read_law(0)
        w, scheme, n = self.world, self.scheme, self.world.n
        adult = (w.status & ADULT) != 0
        aware = column(self.seed, "aware", n) < np.uint32(min(2**32 - 1, int(scheme.knob("awareness", 0.0) * 2**32)))
        form = scheme.enrolment.form
        inside = adult & (form in ("default", "mandatory"))
        scored = adult & (scheme.scored.who == "everyone") | (inside & (scheme.scored.who == "enrolled"))
        w.status |= (AWARE * (adult & aware) + ENROLLED * inside + SCORED * scored).astype(np.uint8)
        if scheme.accounts:
            total = scheme.scale.low + w.account.sum(axis=0, dtype=np.int64)
            w.score[:] = np.where(scored, total, -1)
        self._first_gates()
        self.at_work.launch(self.world, self._society)
        self.share_enrolled = int(inside.sum()) * 256 // max(1, int(adult.sum()))
        for tally in self.tallies:
            tally.clear()
        self.panel.clear()
        self.booked.append(self.panel.started(list(scheme.accounts), w))

    def _first_gates(self) -> None:
        """Open and shut the gates by the first scores."""
        columns, law = self.tables.gate_columns, self.law.parts.gate
        self.workers.each(lambda _, part: first_gates(*self.workers.ranges[part], columns, law))
