"""The diary: the deeds of the weekly acts in the weeks of a month, packed; and how long a month is."""

from __future__ import annotations

from demerit.base.kernel import inlined

MONTH = 4
"""Weeks of a month; the last one settles scores."""


@inlined
def deed_in(diary: int, shift: int, bits: int, week: int) -> int:
    """Give what a weekly act ended in, in a week of the month: its deeds begin at bit `shift` and take `bits` each."""
    return (int(diary) >> (int(shift) + int(bits) * int(week))) & ((1 << int(bits)) - 1)
