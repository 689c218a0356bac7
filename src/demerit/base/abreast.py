"""Rows abreast: many are worked out at once, and what they count is noted meanwhile and added after.

Rows of one loop have nothing to do with each other, but for the counts: two may add to the same one, so a compiler that
knows no more takes row after row. Here each notes what it adds, some rows together; then these notes are turned, from
count by count to row by row, so that one stroke adds eight counts of a row; and once the range is done, the sums are
added to the counts themselves. Whole numbers are added, in whatever order, so that no count is another one than row by
row (docs/why/rows_go_abreast.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demerit.base.llvm_text import Text
from demerit.base.llvm_values import Arr, Known, Note, Num, Refused, Tup, element_of

ROWS = 128
"""So many rows are noted before they are added: their notes stay in the nearest memory."""
LANES = 8
"""So many counts of a row are added in one stroke; of as many rows notes are turned together."""


@dataclass(frozen=True)
class Notes:
    """Where a loop notes what its rows count.

    Parameters
    ----------
    counts
        The counts themselves: one-dimensional arrays of one type.
    kind
        LLVM's name for their elements.
    sums
        What was added in this range, by place and count: a row of `wide` for each place, and one more for no row.
    wide
        So many stand in a row of sums: the counts, and noughts up to whole strokes.
    places
        Where each row of some counts.
    notes
        What each of these rows adds, count by count.
    """

    counts: Tup
    kind: str
    sums: str
    wide: int
    places: str
    notes: tuple[str, ...]


def to_note(text: Text, counts: Tup) -> Known:
    """Make room for notes about some counts, of which nothing is added yet."""
    arrays = [one for one in counts.items if isinstance(one, Arr) and len(one.shape) == 1]
    kinds = {element_of(one.dtype) for one in arrays}
    if len(arrays) < len(counts.items) or len(kinds) != 1 or not kinds <= {"i32", "i64"}:
        raise Refused("rows that go abreast count in arrays of one place and of one type, int32 or int64")
    kind, wide = kinds.pop(), -(-len(arrays) // LANES) * LANES
    rows = text.gives(f"add i64 {arrays[0].shape[0].text}, 1")
    size = text.gives(f"mul i64 {rows}, {wide}")
    sums = text.gives(f"alloca {kind}, i64 {size}, align 64")
    many = text.gives(f"mul i64 {size}, {int(kind[1:]) // 8}")
    text.ask("void @llvm.memset.p0.i64(ptr, i8, i64, i1)")
    text.does(f"call void @llvm.memset.p0.i64(ptr align 64 {sums}, i8 0, i64 {many}, i1 false)")
    return Known(Notes(counts, kind, sums, wide, _room(text, "i64"), tuple(_room(text, kind) for _ in arrays)))


def _room(text: Text, kind: str) -> str:
    """Make room for a number of each row, and for rows that are none."""
    name = text.name()
    text.heads.append(f"  {name} = alloca [{ROWS + LANES} x {kind}], align 64")
    return name


def noting(text: Text, known: Known, place: Num) -> Tup:
    """Give what a row may add to, which counts at a place, in the form of the counts; nothing is added yet."""
    notes: Notes = known.thing
    items = []
    for _ in notes.notes:
        slot = text.slot(Num("", "i"))
        text.does(f"store i64 0, ptr {slot.place}")
        items.append(Note(place.text, slot))
    return Tup(tuple(items), notes.counts.kind)


def note(text: Text, known: Known, noted: Tup, place: Num, at: Num) -> Known:
    """Note what a row adds where; it is the `at`-th of some."""
    notes: Notes = known.thing
    _put(text, notes.places, "i64", at, text.whole(place).text)
    for name, one in zip(notes.notes, noted.items, strict=True):
        value = text.gives(f"load i64, ptr {one.slot.place}")
        if notes.kind != "i64":
            value = text.gives(f"trunc i64 {value} to {notes.kind}")
        _put(text, name, notes.kind, at, value)
    return Known(None)


def _put(text: Text, room: str, kind: str, at: Num, value: str) -> None:
    text.does(f"store {kind} {value}, ptr {_element(text, room, kind, at.text)}{text.group}")


def _element(text: Text, room: str, kind: str, at: str) -> str:
    return text.gives(f"getelementptr inbounds {kind}, ptr {room}, i64 {at}")


def add_noted(text: Text, known: Known, many: Num) -> Known:
    """Add what so many rows noted, by place; rows that are none add to no place."""
    notes: Notes = known.thing
    nowhere = notes.counts.items[0].shape[0].text
    for k in range(LANES):
        after = text.gives(f"add i64 {many.text}, {k}")
        text.does(f"store i64 {nowhere}, ptr {_element(text, notes.places, 'i64', after)}")
    _counting(text, many.text, LANES, lambda first: _add_lanes(text, notes, first))
    return Known(None)


def _add_lanes(text: Text, notes: Notes, first: str) -> None:
    """Add what eight rows noted, from one on."""
    stroke = f"<{LANES} x {notes.kind}>"
    rows = []
    for k in range(LANES):
        place = text.gives(f"load i64, ptr {_element(text, notes.places, 'i64', text.gives(f'add i64 {first}, {k}'))}")
        rows.append(text.gives(f"mul i64 {place}, {notes.wide}"))
    for some in range(0, notes.wide, LANES):
        given = [text.gives(f"load {stroke}, ptr {_element(text, name, notes.kind, first)}, align 8")
                 for name in notes.notes[some : some + LANES]]
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
        for k, count in enumerate(notes.counts.items):
            of = _element(text, notes.sums, notes.kind, text.gives(f"add i64 {row}, {k}"))
            to = _element(text, count.address, notes.kind, place)
            old, more = (text.gives(f"load {notes.kind}, ptr {one}") for one in (to, of))
            text.does(f"store {notes.kind} {text.gives(f'add {notes.kind} {old}, {more}')}, ptr {to}")

    _counting(text, notes.counts.items[0].shape[0].text, 1, at)
    return Known(None)


def _counting(text: Text, stop: str, step: int, body: Callable[[str], None]) -> None:
    """Write a loop from 0 on, that goes over what it is given of each turn."""
    slot = text.slot(Num("", "i"))
    head, inside, end = text.label(), text.label(), text.label()
    text.does(f"store i64 0, ptr {slot.place}")
    text.go(head)
    text.begin(head)
    now = text.gives(f"load i64, ptr {slot.place}")
    text.fork(Num(text.gives(f"icmp ult i64 {now}, {stop}"), "b"), inside, end)
    text.begin(inside)
    body(now)
    text.does(f"store i64 {text.gives(f'add nuw i64 {now}, {step}')}, ptr {slot.place}")
    text.go(head)
    text.begin(end)
