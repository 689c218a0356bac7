"""A folder whose manifest names every file in it with its hash, and itself: whatever is kept to be read again.

A file is written aside, synced and renamed; the manifest is written last. What is not named there was never written,
and a folder without a manifest was never begun. Whoever reads a file holds it against its hash. One process at a time
writes in a folder: the lock is the system's own and ends with the process that holds it, however that ends.

::

    {
      "format": 2, ...                     what the folder is, said by whoever writes it
      "files": {"counts.parquet": "<32 hex digits of blake2b>", ...},
      "hash": "<the same of every byte above this line>"
    }
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import polars as pl
from pydantic import BaseModel, ValidationError

from demerit.base.aside import ASIDE, hash_of, write
from demerit.base.held import held
from demerit.base.text import one_line
from demerit.errors import DemeritError, RunFolderError

MARK, END = b',\n  "hash": "', b'"\n}\n'
Said = TypeVar("Said", bound=BaseModel)
WAIT = 5.0
"""Seconds that whoever adds a file waits for another process to be done in the folder."""


class Sealed:
    """A folder with its manifest.

    Parameters
    ----------
    path
        The folder.
    name
        What the manifest is called.
    told
        What the manifest says besides its files; plain data.
    files
        Path of each file below the folder -> hash of its bytes.
    way_out
        A sentence that says what to do where something is damaged.
    """

    def __init__(self, path: Path, name: str, told: dict[str, Any], files: dict[str, str] | None = None,
                 way_out: str = "") -> None:
        self.path, self.name, self.told = path, name, told
        self.files = dict(files or {})
        self.way_out = way_out

    # ---- reading -------------------------------------------------------------------------------------------------

    def read(self, file: str) -> bytes:
        """Give the bytes of a file, if they are those that were written.

        Raises
        ------
        RunFolderError
            They are not, or the file is gone or not named.
        """
        try:
            content = (self.path / file).read_bytes()
        except OSError as error:
            raise self.damaged(file, f"is missing or cannot be read ({error.strerror})") from error
        if self.files.get(file) != hash_of((content,)):
            raise self.damaged(file, f"is damaged: its bytes are not those that {self.name} names")
        return content

    def hold_file(self, file: str) -> None:
        """Hold a file against its hash without keeping it in memory; errors are those of `read`."""
        try:
            with (self.path / file).open("rb") as content:
                mark = hashlib.file_digest(content, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
        except OSError as error:
            raise self.damaged(file, f"is missing or cannot be read ({error.strerror})") from error
        if self.files.get(file) != mark:
            raise self.damaged(file, f"is damaged: its bytes are not those that {self.name} names")

    def table(self, file: str) -> pl.DataFrame:
        """Give a table that `put_table` wrote."""
        content = self.read(file)
        try:
            return pl.read_parquet(io.BytesIO(content))
        except pl.exceptions.PolarsError as error:
            raise self.damaged(file, "is damaged: it is no table") from error

    def mistakes(self) -> list[str]:
        """Give, in words, every file that is damaged or gone."""
        found = []
        for file in sorted(self.files):
            try:
                self.hold_file(file)
            except RunFolderError as error:
                found.append(str(error))
        return found

    def hold(self, folder: str) -> None:
        """Hold everything below one folder against the manifest, for who reads it whole: nothing else may lie there."""
        named = {file for file in self.files if file.startswith(f"{folder}/")}
        for file in sorted(named):
            self.hold_file(file)
        for path in sorted((self.path / folder).rglob("*")):
            file = path.relative_to(self.path).as_posix()
            if path.is_file() and file not in named and not ASIDE.fullmatch(path.name):
                raise self.damaged(file, f"is not among what {self.name} names")

    def damaged(self, file: str, what: str) -> RunFolderError:
        """Give the error that says what is wrong with a file, and what to do."""
        return RunFolderError(f"{self.path / file} {what}. {self.way_out}".rstrip())

    def says(self, form: type[Said]) -> Said:
        """Give what the manifest says, as an object of its form.

        Raises
        ------
        RunFolderError
            Something that it must say is missing, or of another kind.
        """
        try:
            return form.model_validate(self.told)
        except ValidationError as error:
            fields = dict.fromkeys(".".join(map(one_line, map(str, e["loc"]))) for e in error.errors(include_url=False))
            first = ", ".join([*fields][:3]) or "something"
            raise self.damaged(self.name, f"is damaged: {first} is missing or wrong") from error

    @contextmanager
    def understood(self) -> Iterator[None]:
        """Say in words that the manifest is damaged where what is read off it does not fit together.

        For the few lines that take apart what it says, and for nothing else: a mistake of the program would be told as
        damage.
        """
        try:
            yield
        except DemeritError:
            raise
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError, pl.exceptions.PolarsError) as error:
            raise self.damaged(self.name, "is damaged: what it says does not fit together") from error

    def contents(self, *but: str) -> str:
        """Give a hash of all files that are named, some left out: the same files, the same hash."""
        named = {file: mark for file, mark in self.files.items() if file not in but}
        return hash_of((json.dumps(named, sort_keys=True).encode(),))

    # ---- writing -------------------------------------------------------------------------------------------------

    def put(self, file: str, *chunks: Any) -> None:
        """Write a file; the manifest names it from the next `seal` on."""
        self.files[file] = write(self.path / file, chunks)

    def put_table(self, file: str, table: pl.DataFrame) -> None:
        """Write a table as Parquet: the same rows give the same bytes, however they came together."""
        buffer = io.BytesIO()
        table.rechunk().write_parquet(buffer, compression="zstd", compression_level=3)
        self.put(file, buffer.getvalue())

    def name_all(self, folder: str) -> None:
        """Name every file below one folder, which somebody else has written."""
        for path in sorted((self.path / folder).rglob("*")):
            if path.is_file():
                self.files[path.relative_to(self.path).as_posix()] = hash_of((path.read_bytes(),))

    def seal(self, keep_time: bool = False, **told: Any) -> None:
        """Write the manifest, with what is said anew; `keep_time` leaves the folder as old as it was."""
        self.told |= told
        file = self.path / self.name
        text = _text({**self.told, "files": dict(sorted(self.files.items()))})
        above = text.encode("utf-8", "surrogatepass").removesuffix(b"\n}")
        was = file.stat() if keep_time else None
        write(file, (above, MARK, hash_of((above,)).encode(), END))
        if was is not None:
            os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


def unseal(path: Path, name: str, form: int, way_out: str) -> Sealed:
    """Read the manifest of a folder.

    Parameters
    ----------
    form
        The version of the folder's form that is understood; another one is refused by name.
    way_out
        What to do where something is damaged.

    Raises
    ------
    RunFolderError
        There is no manifest, it is damaged, or of another version.
    """
    file = path / name
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RunFolderError(f"{file} is missing or cannot be read ({error.strerror}). {way_out}") from error
    above, _, end = content.rpartition(MARK)
    whole = end == hash_of((above,)).encode() + END
    told = _plain(above + b"\n}" if whole else content)
    if told is None or (not whole and ("hash" in told or told.get("format") == form)):
        raise RunFolderError(f"{file} is damaged: its bytes are not those that were written. {way_out}")
    if told.get("format") != form:
        raise RunFolderError(
            f"{path} was written by another version (form {told.get('format')!r}; this version reads {form}). "
            "Make it again, or read it with the version that wrote it."
        )
    files = told.pop("files", {})
    if not isinstance(files, dict) or not all(isinstance(mark, str) and _inside(name) for name, mark in files.items()):
        raise RunFolderError(f"{file} is damaged: what it says of its files is missing or wrong. {way_out}")
    return Sealed(path, name, told, files, way_out)


def _text(told: dict[str, Any]) -> str:
    """Write JSON that people can read: what it says below one another, and rows of a table one a line.

    Python indents slowly: 12,000 rows of a comparison took .2 seconds and not .08, and half as many bytes more.
    """
    return "{\n  " + ",\n  ".join(f"{_one_line(name)}: {_below(value)}" for name, value in told.items()) + "\n}"


def _below(value: Any) -> str:
    """Write what one name says."""
    if isinstance(value, list) and len(value) > 1 and all(isinstance(row, dict) for row in value):
        return "[\n    " + ",\n    ".join(map(_one_line, value)) + "\n  ]"
    return json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n  ")


def _one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _inside(file: str) -> bool:
    """Say whether a path lies below the folder that it is written from."""
    return not PurePosixPath(file).is_absolute() and ".." not in PurePosixPath(file).parts


def _plain(content: bytes) -> dict[str, Any] | None:
    """Give the object that some JSON holds, or None."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def begun(path: Path, name: str) -> bool:
    """Say whether anything stands in a folder: one that holds nothing but what was being written was never begun."""
    if not path.is_dir():
        return path.exists()
    return (path / name).exists() or any(not ASIDE.fullmatch(inside.name) for inside in path.iterdir())


def empty(path: Path, name: str) -> None:
    """Remove whatever lies in a folder, the manifest last: what a kill leaves half removed is known for what it is."""
    for inside in sorted(path.iterdir() if path.is_dir() else (), key=lambda inside: inside.name == name):
        if inside.is_dir() and not inside.is_symlink():
            shutil.rmtree(inside, ignore_errors=True)
        else:
            with suppress(OSError):
                inside.unlink()


def add(sealed: Sealed, file: str, content: bytes) -> None:
    """Put one more file into a folder that was sealed before; the folder stays as old as it was."""
    with held(sealed.path, WAIT):
        now = unseal(sealed.path, sealed.name, sealed.told["format"], sealed.way_out)
        now.put(file, content)
        now.seal(keep_time=True)
