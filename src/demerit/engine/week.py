"""A week: the ordered list of steps, each of which writes only the columns its docstring names.

Everything is synchronous: whoever is looked at is looked at as they were last week, so the order of citizens,
ranges and threads does not matter. Between the two halves of a week all have acted, and nobody has changed face.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from demerit.acts.act import OldAct
from demerit.base.choice import choose
from demerit.engine.adapt import act_sweep
from demerit.engine.steps.face import show
from demerit.engine.steps.gate import ask_others, pass_gates
from demerit.engine.steps.judge import judge, judge_month
from demerit.engine.steps.learn import forget, learn
from demerit.engine.steps.look import draw_words, look
from demerit.engine.steps.mingle import drop, form, propose
from demerit.engine.steps.record import count, count_pressure, count_ties
from demerit.engine.steps.recover import recover
from demerit.engine.steps.register import enter_and_leave
from demerit.engine.steps.settle import give_scores, settle, spread, take_up
from demerit.engine.steps.stake import add_stake, weigh_points
from demerit.engine.steps.tariff import judge_steps

if TYPE_CHECKING:
    from demerit.engine.desk import Desk, Tallies
    from demerit.engine.run import Run

MONTH = 4
DROPS = 2
"""The week of the month in which ties end."""


def channel_of(week: int) -> int:
    """Give how ties form in a week: 1 circle, 2 introduction, 3 place, 4 society, 0 not at all.

    The first week of each month belongs to circles, the second to introductions, the third in turn to the place, a
    circle, the place again and the whole society, the fourth, when scores move, to nothing new.
    """
    return (1, 2, (3, 1, 3, 4)[week // MONTH % MONTH], 0)[week % MONTH]


def live(run: Run, week: int) -> None:
    """Let one week pass."""
    scoring = week % MONTH == MONTH - 1
    run.open(week)
    run.workers.each(lambda worker, part: _first_half(run, week, scoring, run.desks[part], worker))
    run.workers.each(lambda worker, part: _second_half(run, week, scoring, run.desks[part], run.tallies[worker]))
    if scoring:
        run.workers.each(lambda worker, part: _count(run, week, run.desks[part], run.tallies[worker]))
    run.close_week(week, scoring)


def _first_half(run: Run, week: int, scoring: bool, desk: Desk, worker: int) -> None:
    """Act, judge, learn, and on scoring weeks spread and settle: reads others only as they were last week."""
    t, w, law, panel, tally = run.tables, run.world, run.law, run.panel, run.tallies[worker]
    lo, hi, face = desk.lo, desk.hi, w.face[(week + 1) & 1]
    draw_words(lo, week, t.week_stream, 0, t.k0, t.k1, desk.words)
    look(lo, w.status, w.start, w.friend, w.kind, face, t.speech_counts, t.near, desk.words, desk.heard)
    weigh_points(lo, hi, t.stake_columns, law.stake, desk.stakes)
    due = len(run.acts) if scoring else t.weekly
    for number in range(due):
        if run.takes_place[number]:
            act(run, week, number, desk)
    draw_words(lo, week, t.seen_stream, 0, t.k0, t.k1, desk.seen)
    judge(lo, hi, week, due, t.weekly, week % MONTH, desk.deeds, t.judge_columns, law.judge, desk.seen,
          panel.ids, panel.book, panel.done, tally.deeds)
    learn(lo, hi, t.learn_columns, t.learn_knobs, run.news, week, desk.heard, desk.words)
    if scoring:
        count_pressure(lo, desk.heard.pressure, w.cell, panel.ids, panel.pressure, tally.pressure)
        for first in range(0, w.belief.shape[0], 16):
            draw_words(lo, week, t.forget_stream, first, t.k0, t.k1, desk.words)
            forget(lo, hi, first, w.belief, t.learn_knobs.forget, desk.words)
        take_up(lo, hi, desk.deeds, t.take_up_columns, law.parts.take_up)
        if run.at_work and week >= 0:
            run.at_work.touch(week, desk, worker, face, w)
        if len(law.judge.month_act):
            judge_month(lo, hi, week, desk.deeds, desk.happened, t.judge_columns, law.judge, panel.ids, panel.book)
        _judge_rarely(run, week, desk)
        if law.settle.assoc_account >= 0:
            spread(lo, hi, t.spread_columns, law.parts.spread, panel.ids, panel.book)
        if len(law.settle.enter_act) and week >= 0:
            enter_and_leave(lo, hi, week, desk.deeds, desk.happened, t.register_columns, law.parts.register,
                            tally.registers)
        settle(lo, hi, desk.deeds, t.settle_columns, t.learn_knobs, law.parts.settle, week, panel.ids, panel.book)
        _ask_others(run, desk)
        pass_gates(lo, hi, desk.deeds, t.gate_columns, law.parts.gate, week, desk.mine, desk.other, desk.now,
                   tally.gates)
    elif run.channel:
        propose(lo, hi, run.channel, t.mingle_columns, t.mingle, week, face)


def _judge_rarely(run: Run, week: int, desk: Desk) -> None:
    """Carry out what few schemes have: rules with steps, and recovery."""
    w, panel = run.world, run.panel
    for rule in run.law.stepped:
        amounts = tuple(w.more[name] for name in rule.columns)
        judge_steps(desk.lo, desk.hi, week, desk.happened[rule.row], w.account, amounts, rule.settings, panel.ids,
                    panel.book)
    if run.law.recovery is not None:
        recover(desk.lo, desk.hi, w.score, w.account, w.diary, w.more["clean_days"], run.law.recovery, panel.ids,
                panel.book)


def _ask_others(run: Run, desk: Desk) -> None:
    """Find out which gates the scores of other bureaus than the headline's open."""
    w = run.world
    if run.law.others:
        desk.other[...] = 0
    for bureau in run.law.others:
        book = w.more[f"bureau_{bureau.number + 1}"]
        ask_others(desk.lo, desk.hi, w.more["files"], book, w.standing, w.listed, bureau, desk.other)


def act(run: Run, week: int, number: int, desk: Desk) -> None:
    """Let the citizens of a range decide one act: utilities, what is at stake, the choice, and who may not."""
    what, t = run.acts[number], run.tables
    m = desk.hi - desk.lo
    if isinstance(what, OldAct):
        what.sweep(desk.views[number], t.act_knobs[number], run.told, desk.utility)
    else:
        act_sweep(run, number, desk)
    for option, pull in run.pulls[number]:
        desk.utility[option] += pull
    options, beliefs = t.act_beliefs[number]
    if len(options):
        add_stake(desk.lo, desk.hi, options, beliefs, run.world.belief, desk.stakes, desk.utility)
    deeds = desk.deeds[number]
    choose(desk.lo, week, t.streams[number], t.k0, t.k1, len(what.deeds), desk.utility,
           run.world.status[desk.lo : desk.hi], np.uint8(what.needs), deeds[:m])
    if run.blocked[number]:
        shut = (run.world.gates[desk.lo : desk.hi] & run.blocked[number]) != run.blocked[number]
        deeds[:m][shut & ((run.world.status[desk.lo : desk.hi] & 1) != 0)] = 0
    for citizen, deed in run.overrides.get((week, number), ()):
        if desk.lo <= citizen < desk.hi:
            deeds[citizen - desk.lo] = deed


def _second_half(run: Run, week: int, scoring: bool, desk: Desk, tally: Tallies) -> None:
    """Give out scores, end and form ties, change face: each writes its own row only."""
    t, w = run.tables, run.world
    lo, hi = desk.lo, desk.hi
    if scoring:
        give_scores(lo, hi, w.score, w.partner)
        if run.at_work and week >= 0:
            run.at_work.show(week, lo, hi, w)
    if week % MONTH == DROPS:
        drop(lo, hi, t.mingle_columns, t.mingle, week, w.face[(week + 1) & 1], tally.ended, run.panel.lost,
             run.panel.ids)
    if run.channel:
        tally.formed[run.channel] += form(lo, hi, t.mingle_columns, t.mingle, week)
    draw_words(lo, week, t.face_stream, 0, t.k0, t.k1, desk.words)
    show(lo, hi, t.face_columns, run.face_settings, channel_of(week + 1), desk.words, w.face[week & 1])


def _count(run: Run, week: int, desk: Desk, tally: Tallies) -> None:
    """Take the month's counts."""
    t, law = run.tables, run.law
    count(desk.lo, desk.hi, t.census_columns, law.parts.census, week, tally.census)
    if run.counts_ties(week):
        count_ties(desk.lo, desk.hi, t.tie_columns, law.parts.ties, t.dissent, tally.ties, tally.spoke)
