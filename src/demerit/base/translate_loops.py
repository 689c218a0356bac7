"""Loops of Python in LLVM's language: while something holds, over ranges, tuples and arrays, and over rows abreast."""

from __future__ import annotations

import ast

from demerit.base.llvm_values import (
    ABREAST,
    ROUND,
    SIGNED,
    UNSIGNED,
    Arr,
    Known,
    Num,
    Refused,
    Slot,
    Tup,
    Value,
    constant,
)
from demerit.base.translate_calls import GO_ABREAST
from demerit.base.translate_frames import Held
from demerit.base.translate_values import Values


class Loops(Values):
    """Writes loops."""

    def assign(self, target: ast.expr, value: Value) -> None:
        """Let a target hold a value."""
        raise NotImplementedError

    def _body(self, body: list[ast.stmt]) -> None:
        raise NotImplementedError

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
