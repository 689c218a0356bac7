"""A real browser compares two worlds, opens the link that it gives, and reads the article."""

from __future__ import annotations

import zipfile
from pathlib import Path

from demerit.app.article import Pages
from demerit.app.article_folder import write
from tests.app.browsers import Watched, browser, served

SMALL = "recipe=village&people=200&weeks=8&seed=3"


def test_a_comparison_is_run_in_a_browser_and_its_link_gives_the_same(tmp_path: Path) -> None:
    """Nothing is asked for outside, axe-core finds nothing serious, nothing scrolls sideways at 320 pixels."""
    with browser() as on, served("app", keep=tmp_path) as lines:
        home = next(line for line in lines if line.startswith("http")).rstrip("/")
        watched = Watched(on, 1280, 900)
        page = watched.page
        page.goto(f"{home}/laboratory?{SMALL}")
        page.wait_for_selector("button.first")
        assert watched.bytes <= 150_000, watched.bytes
        assert watched.faults() == []
        page.click("button.first")
        page.wait_for_selector("#differences")
        page.focus("a.node >> nth=0")
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog .ledger")
        assert watched.faults() == []
        page.keyboard.press("Escape")
        link, digest = page.get_attribute("#link", "href"), page.inner_text("#digest-a")
        small = Watched(on, 320, 640, color_scheme="dark")
        small.page.goto(link)
        small.page.wait_for_selector("[role=status].notice")
        assert "kept its promise" in small.page.inner_text("[role=status].notice")
        assert small.page.inner_text("#digest-a") == digest
        assert small.faults() == [] and small.too_wide() <= 0
        assert small.page.evaluate("document.querySelector('caption').clientWidth") > 200, "it is as wide as its table"
        small.page.fill("label:has-text('Seed') input", "4")
        small.page.click("button.first")
        small.page.wait_for_function("d => (document.querySelector('#digest-a')?.innerText ?? d) !== d", arg=digest)
        assert small.page.query_selector("[role=status].notice") is None, "the link said nothing of another seed"
        small.page.goto(f"{home}/")
        small.page.wait_for_selector("a[href^='/article']")
        small.page.goto(f"{home}/article/zh-Hans/statements/E03.html")
        assert small.faults() == [] and small.too_wide() <= 0
        for one in (watched, small):
            assert (one.outside(home), one.wrong) == ([], [])


def test_a_scheme_that_was_written_in_the_page_travels_in_the_link(tmp_path: Path) -> None:
    """Another server, which never saw it, gives the same worlds; what was damaged on the way is told."""
    with browser() as on:
        with served("app", keep=tmp_path) as lines:
            home = next(line for line in lines if line.startswith("http")).rstrip("/")
            watched = Watched(on, 1280, 900)
            page = watched.page
            page.goto(f"{home}/laboratory?{SMALL}&b=null")
            page.click(".writer > summary")
            page.select_option(".writer select", "zhima_2015")
            page.wait_for_selector(".writer .rise")
            page.fill(".writer textarea", page.input_value(".writer textarea") + "\n# 我的\n")
            page.click(".writer button:has-text('Take it'):enabled")
            page.wait_for_function("document.querySelector('.ask select').value.startsWith('own_')")
            page.click(".ask button.first")
            page.wait_for_selector("#link")
            assert watched.faults() == []
            link, digest = page.get_attribute("#link", "href") or "", page.inner_text("#digest-a")
            assert "./own_" in page.inner_text("#command") and "/tmp" not in page.inner_text("pre#python")
            with page.expect_download() as saved:
                page.click("a[download][href$='.zip']")
            saved.value.save_as(tmp_path / "own.zip")
            assert (watched.outside(home), watched.wrong) == ([], [])
            watched.context.close()
        with zipfile.ZipFile(tmp_path / "own.zip") as pack:
            pack.extractall(tmp_path / "files")
        (own,) = (tmp_path / "files").iterdir()
        with served("app", keep=tmp_path / "other") as lines:
            other = next(line for line in lines if line.startswith("http")).rstrip("/")
            fresh = Watched(on, 390, 844)
            fresh.page.goto(link.replace(home, other))
            fresh.page.wait_for_selector("[role=status].notice")
            assert "kept its promise" in fresh.page.inner_text("[role=status].notice")
            assert fresh.page.inner_text("#digest-a") == digest
            head, packed = link.replace(home, other).split("#")
            name, text = packed.split("=")
            for wrong, said in ((f"{name}={text[:-9]}", "damaged"), (f"own_{'0' * 16}={text}", "not the one")):
                fresh.page.goto("about:blank")
                fresh.page.goto(f"{head}#{wrong}")
                assert said in fresh.page.inner_text("[role=alert]")
            fresh.page.click(".writer > summary")
            fresh.page.set_input_files(".writer input[type=file]", own)
            fresh.page.wait_for_selector(".writer .rise")
            fresh.page.click(".writer button:has-text('Take it'):enabled")
            assert fresh.page.input_value(".ask select >> nth=0") == own.name == name
            assert (fresh.outside(other), fresh.wrong) == ([], [])


def test_whoever_is_not_on_the_machine_enters_the_laboratory_with_its_code(tmp_path: Path) -> None:
    with browser() as on, served("app", "--address", "http://play.example.org", keep=tmp_path) as lines:
        said = "\n".join(lines)
        code = said.split("need the code ")[1][:6]
        home = said.split("Teacher: ")[1].split("/class")[0].strip()
        watched = Watched(on, 1280, 900)
        page = watched.page
        page.goto(f"{home}/laboratory")
        for given, after in (("XXXXXX", "text=That is not the code"), (code.lower(), ".ask button.first")):
            page.fill("#code", given)
            page.click("button.first")
            page.wait_for_selector(after)
        assert page.query_selector("#code") is None and page.query_selector("[role=alert]") is None
        page.select_option(".writer select", "null", force=True)
        page.wait_for_selector(".writer .rise", state="attached")
        page.reload()
        page.wait_for_selector(".ask button.first")
        assert watched.faults() == []
        assert {line for line in watched.wrong if "403" not in line} == set()


def test_the_article_reads_well_from_a_disk(tmp_path: Path) -> None:
    pages = Pages(runs=tmp_path)
    rooms = [name for name in pages.names() if "/" not in name]
    write(tmp_path / "article", [*rooms, "statements/E03.html"], pages.page)
    with browser() as on:
        for width, scheme in ((320, "dark"), (1440, "light")):
            watched = Watched(on, width, 800, color_scheme=scheme)
            for name in ("index.html", "fact-check.html", "claims.html", "translation.html", "statements/E03.html"):
                watched.page.goto((tmp_path / "article" / name).as_uri())
                watched.page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
                assert watched.faults() == [] and watched.too_wide() <= 0, name
            assert (watched.outside("file:"), watched.wrong) == ([], [])
