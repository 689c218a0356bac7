"""A real browser plays: the beginning of a story, and a class of three telephones and a teacher."""

from __future__ import annotations

import re
import time
from pathlib import Path

from tests.app.browsers import Watched, browser, served, soon


def test_a_story_begins_in_a_browser(tmp_path: Path) -> None:
    """By keyboard alone, at 320 pixels, in the dark; nothing is asked for outside, axe-core finds nothing serious."""
    with browser() as on, served("play", "--people", "2000", "--weeks", "12", keep=tmp_path) as lines:
        home = lines[0].removesuffix("/play")
        watched = Watched(on, 320, 640, color_scheme="dark")
        page, began = watched.page, time.monotonic()
        page.goto(lines[0])
        page.wait_for_selector(".persons button")
        assert watched.bytes <= 150_000, watched.bytes
        assert watched.faults() == []
        page.focus(".persons button >> nth=0")
        page.keyboard.press("Enter")
        page.wait_for_selector(".dial")
        page.focus(".choices summary >> nth=0")
        page.keyboard.press("Enter")
        page.focus("input[name=speak] >> nth=0")
        for _ in range(5):
            page.keyboard.press("ArrowDown")
        assert soon(lambda: "dissent" in page.inner_text(".choices summary >> nth=0"))
        assert time.monotonic() - began < 10, "the first choice is made within ten seconds"
        assert watched.faults() == [] and watched.too_wide() <= 0
        page.focus(".bar .first")
        page.keyboard.press("Enter")
        page.wait_for_selector(".passed")
        assert "dissent" in page.inner_text(".passed")
        assert soon(lambda: "score" in page.inner_text("#said").lower())
        for badge in page.query_selector_all(".ledger li"):
            assert badge.query_selector(".badge") or "started" in badge.inner_text()
        score = page.text_content(".dial .score")
        assert not re.search(r"[a-z](\d+ points? short|open to you)", page.text_content(".gates") or "")
        page.reload()
        page.wait_for_selector(".dial")
        assert page.text_content(".dial .score") == score
        page.click("text=End here")
        page.wait_for_selector("pre")
        assert "--choices" in page.inner_text("pre")
        assert watched.faults() == [] and watched.too_wide() <= 0
        assert (watched.outside(home), watched.wrong) == ([], [])
        page.evaluate("document.body.append(document.createElement('img'))")
        assert watched.faults(), "a check must be seen to fail"


def test_a_class_of_three_telephones_and_a_teacher(tmp_path: Path) -> None:
    with browser() as on, served("class", "--people", "2000", "--weeks", "4", keep=tmp_path) as lines:
        said = "\n".join(lines)
        teachers = said.split("Teacher: ")[1].split()[0]
        pupils = said.split("Pupils:")[1].split()[0]
        home = pupils.split("/class")[0]
        teacher = Watched(on, 1280, 800)
        teacher.page.goto(teachers)
        teacher.page.wait_for_selector(".walls")
        assert "teacher=" not in teacher.page.url
        phones = []
        for name in ("Ann", "Bo <b>", "陈"):
            phone = Watched(on)
            phone.page.goto(pupils)
            phone.page.fill("#nickname", name)
            if not phones:
                assert phone.faults() == []
            phone.page.click("button.first")
            phone.page.wait_for_selector(".dial")
            phones.append(phone)
        assert soon(lambda: "Bo <b>" in teacher.page.inner_text(".pupils"))
        first = phones[0].page
        first.click(".choices summary >> nth=0")
        first.click("label:has-text('dissent')")
        assert soon(lambda: "dissent" in first.inner_text(".choices summary >> nth=0"))
        teacher.page.click("text=One week now")
        first.wait_for_selector(".passed")
        assert phones[0].faults() == [] and teacher.faults() == []
        teacher.page.click("text=Show on the wall")
        teacher.page.wait_for_selector(".wall")
        assert teacher.faults() == [] and teacher.too_wide() <= 0
        teacher.page.click("text=Back")
        for week in (3, 4):
            teacher.page.click("text=One week now")
            assert soon(lambda week=week: f"Week {week}" in teacher.page.inner_text("header"))
        phones[2].page.wait_for_selector("pre")
        teacher.page.wait_for_selector("text=Save the table")
        assert phones[2].faults() == [] and teacher.faults() == []
        for watched in (teacher, *phones):
            assert (watched.outside(home), watched.wrong) == ([], [])
