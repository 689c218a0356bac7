"""Complaints: posts are reposted, readers complain of some, and the platform decides which complaints it upholds."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ONLINE
from demerit.acts.speak import TOPICS, speak
from demerit.base.draws import philox
from demerit.base.kernel import inlined, kernel
from demerit.base.knob import Knob
from demerit.institutions.institution import Column, OldInstitution
from demerit.institutions.reading import deed_in

i32 = np.int32
i64 = np.int64
u8 = np.uint8
u32 = np.uint32

SPEAK = 0
SENSITIVE_FROM = speak.deeds.index(TOPICS[0])
UPHELD, SENSITIVE = range(2)
POSTS, FALSE, COMPLAINED, FOUND, FOUND_SENSITIVE, REPOSTS, FAR, FURTHER = range(8)
REPOSTED, READ = range(2)
"""Gates that it asks: may others repost one, may followers read one."""
MOST = 1_000_000
"""Reposts that are counted of one post."""
A_HUNDRED, A_THOUSAND = 100, 1000

KNOBS = (
    Knob("false", 1311, 0, 65536, "of 65536 posts", "Posts that hold false information: 2 percent.", source="assumed"),
    Knob("dull", 1, 1, 64, "readers", "How many readers it takes for one repost at the median.",
         source="assumed; that few posts spread far and most do not is well known, the size is swept"),
    Knob("complain", 655, 0, 65536, "of 65536", "Chance that one who read a false or sensitive post complains: 1 %.",
         source="assumed"),
    Knob("uphold", 128, 0, 256, "of 256", "Complaints of false information that the platform upholds.",
         source="assumed; that the platform decides is in its rules"),
    Knob("uphold_sensitive", 128, 0, 256, "of 256", "Complaints of sensitive posts that it upholds.",
         source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above."""

    false: int
    dull: int
    complain: int
    uphold: int
    uphold_sensitive: int


class AroundGates(NamedTuple):
    """What the kernel is told: as `Around`, and the gates that it asks."""

    act: NDArray[Any]
    shift: NDArray[Any]
    bits: NDArray[Any]
    memory: NDArray[Any]
    weeks: int
    stream: int
    k0: int
    k1: int
    gate: NDArray[Any]


class View(NamedTuple):
    """Columns that `complaints` reads and writes, whole."""

    cell: NDArray[np.uint16]
    status: NDArray[np.uint8]
    diary: NDArray[np.uint32]
    gates: NDArray[np.uint32]
    start: NDArray[np.int32]
    friend: NDArray[np.int32]
    reposts_1: NDArray[np.int32]
    reposts_2: NDArray[np.int32]
    reposts_3: NDArray[np.int32]
    reposts_4: NDArray[np.int32]


@inlined
def may(i, which, x, r):  # type: ignore[no-untyped-def]
    """Say whether a gate of the platform is open to citizen `i`; one that the scheme does not have is."""
    gate = r.gate[which]
    return gate < 0 or (x.gates[i] >> u32(max(0, gate))) & u32(1) == 1


@inlined
def readers_of(i, x, r):  # type: ignore[no-untyped-def]
    """Give how many friends read citizen `i`: all, or none where the posts are hidden from followers."""
    n = i32(0)
    if may(i, READ, x, r):
        for t in range(x.start[i], x.start[i + 1]):
            if x.friend[t] < 0:
                break
            n += i32(1)
    return n


@inlined
def reposts_of(readers, word, k):  # type: ignore[no-untyped-def]
    """Give the reposts of a post: R or more with the chance ``readers / (readers + dull R)``, a heavy tail."""
    u = i64(word & u32(0xFFFF))
    return i32(min(i64(MOST), i64(readers) * (65535 - u) // ((u + 1) * i64(k.dull))))


@kernel
def touch(lo, hi, week, deeds, x, k, r, face, happened, counts):  # type: ignore[no-untyped-def]
    """Let the posts of citizens `lo` to `hi` be reposted and complained of, and the platform decide.

    Every public deed of `speak` is a post. A share `false` of posts, whatever they are about, holds false information;
    of the others those on a topic of `speak` are sensitive; nobody complains of the rest. A post has one draw for its
    reposts: with ``n`` friends who read it, ``n (65535 - u) / ((u + 1) dull)`` for u uniform in 0 .. 65535, so that it
    is reposted R times or more with the chance ``n / (n + dull R)``. It is complained of with the chance
    ``complain (1 + n + reposts) / 65536``, and `uphold` of 256 complaints are upheld. One whom the gate ``reposting``
    shuts out is not reposted, one whom ``followers`` shuts out is read by nobody who follows. All sizes are assumed.
    Writes reposts_1 to reposts_4.
    """
    reposts = (x.reposts_1, x.reposts_2, x.reposts_3, x.reposts_4)
    a = r.act[SPEAK]
    for i in range(lo, hi):
        cell = i32(x.cell[i])
        j = i - lo
        for n in range(4):
            reposts[n][i] = i32(0)
        if (x.status[i] & u8(ONLINE)) == 0:
            continue
        upheld = i32(0)
        for at in range(r.weeks):
            deed = deed_in(x.diary[i], r.shift[a], r.bits[a], at)
            if deed == 0:
                continue
            counts[POSTS, cell] += 1
            w0, w1, w2, _ = philox(u32(i), u32(week), u32(r.stream), u32(at), u32(r.k0), u32(r.k1))
            false = i32(w0 & u32(0xFFFF)) < k.false
            if not false and deed < SENSITIVE_FROM:
                continue
            n = readers_of(i, x, r)
            times = reposts_of(n, w1, k) if may(i, REPOSTED, x, r) else i32(0)
            counts[FALSE, cell] += 1 if false else 0
            counts[REPOSTS, cell] += times
            if i64(w2 & u32(0xFFFF)) >= i64(k.complain) * i64(1 + n + times):
                continue
            counts[COMPLAINED, cell] += 1
            lot = i32((w2 >> u32(16)) & u32(255))
            if false and lot < k.uphold:
                reposts[upheld][i] = times
                upheld += i32(1)
                counts[FAR, cell] += 1 if times > A_HUNDRED else 0
                counts[FURTHER, cell] += 1 if times >= A_THOUSAND else 0
            elif not false and lot < k.uphold_sensitive:
                happened[SENSITIVE, j] += u8(1)
        happened[UPHELD, j] = u8(upheld)
        counts[FOUND, cell] += upheld
        counts[FOUND_SENSITIVE, cell] += happened[SENSITIVE, j]


complaints = OldInstitution(
    name="complaints",
    summary="Readers complain of posts, of those that spread the more; the platform decides what it upholds.",
    reads=("deeds of `speak`", "ties", "the gates `reposting` and `followers`"),
    writes=("happens", "reposts_1", "reposts_2", "reposts_3", "reposts_4"),
    knobs=KNOBS,
    knob_class=Knobs,
    columns=tuple(
        Column(f"reposts_{n}", np.int32, f"Reposts of this month's post number {n} that was found false; 0 none.")
        for n in range(1, 5)
    ),
    happens=("upheld", "sensitive"),
    quantities=("reposts",),
    counts=("posts", "false", "complained", "upheld", "upheld_sensitive", "reposts", "above_100", "from_1000"),
    acts=("speak",),
    gates=("reposting", "followers"),
    sums=True,
    view=View,
    around=AroundGates,
    touch=touch,
)
