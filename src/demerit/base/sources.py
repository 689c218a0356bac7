"""The text of functions, as it was loaded: what a loop is written from."""

from __future__ import annotations

import ast
import linecache
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from demerit.base.llvm_values import Refused, Value, constant


@dataclass(frozen=True)
class Written:
    """A function's text and what it knows.

    Parameters
    ----------
    function
        The function.
    node
        Its text, taken apart.
    file
        Where it stands.
    """

    function: Any
    node: ast.FunctionDef
    file: str

    @property
    def name(self) -> str:
        """What it is called."""
        return self.node.name

    @cached_property
    def body(self) -> list[ast.stmt]:
        """What it does."""
        first = self.node.body[0]
        says = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        return self.node.body[1:] or [ast.Pass()] if says else self.node.body

    @cached_property
    def times(self) -> dict[str, int]:
        """Name -> how often something is assigned to it; of a name not found here nothing is."""
        found: dict[str, int] = {}
        for node in ast.walk(self.node):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found[node.id] = found.get(node.id, 0) + 1
        return found

    @cached_property
    def returns(self) -> int:
        """How often it says `return`."""
        return sum(isinstance(node, ast.Return) for node in ast.walk(self.node))

    def assigned_in(self, loop: ast.For, name: str) -> bool:
        """Say whether the body of a loop assigns to a name."""
        return any(isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name
                   for statement in loop.body for node in ast.walk(statement))

    def bound(self, arguments: list[Value], named: dict[str, Value]) -> dict[str, Value]:
        """Give what each parameter is handed in a call."""
        names = [one.arg for one in self.node.args.args]
        given = dict(zip(names, arguments, strict=False)) | named
        defaults = self.function.__defaults__ or ()
        for name, value in zip(names[len(names) - len(defaults):], defaults, strict=True):
            if name not in given:
                given[name] = constant(value)
        if len(arguments) > len(names) or set(given) != set(names):
            raise Refused(f"{self.name} takes {', '.join(names)}")
        return given

    def knows(self, name: str) -> Any:
        """Give what a name means outside the function; the function's own text where it means nothing."""
        cells = dict(zip(self.function.__code__.co_freevars, self.function.__closure__ or (), strict=True))
        if name in cells:
            return cells[name].cell_contents
        return self.function.__globals__.get(name, self)


@lru_cache(4096)
def written(function: Any) -> Written:
    """Give a function's text.

    Raises
    ------
    Refused
        There is no text, or the file has changed since it was loaded.
    """
    code = function.__code__
    text = "".join(linecache.getlines(code.co_filename))
    functions, imports = _functions(text)
    found = functions.get((code.co_firstlineno, code.co_name))
    if found is None or not _is_of(found, imports, code):
        raise Refused(f"the text of {code.co_name} is not what was loaded from {code.co_filename}: start again")
    return Written(function, found, code.co_filename)


def _is_of(node: ast.FunctionDef, imports: list[ast.stmt], code: Any) -> bool:
    """Say whether a function's code is that of a text; calls of what is imported are compiled in their own way."""
    alone = ast.FunctionDef(**{**dict(ast.iter_fields(node)), "decorator_list": []})
    ast.copy_location(alone, node)
    made = compile(ast.Module([*imports, alone], []), code.co_filename, "exec", dont_inherit=True)
    mine = next(one for one in made.co_consts if getattr(one, "co_name", "") == code.co_name)
    same_code = bool(code.co_freevars) or mine.co_code == code.co_code
    return same_code and _constants(mine) == _constants(code)


def _constants(code: Any) -> list[Any]:
    return [one.co_name if hasattr(one, "co_code") else (type(one), one) for one in code.co_consts]


@lru_cache(512)
def _functions(text: str) -> tuple[dict[tuple[int, str], ast.FunctionDef], list[ast.stmt]]:
    """Give every function of a text by its first line (of its first decorator) and name; and what the text imports."""
    found, whole = {}, ast.parse(text)
    for node in ast.walk(whole):
        if isinstance(node, ast.FunctionDef):
            line = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            found[line, node.name] = node
    return found, [node for node in whole.body if isinstance(node, ast.Import | ast.ImportFrom)]
