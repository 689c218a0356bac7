"""LLVM's language, written line by line: blocks, variables, conversions, and elements of arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from demerit.base.llvm_lines import Lines
from demerit.base.llvm_values import (
    APART,
    FLOAT,
    FROZEN,
    SIGNED,
    TRUTH,
    UNSIGNED,
    Arr,
    Bits,
    Known,
    Num,
    Refused,
    Slot,
    Tup,
    Value,
    constant,
    element_of,
)
from demerit.base.number_of import number_of


@dataclass
class Text(Lines):
    """The text of one function, as it grows: what can be said in it."""

    _constants: dict[int, tuple[Any, Arr]] = field(default_factory=dict)

    # ---- variables -------------------------------------------------------------------------------------------------

    def slot(self, value: Value, low: bool = False) -> Any:
        """Give a place for a value of the form of this one."""
        if isinstance(value, Tup):
            return Tup(tuple(self.slot(item) for item in value.items), value.kind)
        if isinstance(value, Arr):
            return Arr(self._place("ptr"), tuple(self.slot(one) for one in value.shape), value.dtype)  # type: ignore[arg-type]
        if isinstance(value, Num):
            kind = SIGNED if value.kind == TRUTH else value.kind
            slot = Slot("", kind, low and value.low, value.short if low else "")
            slot.place = self._place(slot.type)
            return slot
        return value

    def _place(self, kind: str) -> str:
        name = self.name()
        self.heads.append(f"  {name} = alloca {kind}")
        return name

    def put(self, slot: Any, value: Value) -> None:
        """Store a value where one of its form has its place."""
        if isinstance(slot, Slot) and isinstance(value, Num):
            if slot.kind == FLOAT or value.kind == FLOAT:
                made = self.as_float(value)
                if slot.kind != FLOAT:
                    raise Refused("a variable is a whole number here and a floating one there")
            else:
                made = value if slot.short and slot.short == value.short else self.whole(value)
                if made.kind != slot.kind and made.value is None:
                    raise Refused("a variable is signed here and unsigned there: say int(...)")
                if slot.short and not made.short:
                    raise Refused("a variable is narrow here and wide there")
            self.does(f"store {slot.type} {made.text}, ptr {slot.place}")
        elif isinstance(slot, Tup) and isinstance(value, Tup) and len(slot.items) == len(value.items):
            for one, other in zip(slot.items, value.items, strict=True):
                self.put(one, other)
        elif isinstance(slot, Arr) and isinstance(value, Arr) and slot.dtype == value.dtype \
                and len(slot.shape) == len(value.shape):
            self.does(f"store ptr {value.address}, ptr {slot.address}")
            for one, other in zip(slot.shape, value.shape, strict=True):
                self.put(one, other)
        elif not (isinstance(slot, Known) and slot == value):
            raise Refused("a variable holds things of different forms")

    def get(self, slot: Any) -> Value:
        """Give what stands at a place."""
        if isinstance(slot, Slot):
            return Num(self.gives(f"load {slot.type}, ptr {slot.place}"), slot.kind, slot.low, short=slot.short)
        if isinstance(slot, Tup):
            return Tup(tuple(self.get(item) for item in slot.items), slot.kind)
        if isinstance(slot, Arr):
            shape = tuple(self.get(one)._replace(low=True) for one in slot.shape)  # type: ignore[union-attr]
            return Arr(self.gives(f"load ptr, ptr {slot.address}"), shape, slot.dtype)
        return slot  # type: ignore[no-any-return]

    # ---- kinds of numbers ------------------------------------------------------------------------------------------

    def whole(self, x: Num) -> Num:
        """Give a number in 64 bits: a truth value as 0 or 1."""
        if x.kind == FLOAT:
            raise Refused("a floating number stands where a whole one is asked for: say int(...)")
        if x.short:
            how = "zext" if x.short[0] == "u" else "sext"
            return Num(self.gives(f"{how} i{8 * int(x.short[1])} {x.text} to i64"), SIGNED, x.low)
        if x.kind != TRUTH:
            return x
        if x.value is not None:
            return constant(int(x.value))
        return Num(self.gives(f"zext i1 {x.text} to i64"), SIGNED, True)

    def truth(self, x: Value) -> Num:
        """Give whether a number is other than 0."""
        if not isinstance(x, Num):
            raise Refused("only numbers are true or false")
        if x.kind == TRUTH:
            return x
        if x.value is not None:
            return constant(x.value != 0)
        if x.kind == FLOAT:
            return Num(self.gives(f"fcmp une double {x.text}, 0.0"), TRUTH, True)
        bits = 8 * int(x.short[1]) if x.short else 64
        return Num(self.gives(f"icmp ne i{bits} {x.text}, 0"), TRUTH, True)

    def as_float(self, x: Num) -> Num:
        """Give a number as a floating one."""
        if x.kind == FLOAT:
            return x
        made = self.whole(x)
        how = "uitofp" if made.kind == UNSIGNED else "sitofp"
        return Num(self.gives(f"{how} i64 {made.text} to double"), FLOAT, made.low)

    def cast(self, x: Num, dtype: Any) -> Num:
        """Give a number as ``np.uint8(x)`` and the like give it: bits that have no room are lost."""
        kind = np.dtype(dtype)
        if kind.kind == "f":
            return self.as_float(x)
        if x.kind == FLOAT:
            x = Num(self.gives(f"fptosi double {x.text} to i64"), SIGNED)
        if kind.kind == "b":
            return self.truth(x)
        short, bits = f"{kind.kind}{kind.itemsize}", 8 * kind.itemsize
        if x.short == short:
            return x
        x = self.whole(x)
        if x.value is not None:
            value = x.value & ((1 << bits) - 1)
            value -= (1 << bits) if kind.kind == "i" and value >> (bits - 1) else 0
            made = constant(value)
            return made._replace(kind=UNSIGNED) if short == "u8" else made
        if bits == 64:
            return Num(x.text, UNSIGNED if kind.kind == "u" else SIGNED, x.low or kind.kind == "u")
        return self._short(self.gives(f"trunc i64 {x.text} to i{bits}"), short)

    @staticmethod
    def _short(text: str, short: str) -> Num:
        """Give a narrow number."""
        return Num(text, SIGNED, short[0] == "u", short=short)

    # ---- arrays ----------------------------------------------------------------------------------------------------

    def place(self, array: Arr, at: tuple[Num, ...]) -> tuple[str, tuple[Num, ...]]:
        """Give the address of an element, or of a row, and the lengths that are left."""
        if len(at) > len(array.shape):
            raise Refused(f"an array of {number_of(len(array.shape), 'place')} is asked for {len(at)}")
        index = self.row(at[0], array.shape[0])
        for one, length in zip(at[1:], array.shape[1:], strict=False):
            index = self.plus(self.times(index, length), self.row(one, length))
        for length in array.shape[len(at):]:
            index = self.times(index, length)
        element = element_of(array.dtype)
        return (self.gives(f"getelementptr inbounds {element}, ptr {array.address}, i64 {index.text}"),
                array.shape[len(at):])

    def row(self, at: Num, length: Num) -> Num:
        """Give a place, counted from the end where it is below 0."""
        at = self.whole(at)
        if at.low or at.kind == UNSIGNED:
            return at
        if at.value is not None:
            return self.plus(length, at)
        below = self.gives(f"icmp slt i64 {at.text}, 0")
        from_end = self.gives(f"add i64 {at.text}, {length.text}")
        return Num(self.gives(f"select i1 {below}, i64 {from_end}, i64 {at.text}"), SIGNED, True)

    def times(self, a: Num, b: Num) -> Num:
        """Give the product of two places."""
        if a.value == 0:
            return a
        return Num(self.gives(f"mul i64 {a.text}, {b.text}"), SIGNED, True)

    def plus(self, a: Num, b: Num) -> Num:
        """Give the sum of two places."""
        if a.value == 0:
            return b
        return Num(self.gives(f"add i64 {a.text}, {b.text}"), SIGNED, True)

    def read(self, address: str, dtype: Any, frozen: bool = False) -> Num:
        """Read the element at an address."""
        more = (FROZEN if frozen else APART) + self.group
        kind = np.dtype(dtype)
        got = self.gives(f"load {element_of(kind)}, ptr {address}{more}")
        if kind.kind == "f":
            return Num(got if kind.itemsize == 8 else self.gives(f"fpext float {got} to double"), FLOAT)
        if kind.kind == "b":
            return Num(self.gives(f"icmp ne i8 {got}, 0"), TRUTH, True)
        if kind.itemsize == 8:
            return Num(got, UNSIGNED if kind.kind == "u" else SIGNED, kind.kind == "u")
        return self._short(got, f"{kind.kind}{kind.itemsize}")

    def write(self, address: str, dtype: Any, value: Num) -> None:
        """Write an element at an address."""
        kind = np.dtype(dtype)
        if kind.kind == "f":
            text = self.as_float(value).text
            text = text if kind.itemsize == 8 else self.gives(f"fptrunc double {text} to float")
        elif kind.kind == "b":
            text = self.gives(f"zext i1 {self.truth(value).text} to i8")
        else:
            same = value.short[1:] == str(kind.itemsize)
            text = value.text if same else self.whole(value).text
            text = text if same or kind.itemsize == 8 else self.gives(f"trunc i64 {text} to i{8 * kind.itemsize}")
        self.does(f"store {element_of(kind)} {text}, ptr {address}{APART}{self.group}")

    def element(self, of: Arr | Bits, address: str) -> Num:
        """Read the element of an array, or of a column of bits, of which the word lies at an address."""
        if isinstance(of, Arr):
            return self.read(address, of.dtype, of.frozen)
        word = self.whole(self.read(address, of.words.dtype))
        moved = self.gives(f"lshr i64 {word.text}, {self.whole(of.shift).text}")
        bits = self.gives(f"and i64 {moved}, {self.whole(of.mask).text}")
        return Num(self.gives(f"sub i64 {bits}, {of.less}") if of.less else bits, SIGNED, not of.less)

    def change(self, of: Arr | Bits, address: str, value: Num) -> None:
        """Write an element; the other bits of its word stay."""
        if isinstance(of, Arr):
            return self.write(address, of.dtype, value)
        shift, mask = self.whole(of.shift).text, self.whole(of.mask).text
        more = self.gives(f"add i64 {self.whole(value).text}, {of.less}")
        bits = self.gives(f"shl i64 {self.gives(f'and i64 {more}, {mask}')}, {shift}")
        others = self.gives(f"xor i64 {self.gives(f'shl i64 {mask}, {shift}')}, -1")
        word = self.whole(self.read(address, of.words.dtype))
        kept = self.gives(f"and i64 {word.text}, {others}")
        return self.write(address, of.words.dtype, Num(self.gives(f"or i64 {kept}, {bits}"), SIGNED))

    def frozen(self, array: Any) -> Arr:
        """Give an array that is part of the code."""
        known = self._constants.get(id(array))
        if known is not None:
            return known[1]
        kind = np.dtype(array.dtype)
        if kind.kind not in "iu":
            raise Refused("only arrays of whole numbers can be constants")
        name = f"@frozen{len(self.outside)}"
        element = element_of(kind)
        items = ", ".join(f"{element} {int(x)}" for x in np.ravel(array))
        self.outside.append(f"{name} = private constant [{array.size} x {element}] [{items}]")
        made = Arr(name, tuple(constant(n) for n in array.shape), kind, True)
        self._constants[id(array)] = array, made
        return made
