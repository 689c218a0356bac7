"""A study gives every world once, the same in one go, carried on, in one process or several."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import demerit
from demerit.errors import InputError, RunFolderError
from demerit.lab.order import Order
from demerit.lab.soundness import sound
from demerit.lab.studies import crew
from demerit.lab.studies.log import FILE, Log, line_of, read_line, read_log
from demerit.lab.studies.result import Study, open_study
from demerit.lab.studies.store import EFFECTS, STUDY
from demerit.lab.studies.study import study
from demerit.lab.studies.world import Task
from tests.lab.studies.small import SIDES, SMALL


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study of four worlds: two drawn, two seeds."""
    return study(SIDES, out=tmp_path_factory.mktemp("study") / "one", workers=1, **SMALL)


def test_a_world_of_a_study_is_the_run_of_its_order(done: Study) -> None:
    drawn = done.draws.row(1, named=True)
    settings = (("run.warm_up", "4"), ("learn.jolt", f"{drawn['learn.jolt']:g}"))
    order = Order("weibo_2024", recipe="village", people=60, weeks=8, seed=2, settings=settings)
    alone = demerit.evaluate(demerit.live(order, threads=1), names=["silence"])
    value = alone.filter(name="silence.praise.rate", group="all")["value"].item()
    there = done.effects.filter(world=1, seed=2, side="weibo_2024", name="silence.praise.rate")
    assert there["value"].to_list() == [value]
    base = done.effects.filter(world=1, seed=2, side="null", name="silence.praise.rate")["value"].item()
    assert there["delta"].item() == pytest.approx(value - base, abs=1e-12)


def test_every_world_stands_once_with_all_that_was_drawn(done: Study) -> None:
    assert done.worlds == done.asked == 4
    keys = done.effects.select("world", "seed", "side", "name", "group")
    assert keys.is_duplicated().sum() == 0
    assert set(done.effects.select("world", "seed").unique().rows()) == {(w, s) for w in (0, 1) for s in (1, 2)}
    low, high = done.numbers[0].low, done.numbers[0].high
    halves = sorted(int((v - low) / (high - low) * 2) for v in done.draws["learn.jolt"])
    assert halves == [0, 1], "a Latin hypercube of two has a number in each half of the range"


def test_two_processes_give_what_one_gives(done: Study, tmp_path: Path) -> None:
    other = study(SIDES, out=tmp_path / "two", workers=2, **SMALL)
    assert other.digest == done.digest
    assert other.effects.equals(done.effects)
    assert (tmp_path / "two" / EFFECTS).read_bytes() == (done.folder / EFFECTS).read_bytes()


def test_a_study_that_was_torn_goes_on_with_what_is_missing(done: Study, tmp_path: Path,
                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "torn"
    seen: list[int] = []
    here = crew.here

    def stop_after_two(job: Any, tasks: list[Task], *first: Any) -> Any:
        for k, found in enumerate(here(job, tasks, *first)):
            if k == 2:
                raise KeyboardInterrupt
            yield found

    monkeypatch.setattr(crew, "here", stop_after_two)
    with pytest.raises(demerit.errors.DemeritError, match="2 of 4 worlds are kept"):
        study(SIDES, out=folder, workers=1, **SMALL)
    with (folder / FILE).open("ab") as log:
        log.write(line_of({"number": 3})[:-5])  # half a line, as a kill leaves it
    assert "not whole" in sound(folder).mistakes[0]
    with pytest.raises(RunFolderError, match="--resume"):
        study(SIDES, out=folder, workers=1, **SMALL)
    with pytest.raises(RunFolderError, match="not finished"):
        open_study(folder)

    def watched(job: Any, tasks: list[Task], *first: Any) -> Any:
        seen.extend(task.number for task in tasks)
        yield from here(job, tasks, *first)

    monkeypatch.setattr(crew, "here", watched)
    whole = study(SIDES, out=folder, workers=1, resume=True, **SMALL)
    assert seen == [2, 3]
    assert whole.digest == done.digest
    assert (folder / EFFECTS).read_bytes() == (done.folder / EFFECTS).read_bytes()
    assert not (folder / FILE).exists()
    seen.clear()
    assert study(SIDES, out=folder, workers=1, resume=True, **SMALL).digest == done.digest
    assert seen == []
    assert sound(folder).mistakes == ()


def test_a_world_that_fails_is_named_and_sinks_no_other(done: Study, tmp_path: Path,
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    real = demerit.lab.studies.study.lived

    def failing(plan: Any, orders: Any, task: Task) -> dict[str, Any]:
        if task.number == 1:
            raise MemoryError("no room")
        return real(plan, orders, task)

    monkeypatch.setattr("demerit.lab.studies.study.lived", failing)
    found = study(SIDES, out=tmp_path / "s", workers=1, **SMALL)
    assert found.worlds == 3
    assert [(one["world"], one["seed"], one["failed"]) for one in found.lost] == [(1, 1, "MemoryError: no room")]
    assert found.lost[0]["set"] == {"learn.jolt": done.draws["learn.jolt"][1]}
    assert found.effects.filter(pl.col("world").ne(1) | pl.col("seed").ne(1)).equals(
        done.effects.filter(pl.col("world").ne(1) | pl.col("seed").ne(1)))


def test_a_study_of_another_plan_is_not_mixed_in(done: Study, tmp_path: Path) -> None:
    told = json.loads((done.folder / STUDY).read_bytes())
    assert set(told["rests_on"]) == {"plan", "version", "code", "law", "input"}
    with pytest.raises(RunFolderError, match="another plan"):
        study(SIDES, out=done.folder, workers=1, resume=True, **{**SMALL, "seeds": 3})
    assert open_study(done.folder).digest == done.digest
    (tmp_path / "no").mkdir()
    (tmp_path / "no" / "letter.txt").write_text("mine")
    with pytest.raises(RunFolderError, match="holds no study"):
        study(SIDES, out=tmp_path / "no", workers=1, resume=True, **SMALL)
    assert [file.name for file in (tmp_path / "no").iterdir()] == ["letter.txt"]


def test_a_flipped_bit_of_a_table_is_noticed(done: Study, tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "copy"
    shutil.copytree(done.folder, folder)
    content = bytearray((folder / EFFECTS).read_bytes())
    content[len(content) // 2] ^= 4
    (folder / EFFECTS).write_bytes(content)
    with pytest.raises(RunFolderError, match="damaged"):
        _ = open_study(folder).effects
    assert EFFECTS in sound(folder).mistakes[0]


def test_lines_of_a_log_hold_themselves(tmp_path: Path) -> None:
    line = line_of({"number": 7, "rows": [["ä", 1.5, None]]})
    assert read_line(line) == {"number": 7, "rows": [["ä", 1.5, None]]}
    for at in range(len(line)):
        flipped = bytearray(line)
        flipped[at] ^= 1
        assert read_line(bytes(flipped)) is None, at
    log = Log(tmp_path / "log")
    log.add({"number": 1, "failed": "x"})
    log.add({"number": 0})
    log.add({"number": 1, "rows": []})
    log.close()
    (tmp_path / "log").write_bytes((tmp_path / "log").read_bytes() + b"half")
    found, torn = read_log(tmp_path / "log")
    assert (found, torn) == ({0: {"number": 0}, 1: {"number": 1, "rows": []}}, 1)
    again = Log(tmp_path / "log")
    again.close()
    assert read_log(tmp_path / "log") == (found, 0)


def test_a_summary_is_of_worlds_and_says_what_it_hangs_on(done: Study) -> None:
    rows = done.summary().filter(name="silence.chat.rate")
    deltas = done.by_world.filter(side="weibo_2024", name="silence.chat.rate")
    one = rows.row(0, named=True)
    assert one["worlds"] == deltas.height == 2
    assert one["median"] == pytest.approx(deltas["delta"].mean())
    assert one["change"] == pytest.approx((deltas["delta"] / deltas["base"]).mean())
    assert one["low"] <= one["median"] <= one["high"]
    assert one["seed_low"] <= one["seed_high"]
    assert one["hangs_on"] is None, "two worlds say nothing of that"
    assert set(done.summary()["side"]) == {"weibo_2024"}


def test_what_an_effect_hangs_on_is_found() -> None:
    from demerit.lab.studies.number import Number

    class Known(Study):
        numbers = [Number("one", 0, 1), Number("two", 0, 1)]  # noqa: RUF012

        def __init__(self) -> None:
            pass

    known = Known()
    draws = {"world": list(range(20)), "one": [float(7 * k % 20) for k in range(20)],
             "two": [float(k) for k in range(20)]}  # fmt: skip
    known.draws = pl.DataFrame(draws)  # type: ignore[misc]
    there = pl.DataFrame({"world": draws["world"], "side": "a", "name": "n", "group": "all", "unit": "u",
                          "delta": [-(x**3) for x in draws["two"]]})
    assert known._hanging(there).row(0, named=True) | {} == {
        "side": "a", "name": "n", "group": "all", "unit": "u", "hangs_on": "two", "rank_correlation": pytest.approx(-1)}


def test_other_programs_read_it(done: Study, tmp_path: Path) -> None:
    frame = done.to_pandas()
    assert len(frame) == done.effects.height
    assert "learn.jolt" in frame
    cube = done.to_xarray()
    assert dict(cube.sizes)["world"] == 2
    value = cube["value"].sel(world=1, seed=2, side="null", name="silence.praise.rate", group="all").item()
    assert value == done.effects.filter(world=1, seed=2, side="null", name="silence.praise.rate")["value"].item()
    assert cube["learn.jolt"].to_numpy().tolist() == done.draws["learn.jolt"].to_list()
    done.to_duckdb(tmp_path / "base.db")
    import duckdb

    with duckdb.connect(str(tmp_path / "base.db")) as base:
        assert base.execute("select count(*) from effects").fetchone() == (done.effects.height,)
    assert done.digest in done.cite()
    assert "4 worlds" in repr(done)


def test_what_is_written_as_netcdf_is_read_back(done: Study, tmp_path: Path) -> None:
    pytest.importorskip("h5netcdf", reason="needs h5netcdf: pip install 'demerit[study]'")
    xarray = pytest.importorskip("xarray", reason="needs xarray: pip install 'demerit[study]'")
    cube = done.to_xarray()
    cube.to_netcdf(tmp_path / "study.nc")
    with xarray.open_dataset(tmp_path / "study.nc") as there:
        _is_the_same(there.load(), done)


def test_what_is_written_as_zarr_is_read_back(done: Study, tmp_path: Path) -> None:
    pytest.importorskip("zarr", reason="needs zarr: pip install 'demerit[study]'")
    xarray = pytest.importorskip("xarray", reason="needs xarray: pip install 'demerit[study]'")
    done.to_xarray().to_zarr(tmp_path / "study.zarr", consolidated=False)
    with xarray.open_zarr(tmp_path / "study.zarr", consolidated=False) as there:
        _is_the_same(there.load(), done)


def _is_the_same(there: Any, done: Study) -> None:
    """Hold what another program read against the study: every value, every difference, every number drawn."""
    assert there.equals(done.to_xarray())
    keys = ["world", "seed", "side", "name", "group"]
    frame = there[["value", "delta"]].to_dataframe().reset_index()[[*keys, "value", "delta"]]
    told = pl.from_pandas(frame.astype(dict.fromkeys(keys[2:], str))).filter(
        pl.col("value").is_not_null() | pl.col("delta").is_not_null()
    )
    kept = done.effects.select(*keys, "value", "delta").filter(
        pl.col("value").is_not_null() | pl.col("delta").is_not_null()
    )
    assert told.sort(keys).rows() == kept.sort(keys).rows() and kept.height
    assert there["learn.jolt"].to_numpy().tolist() == done.draws["learn.jolt"].to_list()


def test_wrong_words_in_python_are_told(tmp_path: Path) -> None:
    for told, said in (
        ({"people": 0}, "people"), ({"vary": {"learn.jolt": (5, 2)}, "worlds": 2}, "empty"),
        ({"seeds": 1.5}, "seeds"), ({"wurlds": 3}, "Did you mean 'worlds'"),
        ({"vary": {"learn.jolt": [1, 2]}}, "grid"), ({"measures": ["silenc"]}, "silence"),
        ({"vary": {"jolt": (1, 2)}, "worlds": 2}, "no side has a number 'jolt'"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=said):
            study(SIDES, out=tmp_path / "no", **told)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="list of schemes"):
        study(3)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="--workers 0"):
        study(SIDES, out=tmp_path / "no", workers=0, **SMALL)
    assert not (tmp_path / "no").exists()
