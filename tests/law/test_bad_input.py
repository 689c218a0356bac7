"""Every mistake is said with file, line, column, what, why and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import LawError, UnknownName
from demerit.law import load, new, problems

from .conftest import Breaks
from .mistakes import CASES, DISCOUNT, HEAD, PRAISE
from .names import DEEDS, STATES


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_said_where_it_stands(case: str, broken: Breaks) -> None:
    file, old, text, message = CASES[case]
    found = broken(file, old, text)
    assert any(message in mistake for mistake in found), found
    assert not any("pydantic" in mistake or "Traceback" in mistake for mistake in found)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "town/rules/praise.yaml:1:1: the file is empty"),
        ("# nothing but words\n", "town/rules/praise.yaml:1:1: the file is empty"),
        ("- a\n- b\n", "town/rules/praise.yaml:1:1: the file holds a list"),
        ("just words\n", "town/rules/praise.yaml:1:1: the file holds a single value"),
        ("a: &x {b: *x}\n", "praise.yaml:1:4: anchors (`&name`) are not read"),
        ("1: 2\n", "town/rules/praise.yaml:1:1: the key 1 is no word"),
        ("a: 1\n---\nb: 2\n", "this is no YAML"),
        ("a: \x07\n", "praise.yaml:1:4: the character U+0007 cannot be seen"),
    ],
)
def test_a_file_that_is_no_law_is_said_so(town: Path, text: str, message: str) -> None:
    (town / PRAISE).write_text(text, encoding="utf-8")
    found = problems(town, DEEDS, STATES)
    assert any(message in mistake for mistake in found), found


def test_bytes_that_are_no_text_are_said_so(town: Path) -> None:
    (town / PRAISE).write_bytes(b"\xff\xfe\x00")
    assert any("is no text in UTF-8" in mistake for mistake in problems(town))


def test_the_mistakes_of_all_files_come_at_once_and_in_order(broken: Breaks) -> None:
    broken(PRAISE, "points: 2 ", "ponts: 2 ")
    broken(PRAISE, "treatment: benefit ", "treatment: bonus ")
    broken(DISCOUNT, "at_least: 650", "at_least: 1650")
    found = broken(HEAD, "weight: 60", "weight: 50")
    assert [mistake.split(":")[0] for mistake in found] == [
        "town/gates/discount.yaml",
        "town/gates/discount.yaml",
        "town/rules/praise.yaml",
        "town/rules/praise.yaml",
        "town/rules/praise.yaml",
        "town/scheme.yaml",
    ]


def test_a_misspelt_folder_is_no_silent_absence_of_law(town: Path) -> None:
    (town / "rules").rename(town / "rule")
    assert any("nothing of a scheme is called 'rule'. Did you mean 'rules'" in m for m in problems(town))


def test_a_file_that_would_not_be_read_is_said_so(town: Path) -> None:
    (town / "rules" / "praise.yaml").rename(town / "rules" / "praise.yml")
    assert any("town/rules/praise.yml:1:1: this file is not read" in m for m in problems(town))


def test_a_circle_of_schemes_is_refused(town: Path) -> None:
    Path("schemes").mkdir()
    for name, ground in (("one", "two"), ("two", "one"), ("alone", "alone")):
        new("scheme", name, Path("schemes"))
        head = Path("schemes", name, "scheme.yaml")
        head.write_text(f"extends: {ground}\n" + head.read_text(encoding="utf-8"), encoding="utf-8")
    assert any("in a circle: one -> two -> one" in mistake for mistake in problems("one"))
    assert any("schemes/alone/scheme.yaml:1:10: the scheme extends itself" in m for m in problems("alone"))


def test_an_unknown_scheme_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'article_2015'"):
        load("artcle_2015")


def test_a_folder_without_a_scheme_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"holds a scheme\.yaml"):
        load(tmp_path)


def test_the_error_carries_every_mistake(broken: Breaks, town: Path) -> None:
    found = broken(HEAD, "weight: 60", "weight: 50")
    with pytest.raises(LawError) as caught:
        load(town, DEEDS, STATES)
    assert list(caught.value.mistakes) == found
