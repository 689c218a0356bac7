"""Bits of the columns `status` and `traits`."""

from __future__ import annotations

ADULT, ONLINE, AWARE, ENROLLED, SCORED, IN_DEBT, SHOWS, WATCHES = (1 << bit for bit in range(8))
"""Bits of `status`: who may do what, and what they have taken up.

A citizen WATCHES who looked up the scores of friends this month, and SHOWS who shows their own.
"""
READER = ADULT | ONLINE
"""Who reads what friends say."""

FEMALE, MARRIED, PARENT, OFFENDED, MEMBER = (1 << bit for bit in range(5))
FIFTH = 5
"""Bits of `traits`; PARENT of a child under seven; OFFENDED did a deed that a rule punishes; MEMBER of the Party.

From bit FIFTH on stands the fifth of income, 1 (lowest) to 5.
"""
