"""The compiler of loops: what it refuses, with the line; what Python means by a number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.base.how_many import how_many
from demerit.base.loom import Fixed, Loop
from demerit.base.loom_source import coded
from demerit.base.native import Bound
from demerit.base.translate_frames import CannotCompile
from tests.base.looms import Seen, ran


def function_of(*lines: str) -> Any:
    """Give ``each(i, seen)`` with some lines."""
    scope: dict[str, Any] = {"np": np, "how_many": how_many}
    exec(coded("written here", "\n".join(("def each(i, seen):", *(f"    {line}" for line in lines)))), scope)
    return scope["each"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("seen.a[i] = [1, 2][0]", "cannot work this out: [1, 2]"), ("raise ValueError", "cannot do this: raise"),
        ("seen.a[i] = print(i)", "cannot call print"), ("seen.a[i] = nobody", "nothing called 'nobody'"),
        ("seen.c[i] = 1", "Seen has no field 'c'"), ("seen.a[i, i] = 1", "an array of 1 place is asked for 2"),
        ("for x in range(9, 0, -1):\n        seen.a[i] = x", "upwards"), ("seen.a[:] = 1", "one element"),
        ("x = np.uint64(i)\n    x = -i", "signed here and unsigned there"), ("seen.a[i] = later", "'later'"),
        ("seen.a[i] = np.uint64(seen.a[i]) < seen.b[i]", "say int(...)"), ("a, b = i, i, i", "2 things"),
        ("seen.a[i] = (1, 2)[5]", "no item 5"), ("seen.a[i] = i ** 2", "Pow"), ("x = seen\n    x = i", "forms"),
    ],
)
def test_what_a_loop_cannot_do_is_refused_with_its_line(line: str, why: str) -> None:
    seen = Seen(np.zeros(3, np.int64), np.zeros(3, np.int64))
    with pytest.raises(CannotCompile) as refused:
        _ = Bound(Loop("refused", function_of("seen.a[i] = 0", line), {"seen": Fixed(seen)})).addresses
    said = str(refused.value)
    assert why in said and 'File "<loop of written here>", line ' in said, said


@pytest.mark.parametrize(
    "lines",
    [
        ("x = 7", "for x in range(i):", "    if x == 2:", "        break", "seen.a[i] = x"),
        ("k = 100", "for k in range(i, i):", "    seen.b[0] += 1", "seen.a[i] = k"),
        ("n = 0", "for t in range(5):", "    if t == 1:", "        continue", "    n = n * 10 + t", "seen.a[i] = n"),
        ("for k, x in enumerate((3, 5, i)):", "    if x == 5:", "        continue", "    seen.a[i] += k * x"),
        ("for x in seen.b:", "    seen.a[i] += x * i", "    if x > 3:", "        return"),
        ("seen.a[i] = (i - 3) // 2 * 100 + (i - 3) % 2 + (i - 3) // -2 * 10000 + (3 - i) % -4",),
        ("seen.a[i] = 1 if 0 < i <= 2 < 3 else (5 if i not in (0, 4) else 6)",),
        ("n = i", "while n % 7 != 3 and n < 50:", "    n += 4", "seen.a[i] = n"),
        ("seen.a[i] = seen.b[-1] + seen.b[i - 2] + (3, 4, 5)[i % 3]",),
        ("x = seen.b[1:3] if i > 2 else seen.b[2:4]", "seen.a[i] = x[0] * 10 + len(x)"),
        ("seen.a[i] = int(np.rint(i / 2)) + int(np.sqrt(float(i))) + abs(2 - i) + max(i, 2, 3) + min((i, 1))",),
        ("w = np.uint32((i + 1) * 2654435769 & 0xFFFFFFFF)", "seen.b[i] = int(w << np.uint32(7 * i))",
         "seen.a[i] = int(w >> np.uint32(i + 3)) + int((w >> np.uint32(31 - i)) & np.uint32(1))"),
        ("x = np.int32(100000007 * (i - 2))", "y = x << np.int32(i + 2)", "seen.b[i] = int(y)",
         "seen.a[i] = int(x >> np.int32(i + 1)) * 3 + int(y >> np.int32(31 - i)) + (y < x)"),
        ("seen.a[i] = how_many(seen.b[i]) * 1000 + how_many(-1 - i) * 10 + how_many((1 << 62) - 1 - i)",),
        ("t = (i, True)", "seen.a[i] = t[0] + t[1] + (i > 2) + int(not i) + bool(i) + (~i & 7)"),
    ],
)
def test_it_means_what_python_means(lines: tuple[str, ...]) -> None:
    found = []
    for k in range(2):
        seen = Seen(np.zeros(5, np.int64), np.arange(2, 7))
        ran("meaning", function_of(*lines), {"seen": Fixed(seen)})[k](0, 5, 0)
        found.append([seen.a.tolist(), seen.b.tolist()])
    assert found[0] == found[1]
    assert any(found[0][0])


def test_a_text_that_changed_since_it_was_loaded_is_refused() -> None:
    """The code that is compiled is the code that was loaded, never what stands in the file meanwhile."""
    each = function_of("seen.a[i] = 1")
    function_of("seen.a[i] = 2")
    seen = Seen(np.zeros(3, np.int64), np.zeros(3, np.int64))
    with pytest.raises(CannotCompile, match="start again"):
        _ = Bound(Loop("changed", each, {"seen": Fixed(seen)})).addresses
