"""Half-ties: what the column `kind` holds of each."""

from __future__ import annotations

KIN, FRIEND, COLLEAGUE = 1, 2, 3
"""The low two bits; the upper six are the bond, 0 .. 63, the same at both ends."""

KIND_BITS, FRIEND_BITS = 8, 24
"""A half-tie in one word of 32 bits: its kind lowest, above it the row of the friend and one; an empty slot is 0."""
