"""The pages are held to the server's messages: their types are made of them, and what is committed is what is made."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import TypeAdapter
from tools.write_types import PAGES, SPOKEN, typed, types, written

from demerit.app import messages as m
from demerit.app.message import Message


@pytest.mark.parametrize("name", SPOKEN)
def test_the_types_of_the_pages_are_those_of_the_servers_messages(name: str) -> None:
    """Another text here: `make types` was forgotten."""
    assert (PAGES / name).read_text(encoding="utf-8") == written(name)


def test_another_message_is_another_type() -> None:
    """A check must be seen to fail once."""

    class Picked(Message):
        kind: Literal["picked"] = "picked"
        n: int
        pair: tuple[int, str | None]
        by: dict[str, list[float]]

    made = types(m.ASKED, TypeAdapter(Picked))["Told"]
    told = ('kind: "picked";', "n: number;", "pair: [number, string | null];", "by: Record<string, Array<number>>;")
    assert [line for line in told if line not in made] == []
    assert made != types(m.ASKED, m.TOLD)["Told"]


def test_what_no_message_said_before_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="no type"):
        typed({"not": {}})
