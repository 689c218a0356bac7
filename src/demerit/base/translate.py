"""From a function in Python to LLVM's language: whatever it calls is written into it, and every kind is known.

What can be said in a function of one row is little, and all of it stands here and in `translate_values`: whole numbers,
columns, tuples, calls, ``if``, ``for`` over ranges, tuples and arrays, ``while``. All else is refused with its line.
"""

from __future__ import annotations

import ast
from typing import Any

from demerit.base import llvm_sums as sums
from demerit.base.llvm_values import (
    ABREAST,
    ROUND,
    SIGNED,
    UNSIGNED,
    Arr,
    Bits,
    Known,
    Note,
    Num,
    Refused,
    Slot,
    Tup,
    Value,
    constant,
)
from demerit.base.number_of import number_of
from demerit.base.sources import Written, written
from demerit.base.translate_calls import GO_ABREAST
from demerit.base.translate_frames import Frame, Held
from demerit.base.translate_values import Values

DEEPEST = 40
"""Calls within calls; more is taken for a function that calls itself."""


class Translator(Values):
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

    def _alone(self, known: bool) -> None:
        """Refuse a loop of which nobody knows how long it is, among rows that go abreast."""
        if self.text.group and not known:
            raise Refused("rows that go abreast have no loop of which the length is not written down")

    def _while(self, node: ast.While) -> None:
        self._alone(False)
        head, inside, end = self.text.label(), self.text.label(), self.text.label()
        self.text.go(head)
        self.text.begin(head)
        self.text.fork(self.text.truth(self.value(node.test)), inside, end)
        self.text.begin(inside)
        self._turn(node.body, head, end)
        self.text.go(head)
        self.text.begin(end)

    def _turn(self, body: list[ast.stmt], following: str, end: str) -> None:
        self.frame.loops.append((following, end))
        self._body(body)
        self.frame.loops.pop()

    def _for(self, node: ast.For) -> None:
        if node.orelse:
            raise Refused("a loop has no `else`")
        over = node.iter
        if isinstance(over, ast.Call) and not over.keywords:
            asked = self.value(over.func)
            if isinstance(asked, Known) and asked.thing is GO_ABREAST:
                self.text.group = ABREAST
                self._for_range(node, [self.number(self.value(one)) for one in over.args], round_=ROUND)
                self.text.group = ""
                return
            if isinstance(asked, Known) and asked.thing is range:
                self._for_range(node, [self.number(self.value(one)) for one in over.args])
                return
            if isinstance(asked, Known) and asked.thing is enumerate:
                things = self.value(over.args[0])
                if isinstance(things, Tup):
                    self._for_items(node, [Tup((constant(k), item)) for k, item in enumerate(things.items)])
                    return
        things = self.value(over)
        if isinstance(things, Arr):
            self._for_range(node, [things.shape[0]], things)
        elif isinstance(things, Tup):
            self._for_items(node, list(things.items))
        else:
            raise Refused("a loop goes over a range, a tuple or an array")

    def _for_items(self, node: ast.For, items: list[Value]) -> None:
        """Write the body once for each item of a tuple."""
        end = self.text.label()
        for item in items:
            following = self.text.label()
            for one in ast.walk(node.target):
                if isinstance(one, ast.Name):
                    self.frame.names.pop(one.id, None)
            self.frame.depth += 1
            self.assign(node.target, item)
            self.frame.depth -= 1
            self._turn(node.body, following, end)
            self.text.go(following)
            self.text.begin(following)
        self.text.go(end)
        self.text.begin(end)

    def _for_range(self, node: ast.For, given: list[Num], of: Arr | None = None, round_: str = "") -> None:
        """Write a loop over a range; or over the places of an array, of which each element is given."""
        if not round_:
            self._alone(of is None and all(one.value is not None for one in given))
        text = self.text
        start, stop, step = constant(0), given[0], constant(1)
        if len(given) > 1:
            start, stop = given[0], given[1]
        if len(given) > 2:
            step = given[2]
            if step.value is None or step.value <= 0:
                raise Refused("a range goes upwards by a step that is written down")
        start, stop = text.whole(start), text.whole(stop)
        kind = UNSIGNED if UNSIGNED in (start.kind, stop.kind) else SIGNED
        count = text.slot(Num("", kind, start.low or kind == UNSIGNED), True)
        text.does(f"store i64 {start.text}, ptr {count.place}")
        mine = count if of is not None else self._counted(node, count)
        head, inside, following, end = (text.label() for _ in range(4))
        text.go(head)
        text.begin(head)
        now = text.gives(f"load i64, ptr {count.place}")
        text.fork(Num(text.gives(f"icmp {'u' if kind == UNSIGNED else 's'}lt i64 {now}, {stop.text}"), "b"), inside,
                  end)
        text.begin(inside)
        if of is not None:
            address, left = text.place(of, (Num(now, kind, True),))
            self.frame.depth += 1
            self.assign(node.target, self._at(of, address, left))
            self.frame.depth -= 1
            return self._turns(node, count, step, (head, following, end))
        text.does(f"store i64 {now}, ptr {mine.place}")
        return self._turns(node, count, step, (head, following, end), round_)

    def _counted(self, node: ast.For, count: Slot) -> Slot:
        """Give where the variable of a loop over a range stands; what it held stays where the range is empty."""
        if not isinstance(node.target, ast.Name):
            return count
        name, low = node.target.id, count.low and not self.frame.of.assigned_in(node, node.target.id)
        old = self.frame.names.get(name)
        if isinstance(old, Held) and isinstance(old.slot, Slot):
            low = low and old.slot.low
            if (old.slot.kind, old.slot.low) == (count.kind, low):
                return old.slot
        mine: Slot = self.text.slot(Num("", count.kind, low), True)
        if isinstance(old, Held):
            before = self.text.whole(self.number(self.text.get(old.slot)))
            self.text.does(f"store i64 {before.text}, ptr {mine.place}")
        self.frame.names[name] = Held(mine)
        return mine

    def _turns(self, node: ast.For, count: Slot, step: Num, labels: tuple[str, str, str],
               round_: str = "") -> None:
        """Write the body of a loop over a range, and what leads to its next turn."""
        text, (head, following, end) = self.text, labels
        self._turn(node.body, following, end)
        text.go(following)
        text.begin(following)
        wraps = "nuw" if count.kind == UNSIGNED else "nuw nsw" if count.low else "nsw"
        now = text.gives(f"load i64, ptr {count.place}")
        text.does(f"store i64 {text.gives(f'add {wraps} i64 {now}, {step.text}')}, ptr {count.place}")
        text.does(f"br label %{head}{round_}")
        text.begin(end)


def _unknown(node: ast.stmt) -> None:
    raise Refused(f"a loop cannot do this: {type(node).__name__.lower()}")
