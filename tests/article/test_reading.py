"""Mistakes in the article's files are all found at once, each with its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from demerit.article import read
from demerit.article.load import HERE
from demerit.errors import LawError

Breaks = Callable[[str, str, str], list[str]]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the article's files that anybody may break."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "copy"
    folder.mkdir()
    for file in HERE.glob("*.yaml"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def broken(copy: Path) -> Breaks:
    """Give a function that replaces a text in a file and gives the mistakes found."""

    def found(file: str, old: str, new: str) -> list[str]:
        path = copy / file
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(LawError) as error:
            read(copy)
        return list(error.value.mistakes)

    return found


def place(file: str, text: str) -> str:
    """Give ``file:line`` of the first line that holds a text."""
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    return f"copy/{file}:{next(k for k, line in enumerate(lines, 1) if text in line)}:"


def test_the_copy_is_read(copy: Path) -> None:
    assert len(read(copy).statements) == 141


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  status: modelled\n", "  status: modeled\n", "Did you mean 'modelled'?"),
        ("  says: Repeating", "  sais: Repeating", "the key 'sais' is not known here"),
        ("deed:speak.praise", "dead:speak.praise", "points nowhere"),
        ("deed:speak.praise", "deed:", "names nothing"),
        ("reform:no_speech]\n", "to_come:article_2015/loyalty]\n", "it is pending"),
        ("disputed_by: [ant_ft_2017, custer_2015]", "disputed_by: [ant_ft_2071]", "Did you mean 'ant_ft_2017'?"),
        ("disputed_by: [ant_ft_2017, custer_2015]", "disputed_by: []", "needs who disputes it"),
        ("  measure: preference", "  measure: Preference", "is no quantity"),
        ("  question: How much praise becomes insincere?\n", "", "needs a `question`"),
        ("  measure: preference_falsification.praising_opponents\n", "", "`measure` is missing"),
        ("  claim: praise_grows_insincere", "  claim: Praise grows", "is no name of a claim"),
        ("  claim: praise_grows_insincere", "  pending: It is late.", "its status is modelled"),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, says: str, broken: Breaks) -> None:
    mistakes = broken("effects.yaml", old, new)
    assert any(says in mistake for mistake in mistakes), mistakes
    assert all(mistake.startswith("copy/effects.yaml:") for mistake in mistakes)


def test_the_line_is_that_of_the_mistake(broken: Breaks) -> None:
    where = place("effects.yaml", "deed:speak.question")
    (mistake,) = broken("effects.yaml", "deed:speak.question", "statement:E99")
    assert mistake.startswith(where)
    assert "no statement is called 'E99'" in mistake


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("\nB03:\n", "\nB33:\n", "B03 is missing"),
        ("\nB03:\n", "\nB33:\n", "'B33' is no statement of this family (B01 to B10)"),
        ("\nB03:\n", "\nB02:\n", "stands twice"),
    ],
)
def test_a_family_is_whole(old: str, new: str, says: str, broken: Breaks) -> None:
    assert any(says in mistake for mistake in broken("benefits.yaml", old, new))


def test_all_mistakes_come_at_once(broken: Breaks, copy: Path) -> None:
    text = (copy / "tips.yaml").read_text(encoding="utf-8")
    (copy / "tips.yaml").write_text(text.replace("status: modelled", "status: late", 2), encoding="utf-8")
    mistakes = broken("glossary.yaml", "credit_sesame: >-", "credit_sesame:\n  - a list\nother: >-")
    assert {mistake.split(":")[0] for mistake in mistakes} >= {"copy/tips.yaml", "copy/glossary.yaml"}
    assert sum("copy/tips.yaml" in mistake for mistake in mistakes) == 2


def test_a_file_that_nobody_reads_is_named(copy: Path) -> None:
    (copy / "sanction.yaml").write_text("X01: {}\n", encoding="utf-8")
    with pytest.raises(LawError, match=r"nothing of the article is called 'sanction\.yaml'.*Did you mean 'sanctions'"):
        read(copy)


def test_a_file_that_is_missing_is_named(copy: Path) -> None:
    (copy / "tips.yaml").unlink()
    with pytest.raises(LawError, match=r"tips\.yaml"):
        read(copy)
