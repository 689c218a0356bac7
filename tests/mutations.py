"""Mutations of written text: what slips of the hand, broken disks and strangers make of a file."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.campaigns import drawn

NASTY = (
    "", "~", "null", "-1", "0", "1e309", "-.inf", ".nan", "[]", "{}", "[[[[", "{a: {b: {c: {d: 1}}}}", "'", '"',
    "yes", "on", "010", "1_000", "0x1f", "9" * 30, "-" + "9" * 400, "1.5", "true", "*a", "&a 1", "!!binary x",
    "!x y", "<<", "=", "? a", "- a", "| ", "> ", "@", "`", "%YAML 1.1", "---", "...", "2015-13-45", "0001-01-01",
    "9999-12-31", "2015-07-01", "2015-07-01T10:00:00Z", "1:30", "speak.praise", "obey.fare_dodged", "courts.judged",
    "nobody", "mean_score", "tie", "[red]x[/]", "'\\u202e'", '"\\e[31m"', '"\\ud800"', '"\\UFFFFFFFF"', "\u202e",
    "\u200b", "\x07", "\x00", "\ufeff", "\t", "é", "雅", "a" * 3000, "[" * 300, "{a: " * 300, "../../..",
    "/dev/zero", "# x", ": :", "a: b: c", "1000000000", "1000000001", "-1000000000", "100", "18", "13", "52",
    "{score: {at_least: 1}}", "{not: {not: {not: {register: a}}}}", "{all: []}", "{column: age, at_least: 3}",
    "[1, 2, 3]", "[a, b]", "documented", "0.3", "256", "65536",
)  # fmt: skip
"""What is put in the place of something else."""
TOKEN = re.compile(r"[^\s:,{}\[\]#]+")
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.-])")


def mutated(text: str, *what: object) -> bytes:
    """Give a text with one to three mutations, which depend on what they are drawn for and on nothing else."""
    content = text.encode()
    for k in range((1, 1, 1, 2, 3)[drawn(*what, "times", below=5)]):
        names = sorted(MUTATIONS)
        name = names[drawn(*what, k, "which", below=len(names))]
        content = MUTATIONS[name](content, lambda below, *more, k=k: drawn(*what, k, *more, below=max(1, below)))
    return content


Draw = Callable[..., int]


def _spot(pattern: re.Pattern[str], content: bytes, draw: Draw, new: Callable[[str], str]) -> bytes:
    """Replace one match of a pattern."""
    text = content.decode("utf-8", "surrogateescape")
    found = list(pattern.finditer(text))
    if not found:
        return content
    one = found[draw(len(found), "spot")]
    return (text[: one.start()] + new(one[0]) + text[one.end() :]).encode("utf-8", "surrogatepass")


def _token(content: bytes, draw: Draw) -> bytes:
    return _spot(TOKEN, content, draw, lambda old: NASTY[draw(len(NASTY), "nasty")])


def _number(content: bytes, draw: Draw) -> bytes:
    return _spot(NUMBER, content, draw, lambda old: ("0", "-1", "1", "1000000", old + "0", f"-{old}", f"{old}.5",
                                                     "4", "13")[draw(9, "number")])  # fmt: skip


def _other(content: bytes, draw: Draw) -> bytes:
    words = TOKEN.findall(content.decode("utf-8", "replace")) or ["x"]
    return _spot(TOKEN, content, draw, lambda old: words[draw(len(words), "word")])


def _lines(content: bytes, draw: Draw) -> bytes:
    """Drop, double, move or indent a line."""
    lines = content.split(b"\n")
    k, other, what = draw(len(lines), "line"), draw(len(lines), "other"), draw(4, "what")
    if what == 0:
        del lines[k]
    elif what == 1:
        lines.insert(other, lines[k])
    elif what == 2:
        lines[k], lines[other] = lines[other], lines[k]
    else:
        lines[k] = b" " * (1 + draw(4, "indent")) + lines[k]
    return b"\n".join(lines)


def _byte(content: bytes, draw: Draw) -> bytes:
    """Change, drop or add a byte."""
    k, what, new = draw(len(content) + 1, "byte"), draw(3, "what"), bytes([draw(256, "new")])
    return content[:k] + (new if what else b"") + content[k + (what != 2) :]


def _cut(content: bytes, draw: Draw) -> bytes:
    return content[: draw(len(content) + 1, "end")]


def _noise(content: bytes, draw: Draw) -> bytes:
    return bytes(draw(256, "noise", k) for k in range(draw(60, "long")))


MUTATIONS: dict[str, Callable[[bytes, Draw], bytes]] = {
    "another token": _token, "another number": _number, "a word of elsewhere": _other, "lines": _lines, "a byte": _byte,
    "tokens": lambda content, draw: _token(_token(content, draw), lambda below, *more: draw(below, "again", *more)),
    "a cut": _cut, "noise": _noise,
}  # fmt: skip
