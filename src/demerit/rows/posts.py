"""Posts: how often a citizen speaks in a week in which they speak at all, from a heavy-tailed rate of their own.

Each post is followed by another as long as there is something left to say, so their number is geometric. It is not
kept: whoever asks reckons it anew, from what the citizen is like and from the word by which the week's deeds are seen.
"""

from __future__ import annotations

import numpy as np

from demerit.base.draws import mixed, stream
from demerit.base.loom import Array

MOST = 63
"""Most posts of a week; so that those of a month fit a byte."""
KEY = stream("posts")
LOGIT = 16
"""Units of `talk` and `interest` to one logit."""
ORDINARY = 56
"""Units of interest below which politics adds nothing to how often one speaks."""
RATE = np.array([round(256 * np.exp(unit / LOGIT)) for unit in range(-128, 128)], np.int32)
"""Talkativeness and 128 -> mean number of further posts, Q8."""
WAIT = np.array([round(-256 * np.log((k + 0.5) / 4096)) for k in range(4096)], np.int32)
"""A draw of 12 bits -> an exponential number of mean 1, Q8."""


def posts_in(talk: int, interest: int, word: int, rate: Array, wait: Array) -> int:
    """Give the posts, 1 .. 63, of a week in which a citizen speaks; `word` is the first by which its deeds are seen.

    One and a geometric number of mean ``exp((talk + max(0, interest - 56)) / 16)``: of the things to say the one with
    the most pull decides how many there are.
    """
    more = interest - ORDINARY if interest > ORDINARY else 0
    drive = talk + more if talk + more < 127 else 127
    return min(1 + (int(rate[drive + 128] * wait[mixed(word, KEY) >> 20]) >> 16), MOST)


def seen_of(times: int, byte: int, coverage: int) -> int:
    """Give how many of so many like deeds of a week a bureau sees that sees `coverage` of 256 of them.

    The share of them, rounded up or down by the week's draw, 0 .. 255; of one: whether the draw lies below `coverage`.
    """
    return (times * coverage + 255 - byte) >> 8
