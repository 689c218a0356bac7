"""From a function in Python to LLVM's language: whatever it calls is written into it, and every kind is known.

What can be said in a function of one row is little, and all of it stands here and in `translate_values`: whole numbers,
columns, tuples, calls, ``if``, ``for`` over ranges, tuples and arrays, ``while``. All else is refused with its line.
"""

from __future__ import annotations

import ast
from typing import Any

from demerit.base import llvm_sums as sums
from demerit.base.llvm_values import Arr, Bits, Known, Note, Num, Refused, Tup, Value
from demerit.base.number_of import number_of
from demerit.base.sources import Written, written
from demerit.base.translate_frames import Frame, Held
from demerit.base.translate_loops import Loops

DEEPEST = 40
"""Calls within calls; more is taken for a function that calls itself."""


class Translator(Loops):
    """Writes one function: what it calls, and its statements.

    Parameters
    ----------
    markers
        Names that the outermost function knows besides.
    """

    # ---- functions -------------------------------------------------------------------------------------------------

    def call(self, function: Any, arguments: list[Value], named: dict[str, Value]) -> Value:
        """Write a function into the one that calls it, and give what it gives."""
        return self.write(written(function), arguments, named)

    def write(self, of: Written, arguments: list[Value], named: dict[str, Value]) -> Value:
        """Write a function of which the text is known."""
        if len(self.frames) > DEEPEST:
            raise Refused(f"{of.name} calls itself")
        frame = Frame(of, end=self.text.label())
        for name, value in of.bound(arguments, named).items():
            changed = of.times.get(name, 0) > 0
            frame.names[name] = value if not changed else self._kept(value)
        self.frames.append(frame)
        last = of.body[-1]
        alone = isinstance(last, ast.Return) and of.returns == 1
        made: Value = Known(None)
        for statement in of.body[:-1] if alone else of.body:
            self.statement(statement)
        if alone and isinstance(last, ast.Return):
            made = self.at(last, lambda: Known(None) if last.value is None else self.value(last.value))
        elif of.returns:
            self.text.go(frame.end)
            self.text.begin(frame.end)
            made = Known(None) if frame.given is None else self.text.get(frame.given)
        self.frames.pop()
        return made

    def _kept(self, value: Value) -> Held:
        slot = self.text.slot(value)
        self.text.put(slot, value)
        return Held(slot)

    # ---- statements ------------------------------------------------------------------------------------------------

    def statement(self, node: ast.stmt) -> None:
        """Write a statement."""
        make = getattr(self, f"_{type(node).__name__.lower()}", _unknown)
        self.at(node, lambda: make(node))

    def _body(self, body: list[ast.stmt]) -> None:
        self.frame.depth += 1
        for statement in body:
            self.statement(statement)
        self.frame.depth -= 1

    def _pass(self, node: ast.Pass) -> None:
        """Do nothing."""

    def _expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.value(node.value)

    def _return(self, node: ast.Return) -> None:
        value = Known(None) if node.value is None else self.value(node.value)
        frame = self.frame
        if not isinstance(value, Known):
            if frame.given is None:
                frame.given = self.text.slot(value)
            self.text.put(frame.given, value)
        self._leave(frame.end)

    def _leave(self, label: str) -> None:
        self.text.go(label)
        self.text.begin(self.text.label())

    def _break(self, node: ast.Break) -> None:
        self._leave(self.frame.loops[-1][1])

    def _continue(self, node: ast.Continue) -> None:
        self._leave(self.frame.loops[-1][0])

    def _assign(self, node: ast.Assign) -> None:
        value = self.value(node.value)
        for target in node.targets:
            self.assign(target, value)

    def _annassign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.assign(node.target, self.value(node.value))

    def assign(self, target: ast.expr, value: Value) -> None:
        """Let a target hold a value."""
        if isinstance(target, ast.Name):
            self._name(target.id, value)
        elif isinstance(target, ast.Tuple):
            if not isinstance(value, Tup) or len(value.items) != len(target.elts):
                raise Refused(f"what is not {number_of(len(target.elts), 'thing')} cannot be told apart as such")
            for one, item in zip(target.elts, value.items, strict=True):
                self.assign(one, item)
        elif isinstance(target, ast.Subscript):
            self.text.change(*self._written(target), self.number(value))
        else:
            raise Refused("only names and elements of arrays are assigned to")

    def _written(self, node: ast.Subscript) -> tuple[Arr | Bits, str]:
        """Give the array of an element that is about to be written, and where it lies."""
        of, address = self._element(node)
        if (of if isinstance(of, Arr) else of.words).frozen:
            raise Refused(f"nobody writes {ast.unparse(node.value)}: it is the same for all rows")
        return of, address

    def _name(self, name: str, value: Value) -> None:
        names, once = self.frame.names, self.frame.of.times.get(name, 0) == 1
        if once and (not isinstance(value, Num) or self.frame.depth == 0):
            names[name] = value
            return
        if not isinstance(names.get(name), Held):
            names[name] = Held(self.text.slot(value, once))
        self.text.put(names[name].slot, value)

    def _augassign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Subscript):
            into = self.value(node.target.value)
            if isinstance(into, Note):
                return self._note(node, into, self._places(node.target.slice))
            of, address = self._written(node.target)
            old: Value = self.text.element(of, address)
            made = sums.binary(self.text, type(node.op), self.number(old), self.number(self.value(node.value)))
            self.text.change(of, address, made)
        elif isinstance(node.target, ast.Name):
            old = self._load(node.target.id)
            made = sums.binary(self.text, type(node.op), self.number(old), self.number(self.value(node.value)))
            self._name(node.target.id, made)
        else:
            raise Refused("only names and elements of arrays are assigned to")

    def _note(self, node: ast.AugAssign, into: Note, at: tuple[Num, ...]) -> None:
        """Note what a row adds to a count."""
        before = tuple([one.value for one in at[:-1] if one.value is not None])
        if at[-1].text != into.place or len(before) + 1 < len(at) or not isinstance(node.op, ast.Add | ast.Sub):
            raise Refused("a row that goes abreast with others adds to counts at its own place, and does no more there")
        slot = into.notes.slot(self.text, into.number, before)
        made = sums.binary(self.text, type(node.op), self.number(self.text.get(slot)),
                           self.number(self.value(node.value)))
        self.text.put(slot, made)

    def _if(self, node: ast.If) -> None:
        truth = self.text.truth(self.value(node.test))
        if truth.value is not None:
            self._body(node.body if truth.value else node.orelse)
            return
        yes, no, end = self.text.label(), self.text.label(), self.text.label()
        self.text.fork(truth, yes, no if node.orelse else end)
        self.text.begin(yes)
        self._body(node.body)
        self.text.go(end)
        if node.orelse:
            self.text.begin(no)
            self._body(node.orelse)
            self.text.go(end)
        self.text.begin(end)


def _unknown(node: ast.stmt) -> None:
    raise Refused(f"a loop cannot do this: {type(node).__name__.lower()}")
