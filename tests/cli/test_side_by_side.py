"""Several schemes in one table: one reference, run and measured once, and the published form of two sides kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.lab import measuring
from tests.cli.conftest import SMALL, Call
from tests.cli.test_json import held

SIDES = ("zhima_2015", "court_list_2013", "null")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the three were compared once is made by the first test that asks for it."""
    return tmp_path_factory.mktemp("many")


@pytest.fixture
def many(place: Path, monkeypatch: pytest.MonkeyPatch, demerit: Call) -> dict:
    """Give what is told of three schemes."""
    monkeypatch.chdir(place)
    return demerit("compare", *SIDES, *SMALL, "--json").told


def test_three_sides_keep_the_form_of_two_and_tell_of_all(many: dict) -> None:
    held("compare", many)
    assert [side["name"] for side in many["sides"]] == list(SIDES)
    assert (many["a"]["scheme"], many["b"]["scheme"], many["reference"]) == ("zhima_2015", "null", "null")
    for row in many["measures"]:
        assert set(row["values"]) == set(SIDES)
        assert (row["a"], row["b"]) == (row["values"]["zhima_2015"], row["values"]["null"])
        assert "null" not in row["against"]
        for side, held_against in row["against"].items():
            if row["values"]["null"] is not None:
                assert held_against["delta"] == pytest.approx(row["values"][side] - row["values"]["null"])


def test_the_law_of_every_side_is_told(many: dict) -> None:
    laws = {side["name"]: side["law"] for side in many["sides"]}
    assert laws["zhima_2015"]["score"] and laws["zhima_2015"]["carrots"] and not laws["zhima_2015"]["sticks"]
    assert laws["court_list_2013"]["sticks"] and laws["court_list_2013"]["registers"] == 1
    assert not laws["court_list_2013"]["score"] and laws["court_list_2013"]["seen_by"] == "listed"
    assert (laws["zhima_2015"]["joins"], laws["null"]["joins"]) == ("opt_in", "none")


def test_a_side_has_the_numbers_that_a_pair_gives_it(many: dict, demerit: Call) -> None:
    pair = demerit("compare", "zhima_2015", "null", *SMALL, "--no-placebo", "--json").told
    held("compare", pair)
    two = {(row["name"], row["group"]): (row["a"], row["b"], row["delta"]) for row in pair["measures"]}
    three = {(row["name"], row["group"]): (row["a"], row["b"], row["delta"]) for row in many["measures"]}
    assert {key: three[key] for key in two} == two


def test_the_reference_is_run_once(many: dict, demerit: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sides are three runs; the same words again run and measure nothing."""
    assert len({side["run"] for side in many["sides"]}) == 3
    monkeypatch.setattr(measuring, "evaluate", lambda *a, **k: pytest.fail("measured again"))
    assert demerit("compare", *SIDES, *SMALL, "--json").told == many


def test_the_last_is_the_reference_where_null_is_not_named(demerit: Call, empty: Path) -> None:
    told = demerit("compare", "court_list_2013", "court_list_2013+officers_spared", "zhima_2015", *SMALL, "--json").told
    assert told["reference"] == "zhima_2015"


def test_several_seeds_give_intervals(demerit: Call, empty: Path) -> None:
    told = demerit("compare", *SIDES, *SMALL, "--seeds", "2", "--json").told
    held("compare", told)
    between = [a for row in told["measures"] for a in row["against"].values() if a["low"] is not None]
    assert between and all(a["low"] <= a["delta"] <= a["high"] for a in between)
    assert not list(empty.glob("runs/*/seed-2"))


def test_the_table_names_every_side_and_its_law(many: dict, demerit: Call) -> None:
    said = demerit("compare", *SIDES, *SMALL).out
    for words in (*SIDES, "carrots", "sticks", "opt in", "held against", "of all people, on a list"):
        assert words in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("compare", "null"), ("with what?", "demerit compare null zhima_2015")),
        (("compare", "zhima_2015", "nul", "null"), ("null",)),
        (("compare", "zhima_2015", "zhima_2015", "null"), ("zhima_2015 is named twice", "zhima_2015+REFORM")),
        (("compare", "zhima_2015", "court_list_2013", "null", "--seeds", "0"), ("--seeds 0",)),
        (("compare", "zhima_2015", "court_list_2013", "null", "--set", "moral_wight=1"), ("moral_wight",)),
    ],
)
def test_what_cannot_be_compared_is_told(words: tuple[str, ...], says: tuple[str, ...], demerit: Call,
                                         empty: Path) -> None:
    said = demerit(*words)
    assert said.status == 2
    assert all(word in said.err for word in says), said.err
    assert not list(empty.iterdir())


def test_a_table_of_many_is_reported_as_a_whole(many: dict, demerit: Call) -> None:
    """The page tells all sides; each side is a run that can be reported by itself."""
    told = demerit("report", many["folder"], "--json").told
    text = Path(told["report"]).read_text(encoding="utf-8")
    assert told["twin"] == many["b"]["run"]
    assert all(side["name"] in text for side in many["sides"])
    assert demerit("report", many["a"]["run"]).status == 0


def test_a_comparison_is_told_again(many: dict, demerit: Call) -> None:
    assert demerit("compare", many["folder"], "--json").told == many


def test_a_study_and_a_folder_of_runs_are_read_as_comparisons(demerit: Call, empty: Path) -> None:
    for name in ("zhima_2015", "null"):
        demerit("run", name, *SMALL, "--out", f"two/{name}")
    two = demerit("compare", "two", "--json").told
    held("compare", two)
    assert [side["name"] for side in two["sides"]] == ["null", "zhima_2015"] and two["reference"] == "zhima_2015"
    demerit("new", "study", "mine")
    plan = empty / "studies" / "mine.yaml"
    plan.write_text("title: Mine\nsides: [zhima_2015, weibo_2024, 'null']\nrecipe: village\npeople: 60\nweeks: 8\n"
                    "seeds: 2\nworlds: 2\n", encoding="utf-8")  # fmt: skip
    study = demerit("study", str(plan), "--out", "mine", "--json").told
    of_study = demerit("compare", "mine", "--json").told
    held("compare", of_study)
    assert (of_study["over"]["worlds"], of_study["seeds"], of_study["reference"]) == (2, 2, "null")
    told = {(row["name"], row["group"]) for row in of_study["measures"]}
    assert told >= {(row["name"], row["group"]) for row in study["rows"]}
    assert "zhima_2015" in demerit("compare", "mine").out


def test_the_placebo_of_many_is_that_of_the_first(demerit: Call, empty: Path) -> None:
    told = demerit("compare", *SIDES, *SMALL, "--json").told
    noise = [row for row in told["measures"] if row["name"] == "silence.dissent.placebo" and row["group"] == "all"]
    assert len(noise) == 1 and noise[0]["values"]["zhima_2015"] is not None
    assert noise[0]["values"]["court_list_2013"] is None
    without = demerit("compare", *SIDES, *SMALL, "--no-placebo", "--out", "bare", "--json").told
    assert not [row for row in without["measures"] if row["name"].endswith(".placebo")]
