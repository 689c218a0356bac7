"""Settle: once a month accounts decay, the points of states are added, and the score moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from demerit.acts import acts
from demerit.base.draws import Four, mixed, stream
from demerit.base.loom import Array
from demerit.engine.names import UNITS
from demerit.engine.step import Step
from demerit.engine.steps.book import Panel
from demerit.engine.steps.judge import places
from demerit.engine.steps.learn import Knobs
from demerit.engine.terms import begins, columns_of
from demerit.rows.bits import AWARE, FIFTH, MARRIED, MEMBER, PARENT, SCORED
from demerit.rows.diary import MONTH, deed_in

if TYPE_CHECKING:
    from demerit.engine.terms import Terms, When


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


class Own(NamedTuple):
    """What it reads of a citizen."""

    status: int
    traits: int
    age: int
    place: int
    standing: int
    score: int
    diary: int
    occupation: int
    origin: int


class Columns(NamedTuple):
    """Columns, all written; `partner` takes the score about to be given."""

    fear: Array
    belief: Array
    account: Array
    partner: Array


class Did(NamedTuple):
    """What the citizen did this month."""

    look_up: int


def law(terms: Terms, when: When) -> SettleLaw:
    """Read how accounts move by themselves, and whether scores are given out this month; before the launch they are."""
    due = when.week < 0 or terms.scheme.is_scoring_week(when.week)
    return terms.read(of_itself)._replace(due=int(due))


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
    )


def settle(i: int, own: Own, citizens: Columns, did: Did, deeds: Array, knobs: Knobs, law: SettleLaw, lot: Four,
           lived: Array, booked: int, panel: Panel) -> None:
    """Let accounts decay, add the points of states, note the new score, or the old where none is due, learn from it."""
    base = base_score(own.standing, law.low, law.high, law.mean, law.sd)
    points = law.low
    for c in range(citizens.account.shape[0]):
        old = int(citizens.account[c, i])
        new = old
        if law.decay[c] > 0:
            rest = int(law.rest[c, base - law.low])
            bits = mixed(lot[0], law.decay_key[c]) >> 16
            new -= ((old - rest) * law.decay[c] + bits) >> 16
            if booked >= 0:
                panel.book[booked, law.decay_entry + c] += new - old
        for q in range(law.state_begin[c], law.state_begin[c + 1]):
            if law.due and law.state_low[q] <= state_of(law.state_kind[q], own) <= law.state_high[q]:
                extra = int(law.state_points[q])
                kept = min(max(new + extra, 0), int(law.cap[c]))
                if booked >= 0:
                    panel.book[booked, law.state_entry[q]] += extra
                    panel.book[booked, law.limit_entry + c] += kept - new - extra
                new = kept
        citizens.account[c, i] = new
        points += new
    given = points if own.status & SCORED and citizens.account.shape[0] > 0 else -1
    if law.due == 0 and given >= 0:
        given = min(max(own.score, law.low), law.high) if own.score >= 0 else -1
    if law.due and given >= 0 and own.score >= 0 and own.status & AWARE and did.look_up > 0:
        if 60 * (own.score - given) > law.high - law.low:
            citizens.fear[i] = min(citizens.fear[i] + knobs.fall, 512)
        if citizens.belief.shape[0] > 0:
            recall(i, own.diary, deeds, law, lived)
            experience(i, given - own.score, citizens.belief, law.belief_shift, knobs.experience, lived, lot[3])
    citizens.partner[i] = given


def base_score(standing: int, low: int, high: int, mean: int, sd: int) -> int:
    """Give the score that standing alone gives."""
    return min(max(mean + ((sd * standing) >> 5), low), high)


def state_of(kind: int, own: Own) -> int:
    """Give the state that a rule asks for."""
    if kind == 0:
        value = own.age
    elif kind == 1:
        value = own.traits >> FIFTH
    elif kind == 2:
        value = (own.traits // MARRIED) & 1
    elif kind == 3:
        value = (own.traits // MEMBER) & 1
    elif kind == 4:
        value = own.place & 1
    elif kind == 5:
        value = (own.traits // PARENT) & 1
    elif kind == 6:
        value = own.origin
    else:
        value = own.occupation
    return value


def recall(i: int, diary: int, deeds: Array, law: SettleLaw, lived: Array) -> None:
    """Write into `lived` how often a citizen did, this month, each deed that a belief is about."""
    for b in range(lived.shape[0]):
        lived[b] = 0
    for n in range(law.believed.shape[0]):
        a = int(law.believed[n])
        if a < law.weekly:
            for week in range(MONTH):
                b = law.belief_of[law.first[a] + deed_in(diary, law.shift[a], law.bits[a], week)]
                if b >= 0:
                    lived[b] += 1
        else:
            b = law.belief_of[law.first[a] + deeds[a, i]]
            if b >= 0:
                lived[b] += 1


def experience(i: int, moved: int, belief: Array, shift: int, rate: int, lived: Array, word: int) -> None:
    """Let citizen `i`, who saw their score move by `moved` points, learn what their deeds of the month did.

    ``error = moved - sum of belief x times done``, at most 30 points either way, is shared out over the deeds done,
    by the delta rule ``belief_k += learn error n_k / (256 (3 + sum n^2))``; only deeds that one already thinks matter
    are suspected. The rate is assumed.
    """
    expected = 0
    squares = 0
    for b in range(belief.shape[0]):
        n = int(lived[b])
        expected += (int(belief[b, i]) << shift) * n
        squares += n * n
    error = min(max((moved << 7) - expected, -30 * 128), 30 * 128)
    if error == 0 or squares == 0:
        return
    divisor = (256 * (3 + squares)) << shift
    dither = ((word & 0xFFFF) * divisor) >> 16
    for b in range(belief.shape[0]):
        old = int(belief[b, i])
        if lived[b] > 0 and old != 0:
            step = (error * lived[b] * rate + dither) // divisor
            belief[b, i] = min(max(old + step, -UNITS), UNITS)


class Given(NamedTuple):
    """What is given out."""

    score: Array
    partner: Array


def give_scores(i: int, citizens: Given) -> None:
    """Give out the score just settled, and clear partner."""
    citizens.score[i] = citizens.partner[i]
    citizens.partner[i] = -1


SETTLE = Step("settle", settle, law, stream="settle", weekly=True)
GIVE_SCORES = Step("give_scores", give_scores)
