"""The book: what is kept of the panel, and how an account is moved so that the ledger sums to it."""

from __future__ import annotations

from typing import NamedTuple

from demerit.base.draws import Draws, word_of
from demerit.base.loom import Array


class Panel(NamedTuple):
    """What is kept of the panel, a row each."""

    book: Array
    """Entries of the ledger, int16 ``(n_panel, n_entries)``; added to."""
    did: Array
    """What the month's monthly acts ended in, uint8 ``(n_panel, n_monthly)``; of weekly ones the diary tells."""
    lost: Array
    """Ties ended, uint8 ``(n_panel, 2, 2)``: kin or friend, anyway or for the score; added to."""
    noted: Array
    """Friends who press, uint8 ``(n_panel,)``."""
    posts: Array
    """Posts of the month, and those about politics, uint8 ``(n_panel, 2)``; added to."""


def book_points(i: int, points: int, account: int, entry: int, cap: Array, limit_entry: int, accounts: Array,
                booked: int, book: Array) -> None:
    """Move an account by points, within its bounds, and book it where the citizen is of the panel."""
    old = int(accounts[account, i])
    new = min(max(old + points, 0), int(cap[account]))
    accounts[account, i] = new
    if booked >= 0:
        book[booked, entry] += points
        book[booked, limit_entry + account] += new - old - points


def seen_byte(i: int, week: int, draws: Draws, key: int, times: int) -> int:
    """Give the draw, 0 .. 255, of whether a monthly act, or a happening for the so-many-th time, of `i` was seen."""
    return word_of(draws, week, i, (key & 0xFFFFFFF0) | times) & 255
