"""Reading: what kernels read of a citizen in one and the same way, the month's deeds and the score on a face."""

from __future__ import annotations

import numpy as np

from demerit.base.kernel import inlined, inner

i32 = np.int32
u32 = np.uint32

"""The `cell` of a citizen under 18: neither scored nor counted."""
HIDDEN = 63
"""What stands on a face for a score that is not shown."""


@inlined
def deed_in(diary, shift, bits, week):  # type: ignore[no-untyped-def]
    """Give what a weekly act ended in, in a week of the month: its deeds begin at bit `shift` and take `bits` each."""
    return i32((diary >> u32(shift + bits * week)) & u32((1 << bits) - 1))


@inlined
def shown_on(face):  # type: ignore[no-untyped-def]
    """Give the score that a face shows, in 60ths of the scale, or `HIDDEN`."""
    return i32((face >> u32(3)) & u32(63))


@inner
def acts_with_points(r, taken, acts):  # type: ignore[no-untyped-def]
    """Write into `acts` the numbers of those of which a rule in force judges some deed; give how many they are.

    With `taken`, those alone of which a deed takes points. `r` is an `AroundLaw`.
    """
    n = 0
    for a in range(r.first.shape[0]):
        end = r.first[a + 1] if a + 1 < r.first.shape[0] else r.points.shape[0]
        for deed in range(r.first[a], end):
            if r.points[deed] < 0 or (r.points[deed] > 0 and not taken):
                acts[n] = a
                n += 1
                break
    return n
