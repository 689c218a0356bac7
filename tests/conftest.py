"""What all tests share: a small village, a town, the schemes, each made once; code is kept by `base.kept`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from demerit.law import load
from demerit.society import make
from tests.campaigns import TOLD

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

settings.register_profile("small", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("small")


@pytest.fixture(scope="session")
def village() -> Society:
    """A village of 230 people: two places of 200, several circles."""
    return make("village", 230, 7)


@pytest.fixture(scope="session")
def town() -> Society:
    """A society of 2,000 people from all over the country."""
    return make("china_2015", 2000, 11)


@pytest.fixture(scope="session")
def schemes() -> dict[str, Scheme]:
    """The three schemes that every laboratory starts with."""
    return {name: load(name) for name in ("null", "article_2015", "zhima_2015")}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of every campaign."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.getreports(kind)]
    lines = [str(said) for one in reports for name, said in one.user_properties if name == TOLD]
    if lines:
        terminalreporter.section("campaigns")
        for line in sorted(lines):
            terminalreporter.line(line)
