"""The catalogues say the same things in every language, and pages ask for nothing that they lack."""

from __future__ import annotations

import re

import pytest
from markupsafe import escape

from demerit.app import words
from demerit.app.article import Pages
from demerit.app.words import LANGUAGES, NOT_REVIEWED, Words, beside, catalogue, untranslated
from demerit.engine.steps.gate_law import ORIGINS
from demerit.errors import UnknownName
from demerit.lab.headlines import HEADLINES
from demerit.lab.listing import schemes_of
from demerit.law import load
from demerit.society.citizens import EDUCATIONS, OCCUPATIONS
from demerit.society.places import PROVINCES
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
    assert [(one.key, one.own, one.why) for part in beside("zh-Hans").values() for one in part] == [
        ("a", "", "missing"), ("b", "y", "places differ: n"), ("c", "z", ""), ("d", "w", "left over")
    ]  # fmt: skip


def test_every_key_that_a_page_asks_for_is_there() -> None:
    known = catalogue("en")
    files = [path for path in PAGES.rglob("*") if path.suffix in (".js", ".j2") and "vendored" not in path.parts]
    asked = {(path.name, key) for path in files for key in ASKED.findall(path.read_text(encoding="utf-8"))}
    assert [(name, key) for name, key in sorted(asked) if key not in known] == []


def test_what_the_law_and_the_tables_name_has_a_text() -> None:
    """Pages ask for these by names of data, so no search for keys finds them."""
    known = catalogue("en")
    played = [load(name) for name in ("article_2015", "zhima_2015")]
    asked = {f"named.{kind}.{name}" for scheme in played for kind, parts in (
        ("rule", scheme.rules), ("gate", scheme.gates), ("register", scheme.registers)) for name in parts}
    people = {"occupation": OCCUPATIONS, "education": EDUCATIONS, "origin": ORIGINS, "province": PROVINCES}
    asked |= {f"named.{kind}.{name}" for kind, names in people.items() for name in names}
    assert sorted(asked - known.keys()) == []
    same = {f"named.scheme.{scheme.name}": scheme.title for scheme in schemes_of()}
    same |= {f"named.section.{section}": section for section in HEADLINES}
    same |= {f"named.row.{row.name}": row.says for rows in HEADLINES.values() for row in rows}
    assert {key: known.get(key) for key in same} == same


def test_a_number_chooses_the_form() -> None:
    english = Words()
    assert (english("shared.weeks", n=1), english("shared.weeks", n=1300)) == ("1 week", "1,300 weeks")
    assert Words("zh-Hans")("shared.weeks", n=1) == "1 周"


def test_a_language_that_the_pages_do_not_speak_is_refused() -> None:
    with pytest.raises(UnknownName, match="zh-Hans"):
        catalogue("zh-Hant")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_every_text_and_marks_what_nobody_reviewed(language: str) -> None:
    page = Pages(language).page("translation.html")
    every = [one for part in beside("zh-Hans").values() for one in part]
    assert len(every) == len(catalogue("en")) and NOT_REVIEWED == ("zh-Hans",)
    assert all(f"<code>{one.key}</code>" in page and escape(one.own) in page for one in every)
    assert page.count('class="badge plain"') == len(every)
    assert 'href="translation.html"' in Pages(language).page("about.html")


def test_the_page_shows_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {key: text for key, text in catalogue("zh-Hans").items() if key != "shared.why"}
    real = catalogue
    monkeypatch.setattr(words, "catalogue", lambda language: without if language == "zh-Hans" else real(language))
    page = Pages("en").page("translation.html")
    shown = page.split('<ul class="wrong">')[1].split("</ul>")[0]
    assert "shared.why" in shown and "missing" in shown and page.count('class="badge plain"') == len(without)
