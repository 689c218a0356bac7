"""Expressions of Python in LLVM's language."""

from __future__ import annotations

import ast
import builtins
from functools import partial
from typing import Any

import numpy as np

from demerit.base import llvm_sums as sums
from demerit.base.llvm_text import Text
from demerit.base.llvm_values import FLOAT, SIGNED, Arr, Bits, Known, Num, Refused, Tup, Value, constant
from demerit.base.translate_calls import SIMPLE, Marker, item_of, tuple_of
from demerit.base.translate_frames import CannotCompile, Frame, Held


class Values:
    """Writes expressions, and gives their values.

    Parameters
    ----------
    markers
        Names that the outermost function knows besides.
    """

    def __init__(self, markers: dict[str, Any]) -> None:
        self.text = Text()
        self.markers = markers
        self.frames: list[Frame] = []

    @property
    def frame(self) -> Frame:
        """The call that is being written."""
        return self.frames[-1]

    def at(self, node: ast.AST, what: Any) -> Any:
        """Do something; where it is refused, say in which line."""
        try:
            return what()
        except Refused as error:
            of = self.frame.of
            line = getattr(node, "lineno", 1)
            raise CannotCompile(f'{error}\nFile "{of.file}", line {line}, in {of.name}') from error

    def call(self, function: Any, arguments: list[Value], named: dict[str, Value]) -> Value:
        """Write a function into the one that calls it, and give what it gives."""
        raise NotImplementedError

    # ---- values ----------------------------------------------------------------------------------------------------

    def number(self, value: Value) -> Num:
        """Give a value that has to be a number."""
        if not isinstance(value, Num):
            raise Refused("a number is asked for")
        return value

    def value(self, node: ast.expr) -> Value:
        """Write an expression, and give its value."""
        make = getattr(self, f"_v_{type(node).__name__.lower()}", None)
        if make is None:
            raise Refused(f"a loop cannot work this out: {ast.unparse(node)}")
        return make(node)  # type: ignore[no-any-return]

    def _v_constant(self, node: ast.Constant) -> Value:
        return self._of_python(node.value)

    def _of_python(self, thing: Any) -> Value:
        if isinstance(thing, bool | int | np.integer | np.bool_):
            return constant(bool(thing) if isinstance(thing, bool | np.bool_) else int(thing))
        if isinstance(thing, float):
            return Num(f"0x{np.float64(thing).view(np.uint64):016X}", FLOAT)
        if isinstance(thing, tuple):
            kind = type(thing) if hasattr(thing, "_fields") else None
            return Tup(tuple(self._of_python(item) for item in thing), kind)
        if isinstance(thing, np.ndarray):
            return self.text.frozen(thing)
        return Known(thing)

    def _v_name(self, node: ast.Name) -> Value:
        return self._load(node.id)

    def _load(self, name: str) -> Value:
        frame = self.frame
        if name in frame.names:
            found = frame.names[name]
            return self.text.get(found.slot) if isinstance(found, Held) else found  # type: ignore[no-any-return]
        if frame.of.times.get(name, 0):
            raise Refused(f"{name!r} is read where nothing has been assigned to it")
        if len(self.frames) == 1 and name in self.markers:
            return Known(self.markers[name])
        known = frame.of.knows(name)
        if known is frame.of:
            if hasattr(builtins, name):
                return Known(getattr(builtins, name))
            raise Refused(f"there is nothing called {name!r}")
        return self._of_python(known)

    def _v_attribute(self, node: ast.Attribute) -> Value:
        of = self.value(node.value)
        if isinstance(of, Tup) and of.kind is not None:
            if node.attr not in of.kind._fields:
                raise Refused(f"{of.kind.__name__} has no field {node.attr!r}")
            return of.items[of.kind._fields.index(node.attr)]  # type: ignore[no-any-return]
        if isinstance(of, Arr | Bits) and node.attr == "shape":
            return Tup(of.shape)
        if isinstance(of, Known) and hasattr(of.thing, node.attr):
            return self._of_python(getattr(of.thing, node.attr))
        raise Refused(f"nothing is known of {ast.unparse(node)}")

    def _v_tuple(self, node: ast.Tuple) -> Value:
        return Tup(tuple(self._values(node.elts)))

    def _values(self, nodes: list[ast.expr]) -> list[Value]:
        """Write several expressions; of one with a star all that its tuple holds is given."""
        found: list[Value] = []
        for node in nodes:
            value = self.value(node.value if isinstance(node, ast.Starred) else node)
            if isinstance(node, ast.Starred):
                if not isinstance(value, Tup):
                    raise Refused(f"{ast.unparse(node)} is no tuple")
                found += value.items
            else:
                found.append(value)
        return found

    def _v_binop(self, node: ast.BinOp) -> Value:
        a, b = self.number(self.value(node.left)), self.number(self.value(node.right))
        return sums.binary(self.text, type(node.op), a, b)

    def _v_unaryop(self, node: ast.UnaryOp) -> Value:
        x = self.number(self.value(node.operand))
        if isinstance(node.op, ast.Not):
            truth = self.text.truth(x)
            return constant(not truth.value) if truth.value is not None else Num(
                self.text.gives(f"xor i1 {truth.text}, true"), "b", True)
        if isinstance(node.op, ast.USub):
            if x.kind == FLOAT:
                return Num(self.text.gives(f"fneg double {x.text}"), FLOAT)
            return sums.binary(self.text, ast.Sub, constant(0), x)
        if isinstance(node.op, ast.Invert):
            return sums.binary(self.text, ast.BitXor, x, constant(-1))
        return self.text.whole(x)

    def _v_compare(self, node: ast.Compare) -> Value:
        left, terms = node.left, []
        for sign, right in zip(node.ops, node.comparators, strict=True):
            terms.append((left, sign, right))
            left = right
        if len(terms) == 1:
            return self._compared(*terms[0])
        middle = {id(right): self.value(right) for _, _, right in terms[:-1]}
        return self._all([partial(self._compared, *term, middle) for term in terms], True)

    def _compared(self, left: ast.expr, sign: ast.cmpop, right: ast.expr, known: dict[int, Value] | None = None) -> Num:
        there = known or {}
        a = there[id(left)] if id(left) in there else self.value(left)
        b = there[id(right)] if id(right) in there else self.value(right)
        if isinstance(sign, ast.In | ast.NotIn):
            if not isinstance(b, Tup):
                raise Refused("`in` asks a tuple")
            found = constant(False)
            for item in b.items:
                one = sums.compared(self.text, ast.Eq, self.number(a), self.number(item))
                found = one if found.value == 0 else sums.binary(self.text, ast.BitOr, found, one)
            return found if isinstance(sign, ast.In) else sums.binary(self.text, ast.BitXor, found, constant(True))
        return sums.compared(self.text, type(sign), self.number(a), self.number(b))

    def _v_boolop(self, node: ast.BoolOp) -> Value:
        return self._all([partial(self._truth, one) for one in node.values], isinstance(node.op, ast.And))

    def _truth(self, node: ast.expr) -> Num:
        return self.text.truth(self.value(node))

    def _all(self, terms: list[Any], every: bool) -> Num:
        """Give whether all of some things hold, or any; what need not be asked is not."""
        text, end, found = self.text, self.text.label(), []
        for term in terms[:-1]:
            truth = term()
            if truth.value is not None and bool(truth.value) == every:
                continue
            further = text.label()
            found.append(("false" if every else "true", text.block))
            text.fork(truth, further if every else end, end if every else further)
            text.begin(further)
        truth = terms[-1]()
        if not found:
            text.go(end)
            text.begin(end)
            return truth  # type: ignore[no-any-return]
        found.append((truth.text, text.block))
        text.go(end)
        text.begin(end)
        return Num(text.gives("phi i1 " + ", ".join(f"[ {one}, %{block} ]" for one, block in found)), "b", True)

    def _v_ifexp(self, node: ast.IfExp) -> Value:
        text, truth = self.text, self.text.truth(self.value(node.test))
        if truth.value is not None:
            return self.value(node.body if truth.value else node.orelse)
        yes, no, first, second, end = (text.label() for _ in range(5))
        text.fork(truth, yes, no)
        text.begin(yes)
        one = self.value(node.body)
        text.go(first)
        text.begin(no)
        other = self.value(node.orelse)
        text.go(second)
        text.begin(first)
        if isinstance(one, Num) and isinstance(other, Num):
            one, low = self._formed(one, other), one.low and other.low
            slot = text.slot(one._replace(low=low), True)
        else:
            slot = text.slot(one)
        text.put(slot, one)
        text.go(end)
        text.begin(second)
        text.put(slot, self._formed(other, one) if isinstance(one, Num) and isinstance(other, Num) else other)
        text.go(end)
        text.begin(end)
        return text.get(slot)

    def _formed(self, one: Num, other: Num) -> Num:
        """Give a number in the form in which it can stand for another one as well."""
        if FLOAT in (one.kind, other.kind):
            return self.text.as_float(one)
        short = sums.alike(one, other)
        if not short:
            return self.text.whole(one)
        return one if one.short else one._replace(short=short, kind=SIGNED)

    def _v_subscript(self, node: ast.Subscript) -> Value:
        of = self.value(node.value)
        if isinstance(of, Tup):
            return item_of(self.text, of, self.number(self.value(node.slice)))
        if not isinstance(of, Arr):
            if isinstance(of, Bits):
                return self.text.element(*self._element(node))
            raise Refused(f"{ast.unparse(node.value)} has no elements")
        if isinstance(node.slice, ast.Slice):
            return self._slice(of, node.slice)
        address, left = self.text.place(of, self._places(node.slice))
        return self._at(of, address, left)

    def _at(self, of: Arr, address: str, left: tuple[Num, ...]) -> Value:
        """Give what of an array stands at an address: a row, or an element."""
        return Arr(address, left, of.dtype, of.frozen) if left else self.text.read(address, of.dtype, of.frozen)

    def _places(self, node: ast.expr) -> tuple[Num, ...]:
        at = self.value(node)
        return tuple(self.number(one) for one in at.items) if isinstance(at, Tup) else (self.number(at),)

    def _element(self, node: ast.Subscript) -> tuple[Arr | Bits, str]:
        """Give the array of an element, and where it lies."""
        of = self.value(node.value)
        if not isinstance(of, Arr | Bits) or isinstance(node.slice, ast.Slice):
            raise Refused("one element of an array is written at a time")
        address, left = self.text.place(of if isinstance(of, Arr) else of.words, self._places(node.slice))
        if left:
            raise Refused("one element of an array is written at a time")
        return of, address

    def _slice(self, of: Arr, node: ast.Slice) -> Arr:
        if node.step is not None:
            raise Refused("a part of an array has no step")
        length = of.shape[0]
        first, last = (end if one is None else self.text.row(self.number(self.value(one)), length)
                       for one, end in ((node.lower, constant(0)), (node.upper, length)))
        last = sums.extreme(self.text, ast.Lt, last._replace(kind=SIGNED), length)
        first = sums.extreme(self.text, ast.Lt, first._replace(kind=SIGNED), last)
        address, left = self.text.place(of, (first._replace(low=True),))
        many = sums.binary(self.text, ast.Sub, last, first)._replace(low=True)
        return Arr(address, (many, *left), of.dtype, of.frozen)

    # ---- calls -----------------------------------------------------------------------------------------------------

    def _v_call(self, node: ast.Call) -> Value:
        asked = self.value(node.func)
        if not isinstance(asked, Known):
            raise Refused(f"a loop cannot call {ast.unparse(node.func)}")
        arguments = self._values(node.args)
        named = {word.arg or "": self.value(word.value) for word in node.keywords}
        thing = asked.thing
        if isinstance(thing, Marker):
            return thing.make(self.text, *arguments)  # type: ignore[no-any-return]
        if isinstance(thing, type) and hasattr(thing, "_fields"):
            return tuple_of(thing, arguments, named, self._of_python)
        if isinstance(thing, type) and issubclass(thing, np.generic):
            return self.text.cast(self.number(arguments[0]), thing)
        simple = SIMPLE.get(thing) if callable(thing) and getattr(thing, "__hash__", None) else None
        if simple is not None:
            return simple(self.text, *arguments)  # type: ignore[no-any-return]
        if hasattr(thing, "__code__"):
            return self.call(thing, arguments, named)
        raise Refused(f"a loop cannot call {ast.unparse(node.func)}")
