"""What lenders make of the files that bureaus keep of one citizen: whom they refuse, and how far files are off."""

from __future__ import annotations

from typing import NamedTuple

from demerit.acts.borrow import borrow
from demerit.acts.shop import shop
from demerit.base.how_many import how_many
from demerit.institutions.institution import Array

GAMES, FAMILY = shop.deeds.index("games"), shop.deeds.index("family")
REPAY, DEFAULT = borrow.deeds.index("repay"), borrow.deeds.index("default")


class Lender(NamedTuple):
    """How a lender makes a score of a file, and from which score on it lends."""

    base: int
    """The score of the citizen before any deed is seen."""
    low: int
    high: int
    line: int


class Counted(NamedTuple):
    """What is counted of files and of loans."""

    apart_thin: Array
    """Bureaus without a file, summed; so are the three that follow."""
    apart_error: Array
    """How far files are from the full one, points."""
    apart_wrong: Array
    """Scores on the other side of the line than the full file gives."""
    apart_refused: Array
    """No file, or a score below the line."""
    union_thin: Array
    """The same four, once, for the union of all files."""
    union_error: Array
    union_wrong: Array
    union_refused: Array
    truly_refused: Array
    """Those whom the full file would refuse."""
    first_refused: Array
    """Those whom the headline bureau refuses."""
    rival_refused: Array
    either_refused: Array
    both_refused: Array
    file_1: Array
    """Those of whom a bureau has a file."""
    file_2: Array
    file_3: Array
    file_4: Array
    file_5: Array
    file_6: Array
    file_7: Array
    file_8: Array
    games_repaid: Array
    """Loans, by what the debtor bought in the month: games, else family goods, else neither."""
    games_defaulted: Array
    family_repaid: Array
    family_defaulted: Array
    neither_repaid: Array
    neither_defaulted: Array


def compare(cell: int, has: int, lent: int, error: int, union: int, full: int, there: int, rival: int, lender: Lender,
            counted: Counted) -> None:
    """Count how far the files of a citizen are from the full one, and who would refuse them a loan.

    `has` holds a bit for each bureau that has a file, `lent` one for each that would lend, `there` one for each that
    there is; `error` is the sum of distances; `rival` is the rival of the first, by number, the first 0.
    """
    good = lends(full, lender)
    refused = there & ~(has & lent)
    first, other = refused & 1, (refused >> rival) & 1
    counted.truly_refused[cell] += 1 - good
    counted.apart_thin[cell] += how_many(there & ~has)
    counted.apart_error[cell] += error
    counted.apart_wrong[cell] += how_many(there & (~lent if good else lent))
    counted.apart_refused[cell] += how_many(refused)
    counted.first_refused[cell] += first
    counted.rival_refused[cell] += other
    counted.either_refused[cell] += first | other
    counted.both_refused[cell] += first & other
    count_files(cell, has & there, counted)
    says = lends(union, lender)
    counted.union_thin[cell] += 1 if has == 0 else 0
    counted.union_error[cell] += abs(union - full)
    counted.union_wrong[cell] += says ^ good
    counted.union_refused[cell] += 1 if has == 0 or not says else 0


def lends(file: int, lender: Lender) -> int:
    """Say, 1 or 0, whether a lender lends on a file: the score that it makes, within the scale, reaches the line."""
    return 1 if min(max(lender.base + file, lender.low), lender.high) >= lender.line else 0


def count_files(cell: int, has: int, counted: Counted) -> None:
    """Count the files that there are of a citizen: a bit of `has` for each bureau, the first bureau the lowest."""
    counted.file_1[cell] += has & 1
    counted.file_2[cell] += (has >> 1) & 1
    counted.file_3[cell] += (has >> 2) & 1
    counted.file_4[cell] += (has >> 3) & 1
    counted.file_5[cell] += (has >> 4) & 1
    counted.file_6[cell] += (has >> 5) & 1
    counted.file_7[cell] += (has >> 6) & 1
    counted.file_8[cell] += (has >> 7) & 1


def lend(cell: int, loan: int, bought: tuple[int, ...], counted: Counted) -> None:
    """Count a loan that a citizen repaid or not this month, by what they bought: games, else family goods, else.

    `loan` is the deed of `borrow`, `bought` what was done of `shop`, week by week.
    """
    repaid, defaulted = 1 if loan >= REPAY and loan != DEFAULT else 0, 1 if loan == DEFAULT else 0
    games, family = False, False
    for what in bought:
        games = games or what == GAMES
        family = family or what == FAMILY
    if games:
        counted.games_repaid[cell] += repaid
        counted.games_defaulted[cell] += defaulted
    elif family:
        counted.family_repaid[cell] += repaid
        counted.family_defaulted[cell] += defaulted
    else:
        counted.neither_repaid[cell] += repaid
        counted.neither_defaulted[cell] += defaulted
