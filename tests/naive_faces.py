"""The naive twin's faces: what is read in those of friends, what is at stake, and what one shows next week."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

from tests.naive_acts import ADULT, AWARE, ENROLLED, ONLINE, SCORED, SHOWS, WATCHES
from tests.naive_draws import draw, mixed, stream

SPEECH = {
    "praise": "praise", "unlicensed": "praise", "question": "question", "history": "question", "dissent": "dissent",
}


def look(c: SimpleNamespace, last: list[int], t: SimpleNamespace, words: tuple[int, ...]) -> dict[str, int]:
    """Read the faces of friends, as they were last week."""
    heard = Counter(rumour=31, value=128)
    for name in ("n_heard", "n_praise", "n_question", "n_dissent", "n_enrolled", "n_shown", "pressure"):
        heard[name] = 0
    if not (c.status & ADULT and c.status & ONLINE):
        return heard
    speak = next(a for a in t.acts if a.name == "speak")
    mine = last[c.id] >> 3 & 63
    for friend, kind in c.ties:
        f = last[friend]
        heard["n_heard"] += f >> 31
        heard["n_enrolled"] += f >> 29 & 1
        heard["n_shown"] += f >> 30 & 1
        said = SPEECH.get(speak.deeds[f & 7])
        if said:
            heard[f"n_{said}"] += 1
        floor = f >> 9 & 63
        if mine != 63 and floor > 0 and floor > mine - t.near:
            heard["pressure"] += 2 if kind % 4 == 1 else 1
    if c.ties:
        f = last[c.ties[(words[0] & 0xFFFF) * len(c.ties) >> 16][0]]
        if f >> 31:
            heard["rumour"], heard["value"] = f >> 15 & 31, f >> 20 & 255
    heard["pressure"] = min(6, heard["pressure"])
    return {name: n if name in ("rumour", "value") else min(255, n) for name, n in heard.items()}


def at_stake(c: SimpleNamespace, t: SimpleNamespace) -> SimpleNamespace:
    """Give what a point is worth to a citizen: slopes at the score that their accounts make, caution with fear."""
    r = t.stake
    points = r.low + sum(c.account) if c.account else min(max(r.mean + r.sd * c.standing // 32, r.low), r.high)
    minds = c.status & ADULT and c.status & AWARE and c.status & (SCORED | ENROLLED)
    step = max(1, (r.high - r.low) // 30)
    return SimpleNamespace(
        gain=t.worth.gain[points - r.low] if minds else 0, loss=t.worth.loss[points - r.low] if minds else 0,
        caution=c.caution * (256 + c.fear) // 256, opens=t.worth.opens[points - r.low],
        step=t.worth.opens[min(points + step, r.high) - r.low] - t.worth.opens[points - r.low], rank=points - r.mean,
    )


def worth(belief: int, stake: SimpleNamespace) -> int:
    """Give what a belief adds to the utility of its deed, in notches."""
    if belief > 0:
        return stake.gain * belief // 2**15
    return -((stake.loss * -belief // 256) * stake.caution // 4096)


def face_of(c: SimpleNamespace, t: SimpleNamespace) -> int:
    """Give all that others can know of a citizen next week, packed."""
    r = t.face
    if not c.status & ADULT:
        return 0
    words = draw((c.id, t.week, stream("face"), 0), t.key)
    score, floor, rumour, value = 63, 0, 31, 128
    shows = bool(c.status & SHOWS) and bool(r.may_show)
    is_scored = bool(c.status & SCORED) and c.score >= 0
    if is_scored and (r.public or shows):
        score = (c.score - r.low) * 60 // (r.high - r.low)
    if is_scored and c.status & WATCHES and c.status & AWARE and "tie" in t.beliefs:
        floor = floor_of(c, c.belief[t.beliefs["tie"]] << t.unit, t)
    if c.belief:
        slot = (words[0] & 0xFFFF) >> 3
        kind = t.beliefs[max(t.beliefs, key=lambda name: mixed(slot, str(name)))]
        quarters = (abs(c.belief[kind]) << t.unit) // 32 * (1 if c.belief[kind] > 0 else -1)
        if quarters:
            rumour, value = kind, 128 + max(-127, min(127, quarters))
    speech = c.diary >> r.speech_shift + r.speech_bits * (t.week % 4) & 2**r.speech_bits - 1
    word = speech | score << 3 | floor << 9 | rumour << 15 | value << 20 | 1 << 31
    word |= is_open(c, words[0] >> 16, t) << 28 | bool(c.status & ENROLLED) << 29 | (is_scored and shows) << 30
    return word


def floor_of(c: SimpleNamespace, belief: int, t: SimpleNamespace) -> int:
    """Give how low a friend one tolerates who thinks that low friends cost points, in 60ths of the scale."""
    if belief >= 0:
        return 0
    r = t.face
    concern = (t.worth.loss[c.score - r.low] * -belief // 256) * c.caution // 4096
    floor = c.score - 250 * 16 // (16 + concern)
    return min(60, (floor - r.low) * 60 // (r.high - r.low)) if floor > r.low else 0


def is_open(c: SimpleNamespace, lot: int, t: SimpleNamespace) -> bool:
    """Say whether one would form a tie next week, or, before such weeks, introduces two friends."""
    if t.next_channel == 2:
        return lot < t.openness.introduces
    if t.next_channel == 0:
        return False
    return lot < min(65535, c.sociability * t.openness.seeks[t.next_channel]) and len(c.ties) < c.slots
