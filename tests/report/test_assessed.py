"""The page of an assessment says what it is not, stands alone, tells how it is made again, files as PDF and DOCX."""

from __future__ import annotations

import io
import re
import shlex
from base64 import b64decode
from pathlib import Path

import pytest

from demerit.cli import main
from demerit.lab.again import lines_of_assessment, python_of_assessment
from demerit.lab.assessing.assessment import Assessment
from demerit.lab.assessing.store import open_assessment
from demerit.report.assessing.duties import duties
from demerit.report.assessing.page import page
from demerit.report.assessing.picture import pictures
from demerit.report.assessing.render import render_assessment
from demerit.report.assessing.words import finding
from tests.lab.assessing.conftest import found as found

NEVER = re.compile(r"complian|lawful|\bconform|legal(?! advice)|guarantee|\bpredict", re.I)


@pytest.fixture(scope="module")
def html(found: Assessment) -> str:
    """The page."""
    return page(found)


def test_it_says_what_it_is_not_and_never_that_a_law_complies(html: str) -> None:
    text = re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", " ", html, flags=re.S)
    assert text.count("not a forecast") >= 2 and text.count("not legal advice") >= 2
    assert NEVER.findall(text) == []
    for letter in "abcdef":
        assert f"({letter})" in text
    assert text.count("To be filled in by the deployer") == 6


def test_it_asks_for_nothing_outside_itself(html: str) -> None:
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)[^"']*""", html) == [] and "@import" not in html


def test_every_picture_and_table_has_its_data(found: Assessment, html: str) -> None:
    data = re.findall(r'download="([^"]+)" href="data:text/csv;base64,([^"]+)"', html)
    drawn = {name for name, one in pictures().items() if not one.table(found).is_empty()}
    assert {f"{name}.csv" for name in drawn} <= {name for name, _ in data} and {"ladder", "who_is_hit"} & drawn
    for name, content in data:
        lines = b64decode(content).decode().splitlines()
        assert len(lines) > 1 and "," in lines[0], name
    assert {"groups.csv", "league.csv", "evidence.csv", "frontier.csv", "article-5.csv"} <= {name for name, _ in data}


def test_pictures_are_drawn_at_both_widths_or_said_to_be_missing(found: Assessment, html: str) -> None:
    for name, one in pictures().items():
        assert (f'id="{name}"' in html) != (one.absent in html.replace("&#39;", "'")), name


def test_every_number_of_the_finding_says_of_how_many(found: Assessment) -> None:
    said = finding(found)
    assert "n = 2 seeds" in said and "200 invented people" in said
    assert [duty.letter for duty in duties(found)] == list("abcdef")
    assert all(duty.says and duty.fill for duty in duties(found))


def test_the_line_and_the_snippet_give_the_same_again(
    found: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (line,) = lines_of_assessment(found)
    words = shlex.split(line)[1:]
    words[words.index("--out") + 1] = "again"
    with pytest.raises(SystemExit) as end:
        main([*words, "--workers", "1"])
    assert end.value.code == 0, capsys.readouterr().err
    assert open_assessment("again").plain() == found.plain()
    snippet = python_of_assessment(found)
    compile(snippet, "snippet", "exec")
    assert found.about.digests["law"][0] in snippet and "kinds=['sex', 'place']" in snippet


def test_it_files_as_pdf_and_docx(found: Assessment, tmp_path: Path) -> None:
    from docx import Document

    paths = render_assessment(found, tmp_path / "page.html", ("pdf", "docx"))
    assert [path.suffix for path in paths] == [".html", ".pdf", ".docx"]
    pdf = paths[1].read_bytes()
    assert pdf.startswith(b"%PDF") and len(pdf) > 20_000
    document = Document(io.BytesIO(paths[2].read_bytes()))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading 1")]
    assert headings[:2] == ["What differs", "Who is hit"] and "Article 27(1): six headings" in headings
    assert len(document.tables) >= 6 and len(document.inline_shapes) >= 2
    assert finding(found) in [p.text for p in document.paragraphs]


def test_the_folder_names_its_page(found: Assessment) -> None:
    from demerit.lab.soundness import sound

    assert found.folder is not None
    (path,) = render_assessment(found)
    assert path.name == "report.html" and sound(found.folder).mistakes == ()
    path.write_text("another page")
    assert "report.html" in str(sound(found.folder).mistakes)
    render_assessment(found)
    assert sound(found.folder).mistakes == ()
