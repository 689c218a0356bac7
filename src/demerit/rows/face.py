"""The face: all that others can know of a citizen, packed into one word of 32 bits.

==========  =====  ==========================================================================
bits        name   what
==========  =====  ==========================================================================
0-2         speech the deed of `speak` this week
3-8         score  the score shown, in 60ths of the scale; 63 where it is not shown
9-14        floor  how low a friend is tolerated, in 60ths of the scale; 0 tolerates all
15-19       class  the kind of deed a rumour is about; 31 where none is passed on
20-27       value  what the rumour says it does, in quarter points, plus 128
28          open   would form a tie next week (or: introduces two friends, before such weeks)
29          member enrolled
30          shows  shows the score of their own will
31          adult  18 or older
==========  =====  ==========================================================================

The bits of ``speech`` hold the deeds of one act of at most eight.
"""

from __future__ import annotations

SPEECH = 7
"""The bits that hold the deed of `speak`."""
FULL = 60
"""Steps of the scale in which a face shows a score."""
HIDDEN = 63
"""What stands on a face for a score that is not shown."""
NO_RUMOUR = 31
OPEN, MEMBER, SHOWING, GROWN = 1 << 28, 1 << 29, 1 << 30, 1 << 31


def shown_on(face: int) -> int:
    """Give the score that a face shows, in 60ths of the scale, or `HIDDEN`."""
    return (int(face) >> 3) & 63


def points_of(step: int, low: int, high: int) -> int:
    """Give what so many 60ths of a scale are in points."""
    return low + step * (high - low) // FULL


def floor_on(face: int) -> int:
    """Give how low a friend is tolerated, in 60ths of the scale; 0 tolerates all."""
    return (int(face) >> 9) & 63
