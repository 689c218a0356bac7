"""How many of what, in words."""

from __future__ import annotations


def number_of(n: float, one: str, many: str = "") -> str:
    """Give a number and its noun: ``1 rule``, ``2,000 rules``, ``0.5 points``; `many` is a plural of another kind."""
    written = f"{n:,}" if isinstance(n, int) else f"{n:g}"
    return f"{written} {one if n == 1 else many or _plural(one)}"


def _plural(one: str) -> str:
    """Give the plural of an English noun: ``person`` has its own, ``entry`` changes its end, an s makes the others."""
    if one.endswith("person"):
        return one.removesuffix("person") + "people"
    if one.endswith("y") and one[-2] not in "aeiou":
        return one[:-1] + "ies"
    return one + "s"
