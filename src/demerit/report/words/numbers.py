"""How numbers are written: a fine space before the per cent sign, a true minus, no more digits than are known."""

from __future__ import annotations

THIN = "\u202f"
MINUS = "\u2212"


def count(number: float) -> str:
    """Give a whole number with commas: ``31,204``."""
    return f"{round(number):,}".replace("-", MINUS)


def percent(share: float) -> str:
    """Give a share in per cent: whole from 10 on, one digit below, two below 1: ``24 %``, ``3.2 %``, ``0.14 %``."""
    value = abs(share) * 100
    if 0 < value < 0.005:
        return f"under 0.01{THIN}%"
    digits = 0 if value >= 9.95 or value == 0 else 1 if value >= 0.995 else 2
    return f"{MINUS if share < 0 else ''}{value:.{digits}f}{THIN}%"


def signed_percent(share: float) -> str:
    """Give a change in per cent with its sign always written: ``+14 %``, ``−24 %``."""
    return ("+" if share >= 0.00005 else "") + percent(share)


def decimal(number: float, digits: int = 2) -> str:
    """Give a number with so many digits after the point."""
    written = f"{number:.{digits}f}"
    return written.replace("-", MINUS) if float(written) else written.removeprefix("-")


def signed(number: float, digits: int = 2) -> str:
    """Give a number with its sign always written."""
    written = decimal(number, digits)
    return f"+{written}" if number > 0 and float(written) else written


def times(number: float, one: str, many: str) -> str:
    """Give a count with its noun: ``1 tie``, ``3 ties``."""
    return f"{count(number)} {one if round(number) == 1 else many}"


def listed(words: list[str]) -> str:
    """Give words as a list in a sentence: ``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
