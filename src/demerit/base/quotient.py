"""A quotient of whole numbers that many rows can work out at once: a processor divides whole numbers one by one."""


def quotient(a: int, b: int) -> int:
    """Give ``a // b``: a below 2**53 either way, b from 1 to 2**53; loops compiled reckon it in floating numbers.

    These hold all whole numbers up to there, and a quotient that is none lies further from the next one than it is
    rounded.
    """
    return a // b
