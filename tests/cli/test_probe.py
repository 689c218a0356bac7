"""`demerit probe`: what it takes, what it tells, what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.lab.probing.parts import Effect, Parts, Share
from demerit.lab.probing.placebos import Placebo, Placebos
from tests.cli.conftest import Call
from tests.cli.test_json import held

TINY = ("--people", "60", "--weeks", "8", "--seeds", "1")


def test_societies_are_told_as_data_and_in_a_table(demerit: Call, empty: Path) -> None:
    words = ("probe", "societies", "article_2015", "--recipes", "village,blocks", *TINY)
    told = demerit(*words, "--json").told
    held("probe", told)
    assert told["societies"] == {"village": 60, "blocks": 60} and told["b"] == "null" and told["graphs"] == []
    shown = demerit(*words)
    assert "village" in shown.out and "weeks in dissent" in shown.out and "No graph of real people" in shown.err


SHARES = tuple(Share(part, -1.0, -1.5, -0.5, 0.5, 0.2, 0.8, 0.0, -2.0) for part in ("tale", "gates"))
PARTS = Parts("mine+half", ("tale", "gates"), 100, 8, 2, 1, {"none": ["a", "b"]}, (
    Effect("silence.dissent.rate", "per 1,000 adult-weeks", 8.0, 6.0, -2.0, -2.5, -1.5, 8.5, SHARES),
    Effect("degree.mean", "ties", 8.0, 8.5, 0.5, None, None, None, SHARES),
))  # fmt: skip
LOUD = Placebos("mine", 100, 8, 4, 1, ({"dissenting_post": "shop.games"},), (
    Placebo("law", "the law", 200, 50, 40, -0.3, -0.4, -0.2, 7), Placebo("labels", "its own runs", 190.5, 9.5, 0.1),
))  # fmt: skip


def test_parts_and_placebos_hold_their_published_form(demerit: Call, empty: Path,
                                                      monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("demerit.lab.probing.parts.factorial_of", lambda order, **asked: PARTS)
    monkeypatch.setattr("demerit.lab.probing.placebos.placebos", lambda order, **asked: LOUD)
    for what in ("parts", "placebos"):
        held("probe", demerit("probe", what, "article_2015", "--json").told)
    shown = demerit("probe", "parts", "article_2015", "--seeds", 4)
    assert "tale: news of the law" in shown.out and "50.0 %" in shown.out and "sum to the whole" in shown.err
    shown = demerit("probe", "placebos", "article_2015")
    assert "50 (25.0%)" in shown.out and "shop.games by dissenting_post" in shown.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("parties", "article_2015"), "Did you mean 'parts'"),
        (("parts", "article_2015", "--against", "zhima_2015"), "--against goes with demerit probe societies"),
        (("parts", "article_2015", "--measure", "degree"), "--measure goes with"),
        (("societies", "article_2015", "--recipe", "village"), "--recipes village,towns"),
        (("societies", "article_2015", "--recipes", "vilage"), "Did you mean 'village'"),
        (("placebos", "article_2015", "--seeds", "2"), "give 4 or more"),
        (("placebos", "null"), "counts 0 deeds of speech"),
    ],
)
def test_what_goes_with_another_probe_is_refused(words: tuple[Any, ...], said: str, demerit: Call, empty: Path) -> None:
    refused = demerit("probe", *words)
    assert refused.status == 2 and said in refused.err and not list(empty.iterdir())
