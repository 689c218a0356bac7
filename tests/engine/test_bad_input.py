"""What reaches the engine and is wrong: a clear error of the user's, and nothing left behind."""

from __future__ import annotations

import errno
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from demerit.base import aside
from demerit.base.sealed import Sealed
from demerit.engine import folder
from demerit.engine.knobs import turned
from demerit.engine.run import Choice, Run
from demerit.errors import InputError, RunFolderError, SpaceError, UnknownName
from demerit.law import dump, scheme_hash

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society


@pytest.mark.parametrize("weeks", [0, -1])
def test_a_run_takes_a_week_or_more(weeks: int, schemes: dict[str, Scheme], village: Society) -> None:
    """Nought weeks are refused, with what to do."""
    with pytest.raises(InputError, match=rf"a run of {weeks} weeks is refused.*--weeks"):
        Run(schemes["null"], village, weeks=weeks)


def test_a_wrong_knob_is_met_with_the_nearest() -> None:
    """Did you mean."""
    with pytest.raises(UnknownName, match=r"no knob is called 'speak.pres_w'. Did you mean 'speak.press_w'"):
        turned({"speak.pres_w": 3})


@pytest.mark.parametrize("value", [-1, 33, 2.5, float("nan"), float("inf")])
def test_a_knob_stays_in_its_range(value: float) -> None:
    """Below, above, between two whole numbers, no number: refused with the range."""
    with pytest.raises(InputError, match=r"'speak.press_w'.*whole number.*from 0 to 32.*default 12"):
        turned({"speak.press_w": value})


def test_knobs_that_lose_the_anchor_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Company above four times the anchor, were the ranges ever widened to allow it."""
    from demerit.base.knob import Knob
    from demerit.engine import knobs

    wide = {n: Knob(n, k.default, 0, 10**6, k.unit, k.about) for n, k in knobs.knobs().items()}
    monkeypatch.setattr(knobs, "knobs", lambda: wide)
    assert turned({"learn.company": 32})["learn.company"] == 32
    with pytest.raises(InputError, match=r"4 x learn\.anchor"):
        turned({"learn.company": 33})


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(1, 230, "speak", "dissent"), r"citizen 230; citizens are numbered 0 to 229\. .*--choices"),
        (Choice(1, -1, "speak", "dissent"), "citizen -1; citizens"),
        (Choice(1, 3, "sing", "dissent"), r"no act is called 'sing'.*choices"),
        (Choice(1, 3, "speak", "disent"), r"no deed of 'speak' is called 'disent'\. Did you mean 'dissent'"),
    ],
)
def test_choices_name_somebody_and_something(
    choice: Choice, message: str, schemes: dict[str, Scheme], village: Society
) -> None:
    """A choice of nobody, of no act, of no deed."""
    with pytest.raises(InputError, match=message):
        Run(schemes["null"], village, weeks=4, choices=[choice])


def test_forms_that_cannot_be_carried_out_are_named_all_at_once(schemes: dict[str, Scheme], village: Society) -> None:
    """A law that is read but not carried out is refused, never ignored."""
    scheme = schemes["article_2015"]
    update = scheme.update.model_copy(update={"every_weeks": 2})
    bureaus = {name: one.model_copy(update={"identity_error": 0.1}) for name, one in scheme.bureaus.items()}
    with pytest.raises(InputError, match=r"identity_error.*every_weeks"):
        Run(scheme.model_copy(update={"update": update, "bureaus": bureaus}), village, weeks=4)


@pytest.fixture
def finished(tmp_path: Path, schemes: dict[str, Scheme]) -> Path:
    """A run folder with all that opening it asks for."""
    path = tmp_path / "run"
    path.mkdir()
    law = {"name": "null", "hash": scheme_hash(schemes["null"])}
    people = {"name": "village", "people": 2, "adults": 2, "hash": "0", "recipe": {}}
    manifest = folder.Manifest(
        format=folder.FORMAT, demerit="0", versions={}, scheme=law, society=people, order={}, seed=1, weeks=4,
        start="2015-07-01", panel=1, finished=True, digest="0" * 32,
    )
    kept = Sealed(path, folder.MANIFEST, manifest.model_dump(mode="json"))
    kept.put("scheme.json", json.dumps(dump(schemes["null"])).encode())
    for name in folder.TABLES:
        kept.put_table(f"{name}.parquet", pl.DataFrame({"n": [1, 2]}))
    kept.seal()
    return path


def test_a_run_folder_opens(finished: Path, schemes: dict[str, Scheme]) -> None:
    """What was written is what is read."""
    run = folder.open_run(finished)
    assert run.counts["n"].to_list() == run.ledger["n"].to_list() == run.panel["n"].to_list() == [1, 2]
    assert run.scheme == schemes["null"]
    assert run.manifest["weeks"] == 4


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("manifest.json", b"{", "damaged"),
        ("manifest.json", b"\xff\xfe", "damaged"),
        ("manifest.json", b"[]", "damaged"),
        ("manifest.json", b'{"format": 99}', "another version"),
        ("manifest.json", b'{"format": 1, "seed": "x"}', "another version"),
        ("manifest.json", b'{"format": 2, "seed": "x"}', "another version"),
        ("manifest.json", b'{"format": %d, "seed": "x"}' % folder.FORMAT, "damaged"),
        ("manifest.json", None, "no run folder"),
        ("counts.parquet", None, r"counts\.parquet is missing"),
        ("ledger.parquet", b"PAR1", "damaged"),
        ("scheme.json", b"{}", "damaged"),
        ("scheme.json", None, "is missing"),
    ],
)
def test_a_damaged_run_folder_is_refused(finished: Path, name: str, content: bytes | None, message: str) -> None:
    """Each file torn or missing: said by name, with what to do."""
    file = finished / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RunFolderError, match=message) as error:
        run = folder.open_run(finished)
        assert run.counts.height and run.panel.height and run.ledger.height and run.scheme
    assert str(finished) in str(error.value)


def test_a_run_that_is_not_finished_or_not_there_is_refused(finished: Path, tmp_path: Path) -> None:
    """With how to carry it on, or to make it."""
    folder.read_run(finished).sealed.seal(finished=False)
    with pytest.raises(RunFolderError, match="--resume"):
        folder.open_run(finished)
    with pytest.raises(RunFolderError, match="there is no run folder"):
        folder.open_run(tmp_path / "nowhere")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES])
def test_a_writer_that_fails_leaves_nothing(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Full disk, quota, file too large: no space; otherwise the folder's fault. The old file stays, no part is left."""
    file = tmp_path / "state"
    file.write_bytes(b"old")

    def failing(descriptor: int) -> None:
        raise OSError(number, "it fails")

    monkeypatch.setattr(aside.os, "fsync", failing)
    with pytest.raises(RunFolderError if number == errno.EACCES else SpaceError, match="state"):
        aside.write(file, (b"new",))
    assert [p.name for p in tmp_path.iterdir()] == ["state"] and file.read_bytes() == b"old"


def test_a_full_disk_is_said_plainly(tmp_path: Path) -> None:
    """A whole `demerit run` under a limit of 60 kB a file: exit status 2, one plain message, no folder, no part."""
    code = "import sys; from demerit.cli import main; sys.exit(main())"
    argv = ["run", "article_2015", "--recipe", "village", "--people", "500", "--weeks", "40", "--threads", "1",
            "--out", str(tmp_path / "run"), "--json"]

    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    done = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, preexec_fn=limit,
                          timeout=300, check=False)
    assert done.returncode == 2, done.stderr
    assert "no space left" in done.stderr and "Traceback" not in done.stderr
    assert not done.stdout
    assert list(tmp_path.iterdir()) == []
