"""Text that can be shown: which signs steer a terminal or hide, and how text is written where it can show less."""

from __future__ import annotations

import re

UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, all but tab and end of line
    "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # what turns round or hides text
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"  # halves of characters, no characters, hidden tags
)
"""Characters that have no look of their own: they steer a terminal, turn text round, or hide in it."""
PLAINER = {
    "−": "-", "–": "-", "—": "-", "·": ".", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "±": "+/-", "×": "x",
    "≥": ">=", "≤": "<=", "→": "->", "€": "EUR", "\u00a0": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
"""Sign -> what is written for it where there is no such sign."""


def named(character: str) -> str:
    """Give the number of a character as it is written in tables of them: ``U+001B``."""
    return f"U+{ord(character):04X}"


def shown_plainly(text: str) -> str:
    r"""Give a text in which whatever has no look of its own is written out, like ``\x1b``; new lines and tabs stay."""
    return UNSHOWABLE.sub(lambda found: repr(found[0])[1:-1], text)


def one_line(text: str, most: int = 80) -> str:
    """Give a text on one line, in quotes, cut where it is longer than `most` characters."""
    return repr(text) if len(text) <= most else repr(text[:most]) + f"... ({len(text):,} characters)"


def plainer(error: UnicodeError) -> tuple[str, int]:
    """Write plainer signs for what an encoding has not, ``?`` where there is none: an error handler of codecs."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(PLAINER.get(sign, "?") for sign in missing), error.end
