"""Every exception that demerit raises on purpose.

::

    DemeritError
    ├── InputError            what the user gave is wrong: exit status 2
    │   ├── LawError          a scheme, reform or rule file; carries every mistake found
    │   ├── SocietyError      a recipe, a number of people, an edge list
    │   ├── UnknownName       no such scheme, reform, deed, measure ... (did you mean)
    │   └── RunFolderError    a run folder that exists, is damaged, or of another version
    └── SpaceError            the disk is full or cannot be written: exit status 2
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


LONG = 80
"""Characters of a name after which a message leaves the rest of it out."""


class DemeritError(Exception):
    """The root of every error that demerit raises on purpose."""


class InputError(DemeritError):
    """What the user gave cannot be used; the message says what, where, why and what to do."""


class LawError(InputError):
    """Mistakes in written law, each as ``file:line:col: what, why, did you mean``."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class SocietyError(InputError):
    """A recipe, a number of people or an edge list that cannot become a society."""


class RunFolderError(InputError):
    """A run folder that exists already, is damaged, or was written by another version."""


class SpaceError(DemeritError):
    """The disk is full or cannot be written."""


class UnknownName(InputError):  # noqa: N818 - reads as what is wrong
    """A name that nothing bears, with the nearest names that something does."""

    def __init__(self, kind: str, name: str, known: Iterable[str], hint: str = "") -> None:
        names = sorted(known)
        close = get_close_matches(name, names, n=3, cutoff=0.5)
        near = f" Did you mean {' or '.join(repr(c) for c in close)}?" if close else ""
        listed = "" if close or not names or len(names) > 12 else f" There are: {', '.join(names)}."
        said = repr(name) if len(name) <= LONG else f"{name[:LONG]!r}... ({len(name):,} characters)"
        super().__init__(f"no {kind} is called {said}.{near}{listed}{' ' + hint if hint else ''}")
