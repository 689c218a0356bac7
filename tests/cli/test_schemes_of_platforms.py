"""The pages of the platforms' schemes: their own mechanism, and how what was lost comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call

HEALS = {
    "weibo_2012": "all that is missing after 56 days that count, up to 80, from 1 on; a month that took points sets",
    "weibo_2024": "a point after 7 days that count, up to 120; a week counts, as 7 of its days, in which one did",
    "tencent_2018": None,
}
OFF = {"weibo_2012": "one_tariff", "weibo_2024": "silence_heals", "tencent_2018": "never_withdrawn"}


@pytest.mark.parametrize("name", HEALS)
def test_its_page_tells_how_one_recovers(name: str, demerit: Call, empty: Path) -> None:
    page = " ".join(demerit("show", name).out.split())
    own, _, rest = page.partition("What it is")
    assert f"(without it: {OFF[name]})" in own
    ways = rest.partition("How one recovers")[2].partition("Who keeps it")[0]
    assert (HEALS[name] or "half of what was taken") in ways
    assert ("by time" in ways) == (HEALS[name] is not None)


def test_what_is_not_modelled_is_named(demerit: Call, empty: Path) -> None:
    page = " ".join(demerit("show", "weibo_2024").out.split())
    assert "Not modelled yet: A quiz, an online course and charity earn points back" in page
