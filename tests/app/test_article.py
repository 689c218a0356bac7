"""The article as pages: every statement is there, every link leads somewhere, nothing outside is asked for."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from demerit.app import article_folder
from demerit.app.article import Pages, address, points_of
from demerit.cli import main
from demerit.errors import InputError
from demerit.lab.article import mechanisms, statement, statements

LOADED = {"src", "srcset", "href", "data", "poster", "action", "xlink:href"}


class Read(HTMLParser):
    """What a page has: the ids it gives, the links it has, what it loads, its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name in LOADED:
                self.links.append(str(value))
            assert name != "style" and not name.startswith("on"), "the server's policy lets no page have these"

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of all pages."""
    path = tmp_path_factory.mktemp("pages") / "made" / "article"
    pages = Pages(runs=Path("no-runs"))
    article_folder.write(path, pages.names(), pages.page)
    return path


@pytest.fixture(scope="module")
def read(folder: Path) -> dict[Path, Read]:
    """Give every page as read."""
    return {path: Read(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}


def test_every_statement_has_a_page_that_says_it(read: dict[Path, Read], folder: Path) -> None:
    for one in statements():
        said = " ".join(read[folder / address(one.id)].words)
        assert one.says in said and one.check in said and one.evidence.grade in said
        assert one.question is None or one.question in said
        missing = [found.pointer for found in mechanisms(one) if found.says not in said]
        assert missing == [], one.id
    listed = read[folder / "index.html"].links
    assert {address(one.id) for one in statements()} <= set(listed)


def test_every_disputed_statement_is_checked_in_both_worlds(read: dict[Path, Read], folder: Path) -> None:
    page = read[folder / "fact-check.html"]
    disputed = statements(disputed=True)
    assert {link for link in page.links if link.startswith("statements/")} == {address(one.id) for one in disputed}
    assert " ".join(page.words).count("As feared") == len(disputed)


def test_every_link_leads_to_a_file_and_a_place_in_it(read: dict[Path, Read], folder: Path) -> None:
    dead = []
    for path, page in read.items():
        for link in page.links:
            where, _, place = link.partition("#")
            target = (path.parent / where).resolve() if where else path
            known = read.get(target)
            if link != "data:," and (not target.is_file() or (place and known and place not in known.ids)):
                dead.append(f"{path.relative_to(folder)}: {link}")
    assert dead == []


def test_nothing_outside_is_loaded_and_no_script_is_needed(read: dict[Path, Read], folder: Path) -> None:
    style = (folder / "article.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?:", style)
    for path, page in read.items():
        assert "script" not in page.tags, path
        assert [link for link in page.links if re.match(r"(?:[a-z]+:)?//|https?:", link)] == [], path


def test_no_id_is_given_twice(read: dict[Path, Read]) -> None:
    assert {path.name: page.ids for path, page in read.items() if len(page.ids) != len(set(page.ids))} == {}


def test_large_on_the_page_stand_the_points_of_the_rule() -> None:
    assert points_of(mechanisms(statement("E03"))) == "−8"
    assert points_of(mechanisms(statement("L03"))) == ""


def test_the_chinese_pages_say_that_nobody_reviewed_them() -> None:
    page = Pages("zh-Hans", runs=Path("no-runs")).page(address("E03"))
    assert '<html lang="zh-Hans">' in page and "未经母语者审阅" in page and "有争议" in page
    assert '<h1 lang="en">' in page


def _page(name: str) -> str:
    return f"<p>{name}</p>"


def test_a_folder_of_the_article_is_replaced_whole(tmp_path: Path) -> None:
    place = tmp_path / "article"
    article_folder.write(place, ["a.html", "old/b.html"], _page)
    article_folder.write(place, ["a.html"], str.upper)
    assert (place / "a.html").read_text(encoding="utf-8") == "A.HTML"
    assert sorted(path.name for path in place.iterdir()) == ["a.html", "article.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["article"]


@pytest.mark.parametrize("there", ["stranger", "file", "link", "mine", "forged"])
def test_what_is_no_folder_of_the_article_stays(tmp_path: Path, there: str) -> None:
    place = tmp_path / "article"
    if there == "file":
        place.write_text("mine", encoding="utf-8")
    elif there == "link":
        (tmp_path / "far").mkdir()
        place.symlink_to(tmp_path / "far")
    else:
        if there == "mine":
            article_folder.write(place, ["a.html"], _page)
        place.mkdir(exist_ok=True)
        name = "article.json" if there == "forged" else "thesis.txt"
        (place / name).write_text('{"kind": "article"}', encoding="utf-8")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(InputError, match="hoose another"):
        article_folder.write(place, ["a.html"], _page)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_page_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    def broken(name: str) -> str:
        raise KeyError(name)

    place = tmp_path / "article"
    article_folder.write(place, ["a.html"], _page)
    with pytest.raises(KeyError):
        article_folder.write(place, ["a.html", "b.html"], broken)
    assert (place / "a.html").read_text(encoding="utf-8") == "<p>a.html</p>"
    assert [path.name for path in tmp_path.iterdir()] == ["article"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["E03", "--html", "DIR"], "leave the statement"), (["--disputed", "--html", "DIR"], "leave the statement"),
        (["--language", "zh-Hans"], "goes with --html"), (["--html", "DIR", "--language", "zh"], "zh-Hans"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main(["article", *words])
    assert end.value.code == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert list(tmp_path.iterdir()) == []


def test_the_program_writes_the_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Pages, "names", lambda self: ["article.css", "about.html", address("E03")])
    with pytest.raises(SystemExit) as end:
        main(["article", "--html", "runs/article", "--json"])
    assert end.value.code == 0
    told = json.loads(capsys.readouterr().out)
    assert {path.relative_to("runs/article").as_posix() for path in Path("runs/article").rglob("*.*")} == {
        *told["files"], "article.json"
    }  # fmt: skip
