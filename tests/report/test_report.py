"""The report: one file, nothing asked for from outside, nothing left out, and true where something is missing."""

from __future__ import annotations

import io
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from demerit.errors import RunFolderError
from demerit.lab.drawn import Drawn
from demerit.report import figures, page, results
from demerit.report.beside import Beside
from demerit.report.render import write
from demerit.report.results import Results
from demerit.report.svg import svg
from demerit.report.words.finding import finding
from demerit.report.words.grounds import grounds
from demerit.report.words.numbers import MINUS, THIN, decimal, percent, signed, signed_percent
from tests.measures.folder import Folder, hand_made
from tests.measures.plausible import plausible


@cache
def told() -> Results:
    return results(*(plausible(kind, 200, 112) for kind in ("scheme", "twin", "placebo")))


@cache
def alone() -> Results:
    return results(plausible("twin", 60, 60))


@cache
def whole_page() -> str:
    return page(told())


class Links(HTMLParser):
    """Collect every address that a page would fetch or open, and every id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "srcset", "action", "poster", "data"):
                self.addresses.append(value or "")
            if name == "id":
                self.ids.append(value or "")


def test_a_figure_of_a_section_that_the_page_does_not_know_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("demerit.report.page")
    one = next(iter(figures().values()))
    monkeypatch.setattr(module, "figures", lambda: {"own": replace(one, name="own", section="speech_again")})
    last = module.sections(told())[-1]
    assert (last.name, last.heading, [figure.name for figure in last.figures]) == ("more-1", "Speech again", ["own"])


def test_the_page_asks_for_nothing_outside_itself() -> None:
    links = Links(whole_page())
    assert all(address.startswith(("#", "data:")) for address in links.addresses)
    assert not links.tags & {"iframe", "link", "object", "embed", "img"}
    assert not re.search(r"@import|url\((?!#)", whole_page())


def test_the_one_script_is_the_one_that_the_page_allows_and_knows_no_address() -> None:
    """It saves pictures; nothing else may run, and it can reach nothing."""
    (script,) = re.findall(r"<script>(.*?)</script>", whole_page(), flags=re.S)
    (allowed,) = re.findall(r"script-src 'sha256-([^']+)'", whole_page())
    assert b64encode(sha256(script.encode()).digest()).decode() == allowed
    assert "default-src 'none'" in whole_page()
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|fetch|XMLHttpRequest|import\(|eval", script)


def test_every_inner_link_has_its_target_and_no_id_stands_twice() -> None:
    links = Links(whole_page())
    assert len(links.ids) == len(set(links.ids))
    assert {a[1:] for a in links.addresses if a.startswith("#")} <= set(links.ids)
    assert set(re.findall(r"url\(#([^)]+)\)", whole_page())) <= set(links.ids)


def test_the_page_is_small() -> None:
    assert len(whole_page().encode()) < 2 * 1024 * 1024


def test_every_rule_and_gate_is_told_with_grade_and_sources() -> None:
    text = whole_page()
    for part in (*told().run.scheme.rules.values(), *told().run.scheme.gates.values()):
        assert part.summary in unescape(text)
        assert f"{part.evidence.grade}</span>" in text
    assert "Letter to the editor &lt;FT&gt;" in text
    assert "Disputed by Ant Financial" in text


def test_every_figure_comes_with_the_rows_it_shows() -> None:
    links = re.findall(r'download="([a-z_]+)\.csv" href="data:text/csv;base64,([^"]+)"', whole_page())
    assert sorted(name for name, _ in links) == sorted([*figures(), "rules"])
    for name, data in links:
        if name == "rules":
            continue
        rows = pl.read_csv(io.BytesIO(b64decode(data)))
        assert 0 < rows.height < 5_000
        assert rows.height == figures()[name].table(told()).height


@pytest.mark.parametrize("name", list(figures()))
def test_every_figure_draws_by_itself_and_says_what_to_see(name: str) -> None:
    figure = figures()[name]
    chart = figure(told().run, told().twin, told().placebo, width=400).to_dict()
    assert chart["width"] == 400
    assert re.search(r"\d", figure.caption(figure.table(told())))


@pytest.mark.parametrize("name", list(figures()))
def test_no_figure_leans_on_colour_alone(name: str) -> None:
    spec = str(figures()[name].draw(figures()[name].table(told()), 680).to_dict())
    by_colour = "'scale': {'domain'" in spec and "'color': {'field'" in spec
    told_otherwise = ("'shape'", "'yOffset'", "'interpolate': 'step-after'", "'points_lost'", "'text': {'field'")
    assert not by_colour or any(word in spec for word in told_otherwise)


def test_what_cannot_be_measured_is_said_instead() -> None:
    text = page(alone())
    assert "Nobody is scored in this run." in text
    assert "No second run of the same people without the scheme was given" in text
    assert "It has no rule." in text
    missing = [figure for figure in figures().values() if figure.table(alone()).is_empty()]
    assert len(missing) >= 8
    assert all(figure.absent in unescape(text) for figure in missing)


def test_a_run_without_any_count_still_has_a_page() -> None:
    text = page(results(Folder(hand_made())))
    assert "not a forecast" in text


def test_the_first_paragraph_says_what_how_large_against_what_and_on_what_evidence() -> None:
    said = finding(told())
    change = told().value("silence", "dissent.change")
    assert change is not None
    assert change < -0.1
    size, documented = f"{percent(-change)} fewer weeks in dissent", f"1 documented ({percent(1 / 7)})"
    chance, sizes = "taking one friendship away", "assumed numbers was not tried"
    for words in (size, documented, "the same people", "disputed", "assumed", chance, sizes, "Hit most", "no forecast"):
        assert words in said


def test_no_term_of_the_trade_stands_in_the_words_of_the_page() -> None:
    text = unescape(re.sub(r"<(style|script|pre|svg).*?</\1>|<[^>]+>", " ", whole_page(), flags=re.S))
    assert not re.search(r"\btwins?\b|\bAUC\b|\bnull\b|\bROC\b", text)
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)", whole_page()))
    assert not re.search(r"\btwins?\b|\bAUC\b|\bnull\b", drawn)


def test_drawn_worlds_give_a_range_and_the_cause() -> None:
    rows = [{"set": {}, "digests": [], "rows": {"silence.dissent.change": change}} for change in (-0.64, -0.05, -0.3)]
    whole, untold = {"silence.dissent.change": -0.33}, {"silence.dissent.change": -0.09}
    drawn = Drawn("", "", 2_000, 286, 1, [], rows, whole, untold)
    said = finding(told(), Beside(drawn=drawn))
    assert "in 3 worlds with other sizes" in said and f"between {MINUS}64{THIN}% and {MINUS}5.0{THIN}%" in said
    assert "More than half of it needs the tale: with the same rules" in said
    assert f"nobody told of them it would be {MINUS}9.0" in said
    assert f"not {MINUS}33{THIN}%" in said
    fitted = finding(told(), Beside(drawn=replace(drawn, calibrated=rows[1:])))
    assert f"published figures do not rule out, between {MINUS}30{THIN}% and {MINUS}5.0{THIN}%" in fitted
    other = replace(drawn, untold={"silence.dissent.change": -0.3})
    assert "Less than half of it needs the tale" in finding(told(), Beside(drawn=other))
    assert "needs the tale" not in finding(told(), Beside(drawn=replace(drawn, untold={})))


def test_four_in_five_lie_between_the_tenths_of_the_scores() -> None:
    bars = pl.DataFrame({"when": ["last scoring week"] * 4, "from": [460, 470, 520, 530], "to": [470, 480, 530, 540],
                         "value": [0.09, 0.41, 0.45, 0.05]})  # fmt: skip
    assert "four in five lie between about 470 and 529" in figures()["score_histogram"].caption(bars)


def test_posts_written_and_posts_missing_add_up() -> None:
    (posts,) = re.findall(r"\(([\d,]+) instead of ([\d,]*\d)", finding(told()))
    here, there = (int(number.replace(",", "")) for number in posts)
    lost = told().value("silence", "dissent.lost")
    assert lost is not None
    assert there - here == round(lost)


def test_an_interval_over_seeds_takes_the_place_of_the_placebo() -> None:
    row = {"name": "silence.dissent.change", "group": "all", "a": -0.24, "b": None, "delta": -0.24}
    rate = row | {"name": "silence.dissent.rate", "a": 5.0, "b": 8.0, "delta": -3.0, "low": -4.0, "high": -2.0}
    rows = [row | {"low": -0.26, "high": -0.22, "p": 0.001, "q": 0.002, "unit": "share", "seeds": 4},
            rate | {"p": 0.04, "q": 0.06, "unit": "per 1,000 adult-weeks", "seeds": 3}]  # fmt: skip
    beside = Beside(pl.DataFrame(rows), 4)
    said = finding(told(), beside)
    assert f"4 seeds the mean lies between {MINUS}26{THIN}% and {MINUS}22{THIN}%" in said
    assert f"spent 24{THIN}% fewer" in said, "the mean over seeds, as in the table"
    shown = page(told(), beside)
    assert "weeks in dissent</th>" in shown and f"{MINUS}4.00 to {MINUS}2.00°" in shown
    assert "Of 2 rows with an interval 2 leave out 0; 1 still do" in shown
    (data,) = re.findall(r'download="measures.csv" href="data:text/csv;base64,([^"]+)"', shown)
    assert pl.read_csv(io.BytesIO(b64decode(data))).height == 2
    none = finding(told(), Beside(pl.DataFrame([rows[0] | {"low": None, "high": None}], infer_schema_length=None), 4))
    assert "a mean over 4 seeds, which give no interval" in none and "one draw" not in none


@pytest.mark.parametrize("most", [0.0004, 0.026, 0.3, 7.0])
def test_no_two_labels_of_an_axis_say_the_same(most: float) -> None:
    figure = figures()["spending_shift"]
    frame = figure.table(told()).with_columns(value=pl.lit(-most))
    labels = re.findall(r">([^<>]*%)</text>", svg(figure.draw(frame, 680).to_dict(), "one", "one"))
    assert len(labels) > 2 and len(labels) == len(set(labels))


def test_the_weakest_grade_is_that_of_the_weakest_rule() -> None:
    rules = hand_made().rules
    assert grounds(rules).weakest == "projected"
    assert grounds({"one": rules["late_payment"]}).weakest == "documented"
    assert grounds({}).weakest is None


def test_the_same_results_give_the_same_page() -> None:
    assert page(told()) == whole_page()


def test_the_command_that_made_the_run_stands_there() -> None:
    assert (
        "demerit run hand_made --recipe china_2015 --people 100000 --weeks 112 --seed 1 --out runs/scheme"
        in whole_page()
    )
    assert "people=100000, weeks=112, seed=1" in whole_page()


def test_numbers_are_written_alike() -> None:
    assert percent(0.2449) == f"24{THIN}%"
    assert percent(0.0324) == f"3.2{THIN}%"
    assert percent(0.00001) == f"under 0.01{THIN}%"
    assert signed_percent(-0.5) == f"{MINUS}50{THIN}%"
    assert signed_percent(0.14) == f"+14{THIN}%"
    assert decimal(-0.001) == "0.00"
    assert signed(0.2) == "+0.20"


def test_a_page_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(RunFolderError, match="taken cannot be written"):
        write("<p>", tmp_path / "taken")
    assert list(tmp_path.iterdir()) == [tmp_path / "taken"]
