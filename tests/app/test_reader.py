"""Laws are read in a process of their own: one that is slow or greedy is ended, and the next is read as ever."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demerit.app.line import Refusal
from demerit.app.reader import MEMORY, Reader
from demerit.app.written_law import files_of, write


def as_told(folder: Path) -> tuple[str, ...]:
    """Do what the folder's name says, in the place of reading."""
    match folder.name:
        case "slow":
            time.sleep(60)
        case "spins":
            while True:
                pass
        case "greedy":
            kept = bytearray(2 * MEMORY)
            return (f"{len(kept)}",)
        case "broken":
            raise KeyError(folder.name)
    return (folder.name,)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader(as_told, 0.5)
    yield made
    made.close()


@pytest.mark.parametrize(("name", "why"), [("slow", "too_slow"), ("spins", "too_slow"), ("greedy", "too_heavy")])
def test_what_takes_too_much_is_ended_and_the_next_is_read(reader: Reader, name: str, why: str) -> None:
    reader.open()
    reader.longest = 20 if why == "too_heavy" else 0.5
    began = time.monotonic()
    with pytest.raises(Refusal, match=why):
        reader.mistakes(Path(name))
    assert time.monotonic() - began < 10
    reader.longest = 20
    assert reader.mistakes(Path("next")) == ("next",)


def test_a_fault_of_reading_is_told_and_ends_nothing(reader: Reader) -> None:
    with pytest.raises(RuntimeError, match="KeyError: 'broken'"):
        reader.mistakes(Path("broken"))
    assert reader.mistakes(Path("next")) == ("next",)


def test_a_law_is_read_there_as_it_is_here() -> None:
    files = files_of("null")
    wrong = files | {"scheme.yaml": files["scheme.yaml"] + "\nscoer: 1\n"}
    made = Reader()
    try:
        assert write(wrong, made.mistakes) == write(wrong) and write(wrong)[1]
    finally:
        made.close()
