"""Arithmetic, comparisons and choices of two numbers, as Python has them, in LLVM's language."""

from __future__ import annotations

import ast
import operator
from typing import Any

import numpy as np

from demerit.base.llvm_text import Text
from demerit.base.llvm_values import FLOAT, SIGNED, TRUTH, UNSIGNED, Num, Refused, constant

PYTHON: dict[type[Any], Any] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod, ast.BitAnd: operator.and_, ast.BitOr: operator.or_, ast.BitXor: operator.xor,
    ast.LShift: operator.lshift, ast.RShift: operator.rshift,
}
SIMPLE = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor",
          ast.LShift: "shl"}
FLOATING = {ast.Add: "fadd", ast.Sub: "fsub", ast.Mult: "fmul", ast.Div: "fdiv"}
COMPARED = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge"}
TOLD = {ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
        ast.GtE: operator.ge}


def binary(text: Text, sign: Any, a: Num, b: Num) -> Num:
    """Give what an operator makes of two numbers."""
    if FLOAT in (a.kind, b.kind) or sign is ast.Div:
        if sign not in FLOATING:
            raise Refused("floating numbers are only added, subtracted, multiplied and divided")
        x, y = text.as_float(a), text.as_float(b)
        return Num(text.gives(f"{FLOATING[sign]} double {x.text}, {y.text}"), FLOAT)
    if sign not in PYTHON:
        raise Refused(f"{sign.__name__} of whole numbers")
    if a.kind == b.kind == TRUTH and sign in (ast.BitAnd, ast.BitOr, ast.BitXor):
        return Num(text.gives(f"{SIMPLE[sign]} i1 {a.text}, {b.text}"), TRUTH, True)
    short = alike(a, b) if sign in (ast.BitAnd, ast.BitOr, ast.BitXor) else ""
    if short:
        low = short[0] == "u" or (a.low or b.low if sign is ast.BitAnd else a.low and b.low)
        return Num(text.gives(f"{SIMPLE[sign]} {bits_of(short)} {a.text}, {b.text}"), SIGNED, low, short=short)
    if sign in (ast.LShift, ast.RShift) and a.short and a.short == b.short and a.short[1] == "4":
        return _moved(text, sign, a, b)
    a, b = text.whole(a), text.whole(b)
    kind = a.kind if sign in (ast.LShift, ast.RShift) else UNSIGNED if UNSIGNED in (a.kind, b.kind) else SIGNED
    if a.value is not None and b.value is not None and not (sign in (ast.FloorDiv, ast.Mod) and b.value == 0):
        value = PYTHON[sign](a.value, b.value)
        made = constant(value & ((1 << 64) - 1) if kind == UNSIGNED else value)
        return made._replace(kind=kind, low=made.low or kind == UNSIGNED)
    if sign is ast.RShift:
        how = "lshr" if a.kind == UNSIGNED or a.low else "ashr"
        return Num(text.gives(f"{how} i64 {a.text}, {b.text}"), kind, a.low or a.kind == UNSIGNED)
    if sign in (ast.FloorDiv, ast.Mod):
        return _divided(text, sign, a, b, kind)
    if sign is ast.BitAnd:
        low = a.low or b.low
    else:
        low = a.low and b.low and sign in (ast.Add, ast.Mult, ast.BitOr, ast.BitXor)
    return Num(text.gives(f"{SIMPLE[sign]} i64 {a.text}, {b.text}"), kind, low or kind == UNSIGNED)


def _moved(text: Text, sign: Any, a: Num, b: Num) -> Num:
    """Give a number of 32 bits, moved by 0 to 31 bits that another one says: of 32 bits too, for more fit a stroke."""
    by = text.gives(f"and i32 {b.text}, 31")
    how = "shl" if sign is ast.LShift else "lshr" if a.short[0] == "u" else "ashr"
    low = a.short[0] == "u" or (sign is ast.RShift and a.low)
    return Num(text.gives(f"{how} i32 {a.text}, {by}"), SIGNED, low, short=a.short)


def alike(a: Num, b: Num) -> str:
    """Give the narrow type that two numbers share, or of one that the other fits in; nothing where there is none."""
    for one, other in ((a, b), (b, a)):
        if one.short and one.short == other.short:
            return one.short
        if one.short and other.value is not None:
            about = np.iinfo(one.short)
            if about.min <= other.value <= about.max:
                return one.short
    return ""


def bits_of(short: str) -> str:
    """Give LLVM's name for a narrow type."""
    return f"i{8 * int(short[1])}"


def _divided(text: Text, sign: Any, a: Num, b: Num, kind: str) -> Num:
    """Give a quotient rounded down, or what is left, with the divisor's sign; nothing is what 0 gives."""
    if kind == UNSIGNED and not (_fits(a) and _fits(b)):
        raise Refused("a signed and an unsigned number are divided: say int(...)")
    divides = b
    if b.value == 0:
        return constant(0)
    if b.value is None:
        nought = text.gives(f"icmp eq i64 {b.text}, 0")
        divides = Num(text.gives(f"select i1 {nought}, i64 1, i64 {b.text}"), b.kind, b.low)
    if kind == UNSIGNED or (a.low and b.low):
        how = "udiv" if sign is ast.FloorDiv else "urem"
        found = text.gives(f"{how} i64 {a.text}, {divides.text}")
    elif b.value is not None and b.value > 0 and b.value & (b.value - 1) == 0:
        line = f"ashr i64 {a.text}, {b.value.bit_length() - 1}" if sign is ast.FloorDiv \
            else f"and i64 {a.text}, {b.value - 1}"
        found = text.gives(line)
    else:
        left = text.gives(f"srem i64 {a.text}, {divides.text}")
        other = text.gives(f"xor i64 {left}, {divides.text}")
        against, some = text.gives(f"icmp slt i64 {other}, 0"), text.gives(f"icmp ne i64 {left}, 0")
        lower = text.gives(f"and i1 {against}, {some}")
        if sign is ast.FloorDiv:
            whole, step = text.gives(f"sdiv i64 {a.text}, {divides.text}"), text.gives(f"sext i1 {lower} to i64")
            found = text.gives(f"add i64 {whole}, {step}")
        else:
            more = text.gives(f"select i1 {lower}, i64 {divides.text}, i64 0")
            found = text.gives(f"add i64 {left}, {more}")
    if b.value is None:
        found = text.gives(f"select i1 {nought}, i64 0, i64 {found}")
    low = kind == UNSIGNED or (b.low if sign is ast.Mod else a.low and b.low)
    return Num(found, kind, low)


def _fits(x: Num) -> bool:
    """Say whether a number is unsigned, or can be read as one."""
    return x.kind == UNSIGNED or x.low


def compared(text: Text, sign: Any, a: Num, b: Num) -> Num:
    """Give whether two numbers stand to each other as a sign says."""
    if sign not in COMPARED:
        raise Refused(f"{sign.__name__} of numbers")
    if FLOAT in (a.kind, b.kind):
        x, y = text.as_float(a), text.as_float(b)
        how = "une" if sign is ast.NotEq else "o" + COMPARED[sign]
        return Num(text.gives(f"fcmp {how} double {x.text}, {y.text}"), TRUTH, True)
    if a.kind == b.kind == TRUTH and sign in (ast.Eq, ast.NotEq) and None in (a.value, b.value):
        return Num(text.gives(f"icmp {COMPARED[sign]} i1 {a.text}, {b.text}"), TRUTH, True)
    short = alike(a, b)
    if short:
        how = COMPARED[sign] if sign in (ast.Eq, ast.NotEq) else f"{'u' if short[0] == 'u' else 's'}{COMPARED[sign]}"
        return Num(text.gives(f"icmp {how} {bits_of(short)} {a.text}, {b.text}"), TRUTH, True)
    a, b = text.whole(a), text.whole(b)
    if a.value is not None and b.value is not None:
        return constant(bool(TOLD[sign](a.value, b.value)))
    how = COMPARED[sign]
    if how not in ("eq", "ne"):
        how = f"{_order(a, b)}{how}"
    return Num(text.gives(f"icmp {how} i64 {a.text}, {b.text}"), TRUTH, True)


def _order(a: Num, b: Num) -> str:
    """Give whether two numbers are compared as signed or as unsigned ones."""
    if UNSIGNED not in (a.kind, b.kind):
        return "s"
    if not (_fits(a) and _fits(b)):
        raise Refused("a signed and an unsigned number are compared: say int(...)")
    return "u"


def extreme(text: Text, sign: Any, first: Num, *others: Num) -> Num:
    """Give the least (``Lt``) or the greatest (``Gt``) of some numbers."""
    best = first
    for one in others:
        if FLOAT in (best.kind, one.kind):
            best, one = text.as_float(best), text.as_float(one)
            better = compared(text, sign, one, best)
            best = Num(text.gives(f"select i1 {better.text}, double {one.text}, double {best.text}"), FLOAT)
            continue
        short = alike(one, best)
        if short:
            better = compared(text, sign, one, best)
            made = text.gives(f"select i1 {better.text}, {bits_of(short)} {one.text}, {bits_of(short)} {best.text}")
            best = Num(made, SIGNED, short[0] == "u" or (one.low and best.low), short=short)
            continue
        a, b = text.whole(one), text.whole(best)
        better = compared(text, sign, a, b)
        if better.value is not None:
            best = a if better.value else b
            continue
        low = (a.low and b.low) if sign is ast.Lt else (a.low or b.low)
        kind = UNSIGNED if UNSIGNED in (a.kind, b.kind) else SIGNED
        best = Num(text.gives(f"select i1 {better.text}, i64 {a.text}, i64 {b.text}"), kind, low or kind == UNSIGNED)
    return best
