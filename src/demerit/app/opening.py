"""Opening a server: what it is told, where it listens, what stands on the terminal."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from demerit.app.guard import named, origin
from demerit.app.house import HOME, KEEP, House, new_code, story_order
from demerit.app.lesson import Lesson, lesson_order
from demerit.app.program import program
from demerit.app.serving import address_of, bound, serve
from demerit.errors import InputError

PORT = 8080
HERE = "127.0.0.1"
ANY = ("0.0.0.0", "::")


def open_doors(doors: frozenset[str], port: int | None, host: str | None, keep: Path | None,
               people: int | None = None, weeks: int | None = None, seed: int | None = None,
               address: str | None = None) -> None:
    """Open a server with these doors, say where, and answer until told to stop.

    Raises
    ------
    InputError
        It cannot listen there, a number cannot be, or the address is none.
    """
    public = _public(address)
    told = story_order(10_000 if people is None else people, 260 if weeks is None else weeks,
                       1 if seed is None else seed)  # fmt: skip
    _serve(House(doors, keep_in=keep or KEEP, play=told), port, host, public)


def teach(port: int | None, host: str | None, keep: Path | None, people: int | None, weeks: int | None,
          seed: int | None, new: bool, address: str | None = None) -> None:
    """Open a class, say how one gets in, and answer until told to stop.

    Raises
    ------
    InputError
        It cannot listen there, a number cannot be, or the address is none.
    """
    public = _public(address)
    order = lesson_order(20_000 if people is None else people, 12 if weeks is None else weeks,
                         1 if seed is None else seed)  # fmt: skip
    _serve(House(frozenset({"class"}), keep_in=keep or KEEP, lesson=Lesson(order, new)), port, host, public)


def _public(address: str | None) -> str:
    """Give the address that others type, without a stroke behind it; nothing where none is told.

    Raises
    ------
    InputError
        It is no address of a server, or names a place below one.
    """
    if address is None:
        return ""
    told = origin(address)
    if told is None:
        raise InputError(f"--address {address}: give what others type, https://play.example.org for one, and nothing "
                         "behind the name but a port.")  # fmt: skip
    return told


def _serve(house: House, port: int | None, host: str | None, public: str) -> None:
    """Listen, say where, answer."""
    where = host or HERE
    listening = bound(where, PORT if port is None else port)
    near = address_of(listening)
    far = _far(where, listening) or near
    house.address = public or far
    house.hosts = HOME | {where.lower(), named(far), named(house.address)}
    if (where not in HOME or public) and "play" in house.doors:
        house.code = new_code()
    made = program(house)
    for line in _lines(house, near):
        print(line, file=sys.stderr, flush=True)
    serve(made, listening)


def _lines(house: House, near: str) -> list[str]:
    """Give what stands on the terminal: addresses and codes."""
    lines = []
    if "laboratory" in house.doors:
        lines.append(f"{house.address}/")
    elif "play" in house.doors:
        lines.append(f"{house.address}/play")
    if house.code:
        lines.append(f"Others need the code {house.code}.")
    room = house.classroom
    if room is not None:
        lines += _qr(f"{house.address}/class?code={room.code}") if "laboratory" not in house.doors else []
        lines.append(f"Pupils:  {house.address}/class?code={room.code}   code {room.code}")
        lines.append(f"Teacher: {near}/class#teacher={room.teacher_token}")
        if room.again:
            lines.append("This carries on the class that was kept; --new begins another.")
    return [*lines, "Ctrl-C ends it."]


def _qr(address: str) -> list[str]:
    """Draw the address for telephones, two rows of the code in one line."""
    import segno

    rows = [[bool(cell) for cell in row] for row in segno.make(address, error="l").matrix_iter(border=2)]
    signs = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}
    pairs = zip(rows[::2], [*rows[1::2], [True] * len(rows[0])][: len(rows[::2])], strict=True)
    return ["".join(signs[a, b] for a, b in zip(top, bottom, strict=True)) for top, bottom in pairs]


def _far(where: str, listening: socket.socket) -> str:
    """Give the address under which others on the same net find a server that listens at every address."""
    if where not in ANY:
        return ""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent, the system names its own side
            return f"http://{line.getsockname()[0]}:{listening.getsockname()[1]}"
        except OSError:
            return ""

