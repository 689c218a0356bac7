"""A file of law as text: an ordinary file of its folder, not too long, in UTF-8, of characters that can be seen."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MOST_BYTES = 128 * 1024
"""Bytes of the longest file; the longest that comes with the package has a seventh of it."""


class Unreadable(Exception):  # noqa: N818 - reads as what is wrong
    """Why a file cannot be read, and what to do."""


def text_of(path: Path, folder: Path | None = None) -> str:
    """Give the text of a file; the ends of its lines are made the same.

    Parameters
    ----------
    path
        The file.
    folder
        The folder that must hold it, symbolic links followed; None: any.

    Raises
    ------
    Unreadable
        It is no ordinary file, leads out of its folder, is too long, is no text, or the system refuses it.
    """
    try:
        content = _content(path, folder)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Unreadable("it is a symbolic link to itself. Put the file itself here") from error
        reason = error.strerror or "unreadable"
        raise Unreadable(f"the file cannot be read: {reason}. Save it again as plain text") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("the file cannot be read: is no text in UTF-8. Save it again as plain text") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def leads_out(path: Path, folder: Path) -> bool:
    """Say whether a path leads, through symbolic links, out of a folder."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return True


def _content(path: Path, folder: Path | None) -> bytes:
    if folder is not None and leads_out(path, folder):
        raise Unreadable("it is a symbolic link out of its folder. Put the file itself here")
    # a pipe without a writer would keep whoever opens it waiting for ever
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise Unreadable("it is no ordinary file. Put a file of text here")
        content = os.read(number, MOST_BYTES + 1)
    finally:
        os.close(number)
    if len(content) > MOST_BYTES:
        raise Unreadable(f"the file is longer than {MOST_BYTES // 1024} KiB. Part it, or take out what is no law")
    return content
