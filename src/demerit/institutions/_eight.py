"""A number for each of eight bureaus: the compiler reckons with all of them at once where they are written alike.

Which of them something holds for is told by a number each, -1 or 0: all bits of it are set, or none.
"""

from __future__ import annotations

Eight = tuple[int, int, int, int, int, int, int, int]
"""A number for each bureau."""
NONE = (0, 0, 0, 0, 0, 0, 0, 0)


def is_below(number: int, line: int) -> int:
    """Say, -1 or 0, whether a number lies below another: these are the bits of the sign of their difference."""
    return (number - line) >> 63


def both(one: Eight, other: Eight) -> Eight:
    """Say for which of them two things hold."""
    return (one[0] & other[0], one[1] & other[1], one[2] & other[2], one[3] & other[3], one[4] & other[4],
            one[5] & other[5], one[6] & other[6], one[7] & other[7])


def either(one: Eight, other: Eight) -> Eight:
    """Say for which of them one of two things holds."""
    return (one[0] | other[0], one[1] | other[1], one[2] | other[2], one[3] | other[3], one[4] | other[4],
            one[5] | other[5], one[6] | other[6], one[7] | other[7])


def some(which: Eight) -> int:
    """Say, -1 or 0, whether it holds for any of them."""
    return which[0] | which[1] | which[2] | which[3] | which[4] | which[5] | which[6] | which[7]


def bits_of(which: Eight) -> int:
    """Give for which of them it holds as bits, that of the first the lowest."""
    return (which[0] & 1 | which[1] & 2 | which[2] & 4 | which[3] & 8 | which[4] & 16 | which[5] & 32
            | which[6] & 64 | which[7] & 128)


def more(sums: Eight, which: Eight, number: int) -> Eight:
    """Add a number to the sums of those for which it holds."""
    return (sums[0] + (number & which[0]), sums[1] + (number & which[1]), sums[2] + (number & which[2]),
            sums[3] + (number & which[3]), sums[4] + (number & which[4]), sums[5] + (number & which[5]),
            sums[6] + (number & which[6]), sums[7] + (number & which[7]))
