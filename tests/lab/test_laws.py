"""Law in Python: read, changed with every check, and run as it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import demerit
from demerit.errors import InputError, LawError, UnknownName
from demerit.law import scheme_hash

SMALL: dict[str, Any] = {"recipe": "village", "people": 80, "weeks": 8}


def test_a_change_is_the_law_that_a_command_line_would_give() -> None:
    """By the same hash, and the same life."""
    changed = demerit.change("article_2015", reforms=["no_tale"], settings={"moral_weight": 0.4})
    order = demerit.order("article_2015+no_tale", settings={"moral_weight": 0.4}, **SMALL)
    assert scheme_hash(changed) == demerit.live(order).about.scheme["hash"]
    assert demerit.live(changed, **SMALL).about.digest == demerit.live(order).about.digest
    assert demerit.load_scheme("article_2015+no_tale") == demerit.change("article_2015", reforms=["no_tale"])


def test_the_scheme_that_is_changed_stays_as_it_was() -> None:
    """And a change is seen in what comes of it."""
    scheme = demerit.load_scheme("article_2015")
    before = scheme_hash(scheme)
    milder = demerit.change(scheme, settings={"rule.dissenting_post": 0})
    assert scheme_hash(scheme) == before != scheme_hash(milder)
    one, other = demerit.live(scheme, **SMALL), demerit.live(milder, **SMALL)
    assert one.about.digest == demerit.live("article_2015", **SMALL).about.digest
    assert other.about.scheme["hash"] == scheme_hash(milder) != one.about.scheme["hash"]


def test_numbers_of_citizens_turn_beside_a_changed_law() -> None:
    """As `settings` of `live`."""
    scheme = demerit.load_scheme("article_2015")
    turned = demerit.live(scheme, settings={"learn.forget": 3}, **SMALL)
    assert turned.about.digest == demerit.live("article_2015", settings={"learn.forget": 3}, **SMALL).about.digest
    with pytest.raises(UnknownName, match="moral_weight"):
        demerit.live(scheme, settings={"moral_weight": 0.4}, **SMALL)


def test_what_is_wrong_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the terminal would."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownName, match="Did you mean"):
        demerit.change("article_2015", settings={"rule.disenting_post": 0})
    with pytest.raises(LawError):
        demerit.change("article_2015", settings={"moral_weight": 400})
    with pytest.raises(UnknownName, match="Did you mean 'article_2015'"):
        demerit.load_scheme("article_2051")
    with pytest.raises(InputError, match="3 is no scheme"):
        demerit.load_scheme(3)  # type: ignore[arg-type]
