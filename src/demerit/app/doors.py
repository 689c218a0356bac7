"""The first page of each door: a head, a place in which a module draws, and that module."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from demerit.app.templates import environment
from demerit.app.words import Words


class Door(NamedTuple):
    """What the page of a door is made of."""

    module: str
    """The module that draws it."""
    styles: tuple[str, ...] = ()
    """Beside those of all pages."""
    place: str = "main"
    """The element in which it draws."""
    kind: str = ""
    """How that is laid out: a class of `style.css`."""


PAGES = {
    "": Door("shared/doors.js"),
    "play": Door("play/play.js", ("shared/seat.css",), kind="seat"),
    "class": Door("class/class.js", ("shared/seat.css", "class/class.css"), kind="seat"),
    "laboratory": Door("laboratory/laboratory.js", ("shared/vendored/uplot.css", "laboratory/laboratory.css"), "div"),
}
"""Door -> its page; nothing: the page before all doors."""
TITLES = {"": "doors.title", "play": "play.title", "class": "class.title", "laboratory": "doors.laboratory"}


@cache
def page(name: str) -> str:
    """Give the page of a door as HTML."""
    door = PAGES[name]
    styles = [f"/pages/{style}" for style in ("shared/style.css", *door.styles)]
    return environment().get_template("shared/door.html.j2").render(door=door, title=Words()(TITLES[name]),
                                                                    styles=styles, language="en")  # fmt: skip
