"""The published models in plain Python: one citizen at a time, exact fractions, nothing shared with the kernels."""

from __future__ import annotations

import math
from fractions import Fraction

from tests.naive_draws import philox, stream

Rows = list[list[int]]


def words(i: int, k: int, round_: int, name: str, seed: int) -> tuple[int, int, int, int]:
    """Give the four words of a citizen or turn."""
    return philox((i, round_, stream(name), k), (seed & 0xFFFFFFFF, seed >> 32))


def turns(n: int, round_: int, seed: int, again: bool) -> list[int]:
    """Give the order of turns of a round."""
    drawn = [words(i, 0, round_, "model.turns", seed)[0] for i in range(n)]
    return [word * n >> 32 for word in drawn] if again else sorted(range(n), key=lambda i: (drawn[i], i))


def cascade(friends: Rows, bars: list[int], joined: list[int]) -> list[list[int]]:
    """Give who has joined, round by round, until nobody does; bars in 1/65536 of one's friends."""
    told = [joined]
    while len(told) < 2 or told[-1] != told[-2]:
        before = told[-1]
        told.append([
            int(bool(before[i]) or bars[i] <= 0 or (len(row) > 0 and
                Fraction(sum(before[j] for j in row), len(row)) >= Fraction(bars[i], 65536)))
            for i, row in enumerate(friends)
        ])  # fmt: skip
    return told


def crowd(bars: list[int]) -> int:
    """Give how many join where everyone sees everyone: at once, round by round."""
    count = -1
    now = 0
    while now != count:
        count, now = now, sum(bar <= now for bar in bars)
    return now


def confidence(x: float) -> float:
    """Give confidence in what one has heard."""
    return max(2 / (1 + math.exp(-x)) - 1, 0.0)


def silence(friends: Rows, opinion: list[int], heard: list[float], threshold: list[float], weight: list[float],
            bots: int, rounds: int) -> tuple[list[float], list[bool]]:  # fmt: skip
    """Give impressions and who speaks after some rounds; the last `bots` always do."""
    n = len(opinion)
    loud = [i >= n - bots or confidence(heard[i]) > threshold[i] for i in range(n)]
    for _ in range(rounds):
        changed = heard.copy()
        for i in range(n - bots):
            same = sum(weight[j] for j in friends[i] if loud[j] and opinion[j] == opinion[i])
            other = sum(weight[j] for j in friends[i] if loud[j] and opinion[j] != opinion[i])
            if same + other > 0:
                changed[i] += (same - other) / (same + other)
        heard = changed
        loud = [i >= n - bots or confidence(heard[i]) > threshold[i] for i in range(n)]
    return heard, loud


def norm(friends: Rows, belief: list[int], conviction: list[Fraction], cost: Fraction, rounds: int,
         seed: int) -> tuple[list[int], list[int]]:  # fmt: skip
    """Give who complies and who enforces after some rounds, one at a time in an order drawn each round."""
    complies, enforces = belief.copy(), [0] * len(belief)
    for r in range(rounds):
        for i in turns(len(belief), r, seed, again=False):
            n, b = len(friends[i]), belief[i]
            pressure = Fraction(-b * sum(enforces[j] for j in friends[i]), n)
            complies[i] = -b if pressure > conviction[i] else b
            deviant = Fraction(sum(complies[j] != b for j in friends[i]), n)
            if complies[i] != b and pressure > conviction[i] + cost:
                enforces[i] = -b
            elif complies[i] == b and conviction[i] * deviant > cost:
                enforces[i] = b
            else:
                enforces[i] = 0
    return complies, enforces


def conforming(friends: Rows, opinion: list[int], members: list[list[int]], leave: int, rounds: int,
               seed: int, ties: int = 0) -> tuple[list[int], Rows]:  # fmt: skip
    """Give opinions and ties after some rounds of turns drawn anew; `friends` and `members` in their order of slots.

    A tie that moves goes to a stranger (`ties` 0), to anybody else (1), or to oneself as well (2).
    """
    n = len(opinion)
    for r in range(rounds):
        for p, i in enumerate(turns(n, r, seed, again=True)):
            if not friends[i]:
                continue
            lot, which, _, _ = words(p, 0, r, "conform", seed)
            slot = which * len(friends[i]) >> 32
            j = friends[i][slot]
            alike = members[opinion[i]]
            if lot < leave:
                if ties == 0:
                    c = _stranger(i, p, r, alike, friends[i], seed)
                else:
                    there = alike if ties == 2 else [one for one in alike if one != i]
                    c = there[words(p, 1, r, "conform", seed)[0] * len(there) >> 32] if there else -1
                if c < 0:
                    continue
                friends[i][slot] = c
                at = friends[j].index(i)
                friends[j][at] = friends[j][-1]
                friends[j].pop()
                friends[c].append(i)
            elif opinion[j] != opinion[i]:
                at = alike.index(i)
                alike[at] = alike[-1]
                alike.pop()
                members[opinion[j]].append(i)
                opinion[i] = opinion[j]
    return opinion, [sorted(row) for row in friends]


def _stranger(i: int, p: int, r: int, alike: list[int], tied: list[int], seed: int) -> int:
    """Give a stranger of one's own opinion; -1 if there is none."""
    for k in range(1, 17):
        c = alike[words(p, k, r, "conform", seed)[0] * len(alike) >> 32]
        if c != i and c not in tied:
            return c
    rest = [c for c in alike if c != i and c not in tied]
    return rest[words(p, 17, r, "conform", seed)[0] * len(rest) >> 32] if rest else -1


def climbing(lots: list[tuple[int, int]], seen: list[list[int]], one: int,
             said: object) -> list[tuple[int, int, int]]:  # fmt: skip
    """Give the law of each round of an authority that feels its way; `said(law)` gives what each says, of `one`.

    `seen` are the words by which each is seen, round by round; lots say which number changes and to what.
    """
    law = before = (one // 4, round(0.1 * one), round(0.1 * one))
    step, last, laws = round(0.05 * one), 0, []
    for r, words_ in enumerate(seen):
        laws.append(law)
        deeds = said(law)  # type: ignore[operator]
        tau, psi, nu = law
        caught = [a > tau and (w << 8) < nu * one + (one - nu) * a for a, w in zip(deeds, words_, strict=True)]
        cost = sum(deeds) + psi * sum(caught)
        if r and cost > last:
            law = before
        last, before = cost, law
        if r + 1 < len(seen):
            which = lots[r + 1][0] * 3 >> 32
            low = max((0, 1, 0)[which], law[which] - step)
            high = min((one, 2**40, one)[which], law[which] + step)
            new = low + (lots[r + 1][1] * (high - low + 1) >> 32)
            law = tuple(new if k == which else x for k, x in enumerate(law))  # type: ignore[assignment]
    return laws
