"""The pages' templates: found below `pages` by name, with one head that is written once."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined


def text_of(name: str) -> str:
    """Give a file below the folder of pages as text."""
    return files("demerit.app").joinpath("pages", *name.split("/")).read_text(encoding="utf-8")


def environment(**told: Any) -> Environment:
    """Give what fills templates; what is told, each of them knows."""
    made = Environment(
        loader=FunctionLoader(text_of), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.globals.update(told)
    return made
