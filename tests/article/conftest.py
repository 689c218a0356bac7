"""The command line and a folder of runs, as the tests of the command line have them."""

from __future__ import annotations

from tests.cli.conftest import demerit, empty, made, workshop

__all__ = ["demerit", "empty", "made", "workshop"]
