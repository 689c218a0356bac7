"""What outlives the server: rooms, seats, and every choice, in one SQLite file. Lives are lived again, not kept.

A life is a function of scheme, society, seed and choices, so the choices are enough. Tokens are kept as hashes. A
choice is on the disk, synced, before the page is told that it was taken; weeks pass on the disk before they pass in a
life. One server at a time holds the file: the lock is SQLite's and ends with the process.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from demerit.engine.choices import Choice
from demerit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORM = 2
"""It counts up where draws change, too: choices of before would be lived again in another life."""
PATIENCE = 0.5
"""Seconds for which a file that another server holds is asked for again."""
TABLES = """
create table if not exists rooms (id integer primary key, kind text, told text, state text, week integer);
create table if not exists seats (token text primary key, room integer, seat integer, citizen integer, nickname text,
                                  frozen integer, gone integer);
create table if not exists choices (room integer, week integer, citizen integer, act text, deed text,
                                    primary key (room, week, citizen, act)) without rowid;
create table if not exists picks (room integer, citizen integer, act text, deed text,
                                  primary key (room, citizen, act)) without rowid;
create table if not exists cards (room integer, week integer, card text);
"""


@dataclass(frozen=True)
class Kept:
    """A room as it stands in the file."""

    id: int
    kind: str
    told: dict[str, Any]
    state: str
    week: int


@dataclass(frozen=True)
class KeptSeat:
    """A seat as it stands in the file; its token is there as a hash only."""

    token: str
    room: int
    seat: int
    citizen: int
    nickname: str
    frozen: bool
    gone: bool


def hashed(token: str) -> str:
    """Give what is kept of a token."""
    return hashlib.blake2b(token.encode(), digest_size=24).hexdigest()


class Store:
    """The file; every method is one transaction, and safe from any thread.

    Parameters
    ----------
    path
        Where it lies; made where it is not there.

    Raises
    ------
    InputError
        It cannot be written, is no such file, or another server holds it.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._line = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False, isolation_level=None)
            self._line.execute("pragma locking_mode = exclusive")
            self._line.execute("pragma journal_mode = wal")
            self._line.execute("pragma synchronous = full")
            self._line.execute("pragma secure_delete = on")
            form = self._line.execute("pragma user_version").fetchone()[0]
            if form not in (0, FORM):
                raise InputError(f"{path} was written by another version, under which its choices led to other lives. "
                                 "It is left as it is. Name another file with --keep.")  # fmt: skip
            self._line.executescript(TABLES)
            self._line.execute(f"pragma user_version = {FORM}")
        except (OSError, sqlite3.Error) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise InputError(f"another server keeps its choices in {path}. End it, or name another file with "
                                 "--keep.") from error  # fmt: skip
            raise InputError(f"{path} cannot be used to keep choices in: {error}. Name another with --keep.") from error
        self._lock = Lock()

    @contextmanager
    def _once(self) -> Iterator[sqlite3.Connection]:
        """Do all of it, or nothing."""
        with self._lock:
            self._line.execute("begin immediate")
            try:
                yield self._line
            except BaseException:
                self._line.execute("rollback")
                raise
            self._line.execute("commit")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._line.close()

    # ---- rooms and seats -------------------------------------------------------------------------------------------

    def new_room(self, kind: str, told: dict[str, Any], state: str) -> int:
        """Keep a new room and give its number."""
        with self._once() as line:
            done = line.execute("insert into rooms (kind, told, state, week) values (?, ?, ?, 0)",
                                (kind, json.dumps(told), state))  # fmt: skip
            return int(done.lastrowid or 0)

    def rooms(self, kind: str) -> list[Kept]:
        """Give the rooms of a kind, the newest first."""
        with self._lock:
            rows = self._line.execute(
                "select id, kind, told, state, week from rooms where kind = ? order by id desc", (kind,)).fetchall()
        return [Kept(row[0], row[1], json.loads(row[2]), row[3], row[4]) for row in rows]

    def room(self, number: int) -> Kept | None:
        """Give a room, if it is there."""
        with self._lock:
            row = self._line.execute("select id, kind, told, state, week from rooms where id = ?", (number,)).fetchone()
        return None if row is None else Kept(row[0], row[1], json.loads(row[2]), row[3], row[4])

    def put_state(self, room: int, state: str) -> None:
        """Keep in what state a room is."""
        with self._once() as line:
            line.execute("update rooms set state = ? where id = ?", (state, room))

    def put_told(self, room: int, told: dict[str, Any]) -> None:
        """Keep what a room was told."""
        with self._once() as line:
            line.execute("update rooms set told = ? where id = ?", (json.dumps(told), room))

    def new_seat(self, token: str, room: int, seat: int, citizen: int, nickname: str) -> None:
        """Keep a new seat."""
        with self._once() as line:
            line.execute("insert into seats values (?, ?, ?, ?, ?, 0, 0)",
                         (hashed(token), room, seat, citizen, nickname))  # fmt: skip

    def seat_of(self, token: str) -> KeptSeat | None:
        """Give the seat that a token opens, if any does."""
        found = self._seats("token = ?", hashed(token))
        return found[0] if found else None

    def seats(self, room: int) -> list[KeptSeat]:
        """Give the seats of a room, in their order."""
        return self._seats("room = ?", room)

    def _seats(self, where: str, value: Any) -> list[KeptSeat]:
        with self._lock:
            rows = self._line.execute(
                f"select token, room, seat, citizen, nickname, frozen, gone from seats where {where} order by seat",
                (value,)).fetchall()  # fmt: skip
        return [KeptSeat(row[0], row[1], row[2], row[3], row[4], bool(row[5]), bool(row[6])) for row in rows]

    def put_seat(self, room: int, seat: int, frozen: bool, gone: bool) -> None:
        """Keep whether a seat is frozen or gone; the nickname of one that is gone is wiped."""
        with self._once() as line:
            line.execute("update seats set frozen = ?, gone = ? where room = ? and seat = ?",
                         (frozen, gone, room, seat))  # fmt: skip
            if gone:
                line.execute("update seats set nickname = '' where room = ? and seat = ?", (room, seat))
                line.execute("delete from picks where room = ? and citizen in "
                             "(select citizen from seats where room = ? and seat = ?)", (room, room, seat))  # fmt: skip

    def wipe(self, room: int) -> None:
        """Forget the nicknames and tokens of a room; what was chosen stays, and belongs to nobody."""
        with self._once() as line:
            line.execute("delete from seats where room = ?", (room,))
            line.execute("update rooms set state = 'wiped' where id = ?", (room,))
        with self._lock:
            self._line.execute("pragma wal_checkpoint(truncate)")

    def forget(self, room: int) -> None:
        """Forget a room and everything in it."""
        with self._once() as line:
            for table in ("seats", "choices", "picks", "cards"):
                line.execute(f"delete from {table} where room = ?", (room,))
            line.execute("delete from rooms where id = ?", (room,))

    # ---- choices ---------------------------------------------------------------------------------------------------

    def pick(self, room: int, citizen: int, act: str, deed: str | None) -> None:
        """Keep what is decided for the weeks to come; None takes it back."""
        with self._once() as line:
            if deed is None:
                line.execute("delete from picks where room = ? and citizen = ? and act = ?", (room, citizen, act))
            else:
                line.execute("insert or replace into picks values (?, ?, ?, ?)", (room, citizen, act, deed))

    def picks(self, room: int) -> dict[int, dict[str, str]]:
        """Give what is decided for the weeks to come: citizen -> act -> deed."""
        with self._lock:
            rows = self._line.execute("select citizen, act, deed from picks where room = ?", (room,)).fetchall()
        found: dict[int, dict[str, str]] = {}
        for citizen, act, deed in rows:
            found.setdefault(citizen, {})[act] = deed
        return found

    def pass_week(self, room: int, week: int, choices: Iterable[Choice], done: Iterable[tuple[int, str]]) -> None:
        """Keep that a week passes, with what was chosen for it; the picks that are `done` (citizen, act) go."""
        with self._once() as line:
            line.executemany("insert into choices values (?, ?, ?, ?, ?)",
                             [(room, c.week, c.citizen, c.act, c.deed) for c in choices])  # fmt: skip
            line.executemany("delete from picks where room = ? and citizen = ? and act = ?",
                             [(room, citizen, act) for citizen, act in done])  # fmt: skip
            line.execute("update rooms set week = ? where id = ?", (week + 1, room))

    def choices(self, room: int) -> dict[int, list[Choice]]:
        """Give what was chosen, by week, in the order in which it was given to the life."""
        with self._lock:
            rows = self._line.execute(
                "select week, citizen, act, deed from choices where room = ? order by week, citizen, act", (room,)
            ).fetchall()
        found: dict[int, list[Choice]] = {}
        for row in rows:
            found.setdefault(row[0], []).append(Choice(*row))
        return found

    def play_card(self, room: int, week: int, card: str) -> None:
        """Keep that the law changes from a week on."""
        with self._once() as line:
            line.execute("insert into cards values (?, ?, ?)", (room, week, card))

    def cards(self, room: int) -> list[tuple[int, str]]:
        """Give the changes of the law of a room: from which week, and which."""
        with self._lock:
            rows = self._line.execute("select week, card from cards where room = ? order by rowid", (room,)).fetchall()
        return [(row[0], row[1]) for row in rows]
