"""Checkpoints: from any month on, in the same process or after a kill, a resumed run is the run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from polars.testing import assert_frame_equal

from demerit.engine import checkpoint
from demerit.engine.run import Choice, Run
from demerit.errors import RunFolderError
from demerit.lab.perform import VARIABLE

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

WEEKS, WARM_UP = 30, 9


def begun(scheme: Scheme, society: Society, threads: int = 1) -> Run:
    """Give a run about to start."""
    return Run(scheme, society, weeks=WEEKS, seed=3, threads=threads, settings={"run.warm_up": WARM_UP})


@pytest.mark.parametrize("name", ["article_2015", "zhima_2015"])
def test_a_run_resumes_from_any_month(name: str, schemes: dict[str, Scheme], village: Society, tmp_path: Path) -> None:
    """One run saves at every month's end; one resumes at each, and ends with the digest and tables of one never cut."""
    whole = begun(schemes[name], village)
    for _ in whole.weeks():
        pass
    expected = checkpoint.gather(whole, tmp_path)
    cut, cuts = begun(schemes[name], village), 0
    while cut.week < WEEKS:
        for week in cut.weeks():
            if week % 4 == 3:
                checkpoint.save(cut, tmp_path)
                break
        else:
            break
        cuts += 1
        cut = begun(schemes[name], village, threads=1 + cuts % 2)
        assert checkpoint.restore_into(cut, tmp_path)
    assert cuts == sum(week % 4 == 3 for week in range(-WARM_UP, WEEKS))
    assert cut.digest() == whole.digest()
    for mine, theirs in zip(checkpoint.gather(cut, tmp_path), expected, strict=True):
        assert_frame_equal(mine, theirs)


def test_a_resumed_run_has_the_slate_of_the_whole_one(
    schemes: dict[str, Scheme], village: Society, tmp_path: Path
) -> None:
    """What institutions set for the month that begins, what they remember, and what they remembered before it."""
    whole, moved = begun(schemes["article_2015"], village), set()
    for week in whole.weeks():
        if week % 4 != 3:
            continue
        checkpoint.save(whole, tmp_path)
        cut = begun(schemes["article_2015"], village)
        assert checkpoint.restore_into(cut, tmp_path)
        if week + 1 == whole.weeks_total:
            break
        whole.advance()
        cut.advance()
        for name, array in vars(whole.life.slate).items():
            if isinstance(array, np.ndarray):
                np.testing.assert_array_equal(getattr(cut.life.slate, name), array, f"{name}, week {week}")
                moved |= {name} if week > 8 and array.any() else set()
    assert {"sees", "gate_try", "pull", "remembers", "remembered"} <= moved


def test_without_a_checkpoint_there_is_nothing_to_restore(
    schemes: dict[str, Scheme], village: Society, tmp_path: Path
) -> None:
    """And the run stays as it was."""
    run = begun(schemes["null"], village)
    before = run.digest()
    assert not checkpoint.restore_into(run, tmp_path)
    assert run.digest() == before


@pytest.mark.parametrize("harm", ["cut", "other", "empty", "flipped"])
def test_a_damaged_checkpoint_is_refused(
    harm: str, schemes: dict[str, Scheme], village: Society, tmp_path: Path
) -> None:
    """Cut short, of another kind, empty, or with a byte turned: an error of the user's folder."""
    run = begun(schemes["article_2015"], village)
    checkpoint.save(run, tmp_path)
    (file,) = tmp_path.glob("state-*")
    content = file.read_bytes()
    turned = bytearray(content)
    turned[-1000] ^= 255
    file.write_bytes({"cut": content[:-100], "other": b"x" + content, "empty": b"", "flipped": bytes(turned)}[harm])
    with pytest.raises(RunFolderError, match="damaged"):
        checkpoint.restore_into(begun(schemes["article_2015"], village), tmp_path)


def test_a_checkpoint_of_another_run_is_refused(
    schemes: dict[str, Scheme], village: Society, town: Society, tmp_path: Path
) -> None:
    """Of another society, law, seed, length, knob, choice or panel: each makes another run."""
    checkpoint.save(begun(schemes["null"], village), tmp_path)
    law, told = schemes["null"], {"weeks": WEEKS, "seed": 3, "settings": {"run.warm_up": WARM_UP}}
    others = [
        Run(law, town, **told), Run(schemes["article_2015"], village, **told), Run(law, village, **{**told, "seed": 4}),
        Run(law, village, **{**told, "weeks": 31}), Run(law, village, **told, panel_size=5),
        Run(law, village, **told, placebo=True), Run(law, village, **told, choices=[Choice(3, 1, "speak", "dissent")]),
        Run(law, village, weeks=WEEKS, seed=3, settings={"run.warm_up": WARM_UP, "learn.company": 5}),
    ]  # fmt: skip
    for other in others:
        with pytest.raises(RunFolderError, match="of another run"):
            checkpoint.restore_into(other, tmp_path)
    assert checkpoint.restore_into(begun(law, village), tmp_path)


PROGRAM = """
import sys
from demerit.cli import main
sys.exit(main())
"""


def ordered(out: Path, every: int, *more: str) -> subprocess.Popen[str]:
    """Start `demerit run` on a village, with a checkpoint every month where `every` is 0."""
    argv = ["run", "article_2015", "--recipe", "village", "--people", "300", "--weeks", "60", "--threads", "2",
            "--set", "run.warm_up=8", "--out", str(out), "--json", *more]
    environment = {**os.environ, "NO_COLOR": "1", VARIABLE: str(every)}
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *argv], text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


@pytest.mark.parametrize("every", [0, 10**12], ids=["with checkpoints", "without"])
def test_a_run_killed_with_9_resumes_to_the_same_digest(every: int, tmp_path: Path) -> None:
    """`demerit run` is killed in the middle of its weeks; `--resume` ends with the digest of a run never killed."""
    whole = ordered(tmp_path / "whole", every)
    out, err = whole.communicate(timeout=300)
    assert whole.returncode == 0, err
    expected = json.loads(out)["digest"]
    run, killed = tmp_path / "killed", False
    sign = run / ("checkpoint/checkpoint.json" if every == 0 else "scheme.json")
    for _ in range(5):
        program = ordered(run, every, *(["--resume"] if run.exists() else []))
        while program.poll() is None and not sign.exists():
            time.sleep(0.002)
        program.send_signal(signal.SIGKILL)
        program.communicate()
        if program.returncode == -signal.SIGKILL:
            killed = True
            break
    assert killed, "the run was too quick to be killed"
    again = ordered(run, every, "--resume")
    out, err = again.communicate(timeout=300)
    assert again.returncode == 0, err
    assert json.loads(out)["digest"] == expected
    for name in ("counts", "panel", "ledger"):
        mine, theirs = ((path / f"{name}.parquet").read_bytes() for path in (run, tmp_path / "whole"))
        assert mine == theirs
    assert not (run / "checkpoint").exists()
