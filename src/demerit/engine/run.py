"""A run: a scheme over a society for some weeks. The caller pulls the weeks; the engine never calls back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from demerit.acts import acts
from demerit.acts.act import ADULT, AWARE, ENROLLED, SCORED
from demerit.base.draws import column, key, stream
from demerit.engine import counts
from demerit.engine.backends.cpu import MOST, Workers, cores
from demerit.engine.bind import composition_of, mingle_settings, openness, panel_of, world_of
from demerit.engine.desk import Scratch, tallies
from demerit.engine.knobs import LEARN, turned
from demerit.engine.law_in_force import believed, can_carry_out, changes, entries, in_force, news_of
from demerit.engine.panel import Panel
from demerit.engine.settings import (
    FaceColumns,
    FaceSettings,
    JudgeColumns,
    LearnColumns,
    LearnKnobs,
    MingleColumns,
    MingleSettings,
    SettleColumns,
    StakeColumns,
    Week,
)
from demerit.engine.steps.mingle import FRIEND
from demerit.engine.steps.settle import settle
from demerit.engine.week import MONTH, channel_of, live
from demerit.errors import InputError
from demerit.society import PROVINCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from demerit.law.scheme import Scheme
    from demerit.society import Society

SPEECH = {"praise": 1, "unlicensed": 1, "question": 2, "history": 2, "dissent": 3}
"""What friends take a deed of `speak` for: 1 praise, 2 question, 3 dissent; all else is nothing to them."""
PANEL = 10_000
"""Citizens whose rows are kept whole; in a smaller society everyone's."""


class Choice(NamedTuple):
    """A decision taken from outside: how a player plays, and how a life is replayed."""

    week: int
    citizen: int
    act: str
    deed: str


class Tables(NamedTuple):
    """What never changes during a run: views, streams, knobs."""

    stake_columns: StakeColumns
    judge_columns: JudgeColumns
    learn_columns: LearnColumns
    settle_columns: SettleColumns
    face_columns: FaceColumns
    mingle_columns: MingleColumns
    mingle: MingleSettings
    learn_knobs: LearnKnobs
    act_knobs: tuple[object, ...]
    act_beliefs: tuple[tuple[tuple[int, int], ...], ...]
    streams: tuple[int, ...]
    week_stream: int
    seen_stream: int
    forget_stream: int
    face_stream: int
    k0: np.uint32
    k1: np.uint32
    weekly: int
    near: int
    dissent: int
    speech_counts: NDArray[np.uint8]


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

    def __init__(self, scheme: Scheme, society: Society, *, seed: int = 1, weeks: int, threads: int = 0,
                 settings: Mapping[str, float] | None = None, choices: Sequence[Choice] = (),
                 panel: Sequence[int] = (), panel_size: int = PANEL, placebo: bool = False) -> None:
        can_carry_out(scheme)
        if weeks < 1:
            raise InputError(f"a run of {weeks} weeks is refused: it takes 1 week or more. Leave out --weeks for {scheme.weeks}.")
        self.scheme, self.seed, self.weeks_total, self.placebo = scheme, seed, weeks, placebo
        self.values = turned(dict(settings or {}))
        self.acts = acts()
        self.deeds = [name for act in self.acts for name in act.names]
        self.world = world_of(society)
        self.places = places_of(society)
        self.province = (self.world.place >> 1).astype(np.uint8)
        if placebo:
            _cut_one_tie(self.world)
        self._open_accounts()
        self.workers = Workers(self.world.n, threads or cores())
        longest = max(hi - lo for lo, hi in self.workers.ranges)
        self.scratch = [Scratch(longest, len(self.acts)) for _ in range(self.workers.threads)]
        self.desks = [self.scratch[p % self.workers.threads].desk(lo, hi, self.world, self.acts)
                      for p, (lo, hi) in enumerate(self.workers.ranges)]
        self.tallies = [tallies(len(self.deeds), len(scheme.gates)) for _ in range(self.workers.threads)]
        self.tables = self._tables()
        self.seeks, self.introduces = openness(self.world, self.values, composition_of(society))
        bureau = scheme.headline_bureau
        self.panel = Panel(panel_of(self.world, panel_size, seed, tuple(panel)), entries(scheme), self.deeds,
                           bureau.name if bureau else "")
        self.overrides = _overrides(choices, self.acts, self.world.n)
        self.changes = changes(scheme, weeks)
        self.week = -self.values["run.warm_up"]
        self.share_enrolled = 0
        self.counted: list[pl.DataFrame] = []
        self.booked: list[pl.DataFrame] = []
        self.rows: list[pl.DataFrame] = []
        self.parts = 0
        self._read_law(-1)

    # ---- the caller's side ---------------------------------------------------------------------------------------

    @property
    def n(self) -> int:
        """How many citizens."""
        return self.world.n

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
        return self.world.nbytes() + sum(s.nbytes() for s in self.scratch) + tallied

    def records(self) -> tuple[list[pl.DataFrame], list[pl.DataFrame], list[pl.DataFrame]]:
        """Give what was recorded since the last checkpoint: counts, panel, ledger; the lists themselves."""
        return self.counted, self.rows, self.booked

    def take_up_again(self, week: int, share_enrolled: int, parts: int) -> None:
        """Go on from a checkpoint, whose columns stand in the world already, with `week` next."""
        self.week, self.share_enrolled, self.parts = week, share_enrolled, parts
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
        self.news = news_of(self.scheme, week, self.seed)
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
        self.counted.append(counts.month(week, total, self.scheme, self.deeds, self.places, self.counts_ties(week)))
        self.rows.append(self.panel.rows(week, self.world, self.tables.settle_columns, list(self.scheme.accounts),
                                         self.province))
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

    def _tables(self) -> Tables:
        """Give the views, streams and knobs of the run."""
        w = self.world

        def view(kind: type) -> NamedTuple:
            return kind(*(getattr(w, name) for name in kind._fields))  # type: ignore[attr-defined,no-any-return]

        beliefs = believed(self.scheme)
        k0, k1 = key(self.seed)
        speak = next(act for act in self.acts if act.name == "speak")
        return Tables(
            *(view(k) for k in (StakeColumns, JudgeColumns, LearnColumns, SettleColumns, FaceColumns, MingleColumns)),  # type: ignore[arg-type]
            mingle_settings(self.values, self.seed, self.scheme.scale.high - self.scheme.scale.low),
            LearnKnobs(*(self.values[f"learn.{knob.name}"] for knob in LEARN)),
            tuple(a.knob_class(*(self.values[f"{a.name}.{k.name}"] for k in a.knobs)) for a in self.acts),
            tuple(tuple((d, beliefs.index(name)) for d, name in enumerate(a.names) if name in beliefs)
                  for a in self.acts),
            tuple(stream(act.name) for act in self.acts), stream("week"), stream("seen"), stream("forget"), stream("face"), k0, k1,
            sum(not act.monthly for act in self.acts), self.values["run.near"], speak.deeds.index("dissent"),
            np.array([SPEECH.get(deed, 0) for deed in speak.deeds], np.uint8),
        )

    def _read_law(self, week: int) -> None:
        """Take the tables of the law as it stands in a week."""
        self.law = in_force(self.scheme, week, self.seed, self.values)
        blocks = dict.fromkeys((act.name for act in self.acts), 0)
        for act, gate in self.law.blocks:
            blocks[act] |= gate
        self.blocked = tuple(np.uint16(blocks[act.name]) for act in self.acts)
        beliefs = believed(self.scheme)
        t = self.tables
        speech = next(number for number, act in enumerate(self.acts) if act.name == "speak")
        shift, bits = int(self.law.judge.shift[speech]), int(self.law.judge.bits[speech])
        self._face = FaceSettings(
            shift, (1 << bits) - 1, int(self.law.public and week >= 0),
            int(self.law.may_show and week >= 0), self.scheme.scale.low, self.scheme.scale.high,
            beliefs.index("tie") if "tie" in beliefs else -1, self.law.stake.loss, self.law.settle.sixtieth, self.seeks, self.introduces,
        )

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
        self.share_enrolled = int(inside.sum()) * 256 // max(1, int(adult.sum()))
        for tally in self.tallies:
            tally.clear()
        self.panel.clear()
        self.booked.append(self.panel.started(list(scheme.accounts), w))

    def _first_gates(self) -> None:
        """Open and shut the gates by the first scores."""
        w, s = self.world, self.law.settle
        w.gates[:] = 0
        low = self.scheme.scale.low
        for g in range(len(self.scheme.gates)):
            given = w.score >= 0
            is_open = np.where(given, s.gate_open[g][np.clip(w.score - low, 0, None)] != 0, bool(s.gate_sanction[g]))
            if s.gate_member[g]:
                is_open = np.where(w.status & ENROLLED, is_open, bool(s.gate_sanction[g]))
            w.gates |= (is_open & ((w.status & ADULT) != 0)).astype(np.uint16) << np.uint16(g)


def places_of(society: Society) -> tuple[str, ...]:
    """Give the names of the 62 places' provinces, rural and urban in turn."""
    names = PROVINCES
    return tuple(name for name in names for _ in range(2))


def _cut_one_tie(world: object) -> None:
    """Take away the first friendship of the first adult who has one: both halves."""
    w = world
    row = np.repeat(np.arange(w.n), np.diff(w.start))  # type: ignore[attr-defined]
    live = np.flatnonzero((w.friend >= 0) & ((w.kind & 3) == FRIEND))  # type: ignore[attr-defined]
    adult = (w.status & ADULT) != 0  # type: ignore[attr-defined]
    for t in live:
        i, j = int(row[t]), int(w.friend[t])  # type: ignore[attr-defined]
        if adult[i] and adult[j]:
            _remove(w, i, j)
            _remove(w, j, i)
            return


def _remove(w: object, i: int, j: int) -> None:
    """Take `j` out of the row of `i`, keeping live slots first."""
    a, b = int(w.start[i]), int(w.start[i + 1])  # type: ignore[attr-defined]
    slots = [(int(f), int(k)) for f, k in zip(w.friend[a:b], w.kind[a:b], strict=True) if f >= 0 and f != j]  # type: ignore[attr-defined]
    w.friend[a:b], w.kind[a:b] = -1, 0  # type: ignore[attr-defined]
    for t, (f, k) in enumerate(slots):
        w.friend[a + t], w.kind[a + t] = f, k  # type: ignore[attr-defined]


def _overrides(choices: Sequence[Choice], all_acts: tuple[object, ...], n: int) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Give the choices by week and act; refuse those that name nobody or nothing."""
    numbers = {act.name: number for number, act in enumerate(all_acts)}  # type: ignore[attr-defined]
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for c in choices:
        if c.act not in numbers:
            raise InputError(f"choices: no act is called {c.act!r}. `demerit list acts` shows all.")
        deeds = all_acts[numbers[c.act]].deeds  # type: ignore[attr-defined]
        if c.deed not in deeds:
            raise InputError(f"choices: {c.act} ends in no deed {c.deed!r}. It has: {', '.join(deeds)}.")
        if not 0 <= c.citizen < n:
            raise InputError(f"choices: there is no citizen {c.citizen}; they are numbered 0 to {n - 1}.")
        found.setdefault((c.week, numbers[c.act]), []).append((c.citizen, deeds.index(c.deed)))
    return found
