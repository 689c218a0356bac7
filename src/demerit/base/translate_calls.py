"""What of Python and NumPy a loop may call, and how it is written."""

from __future__ import annotations

import ast
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from demerit.base import llvm_sums as sums
from demerit.base.ahead import fetch
from demerit.base.how_many import how_many
from demerit.base.llvm_text import Text
from demerit.base.llvm_values import FLOAT, SIGNED, Arr, Bits, Num, Refused, Tup, Value, constant
from demerit.base.quotient import quotient


@dataclass(frozen=True)
class Marker:
    """What only the loom's own text may call."""

    make: Any


GO_ABREAST = Marker(None)
"""A range of rows that have nothing to do with each other."""


def tuple_of(kind: Any, arguments: list[Value], named: dict[str, Value], of_python: Any) -> Tup:
    """Give a NamedTuple of some values."""
    given = {**dict(zip(kind._fields, arguments, strict=False)), **named}
    given = {**{name: of_python(value) for name, value in kind._field_defaults.items()}, **given}
    if set(given) != set(kind._fields) or len(arguments) > len(kind._fields):
        raise Refused(f"{kind.__name__} takes {', '.join(kind._fields)}")
    return Tup(tuple(given[name] for name in kind._fields), kind)


def item_of(text: Text, of: Tup, at: Num) -> Value:
    """Give the item of a tuple at a place, known or not."""
    if at.value is not None:
        if not -len(of.items) <= at.value < len(of.items):
            raise Refused(f"a tuple of {len(of.items)} has no item {at.value}")
        return of.items[at.value]  # type: ignore[no-any-return]
    found = text.whole(of.items[0])
    for k, item in enumerate(of.items[1:], 1):
        here = sums.compared(text, ast.Eq, text.whole(at)._replace(kind=SIGNED), constant(k))
        one = text.whole(item)
        found = Num(text.gives(f"select i1 {here.text}, i64 {one.text}, i64 {found.text}"), found.kind,
                    found.low and one.low)
    return found


def _length(text: Text, of: Value) -> Num:
    if isinstance(of, Tup):
        return constant(len(of.items))
    if isinstance(of, Arr | Bits):
        return of.shape[0]
    raise Refused("only arrays and tuples have a length")


def _size(text: Text, x: Num) -> Num:
    """Give a number without its sign."""
    if x.kind == FLOAT:
        return _of_llvm("fabs")(text, x)  # type: ignore[no-any-return]
    return sums.extreme(text, ast.Gt, x, sums.binary(text, ast.Sub, constant(0), x))._replace(low=True)


def _of_llvm(name: str) -> Any:
    """Give what calls a function of floating numbers that LLVM has."""
    def called(text: Text, x: Num) -> Num:
        text.ask(f"double @llvm.{name}.f64(double)")
        return Num(text.gives(f"call double @llvm.{name}.f64(double {text.as_float(x).text})"), FLOAT)

    return called


def _rounded(name: str) -> Any:
    """Give what rounds a number to a whole one."""
    return lambda text, x: x if x.kind != FLOAT else text.cast(_of_llvm(name)(text, x), np.int64)


def _fetch(text: Text, of: Arr | Bits, row: Num) -> Num:
    """Ask for the element of a row, as far as the second cache: the first one waits for a few things at a time only."""
    address, _ = text.place(of if isinstance(of, Arr) else of.words, (row,))
    text.ask("void @llvm.prefetch.p0(ptr, i32, i32, i32)")
    text.does(f"call void @llvm.prefetch.p0(ptr {address}, i32 0, i32 2, i32 1)")
    return constant(0)


def _how_many(text: Text, x: Num) -> Num:
    """Give how many bits are set."""
    text.ask("i64 @llvm.ctpop.i64(i64)")
    return Num(text.gives(f"call i64 @llvm.ctpop.i64(i64 {text.whole(x).text})"), SIGNED, low=True)


def _quotient(text: Text, a: Num, b: Num) -> Num:
    """Give a quotient rounded down, by way of floating numbers."""
    text.ask("double @llvm.floor.f64(double)")
    shared = text.gives(f"fdiv double {text.as_float(a).text}, {text.as_float(b).text}")
    rounded = text.gives(f"call double @llvm.floor.f64(double {shared})")
    return Num(text.gives(f"fptosi double {rounded} to i64"), SIGNED, a.low and b.low)


SIMPLE: dict[Any, Any] = {
    math.floor: _rounded("floor"), math.ceil: _rounded("ceil"), math.sqrt: _of_llvm("sqrt"),
    int: lambda text, x: text.cast(x, np.int64), bool: lambda text, x: text.truth(x),
    float: lambda text, x: text.as_float(x), abs: _size, len: _length,
    np.sqrt: _of_llvm("sqrt"), np.rint: _of_llvm("rint"), np.floor: _of_llvm("floor"), np.ceil: _of_llvm("ceil"),
    min: lambda text, *given: sums.extreme(text, ast.Lt, *_several(given)),
    max: lambda text, *given: sums.extreme(text, ast.Gt, *_several(given)), fetch: _fetch,
    how_many: _how_many, quotient: _quotient,
}
"""What of Python a loop may call."""


def _several(given: tuple[Value, ...]) -> tuple[Any, ...]:
    return given[0].items if len(given) == 1 and isinstance(given[0], Tup) else given
