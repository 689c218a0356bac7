"""What `check` says of a reform: what it changes, what it puts to rest, what it writes in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.lab.checking import check_named, check_reform

HEAD = "summary: A change.\nwhy: To see.\n"


@pytest.fixture
def reforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of one's own reforms."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "schemes" / "reforms"
    folder.mkdir(parents=True)
    return folder


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    return file


def test_a_reform_names_the_schemes_that_it_changes() -> None:
    found = check_reform("no_classrooms")
    assert (found.mistakes, found.idle) == ((), ())
    assert found.changes == {"article_2015": (), "state_outline_2014": ()}


def test_a_reform_names_what_it_puts_to_rest() -> None:
    assert "rules dissenting_post" in check_reform("credit_only").changes["article_2015"]


def test_points_of_nought_switch_a_rule_off_on_purpose(reforms: Path) -> None:
    written(reforms, "off", "points: {dissenting_post: 0}\n")
    found = check_reform("off")
    assert found.idle == ()
    assert found.changes == {"article_2015": ("rules dissenting_post",)}


@pytest.mark.parametrize("by_path", [False, True])
def test_a_reform_that_changes_nothing_says_so(by_path: bool, reforms: Path) -> None:
    file = written(reforms, "same", "points: {dissenting_post: -8}\n")
    found = check_named(str(file)) if by_path else check_reform("same")
    assert (found.mistakes, found.changes) == ((), {})
    assert len(found.idle) == 1
    assert "same.yaml:1:1: this reform changes nothing in article_2015" in found.idle[0]


def test_what_a_reform_writes_in_vain_is_named(reforms: Path) -> None:
    written(reforms, "vain", "set: {rules.dissenting_post.when: speak.dissent, rules.dissenting_post.per: 300}\n")
    found = check_reform("vain")
    assert found.mistakes == ()
    assert any("rules.dissenting_post: this rule can never act" in one and "Lower `per`" in one for one in found.idle)


def test_a_reform_that_fits_no_scheme_is_a_mistake(reforms: Path) -> None:
    written(reforms, "none", "points: {no_such_rule: -8}\n")
    found = check_reform("none")
    assert found.mistakes and not found.changes
    assert "no rule called 'no_such_rule'" in found.mistakes[0]


def test_a_scheme_of_ones_own_that_is_broken_is_no_fault_of_a_reform(reforms: Path) -> None:
    (reforms.parent / "torn").mkdir()
    (reforms.parent / "torn" / "scheme.yaml").write_text("title: [\n", encoding="utf-8")
    assert check_reform("no_classrooms").mistakes == ()
