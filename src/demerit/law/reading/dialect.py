"""The one dialect of YAML that law is written in: version 1.2, and of it what means the same to every reader.

Refused, each at its place: other versions and directives, tags, anchors and aliases, merges by ``<<``, numbers that
versions of YAML read differently (``010``, ``1_000``, ``0x1f``), what is nested too deep, and characters that have no
look of their own.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import Node

from demerit.base.text import UNSHOWABLE, named

DEEPEST = 24
"""Levels of the deepest text; a whole scheme has ten."""
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
"""A whole number as every reader takes it."""
NUMBERLIKE = re.compile(r"[-+]?[0-9][0-9_]*|[-+]?0[xob][0-9a-fA-F_]+")


DIRECTIVE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*%")
"""The lines down to a directive that stands before everything else."""
NO_DIRECTIVE = "this is a directive of YAML (%). Law is YAML 1.2 without any: take the line away"


class Foreign(Exception):  # noqa: N818 - reads as what is wrong
    """What is not of the dialect: line, column, what is wrong and what to do."""

    def __init__(self, line: int, column: int, message: str) -> None:
        self.line, self.column, self.message = line, column, message
        super().__init__(message)


def composed(text: str) -> Node | None:
    """Give the nodes of a text; None where it holds nothing.

    Raises
    ------
    Foreign
        With the first thing that is not of the dialect.
    """
    hidden = UNSHOWABLE.search(text)
    if hidden:
        before = text[: hidden.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise Foreign(line, column, f"the character {named(hidden[0])} cannot be seen. Take it out")
    directive = DIRECTIVE.match(text)
    if directive:
        raise Foreign(directive[0].count("\n") + 1, 1, NO_DIRECTIVE)
    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = _Composer
    try:
        node: Node | None = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        words = f"this is no YAML: {_problem(error)}. Look at the indentation, quotes and colons here"
        raise Foreign(line, column, words) from error
    except (YAMLError, ValueError, OverflowError) as error:  # also the number of a character that is none
        said = (str(error).splitlines() or ["it cannot be parsed"])[0]
        raise Foreign(1, 1, f"this is no YAML: {said}. Write it again as plain text") from error
    return node


def _problem(error: MarkedYAMLError) -> str:
    said = (error.problem or error.context or "it cannot be parsed").strip()
    return said.splitlines()[0].rstrip(".")


class _Composer(Composer):
    """Composes nodes, and refuses what is not of the dialect where it stands."""

    level = 0

    def compose_document(self) -> Any:
        start = self.parser.peek_event()
        if start.version or start.tags:
            _refuse(start, NO_DIRECTIVE)
        return super().compose_document()

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            _refuse(event, "aliases (`*name`) are not read. Write the value out")
        if event.anchor is not None:
            _refuse(event, "anchors (`&name`) are not read. Take it away, and write the value where it is meant")
        if getattr(event, "tag", None) is not None:
            _refuse(event, "tags (`!name`) are not read. Take it away")
        if self.level >= DEEPEST:
            _refuse(event, f"this is nested more than {DEEPEST} levels deep. No law is: take brackets or indents away")
        self.level += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.level -= 1


def _refuse(event: Any, message: str) -> NoReturn:
    mark = event.start_mark
    raise Foreign(mark.line + 1, mark.column + 1, message)
