"""One new file and nothing else is touched: what `demerit new` writes is listed, run, measured and drawn, unedited."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from demerit.cli import main
from demerit.engine.run import Run
from demerit.lab import plugins
from demerit.lab.reading import read
from demerit.society import make

ADDED = {
    "acts": "pray", "institutions": "inspectors", "recipes": "hamlet", "measures": "loudness", "charts": "loud",
}  # fmt: skip
WEEKLY = "sing"
"""The act's skeleton with one word changed."""


def demerit(*words: str) -> str:
    """Call the command line in this process and give what it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), pytest.raises(SystemExit) as end:
        main([*words])
    assert end.value.code == 0, said.getvalue()
    return said.getvalue()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a folder with all skeletons, a scheme with the institution at work, and a run ``r`` with its report."""
    folder = tmp_path_factory.mktemp("shop")
    before = Path.cwd()
    os.chdir(folder)
    try:
        for kind, name in (*((shelf[:-1], name) for shelf, name in ADDED.items()), ("act", WEEKLY)):
            demerit("new", kind, name)
        weekly = folder / "acts" / f"{WEEKLY}.py"
        weekly.write_text(weekly.read_text().replace("monthly=True", "monthly=False"))
        _scheme(folder)
        settings = ("--set", "inspectors.visits=6554", "--people", "1200", "--weeks", "12")
        demerit("--with", ".", "run", "mine", "--recipe", "hamlet", *settings, "--out", "r")
        demerit("--with", ".", "report", "r")
        yield folder
    finally:
        plugins.remove(folder)
        os.chdir(before)


def _scheme(folder: Path) -> None:
    """Derive a scheme: the institution is at work, a rule names what it lets happen, the bureau sees it."""
    demerit("new", "scheme", "mine", "--from", "zhima_2015")
    demerit("--with", ".", "new", "institution", "inspectors", "--scheme", "mine")
    demerit("new", "rule", "inspected", "--scheme", "mine")
    home = folder / "schemes" / "mine"
    rule, bureau = home / "rules" / "inspected.yaml", next((home / "bureaus").glob("*.yaml"))
    rule.write_text(rule.read_text().replace("speak.praise", "inspectors.visited"))
    bureau.write_text(bureau.read_text().replace("sees: {", "sees: {inspectors: 1, "))
    demerit("--with", ".", "check", "mine")


def total(folder: Path, table: str, key: str) -> int:
    counts = pl.read_parquet(folder / "r" / "counts.parquet")
    rows = counts.filter((pl.col("table") == table) & (pl.col("key") == key) & (pl.col("group") == "all"))
    return int(rows["n"].sum())


@pytest.mark.parametrize(("kind", "name"), [*ADDED.items(), ("acts", WEEKLY)])
def test_it_is_listed_where_its_folder_is_named_and_nowhere_else(shop: Path, kind: str, name: str) -> None:
    def names(*options: str) -> list[str]:
        return [item["name"] for item in json.loads(demerit(*options, "list", kind, "--json"))["items"]]

    assert name in names("--with", ".")
    plugins.remove(shop)
    assert name not in names()


def test_the_acts_are_decided(shop: Path) -> None:
    assert total(shop, "deed", "pray.do") > 0
    assert total(shop, "deed", "sing.do") > 0
    monthly, weekly = (sum(total(shop, "deed", f"{name}.{deed}") for deed in ("nothing", "do"))
                       for name in ("pray", WEEKLY))  # fmt: skip
    assert weekly == 4 * monthly


def test_the_institution_is_at_work_and_a_rule_judges_what_it_does(shop: Path) -> None:
    assert total(shop, "institution", "inspectors:visits") > 10
    ledger = pl.read_parquet(shop / "r" / "ledger.parquet")
    assert set(ledger.filter(pl.col("entry") == "inspected")["points"]) >= {2}


def test_the_recipe_made_the_society(shop: Path) -> None:
    assert json.loads((shop / "r" / "manifest.json").read_text())["society"]["recipe"]["recipe"] == "hamlet"


def test_the_measure_stands_in_a_comparison(shop: Path) -> None:
    found = json.loads(demerit("--with", ".", "compare", "r", "r", "--json"))["measures"]
    row = next(one for one in found if one["name"] == "loudness.praise" and one["group"] == "all")
    assert row["a"] == total(shop, "deed", "speak.praise") > 0


def test_the_chart_stands_in_the_report(shop: Path) -> None:
    page = (shop / "r" / "report.html").read_text()
    assert '<figure id="loud">' in page
    assert "in the last month citizens praised" in page
    assert "demerit --with . run mine" in page


def test_a_weekly_act_more_moves_nothing_of_the_others(shop: Path) -> None:
    """The diary is wide with it, narrow without; all else is the same."""

    def lived(seed: int) -> tuple[Any, dict[str, Any], pl.DataFrame]:
        run = Run(read("mine"), make("village", 120, seed), seed=seed, weeks=8, settings={"run.warm_up": 4})
        for _ in run.weeks():
            pass
        columns = {name: array.copy() for name, array in run.world.items() if name != "diary"}
        return run.world.diary, columns, pl.concat(run.counted).filter(~pl.col("key").str.starts_with(WEEKLY))

    plugins.add(shop)
    wide, columns, counted = lived(3)
    aside = (shop / "acts" / f"{WEEKLY}.py").rename(shop / "aside")
    try:
        plugins.add(shop)
        narrow, as_before, as_counted = lived(3)
    finally:
        aside.rename(shop / "acts" / f"{WEEKLY}.py")
    assert (wide.dtype, narrow.dtype) == (np.uint64, np.uint32)
    assert (wide & 0xFFFFFFFF == narrow).all()
    assert (wide >> np.uint64(32)).any()
    assert all((columns[name] == as_before[name]).all() for name in as_before)
    assert counted.equals(as_counted)
