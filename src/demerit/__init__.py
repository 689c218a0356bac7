"""A laboratory for social scoring: schemes as sourced data, over societies of synthetic people."""

from importlib.metadata import PackageNotFoundError, version

from demerit.base.compiled import keep_compiled

try:
    __version__ = version("demerit")
except PackageNotFoundError:  # run from a tree that was never installed
    __version__ = "0.0.0"

__all__ = ["__version__"]

keep_compiled()
