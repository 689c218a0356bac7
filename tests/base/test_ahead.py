"""What makes loops fast and changes nothing: memory asked for ahead of time, and what nobody writes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.base.ahead import TOGETHER
from demerit.base.bit_column import BitColumn
from demerit.base.compiling import key_of, text_of
from demerit.base.loom import Ahead, Fixed, Loop, Told
from demerit.base.loom_source import coded
from demerit.base.native import Bound
from demerit.base.translate_frames import CannotCompile
from tests.base.looms import Seen, ran


def test_memory_that_is_asked_for_ahead_changes_nothing() -> None:
    """Of whom a column names, of ties, in plain arrays and shared words, a last block that is short, and -1: the same
    as without; and the compiled loop does ask."""

    def each(i, start, seen):  # type: ignore[no-untyped-def]
        for t in range(start[i], start[i + 1]):
            seen.a[i] += seen.b[t]

    n = 2 * TOGETHER + 9
    start, named = np.arange(n + 1) * 2, np.arange(2 * n) % 7 - 1
    shared = BitColumn(np.zeros(n, np.uint32), 3, 5)
    ahead = (Ahead(named, (np.zeros(n, np.int16), shared), start), Ahead(shared, (named,)))
    found = []
    for also in ((), ahead):
        seen = Seen(np.zeros(n, np.int64), named)
        parts: dict[str, Any] = {"start": Told(start), "seen": Fixed(seen)}
        for run in ran("ahead", each, parts, ahead=also):
            run(0, n, 0)
        found.append(seen.a.tolist())
        loop = Loop("ahead", each, parts, ahead=also)
        assert text_of(loop, key_of(loop)).count("call void @llvm.prefetch") == (3 if also else 0)
    assert found[0] == found[1]
    assert any(found[0])
    with pytest.raises(ValueError, match="row by row"):
        Loop("ahead", each, parts, whole=True, ahead=ahead)


def test_what_is_told_is_never_written() -> None:
    """A loop that would write a law is refused; so is one that would add to it."""
    for line in ("law[i] = i", "law[i] += 1"):
        scope: dict[str, Any] = {}
        exec(coded("told", f"def each(i, law):\n    {line}\n"), scope)
        with pytest.raises(CannotCompile, match="nobody writes"):
            _ = Bound(Loop("told", scope["each"], {"law": Told(np.zeros(3, np.int64))})).addresses
