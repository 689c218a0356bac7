"""The catalogues say the same things in every language, and pages ask for nothing that they lack."""

from __future__ import annotations

import re

import pytest

from demerit.app import words
from demerit.app.words import LANGUAGES, Words, catalogue, untranslated
from demerit.errors import UnknownName
from tests.house import PACKAGE

PAGES = PACKAGE / "app" / "pages"
ASKED = re.compile(r"""\bt\(\s*["'`]([a-z_]+(?:\.[a-zA-Z0-9_]+)+)["'`]""")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_the_same_places(language: str) -> None:
    assert untranslated(language) == []


def test_a_text_that_is_missing_or_has_other_places_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check must be seen to fail once."""
    told = {"en": {"a": "x", "b": "{n} y", "c": "z"}, "zh-Hans": {"b": "y", "c": "z", "d": "w"}}
    monkeypatch.setattr(words, "catalogue", told.__getitem__)
    assert [(gap.key, gap.why) for gap in untranslated("zh-Hans")] == [
        ("a", "missing"), ("b", "places differ: n"), ("d", "left over")
    ]  # fmt: skip


def test_every_key_that_a_page_asks_for_is_there() -> None:
    known = catalogue("en")
    files = [path for path in PAGES.rglob("*") if path.suffix in (".js", ".j2") and "vendored" not in path.parts]
    asked = {(path.name, key) for path in files for key in ASKED.findall(path.read_text(encoding="utf-8"))}
    assert [(name, key) for name, key in sorted(asked) if key not in known] == []


def test_a_number_chooses_the_form() -> None:
    english = Words()
    assert (english("shared.weeks", n=1), english("shared.weeks", n=1300)) == ("1 week", "1,300 weeks")
    assert Words("zh-Hans")("shared.weeks", n=1) == "1 周"


def test_a_language_that_the_pages_do_not_speak_is_refused() -> None:
    with pytest.raises(UnknownName, match="zh-Hans"):
        catalogue("zh-Hant")
