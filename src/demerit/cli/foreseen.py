"""What can be foreseen to go wrong between a command and the machine, in words."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from demerit.base.text import UNSHOWABLE, named, one_line
from demerit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_MEMORY = 3 * 2**30
"""Bytes of address space without which the parts of the program cannot even be loaded: measured, with room."""
LITTLE = "this machine's memory is not enough. Try fewer --people, or let the process have more (`ulimit -v`)."
ADVICE = {
    errno.ENOSPC: "Make room",
    errno.EDQUOT: "Make room",
    errno.ENAMETOOLONG: "Give a shorter name",
    errno.EACCES: "Choose another place, or let yourself in",
    errno.EPERM: "Choose another place, or let yourself in",
    errno.EROFS: "Choose another place",
    errno.EISDIR: "Name a file",
    errno.ENOTDIR: "Name a folder",
    errno.ENOENT: "Look at the name",
    errno.EEXIST: "Choose another name, or move away what is there",
    errno.ENOTEMPTY: "Choose another name, or move away what is there",
    errno.ELOOP: "Take the symbolic links away that lead to each other",
    errno.EMFILE: "Let the process have more open files (`ulimit -n`)",
    errno.ENFILE: "Close other programs",
    errno.EIO: "Look at the disk",
    errno.EBADF: "Open the way out, or leave it as it was",
}  # fmt: skip
"""Kind of refusal by the system -> what to do."""


def fit(words: Sequence[str]) -> None:
    """Refuse a command line, or a machine, with which nothing can go well.

    Raises
    ------
    InputError
        A word that is no text, or too little memory.
    """
    for word in words:
        found = UNSHOWABLE.search(word)
        if found and "\ud800" <= found[0] <= "\udfff":
            raise InputError(f"the word {one_line(word)} of the command is no text in UTF-8. Write it anew.")
        if found:
            raise InputError(f"the word {one_line(word)} holds the character {named(found[0])}. Take it out.")
    most = address_space()
    if most is not None and most < LEAST_MEMORY:
        raise InputError(
            f"this process may use {most / 2**30:.1f} GiB of memory; it takes {LEAST_MEMORY / 2**30:.0f} GiB to begin. "
            "Let it have more (`ulimit -v unlimited`)."
        )


def address_space() -> int | None:
    """Give the bytes of memory that this process may ask for; None where nothing limits it, or nobody can tell."""
    try:
        import resource
    except ModuleNotFoundError:  # not on this system
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft


def foreseen(error: BaseException) -> str | None:
    """Give in words what the machine refuses; None of a mistake of the program's own."""
    if isinstance(error, MemoryError) or _is_of_memory(error):
        return LITTLE
    if isinstance(error, OSError) and error.errno is not None:
        name = error.filename if isinstance(error.filename, str) else os.fsdecode(error.filename or b"")
        where = one_line(name, 60) if name else "what was to be written or printed"
        return f"{where}: {error.strerror or 'refused'}. {ADVICE.get(error.errno, 'Choose another place')}."
    return None


def _is_of_memory(error: BaseException) -> bool:
    """Say whether an error of a library tells of too little memory, or of no room for a thread."""
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    said = str(error).lower()
    told = ("cannot allocate memory", "can't start new thread", "out of memory", "failed to map segment")
    return isinstance(error, ImportError | RuntimeError | OSError) and any(words in said for words in told)
