"""What lenders make of the files that bureaus keep of one citizen: whom they refuse, and how far files are off."""

from __future__ import annotations

import numpy as np

from demerit.acts.borrow import borrow
from demerit.acts.shop import shop
from demerit.base.kernel import inlined
from demerit.institutions.reading import deed_in

i32 = np.int32
i64 = np.int64

BUREAUS = 8
THIN, ERROR, WRONG, REFUSED = range(4)
APART, UNION = 0, 4
"""Where the four counts of separate bureaus, and of all their files in one, begin."""
TRULY_REFUSED, FIRST, RIVAL, EITHER, BOTH = range(8, 13)
FILE = 13
LOANS = FILE + BUREAUS
GAMES, FAMILY = shop.deeds.index("games"), shop.deeds.index("family")
REPAY, DEFAULT = borrow.deeds.index("repay"), borrow.deeds.index("default")


@inlined
def compare(i, files, n_bureaus, books, x, k, r, counts):  # type: ignore[no-untyped-def]
    """Count how far the files of citizen `i` are from the full one, and who would refuse them a loan."""
    cell = i32(x.cell[i])
    base = i32(k.mean) + ((i32(k.sd) * i32(x.standing[i])) >> 5)
    full = i32(x.bureau_full[i])
    good = given(base, full, r) >= k.line
    counts[TRULY_REFUSED, cell] += not good
    first, rival = False, False
    thin, error, wrong, refused = i64(0), i64(0), i64(0), i64(0)
    for b in range(n_bureaus):
        book = i32(books[b][i])
        filed = (files >> b) & 1 == 1
        lends = given(base, book, r) >= k.line
        thin += not filed
        error += abs(book - full)
        wrong += lends != good
        refused += not (filed and lends)
        counts[FILE + b, cell] += filed
        if b == 0:
            first = not (filed and lends)
        if b == min(k.rival, n_bureaus) - 1:
            rival = not (filed and lends)
    counts[APART + THIN, cell] += thin
    counts[APART + ERROR, cell] += error
    counts[APART + WRONG, cell] += wrong
    counts[APART + REFUSED, cell] += refused
    counts[FIRST, cell] += first
    counts[RIVAL, cell] += rival
    counts[EITHER, cell] += first or rival
    counts[BOTH, cell] += first and rival
    book = i32(x.bureau_union[i])
    lends = given(base, book, r) >= k.line
    counts[UNION + THIN, cell] += files == 0
    counts[UNION + ERROR, cell] += abs(book - full)
    counts[UNION + WRONG, cell] += lends != good
    counts[UNION + REFUSED, cell] += files == 0 or not lends


@inlined
def given(base, book, r):  # type: ignore[no-untyped-def]
    """Give the score that a file makes, within the scale."""
    return min(max(base + book, i32(r.low)), i32(r.high))


@inlined
def lend(i, j, deeds, x, r, counts):  # type: ignore[no-untyped-def]
    """Count a loan that citizen `i` repaid or not this month, by what they bought: games, else family goods, else."""
    deed = i32(deeds[r.act[2], j])
    if deed < REPAY:
        return
    shop_ = r.act[1]
    games, family = False, False
    for at in range(r.weeks):
        bought = deed_in(x.diary[i], r.shift[shop_], r.bits[shop_], at)
        games = games or bought == GAMES
        family = family or bought == FAMILY
    kind = 0 if games else (1 if family else 2)
    counts[LOANS + 2 * kind + (deed == DEFAULT), i32(x.cell[i])] += 1
