"""What one adds oneself: run when its folder is named, and not otherwise; a file that is broken is named with its line.

That the skeletons run unedited stands in `test_one_new_file`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from demerit.acts import acts
from demerit.errors import InputError
from demerit.institutions import columns, happenings, institutions
from demerit.lab import plugins
from demerit.lab.skeletons import new
from demerit.society import recipes

SHOWN = ("def touch(i", '''class Visited(NamedTuple):
    """What is read of a citizen."""

    times_visited: int


def often(own: Visited) -> int:
    """Give how often one was visited."""
    return own.times_visited


def touch(i''')
SHOWS = ("    touch=touch,", '    touch=touch,\n    shows={"often": often},')
"""What makes the skeleton of an institution show something to acts."""


def demerit(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "demerit", *words], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """Give a folder to put files into; whatever was added is taken away in the end."""
    yield tmp_path
    plugins.remove(tmp_path)


def written(folder: Path, kind: str, name: str, *changes: tuple[str, str]) -> Path:
    """Write a skeleton and change some of it."""
    path = new(kind, name, base=folder, code=kind == "institution")
    text = path.read_text()
    for old, other in changes:
        assert old in text
        text = text.replace(old, other)
    path.write_text(text)
    return path


def refused(folder: Path) -> str:
    """Give why a folder is refused; nothing of it stays."""
    before = acts(), tuple(institutions()), plugins.code()
    with pytest.raises(InputError) as error:
        plugins.add(folder)
    assert (acts(), tuple(institutions()), plugins.code()) == before
    return str(error.value).replace(f"{folder}{os.sep}", "")


def test_an_act_of_ones_own_moves_no_draw_of_others(tmp_path: Path) -> None:
    new("act", "pray", base=tmp_path)
    run = ("run", "null", "--recipe", "village", "--people", "100", "--weeks", "4", "--json")
    mine = json.loads(demerit("--with", ".", *run, "--out", "mine", folder=tmp_path).stdout)
    plain = json.loads(demerit(*run, "--out", "plain", folder=tmp_path).stdout)
    prayed = pl.read_parquet(tmp_path / "mine" / "counts.parquet").filter(pl.col("key") == "pray.nothing")
    assert prayed.filter(pl.col("group") == "all")["n"].sum() > 50
    assert mine["digest"] == plain["digest"]


def test_all_that_was_remembered_sees_what_is_added_and_what_is_taken_away(own: Path) -> None:
    for kind, name in (("act", "pray"), ("institution", "inspectors"), ("recipe", "hamlet")):
        written(own, kind, name)
    before = acts(), institutions(), happenings(), columns(), recipes(), plugins.code()
    assert plugins.add(own) == ["acts/pray", "institutions/inspectors", "recipes/hamlet"]
    assert "pray" in [act.name for act in acts()]
    assert "inspectors" in institutions()
    assert "inspectors.visited" in happenings()
    assert "times_visited" in columns()
    assert "hamlet" in recipes()
    assert plugins.code().startswith(before[-1] + "+")
    plugins.remove(own)
    assert (acts(), institutions(), happenings(), columns(), recipes(), plugins.code()) == before


def test_a_folder_added_again_is_read_again(own: Path) -> None:
    file = written(own, "act", "pray")
    plugins.add(own)
    first = plugins.code()
    file.write_text(file.read_text().replace("knob(-192,", "knob(-191,"))
    plugins.add(own)
    pull = next(act for act in acts() if act.name == "pray").knobs[0]
    assert pull.default == -191
    assert plugins.code() != first
    assert not list(own.rglob("*.pyc"))


def test_measures_and_charts_make_no_other_run_of_one(own: Path) -> None:
    written(own, "measure", "loudness")
    written(own, "chart", "loud")
    before = plugins.code(), plugins.measuring()
    plugins.add(own)
    assert plugins.code() == before[0]
    assert plugins.measuring() != before[1]


def test_a_helper_beside_the_files_counts_as_code(own: Path) -> None:
    written(own, "act", "pray", ("from demerit.rows.bits import ADULT", "from demerit.acts._whom import ADULT"))
    helper = own / "acts" / "_whom.py"
    helper.write_text("ADULT = 1\n")
    plugins.add(own)
    first = plugins.code()
    helper.write_text("ADULT = 3\n")
    plugins.add(own)
    assert plugins.code() != first
    assert next(act for act in acts() if act.name == "pray").needs == 3


def test_a_folder_without_anything_is_refused(own: Path) -> None:
    assert "nothing to add. It needs a folder acts, institutions, recipes, measures, charts" in refused(own)
    assert "there is no such folder" in refused(own / "none")


@pytest.mark.parametrize(
    ("kind", "name", "changes", "line", "said"),
    [
        ("act", "pray", [("import Annotated,", "import Annotaded,")], "Annotaded", "it cannot be run: ImportError"),
        ("act", "pray", [("monthly=True,", "monthly=True:")], "monthly=True:", "it cannot be run: SyntaxError"),
        ("act", "pray", [('name="pray"', 'name="prey"')], "pray = Act(", "'pray' calls itself 'prey'"),
        ("act", "pray", [("conviction: int", "convictoin: int")], "convictoin: int",
         "Own asks for 'convictoin', which there is not. Did you mean 'conviction'"),
        ("act", "pray", [("    do: int\n", "")], "def weigh", "pray has 1 deed. An act has 2 to 8."),
        ("act", "police", [], "police = Act(", "an act, an institution or a group of knobs is called 'police' already"),
        ("institution", "inspectors", [("knobs_are=Knobs", "knobs_are=Nobs")], "Nobs", "it cannot be run: NameError"),
        ("institution", "inspectors", [("times_visited", "conviction")], "    conviction: Annotated",
         "inspectors keeps a column 'conviction', which is every citizen's already"),
        ("institution", "inspectors", [("    cell: int", "    sell: int")], "    sell: int",
         "Own asks for 'sell', which there is not. Did you mean"),
        ("institution", "inspectors", [("    touch=touch,", '    others=("times_visit",),\n    touch=touch,')],
         "others=(", "inspectors reads 'times_visit' of others, which no `citizens` of its functions has. Did you"),
        ("institution", "inspectors", [("    touch=touch,", '    touch=touch,\n    abreast=("tuoch",),')], "abreast=(",
         "inspectors has no function 'tuoch' that it does to citizens. Did you mean 'touch'"),
        ("institution", "inspectors", [SHOWN, (SHOWS[0], SHOWS[1].replace('"often"', '"fear"'))],
         "shows={", "inspectors shows 'fear', which something else is called. Name it otherwise."),
        ("institution", "inspectors", [(SHOWN[0], SHOWN[1].replace("times_visited", "times_visit")), SHOWS],
         "times_visit: int", "Visited asks for 'times_visit', which there is not. Did you mean 'times_visited'"),
        ("institution", "inspectors",
         [(SHOWN[0], SHOWN[1].replace("(own: Visited)", "(own: Visited, week: int)")), SHOWS],
         "shows={", "what inspectors shows as 'often' is made of own, week. It takes own first, then knobs and memory"),
        ("recipe", "hamlet", [("hamlet = Recipe(", "hamlet = dict(")], "hamlet = dict(", "'hamlet' is no Recipe, as a"),
        ("measure", "loudness", [('@measure(unit="deeds")', "")], "def loudness", "'loudness' is no Measure"),
        ("chart", "loud", [("rank=9", "rang=9")], "loud = Figure(", "it cannot be run: TypeError"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line(
    own: Path, kind: str, name: str, changes: list[tuple[str, str]], line: str, said: str
) -> None:
    file = written(own, kind, name, *changes) if name != "police" else _copied(own)
    number = next(k for k, text in enumerate(file.read_text().splitlines(), 1) if line in text)
    assert refused(own).startswith(f"{kind}s/{name}.py:{number}: {said}")


@pytest.mark.parametrize("change", [("pray = Act(", "prey = Act("), ("-> Deeds", ""), ("own: Own", "own: Won")])
def test_a_broken_file_is_named_where_no_line_is_at_fault(own: Path, change: tuple[str, str]) -> None:
    written(own, "act", "pray", change)
    assert refused(own).startswith("acts/pray.py: it ")


def _copied(folder: Path) -> Path:
    """Write an act with the name of an institution."""
    text = written(folder, "act", "pray").read_text()
    (folder / "acts" / "pray.py").unlink()
    file = folder / "acts" / "police.py"
    file.write_text(text.replace("pray", "police"))
    return file


def test_the_names_of_the_program_are_taken_and_so_are_those_of_another_folder(own: Path, tmp_path: Path) -> None:
    (own / "acts").mkdir()
    (own / "acts" / "speak.py").write_text("speak = 1\n")
    assert "acts/speak.py has the name of one that comes with demerit" in refused(own)
    (own / "acts" / "speak.py").unlink()
    written(own, "act", "pray")
    written(own / "other", "act", "pray")
    plugins.add(own)
    assert "acts/pray.py has the name of" in refused(own / "other")


def test_what_fails_only_when_it_is_run_is_named_too(own: Path) -> None:
    new("act", "pray", base=own)
    file = own / "acts" / "pray.py"
    file.write_text(file.read_text().replace("nothing=0,", "nothing=own.conviction.real[3],"))
    written(own, "measure", "loudness", ("    praise = by_month", "    1 / 0\n    praise = by_month"))
    run = ("run", "null", "--recipe", "village", "--people", "60", "--weeks", "4")
    done = demerit("--with", ".", *run, folder=own)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-2].startswith(f"demerit: {Path('acts') / 'pray.py'}:4"), done.stderr
    assert "Traceback" not in done.stderr
    file.unlink()
    assert demerit("--with", ".", *run, "--out", "r", folder=own).returncode == 0
    done = demerit("--with", ".", "compare", "r", "r", folder=own)
    assert done.returncode == 2
    assert f"{Path('measures') / 'loudness.py'}:26: it cannot be run: ZeroDivisionError" in done.stderr


def test_weekly_acts_that_the_diary_has_no_room_for_are_refused(own: Path) -> None:
    deeds = "do: int\n" + "".join(f"    more_{k}: int = 0\n" for k in range(6))
    for name in ("sing", "pray", "fast", "chant"):
        written(own, "act", name, ("monthly=True", "monthly=False"), ("do: int\n", deeds))
    done = demerit("--with", ".", "run", "null", "--recipe", "village", "--people", "60", "--weeks", "4", folder=own)
    assert done.returncode == 2
    assert "the diary has 64 at most. Let one of them be monthly" in done.stderr
    assert not (own / "runs").exists()
