"""The page of an assessment says what it is not, stands alone, tells how it is made again, files as PDF and DOCX."""

from __future__ import annotations

import io
import re
import shlex
from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from demerit.cli import main
from demerit.lab.again import lines_of_assessment, python_of_assessment
from demerit.lab.assessing.assessment import Assessment, Difference
from demerit.lab.assessing.store import open_assessment
from demerit.lab.probing.frontier import plotted
from demerit.lab.probing.ladder import called, laddered
from demerit.lab.probing.variants import AS_WRITTEN, Told, level_of
from demerit.lab.reproducing import cite, reproduce
from demerit.law import load
from demerit.report.assessing.charts.repayment import repayment
from demerit.report.assessing.duties import duties
from demerit.report.assessing.page import page
from demerit.report.assessing.picture import pictures
from demerit.report.assessing.render import render_assessment
from demerit.report.assessing.words import CHANGE, finding
from tests.lab.assessing.conftest import found as found
from tests.report.test_dark import unpaired

GRADES: tuple[tuple[str, ...], ...] = ((), ("reported",), ("projected",), ("reported", "projected"))
"""Every set of the grades of the law assessed."""
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


def test_every_colour_drawn_has_another_in_the_dark(html: str) -> None:
    assert unpaired(html) == set()


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


def test_the_snippet_makes_the_same_again_and_holds_every_digest(
    found: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("demerit.lab.studies.crew.cores", lambda: 1)
    told = reproduce(found)
    assert told.python == python_of_assessment(found) and list(told.lines) == lines_of_assessment(found)
    made: dict[str, Any] = {}
    exec(compile(told.python, "snippet", "exec"), made)
    assert made["found"].plain() == found.plain() == open_assessment("runs/again").plain()
    assert told.digests == {side: digests[0] for side, digests in found.about.digests.items()} and len(told.digests) > 1
    for digest in told.digests.values():
        assert digest in told.python and digest in cite(found)
        with pytest.raises(AssertionError):
            exec(told.python.replace(digest, "0" * len(digest)).partition("order =")[0]
                 + told.python[told.python.index("\nassert"):].replace(digest, "0" * len(digest)), made)
    assert "wechat_pay_2019" in cite(found) and "seeds 1 to 2" in cite(found) and "200 synthetic people" in cite(found)


def test_an_order_that_no_option_can_say_has_lines_of_python_alone(found: Assessment) -> None:
    order = {**found.about.order, "evidence": ["reported"]}
    told = reproduce(replace(found, about=replace(found.about, order=order)))
    assert told.lines == () and "evidence=('reported',)" in told.python


def of_dissent(found: Assessment, law: list[float], variants: dict[str, list[float]]) -> Assessment:
    """Give the assessment of a law with so many weeks in dissent, 100 without it, seed by seed; each is a variant."""
    values = {"as written": law, "against null": [100.0] * len(law), **variants}
    plain = {name: [{"dissent": x} for x in numbers] for name, numbers in values.items()}
    point = found.frontier[1]
    points = (found.frontier[0], *(replace(point, name=name) for name in variants))
    about = replace(found.about, seeds=len(law))
    return replace(found, about=about, lead="dissent", values=plain, frontier=points)


def test_only_what_is_told_from_chance_is_offered_as_a_reform(found: Assessment) -> None:
    """The law takes 20 weeks of 100; a reform gives back a half, another a fifth, one takes more, one is chance."""
    told = of_dissent(found, [80.0, 79.0, 81.0], {
        "fifth": [84.0, 83.2, 84.8], "half": [90.0, 89.5, 90.5], "chance": [90.0, 69.0, 85.0],
        "more": [70.0, 69.5, 70.5],
    })  # fmt: skip
    first, *reforms = duties(told)[-1].says
    assert "largest cut first" in first and "intervals" in first
    assert [text.split("\u201d")[0].strip("\u201c") for text in reforms] == ["half", "fifth", "more"]
    assert "\u221250\u202f% (" in reforms[0] and "\u221220\u202f% (" in reforms[1] and "+50\u202f% (" in reforms[2]
    none = of_dissent(found, [80.0, 120.0, 99.0], {"half": [90.0, 110.0, 100.0]})
    assert duties(none)[-1].says == ("No reform that was run here is told from chance in the harm first asked for.",)
    single = duties(of_dissent(found, [80.0], {"half": [90.0]}))[-1].says
    assert single[1].startswith("\u201chalf\u201d: \u221250\u202f% of") and "intervals" not in single[0]


@pytest.mark.parametrize(("delta", "low", "high", "said"), [
    (-0.003, -0.004, -0.002, ", hardly moves weeks in dissent: "),
    (-0.003, -0.004, 0.002, ", moves weeks in dissent by no more than chance: "),
    (-0.3, -0.7, 0.1, ", moves weeks in dissent by no more than chance: "),
    (-0.003, None, None, ", hardly moves weeks in dissent: "),
    (-0.3, -0.4, -0.2, ", cuts dissent, in weeks, by 30"), (0.3, None, None, ", raises dissent, in weeks, by 30"),
])  # fmt: skip
def test_chance_is_said_of_an_interval_that_holds_0_and_of_nothing_else(
    found: Assessment, delta: float, low: float | None, high: float | None, said: str
) -> None:
    row = Difference("null", CHANGE, "all", "share", None, None, delta, low, high, None, 2)
    told = Told(5.0, None, None, 2)
    levels = {side: {**rows, "dissent": told} for side, rows in found.levels.items()}
    assert said in finding(replace(found, lead="dissent", table=(row,), levels=levels))


def test_captions_tell_no_interval_where_there_is_one_seed(found: Assessment) -> None:
    assert "95\u202f%" in repayment.caption(loans((0.6, 0.55, 0.65)))
    alone = repayment.caption(loans((0.6, None, None)))
    assert "95" not in alone and "(a coin would say half)" in alone
    for name, one in pictures().items():
        table = one.table(found)
        if not table.is_empty():
            ends = [column for column in table.columns if column.endswith(("low", "high", "q"))]
            single = table.with_columns(pl.lit(None, pl.Float64).alias(column) for column in ends)
            assert not re.search("95|interval|more than chance", one.caption(single)), name


def loans(auc: tuple[float, float | None, float | None]) -> pl.DataFrame:
    """Give what the picture of repayment is drawn from."""
    ends = dict(zip(("auc", "auc_low", "auc_high"), auc, strict=True))
    rows = [{"score_from": low, "n": 40, "value": 0.1, "low": None, "high": None, "seeds": 1, **ends} for low in (1, 2)]
    return pl.DataFrame(rows)


def test_levels_are_cut_where_a_level_cannot_lie() -> None:
    for effect in ("accuracy", "default", "innocent"):
        told = level_of(effect, [0.0, 1.0])
        assert (told.value, told.low, told.high) == (0.5, 0.0, 1.0)
    told, free = level_of("sorting", [-1.0, 1.0]), level_of("dissent", [0.0, 1.0])
    assert (told.low, told.high) == (-1.0, 1.0) and free.low is not None and free.low < 0
    law = load("wechat_pay_2019")
    values = {name: [{"accuracy": 0.0}, {"accuracy": 1.0}] for name in (AS_WRITTEN, "x", *map(called, GRADES))}
    for point in plotted(law, values, "x", [AS_WRITTEN]):
        assert (point.accuracy.low, point.accuracy.high) == (0.0, 1.0)
    one = laddered(law, values, "accuracy")
    assert one is not None and {(rung.value.low, rung.value.high) for rung in one.rungs} == {(0.0, 1.0)}


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
