"""Settle: once a month accounts decay, the points of states are added, and the score moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.base.draws import Draws, draw_words, mixed_narrow, stream, this_week
from demerit.base.first_from import first_from
from demerit.base.loom import Array
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel
from demerit.engine.steps.experience import experience, recall
from demerit.engine.steps.judge import places
from demerit.engine.steps.learn import Knobs
from demerit.engine.terms import begins, columns_of
from demerit.rows.bits import AWARE, FIFTH, MARRIED, MEMBER, PARENT, SCORED
from demerit.rows.diary import MONTH

if TYPE_CHECKING:
    from demerit.engine.terms import Terms, When

u32 = np.uint32
u64 = np.uint64


class SettleLaw(NamedTuple):
    """How accounts move by themselves, and what states are worth."""

    low: int
    high: int
    mean: int
    sd: int
    due: int
    """1 where new scores are given out this month; else everybody keeps theirs, and the states of rules wait."""
    cap: Array
    """Account -> most points."""
    rest: Array
    """Account x start score -> points at rest, int16 ``(n_accounts, width + 1)``."""
    decay: Array
    """Account -> share of 65536 of its distance from rest that fades a month."""
    decay_key: Array
    """Account -> what keys the draw that rounds its decay: the number of its name's stream, int64."""
    decay_entry: int
    limit_entry: int
    state_kind: Array
    """Rule about a state -> 0 age, 1 income fifth, 2 married, 3 Party, 4 urban, 5 parent, 6 origin, 7 occupation."""
    state_begin: Array
    """Account -> its first rule about a state; one entry more at the end. The rules stand in the order of accounts."""
    state_low: Array
    state_high: Array
    state_points: Array
    state_entry: Array
    first: Array
    bits: Array
    shift: Array
    weekly: int
    belief_of: Array
    """Deed -> its belief, -1 none."""
    belief_shift: int
    """By how many bits a unit of what is believed is above Q7."""
    believed: Array
    """Numbers of the acts about some deed of which there is a belief, int32."""
    look_up: int
    """The number of the act by which one looks up the own score."""


class Columns(NamedTuple):
    """Columns of `settle`; written: fear, belief, account, partner, which takes the score about to be given."""

    status: Array
    traits: Array
    age: Array
    place: Array
    standing: Array
    score: Array
    diary: Array
    occupation: Array
    origin: Array
    fear: Array
    belief: Array
    account: Array
    partner: Array


def law(terms: Terms, when: When) -> SettleLaw:
    """Read how accounts move by themselves, and whether scores are given out this month; before the launch they are."""
    due = when.week < 0 or terms.scheme.is_scoring_week(when.week)
    return terms.read(of_itself if due else _not_due)


def _not_due(terms: Terms) -> SettleLaw:
    """Read the same for a month in which no scores are given out."""
    return terms.read(of_itself)._replace(due=0)


def of_itself(terms: Terms) -> SettleLaw:
    """Read how accounts move by themselves off the scheme; association's account does not decay."""
    scheme = terms.scheme
    deeds = terms.read(places)
    names = [name for act in acts() for name in act.names]
    states = sorted(terms.judged[1], key=lambda rule: rule[3])
    kind, least, most, account, points, entry = columns_of(states, 6)
    first = begins(int((account == c).sum()) for c in range(len(scheme.accounts)))
    decay = np.array([
        0 if a.half_life_weeks is None or number == terms.association[1]
        else round(65536 * (1 - 0.5 ** (MONTH / a.half_life_weeks)))
        for number, a in enumerate(scheme.accounts.values())
    ], np.int32)
    keys = np.array([stream(name) for name in scheme.accounts], np.int64)
    return SettleLaw(
        scheme.scale.low, scheme.scale.high, round(scheme.start_score.mean), round(scheme.start_score.sd), 1,
        terms.cap, terms.rest, decay, keys, terms.decay_entry, terms.limit_entry, kind, first, least, most, points,
        entry, deeds.first, deeds.bits, deeds.shift, deeds.weekly,
        np.array([terms.beliefs.index(n) if n in terms.beliefs else -1 for n in names], np.int32), terms.belief_shift,
        np.array([k for k, act in enumerate(acts()) if set(act.names) & set(terms.beliefs)], np.int32),
        [act.name for act in acts()].index("look_up"),
    )


def settle(lo: int, hi: int, citizens: Columns, deeds: Array, knobs: Knobs, law: SettleLaw, draws: Draws,
           week_words: Array, words_of: Array, lived: Array, panel_rows: Array, panel: Panel) -> None:
    """Let accounts decay, add the points of states, note the new score, or the old where none is due, learn from it.

    Account by account, all citizens together; of the panel it is booked before. The word that each draws rounds
    decays, that with k = 1 what is learned. `words_of`, uint32 ``[word, i]``, and `lived` are scratch.
    """
    draw_words(lo, hi, draws, 0, week_words, words_of[:1])
    begin = first_from(panel_rows, lo)
    end = first_from(panel_rows, hi)
    begin_points(lo, hi, law.low, citizens.partner)
    for c in range(citizens.account.shape[0]):
        account = citizens.account[c]
        if law.decay[c] > 0:
            for p in range(begin, end):
                who = int(panel_rows[p])
                left = decayed(who, c, account, citizens.standing, law, words_of[0])
                panel.book[p, law.decay_entry + c] += left - int(account[who])
            for i in range(u64(lo), u64(hi)):
                account[i] = decayed(i, c, account, citizens.standing, law, words_of[0])
        if law.due:
            for q in range(law.state_begin[c], law.state_begin[c + 1]):
                note_states(lo, hi, law.state_kind[q], citizens, words_of[1])
                for p in range(begin, end):
                    who = int(panel_rows[p])
                    book_state(p, c, q, int(words_of[1, who]), int(account[who]), law, panel)
                for i in range(u64(lo), u64(hi)):
                    account[i] = with_state(c, q, int(words_of[1, i]), int(account[i]), law)
        add_points(lo, hi, account, citizens.partner)
    if citizens.account.shape[0] == 0:
        give_none(lo, hi, citizens.partner)
    elif law.due == 0:
        give_old(lo, hi, law.low, law.high, citizens.status, citizens.score, citizens.partner)
    else:
        give_new(lo, hi, citizens.status, citizens.partner)
        for k in range(look_up(lo, hi, citizens, deeds[law.look_up], words_of[1])):
            who = int(words_of[1, lo + k])
            learn_from(who, citizens, deeds, knobs, law, lived, this_week(who, 1, draws, week_words)[0])


def begin_points(lo: int, hi: int, low: int, points: Array) -> None:
    """Begin the sum of everybody's points with the lowest score."""
    for i in range(u64(lo), u64(hi)):
        points[i] = low


def add_points(lo: int, hi: int, account: Array, points: Array) -> None:
    """Add one account to everybody's points."""
    for i in range(u64(lo), u64(hi)):
        points[i] += account[i]


def decayed(i: int, c: int, account: Array, standing: Array, law: SettleLaw, word: Array) -> int:
    """Give what a month leaves on an account of a citizen: a share of what it has beyond its rest fades."""
    base = base_score(int(standing[i]), law.low, law.high, law.mean, law.sd)
    old, rest = int(account[i]), int(law.rest[c, base - law.low])
    bits = int(mixed_narrow(word[i], u32(law.decay_key[c])) >> u32(16))
    return old - (((old - rest) * int(law.decay[c]) + bits) >> 16)


def with_state(c: int, q: int, state: int, old: int, law: SettleLaw) -> int:
    """Give what an account holds with what a rule about a state gives, within the bounds of the account."""
    applies = law.state_low[q] <= state <= law.state_high[q]
    return min(max(old + int(law.state_points[q]), 0), int(law.cap[c])) if applies else old


def book_state(p: int, c: int, q: int, state: int, old: int, law: SettleLaw, panel: Panel) -> None:
    """Book what a rule about a state gives one of the panel, and what of it goes beyond the bounds of the account."""
    if law.state_low[q] <= state <= law.state_high[q]:
        extra = int(law.state_points[q])
        panel.book[p, law.state_entry[q]] += extra
        panel.book[p, law.limit_entry + c] += with_state(c, q, state, old, law) - old - extra


def note_states(lo: int, hi: int, kind: int, citizens: Columns, state: Array) -> None:
    """Note the state of everybody that a rule asks for."""
    if kind == 0:
        take(lo, hi, citizens.age, 1, 255, state)
    elif kind == 1:
        take(lo, hi, citizens.traits, 1 << FIFTH, 255, state)
    elif kind == 2:
        take(lo, hi, citizens.traits, MARRIED, 1, state)
    elif kind == 3:
        take(lo, hi, citizens.traits, MEMBER, 1, state)
    elif kind == 4:
        take(lo, hi, citizens.place, 1, 1, state)
    elif kind == 5:
        take(lo, hi, citizens.traits, PARENT, 1, state)
    elif kind == 6:
        take(lo, hi, citizens.origin, 1, 255, state)
    else:
        take(lo, hi, citizens.occupation, 1, 255, state)


def take(lo: int, hi: int, column: Array, unit: int, mask: int, state: Array) -> None:
    """Note of everybody the bits of a column that `mask` has, from the bit `unit` on."""
    for i in range(u64(lo), u64(hi)):
        state[i] = (int(column[i]) // unit) & mask


def give_none(lo: int, hi: int, given: Array) -> None:
    """Give nobody a score."""
    for i in range(u64(lo), u64(hi)):
        given[i] = -1


def give_old(lo: int, hi: int, low: int, high: int, status: Array, score: Array, given: Array) -> None:
    """Let those who have a score keep it, within the scale; `given` holds everybody's points."""
    for i in range(u64(lo), u64(hi)):
        old = int(score[i])
        kept = min(max(old, low), high) if old >= 0 else -1
        points = int(given[i])
        given[i] = (kept if points >= 0 else points) if int(status[i]) & SCORED else -1


def give_new(lo: int, hi: int, status: Array, given: Array) -> None:
    """Take everybody's points for their new score; those who are not scored have none."""
    for i in range(u64(lo), u64(hi)):
        given[i] = given[i] if int(status[i]) & SCORED else -1


def look_up(lo: int, hi: int, citizens: Columns, did: Array, who: Array) -> int:
    """Note who sees their score move, and give how many: those aware of it who look it up, and had one before.

    Each is written where the next one belongs, and stays if it is one: a jump nobody foresees costs more.
    """
    end = u64(lo)
    for i in range(u64(lo), u64(hi)):
        who[end] = i
        end += u64((did[i] > 0) & (int(citizens.status[i]) & AWARE != 0) & (citizens.score[i] >= 0)
                   & (citizens.partner[i] >= 0))
    return int(end) - lo


def learn_from(i: int, citizens: Columns, deeds: Array, knobs: Knobs, law: SettleLaw, lived: Array, word: int) -> None:
    """Let a citizen who sees their score move be frightened by a fall, and learn what their deeds did."""
    moved = int(citizens.partner[i]) - int(citizens.score[i])
    if -60 * moved > law.high - law.low:
        citizens.fear[i] = min(citizens.fear[i] + knobs.fall, 512)
    if citizens.belief.shape[0] > 0:
        n = recall(i, int(citizens.diary[i]), deeds, law, lived)
        experience(i, moved, citizens.belief, law.belief_shift, knobs.experience, n, lived, word)


def base_score(standing: int, low: int, high: int, mean: int, sd: int) -> int:
    """Give the score that standing alone gives."""
    return min(max(mean + ((sd * standing) >> 5), low), high)


class Given(NamedTuple):
    """What is given out."""

    score: Array
    partner: Array


def give_scores(i: int, citizens: Given) -> None:
    """Give out the score just settled, and clear partner."""
    citizens.score[i] = citizens.partner[i]
    citizens.partner[i] = -1


SETTLE = Step("settle", settle, law, stream="settle", weekly=True, whole=True)
GIVE_SCORES = Step("give_scores", give_scores)
