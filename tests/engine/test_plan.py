"""One more plan of a scheme that is known: nothing is parsed, and nothing is compiled, again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.base import machine
from demerit.engine.plan import Plan
from demerit.engine.run import Run
from demerit.lab.order import Order, scheme_of
from demerit.law.reading import parsed
from demerit.society import make

WAYS = (
    {"settings": (("learn.forget", "3"),)}, {"settings": (("moral_weight", "0.5"), ("rule.bill_late", "-9"))},
    {"reforms": ("no_outsiders",)},
)


@pytest.mark.parametrize("more", WAYS)
def test_one_more_plan_is_no_new_work(more: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Knobs and reforms turn numbers: files are not parsed, loops are not compiled, and a run can begin."""
    society = make("village", 120, 1)
    first = Plan(*scheme_of(Order("article_2015")))
    _live(first, society)
    parsed_files: list[Path] = []
    compiled: list[str] = []
    monkeypatch.setattr(parsed, "load", lambda *given, **named: parsed_files.append(given[0]))
    made = machine.made

    def noted(text: str, *given: Any, **named: Any) -> Any:
        compiled.append(text)
        return made(text, *given, **named)

    monkeypatch.setattr(machine, "made", noted)
    plan = Plan(*scheme_of(Order("article_2015", **more)))
    _live(plan, society)
    assert parsed_files == [] and compiled == []
    assert (plan.scheme, plan.values) != (first.scheme, first.values)


def _live(plan: Plan, society: Any) -> None:
    run = Run(plan.scheme, society, weeks=8, threads=1, plan=plan)
    for _ in run.weeks():
        pass
    run.close()
