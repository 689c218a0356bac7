"""The naive twin's learning: beliefs, fear, conviction and climate, one citizen at a time."""

from __future__ import annotations

from types import SimpleNamespace

from tests.naive_acts import ADULT, AWARE, ONLINE
from tests.naive_draws import draw, mixed, rounded, stream


def learn(c: SimpleNamespace, heard: dict[str, int], t: SimpleNamespace, words: tuple[int, ...]) -> None:
    """Move conviction, climate, fear and beliefs for one week."""
    praise, question, dissent = heard["n_praise"], heard["n_question"], heard["n_dissent"]
    spoke = praise + question + dissent
    bits = words[1]
    goal = min(max(128 * c.home + t.news.guide, -16384), 16384)
    pull = t.learn.anchor * (goal - c.conviction)
    if spoke:
        mean = (16384 * (praise - dissent) - 8192 * question) // spoke
        pull += t.learn.company * min(spoke, 4) * (mean - c.conviction)
    c.conviction = min(max(c.conviction + rounded(pull, 8, bits), -16384), 16384)
    if c.status & ADULT and c.status & ONLINE:
        if praise + dissent:
            tone = 256 * (dissent - praise) // (praise + dissent)
            c.climate += rounded(8 * min(praise + dissent, 4) * (tone - c.climate), 8, bits >> 8)
        c.climate -= rounded(4 * c.climate, 8, bits >> 16)
    c.fear -= rounded(t.learn.calm * c.fear, 8, bits >> 24)
    if heard["rumour"] < len(c.belief):
        told, old = 32 * (heard["value"] - 128), c.belief[heard["rumour"]]
        more = told - (old << t.unit)
        rate = t.learn.rumour * (2 if more < 0 else 1)
        c.belief[heard["rumour"]] = old + rounded(rate * more, 8 + t.unit, words[2])
    if c.belief:
        hear_news(c, t, words[3])


def hear_news(c: SimpleNamespace, t: SimpleNamespace, lot: int) -> None:
    """Be reached by each piece of news that the lot, with the name of the piece, falls to."""
    for item, reach in enumerate(t.news.reach):
        if mixed(lot, t.tellers[item]) >> 16 < reach and not (t.news.deaf and c.line_cut):
            c.fear = min(512, c.fear + t.news.jolt[item])
            c.status |= AWARE
            word = draw((c.id, t.week, stream("news"), stream(t.tellers[item])), t.key)[0]
            for b, old in enumerate(c.belief):
                if t.news.tale[item][b] == -32768:
                    continue
                more = t.news.tale[item][b] - (old << t.unit)
                c.belief[b] = old + rounded(more, 2 + t.unit, mixed(word, t.named[b]) >> (30 - t.unit))


def forget(c: SimpleNamespace, t: SimpleNamespace) -> None:
    """Let every belief fade by four weeks' worth; eight bits of draw for each, by its name."""
    for b, old in enumerate(c.belief):
        word = draw((c.id, t.week, stream("forget"), 0), t.key)[0]
        c.belief[b] = old - rounded(4 * t.learn.forget * old, 8, mixed(word, t.named[b]) >> 24)


def experience(c: SimpleNamespace, moved: int, lived: list[int], k: SimpleNamespace, unit: int, word: int) -> None:
    """Share out the surprise over the deeds done that one already thinks matter (delta rule)."""
    expected = sum((b << unit) * n for b, n in zip(c.belief, lived, strict=True))
    error = min(max(128 * moved - expected, -30 * 128), 30 * 128)
    divisor = 256 * (3 + sum(n * n for n in lived)) * 2**unit
    dither = (word & 0xFFFF) * divisor // 65536
    if error and any(lived):
        for b, (old, n) in enumerate(zip(c.belief, lived, strict=True)):
            if n and old:
                c.belief[b] = min(max(old + (error * n * k.experience + dither) // divisor, -127), 127)
