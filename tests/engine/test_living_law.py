"""A law that changes while a run lives: where a month begins, and with the parts that the world has columns for."""

from __future__ import annotations

import pytest

from demerit.engine.plan import Plan
from demerit.engine.run import Run
from demerit.errors import InputError
from demerit.law import Scheme
from demerit.society import Society


def test_another_law_comes_with_a_month_and_has_the_same_parts(village: Society, schemes: dict[str, Scheme]) -> None:
    run = Run(schemes["article_2015"], village, weeks=8, threads=1)
    try:
        while run.week < 2:
            run.advance()
        with pytest.raises(InputError, match="where a month begins"):
            run.live_under(run.plan)
        while run.week < 4:
            run.advance()
        with pytest.raises(InputError, match="other gates"):
            run.live_under(Plan(schemes["null"]))
        run.live_under(Plan(schemes["article_2015"]))
        for _ in run.weeks():
            pass
        assert len(run.counted) == 2
        changed = run.digest()
    finally:
        run.close()
    plain = Run(schemes["article_2015"], village, weeks=8, threads=1)
    try:
        for _ in plain.weeks():
            pass
        assert plain.digest() == changed
    finally:
        plain.close()
