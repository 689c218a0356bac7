"""What a newcomer sees: what this is, four things to try; and the versions of the parts."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import demerit

PARTS = (
    "llvmlite",
    "numpy",
    "polars",
    "pydantic",
    "ruamel.yaml",
    "typer",
    "rich",
    "altair",
    "vl-convert-python",
    "pyarrow",
    "numba",
)

WELCOME = """\
demerit: a laboratory for social scoring.

It puts a scoring scheme, written as sourced data, over a synthetic society,
lets years pass, and shows what becomes of people: who falls silent, who loses
friends, who is locked out. Nobody in it is real; nothing in it is a forecast.

Four things to try:

  demerit run article_2015           10,000 people under the article's scheme
  demerit explain last 4217          why this citizen has the score they have
  demerit compare article_2015 null  the same people with and without the scheme
  demerit report last                all of it on one page, with its evidence

`demerit --help` names every verb; `demerit list schemes` shows what can be run.
"""


def welcome() -> None:
    """Say what this is."""
    print(WELCOME, end="")


def versions() -> None:
    """Print the versions of the parts that decide a run, and of those that draw its report."""
    import platform

    print(f"demerit {demerit.__version__}")
    print(f"python {platform.python_version()}")
    for part in PARTS:
        try:
            print(f"{part} {version(part)}")
        except PackageNotFoundError:
            print(f"{part} not installed")
