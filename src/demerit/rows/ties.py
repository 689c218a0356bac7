"""Half-ties: what the column `kind` holds of each."""

from __future__ import annotations

KIN, FRIEND, COLLEAGUE = 1, 2, 3
"""The low two bits; the upper six are the bond, 0 .. 63, the same at both ends."""
