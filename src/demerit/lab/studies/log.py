"""What a study has found so far: a file that is only ever added to, a line a world, each line with its own hash.

A kill in the middle of a line leaves half a line, which is not taken for one. Lines may stand in any order: the table
is made of them sorted by their number, so that an unbroken study and one that was carried on give the same.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from demerit.base.aside import FULL, hash_of, write
from demerit.errors import RunFolderError, SpaceError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "worlds.jsonl"
MARK = 16
"""Hex digits of a line's hash."""


def line_of(found: dict[str, Any]) -> bytes:
    """Give the line of one world: its hash, a blank, its data as JSON."""
    text = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return hash_of((text,))[:MARK].encode() + b" " + text + b"\n"


def read_line(line: bytes) -> dict[str, Any] | None:
    """Give what a line says; None where it is not whole."""
    mark, _, text = line.rstrip(b"\n").partition(b" ")
    if not line.endswith(b"\n") or hash_of((text,))[:MARK].encode() != mark:
        return None
    told = json.loads(text)
    return told if isinstance(told, dict) else None


def read_log(file: Path) -> tuple[dict[int, dict[str, Any]], int]:
    """Give number -> what was found, and how many lines were not whole."""
    if not file.exists():
        return {}, 0
    found: dict[int, dict[str, Any]] = {}
    torn = 0
    for line in file.read_bytes().splitlines(keepends=True):
        told = read_line(line)
        if told is None:
            torn += 1
        else:
            found[int(told["number"])] = told
    return found, torn


class Log:
    """The file while it is added to; whoever opens it holds the folder.

    Parameters
    ----------
    file
        Where it lies. Lines that are not whole are taken out first.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found, torn = read_log(file)
        if torn or not file.exists():
            write(file, [line_of(self.found[number]) for number in sorted(self.found)])
        self._file = file.open("ab")

    def add(self, found: dict[str, Any]) -> None:
        """Add one world, and let the disk have it.

        Raises
        ------
        SpaceError
            The disk is full; what stands there is kept.
        """
        try:
            self._file.write(line_of(found))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            if error.errno in FULL:
                raise SpaceError(f"no space left to write {self.file}. Make room, then add --resume.") from error
            raise RunFolderError(f"{self.file} cannot be written: {error.strerror}. Choose another --out.") from error
        self.found[int(found["number"])] = found

    def close(self) -> None:
        """Close the file."""
        self._file.close()
