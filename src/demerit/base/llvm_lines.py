"""Lines and blocks of LLVM's language."""

from __future__ import annotations

from dataclasses import dataclass, field

from demerit.base.llvm_values import Num


@dataclass
class Lines:
    """The text of one function, as it grows."""

    lines: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    """Lines that stand at its beginning: where variables stand."""
    outside: list[str] = field(default_factory=list)
    """Constants beside it."""
    block: str = "begin"
    """The label of the block that is being written."""
    group: str = ""
    """What is said of all that is read and written in memory."""
    _count: int = 0
    _asked: set[str] = field(default_factory=set)

    # ---- lines -----------------------------------------------------------------------------------------------------

    def name(self) -> str:
        """Give a name that nothing bears yet."""
        self._count += 1
        return f"%v{self._count}"

    def label(self) -> str:
        """Give a label that nothing bears yet."""
        self._count += 1
        return f"b{self._count}"

    def does(self, line: str) -> None:
        """Write a line."""
        self.lines.append(f"  {line}")

    def gives(self, line: str) -> str:
        """Write a line that gives a value; give its name."""
        name = self.name()
        self.lines.append(f"  {name} = {line}")
        return name

    def begin(self, label: str) -> None:
        """Begin a block."""
        self.lines.append(f"{label}:")
        self.block = label

    def go(self, label: str) -> None:
        """End a block by going to another one."""
        self.does(f"br label %{label}")

    def fork(self, truth: Num, yes: str, no: str) -> None:
        """End a block by going to one of two."""
        self.does(f"br i1 {truth.text}, label %{yes}, label %{no}")

    def ask(self, declaration: str) -> None:
        """Declare a function of LLVM's own."""
        if declaration not in self._asked:
            self._asked.add(declaration)
            self.outside.append(f"declare {declaration}")
