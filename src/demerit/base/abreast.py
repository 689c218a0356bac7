"""Rows abreast: many are worked out at once, and what they count is noted meanwhile and added after.

Rows of one loop have nothing to do with each other, but for the counts: two may add to the same one, so a compiler that
knows no more takes row after row. Here each notes what it adds, some rows together; then these notes are turned, from
count by count to row by row, so that one stroke adds eight counts of a row; and once the range is done, the sums are
added to the counts themselves. Whole numbers are added, in whatever order, so that no count is another one than row by
row (docs/why/rows_go_abreast.md).
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from demerit.base import llvm_sums as sums
from demerit.base.llvm_text import Text
from demerit.base.llvm_values import AS_IT_IS, Arr, Known, Note, Num, Refused, Slot, Tup, constant, element_of

ROWS = 128
"""So many rows are noted before they are added: their notes stay in the nearest memory."""
LANES = 8
"""So many counts of a row are added in one stroke; of as many rows notes are turned together."""


@dataclass
class Noted:
    """One count to which rows add: an array of one place, or what stands before the place in an array of more."""

    array: Arr
    before: tuple[int, ...]
    slot: Slot
    """What a row adds."""
    room: str
    """What each of some rows adds."""


@dataclass
class Notes:
    """Where a loop notes what its rows count; to what they add is found out as the rows are written.

    Parameters
    ----------
    counts
        The counts themselves.
    kind
        LLVM's name for the widest of their elements.
    places
        Where each row of some counts.
    sums
        What was added in this range, by place and count: a row of `wide` for each place, and one more for no row.
    begins
        The line at which room for sums is made, and that at which a row begins.
    """

    counts: tuple[Arr, ...]
    kind: str
    places: str
    sums: str
    begins: list[int]
    noted: dict[tuple[int, tuple[int, ...]], Noted] = field(default_factory=dict)

    @property
    def wide(self) -> int:
        """So many stand in a row of sums: the counts, and noughts up to whole strokes."""
        return -(-len(self.noted) // LANES) * LANES

    @property
    def many(self) -> Num:
        """How many places there are."""
        return self.counts[0].shape[-1]

    def slot(self, text: Text, number: int, before: tuple[int, ...]) -> Slot:
        """Give where stands what a row adds to a count; it is noted from now on."""
        if (number, before) not in self.noted:
            array = self.counts[number]
            if len(before) + 1 != len(array.shape):
                raise Refused("counts of a row that goes abreast with others are asked for by all their places")
            self.noted[number, before] = Noted(array, before, text.slot(Num("", "i")), _room(text, self.kind))
        return self.noted[number, before].slot


def to_note(text: Text, counts: Tup) -> Known:
    """Begin to note what is added to some counts."""
    arrays = tuple(one for one in counts.items if isinstance(one, Arr))
    kinds = {element_of(one.dtype) for one in arrays}
    if len(arrays) < len(counts.items) or not kinds <= {"i32", "i64"}:
        raise Refused("rows that go abreast count in arrays of int32 or int64")
    return Known(Notes(arrays, max(kinds), _room(text, "i64"), text.name(), [len(text.lines)]))


def _room(text: Text, kind: str) -> str:
    """Make room for a number of each row, and for rows that are none."""
    name = text.name()
    text.heads.append(f"  {name} = alloca [{ROWS + LANES} x {kind}], align 64")
    return name


def noting(text: Text, known: Known, counts: Tup, place: Num) -> Tup:
    """Give what a row may add to, which counts at a place, in the form of the counts."""
    notes: Notes = known.thing
    notes.begins.append(len(text.lines))
    return Tup(tuple(Note(notes, number, place.text) for number in range(len(counts.items))), counts.kind)


def note(text: Text, known: Known, place: Num, at: Num) -> Known:
    """Note what a row adds where, which is the `at`-th of some: by now it is known to which counts rows add."""
    notes: Notes = known.thing
    _put(text, notes.places, "i64", at, text.whole(place).text)
    for one in notes.noted.values():
        value = text.gives(f"load i64, ptr {one.slot.place}")
        if notes.kind != "i64":
            value = text.gives(f"trunc i64 {value} to {notes.kind}")
        _put(text, one.room, notes.kind, at, value)
    first, row = notes.begins
    text.lines[row:row] = [f"  store i64 0, ptr {one.slot.place}" for one in notes.noted.values()]
    text.lines[first:first] = _nothing_yet(text, notes)
    return Known(None)


def _nothing_yet(text: Text, notes: Notes) -> list[str]:
    """Give the lines that make room for the sums, all 0."""
    text.ask("void @llvm.memset.p0.i64(ptr, i8, i64, i1)")
    rows, size, many = text.name(), text.name(), text.name()
    return [f"  {rows} = add i64 {notes.many.text}, 1", f"  {size} = mul i64 {rows}, {notes.wide}",
            f"  {notes.sums} = alloca {notes.kind}, i64 {size}, align 64",
            f"  {many} = mul i64 {size}, {int(notes.kind[1:]) // 8}",
            f"  call void @llvm.memset.p0.i64(ptr align 64 {notes.sums}, i8 0, i64 {many}, i1 false)"]


def _put(text: Text, room: str, kind: str, at: Num, value: str) -> None:
    text.does(f"store {kind} {value}, ptr {_element(text, room, kind, at.text)}{text.group}")


def _element(text: Text, room: str, kind: str, at: str) -> str:
    return text.gives(f"getelementptr inbounds {kind}, ptr {room}, i64 {at}")


def add_noted(text: Text, known: Known, many: Num) -> Known:
    """Add what so many rows noted, by place; rows that are none add to no place."""
    notes: Notes = known.thing
    for k in range(LANES):
        after = text.gives(f"add i64 {many.text}, {k}")
        text.does(f"store i64 {notes.many.text}, ptr {_element(text, notes.places, 'i64', after)}")
    _counting(text, "0", many.text, LANES, lambda first: _add_lanes(text, notes, first))
    return Known(None)


def _add_lanes(text: Text, notes: Notes, first: str) -> None:
    """Add what eight rows noted, from one on."""
    stroke = f"<{LANES} x {notes.kind}>"
    rows = []
    for k in range(LANES):
        place = text.gives(f"load i64, ptr {_element(text, notes.places, 'i64', text.gives(f'add i64 {first}, {k}'))}")
        rows.append(text.gives(f"mul i64 {place}, {notes.wide}"))
    rooms = [one.room for one in notes.noted.values()]
    for some in range(0, notes.wide, LANES):
        given = [text.gives(f"load {stroke}, ptr {_element(text, room, notes.kind, first)}, align 8")
                 for room in rooms[some : some + LANES]]
        given += ["zeroinitializer"] * (LANES - len(given))
        for row, added in zip(rows, _turned(text, stroke, given), strict=True):
            at = _element(text, notes.sums, notes.kind, text.gives(f"add i64 {row}, {some}"))
            old = text.gives(f"load {stroke}, ptr {at}, align 8")
            text.does(f"store {stroke} {text.gives(f'add {stroke} {old}, {added}')}, ptr {at}, align 8")


def _turned(text: Text, stroke: str, given: list[str]) -> list[str]:
    """Give eight rows of eight numbers as eight columns: of each two their halves, quarters, eighths are exchanged."""
    for apart in (1, 2, 4):
        first = [lane if lane & apart == 0 else LANES + (lane ^ apart) for lane in range(LANES)]
        second = [lane | apart if lane & apart == 0 else LANES + lane for lane in range(LANES)]
        turned = list(given)
        for k in range(LANES):
            if k & apart == 0:
                for into, lanes in ((k, first), (k | apart, second)):
                    mask = ", ".join(f"i32 {lane}" for lane in lanes)
                    turned[into] = text.gives(f"shufflevector {stroke} {given[k]}, {stroke} {given[k | apart]}, "
                                              f"<{LANES} x i32> <{mask}>")
        given = turned
    return given


def add_up(text: Text, known: Known) -> Known:
    """Add the sums of a range to the counts themselves."""
    notes: Notes = known.thing

    def at(place: str) -> None:
        row = text.gives(f"mul i64 {place}, {notes.wide}")
        for k, one in enumerate(notes.noted.values()):
            of = _element(text, notes.sums, notes.kind, text.gives(f"add i64 {row}, {k}"))
            more = Num(text.gives(f"load {notes.kind}, ptr {of}"), "i", short="" if notes.kind == "i64" else "i4")
            to, _ = text.place(one.array, (*map(constant, one.before), Num(place, "i", True)))
            total = sums.binary(text, ast.Add, text.read(to, one.array.dtype), more)
            text.write(to, one.array.dtype, total)

    strokes = text.gives(f"and i64 {notes.many.text}, -{LANES}")
    _counting(text, "0", strokes, LANES, lambda first: _add_places(text, notes, first))
    _counting(text, strokes, notes.many.text, 1, at)
    return Known(None)


def _add_places(text: Text, notes: Notes, first: str) -> None:
    """Add the sums of eight places to the counts, from one on."""
    stroke, noted = f"<{LANES} x {notes.kind}>", list(notes.noted.values())
    rows = [text.gives(f"mul i64 {text.gives(f'add i64 {first}, {k}')}, {notes.wide}") for k in range(LANES)]
    for some in range(0, notes.wide, LANES):
        given = []
        for row in rows:
            at = _element(text, notes.sums, notes.kind, text.gives(f"add i64 {row}, {some}"))
            given.append(text.gives(f"load {stroke}, ptr {at}, align 8"))
        for one, more in zip(noted[some : some + LANES], _turned(text, stroke, given), strict=False):
            own = element_of(one.array.dtype)
            of = f"<{LANES} x {own}>"
            added = more if own == notes.kind else text.gives(f"trunc {stroke} {more} to {of}")
            to, _ = text.place(one.array, (*map(constant, one.before), Num(first, "i", True)))
            old = text.gives(f"load {of}, ptr {to}, align {int(own[1:]) // 8}")
            text.does(f"store {of} {text.gives(f'add {of} {old}, {added}')}, ptr {to}, align {int(own[1:]) // 8}")


def _counting(text: Text, start: str, stop: str, step: int, body: Callable[[str], None]) -> None:
    """Write a loop from one number to another, whose body is told the number of each turn."""
    slot = text.slot(Num("", "i"))
    head, inside, end = text.label(), text.label(), text.label()
    text.does(f"store i64 {start}, ptr {slot.place}")
    text.go(head)
    text.begin(head)
    now = text.gives(f"load i64, ptr {slot.place}")
    text.fork(Num(text.gives(f"icmp ult i64 {now}, {stop}"), "b"), inside, end)
    text.begin(inside)
    body(now)
    text.does(f"store i64 {text.gives(f'add nuw i64 {now}, {step}')}, ptr {slot.place}")
    text.does(f"br label %{head}{AS_IT_IS}")
    text.begin(end)
