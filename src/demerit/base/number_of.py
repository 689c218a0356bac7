"""How many of what, in words."""

from __future__ import annotations


def number_of(n: int, one: str, many: str = "") -> str:
    """Give a number and its noun: ``1 rule``, ``2,000 rules``; `many` where an s does not make it."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
