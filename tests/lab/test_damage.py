"""A flipped bit in any file that is kept is noticed: by whoever reads the file, and by `demerit check`."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demerit.cli import main
from demerit.engine import checkpoint
from demerit.engine.folder import CHOICES, LAW, SOCIETY, open_run, read_run
from demerit.engine.run import Run
from demerit.errors import DemeritError, RunFolderError
from demerit.lab.compare import open_comparison
from demerit.lab.comparing import COMPARED
from demerit.lab.order import Order
from demerit.lab.perform import VARIABLE, perform
from demerit.lab.soundness import sound
from demerit.lab.stopping import Interrupted, Stopped
from demerit.law import load as load_scheme
from demerit.society import load, make
from tests.campaigns import Campaign, drawn

SMALL = ("--recipe", "village", "--people", "100", "--weeks", "8")
MADE = (
    ("society", "village", "--people", "100", "--out", "people"),
    ("run", "zhima_2015", "--society", "people", "--weeks", "8", "--choices", "c.csv", "--out", "one"),
    ("report", "one"),
    ("compare", "zhima_2015", "null", *SMALL, "--seeds", "2", "--out", "pair"),
    ("report", "pair"),
    ("compare", "zhima_2015", "zhima_2017", "null", *SMALL, "--out", "many"),
)
WEEKS = 20


def demerit(*words: str) -> tuple[int, str]:
    """Call the command line in this process; give its status and what it said on stderr."""
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said), pytest.raises(SystemExit) as end:
        main([*words])
    return int(end.value.code or 0), said.getvalue()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with one of everything that is kept: society, run, comparisons, reports, a run that was stopped."""
    folder, before = tmp_path_factory.mktemp("shelf"), Path.cwd()
    os.chdir(folder)
    try:
        (folder / "c.csv").write_text("week,citizen,act,deed\n3,1,speak,dissent\n", encoding="utf-8")
        for words in MADE:
            status, said = demerit(*words)
            assert status == 0, said
        half()
        yield folder
    finally:
        os.chdir(before)


def half() -> None:
    """Leave a run that was stopped behind its first months."""

    def stop(done: int, total: int, what: str) -> None:
        if done > total - 4 > 0:
            raise Stopped

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Interrupted):
        patch.setenv(VARIABLE, "0")
        perform(Order("null", recipe="village", people=100, weeks=WEEKS), Path("half"), watch=stop)


def begun() -> Run:
    """Give the run of which `half` holds the first months."""
    return Run(load_scheme("null"), make("village", 100, 1), weeks=WEEKS, panel_size=10_000)


def readers(run: Run) -> dict[str, Callable[[Path], object]]:
    """Give, by the name of a file, who reads it; they are handed the folder that the manifest lies in."""

    def resumed(folder: Path) -> None:
        checkpoint.restore_into(run, folder)
        checkpoint.gather(run, folder)

    return {
        "manifest.json": open_run, "scheme.json": lambda at: read_run(at).scheme,
        "counts.parquet": lambda at: open_run(at).counts, "panel.parquet": lambda at: open_run(at).panel,
        "ledger.parquet": lambda at: open_run(at).ledger, CHOICES: lambda at: open_run(at).kept(CHOICES),
        f"{LAW}/": lambda at: read_run(at).kept(LAW), f"{SOCIETY}/": lambda at: read_run(at).kept(SOCIETY),
        COMPARED: open_comparison, "seed-": lambda at: open_comparison(at).by_seed,
        "society.json": load, "citizens.parquet": load, "ties.parquet": load,
        "checkpoint.json": resumed, "state-": resumed, "counts-": resumed, "panel-": resumed, "ledger-": resumed,
    }  # fmt: skip


MANIFESTS = ("manifest.json", COMPARED, "society.json", "checkpoint.json")


def home_of(file: Path) -> Path:
    """Give the folder whose manifest names a file; a society kept in a run is the run's."""
    inner = next(above for above in file.parents if any((above / name).is_file() for name in MANIFESTS))
    outer = inner.parent
    return outer if (outer / "manifest.json").is_file() and inner.name == SOCIETY else inner


def kind_of(file: Path, home: Path) -> str:
    """Give the kind of a file: what it is read by."""
    inside = file.relative_to(home).as_posix()
    return next((kind for kind in readers_kinds() if inside.startswith(kind)), inside)


def readers_kinds() -> tuple[str, ...]:
    """Give names, or beginnings of names, that tell a file's reader."""
    return (f"{LAW}/", f"{SOCIETY}/", "seed-", "measured-", "state-", "counts-", "panel-", "ledger-")


def flip(file: Path, bit: int) -> None:
    """Flip one bit of a file."""
    with file.open("r+b") as content:
        content.seek(bit // 8)
        byte = content.read(1)[0]
        content.seek(bit // 8)
        content.write(bytes([byte ^ 1 << bit % 8]))


@contextlib.contextmanager
def flipped(file: Path, bit: int) -> Iterator[None]:
    """Flip one bit of a file, for a while."""
    flip(file, bit)
    try:
        yield
    finally:
        flip(file, bit)


def failure(file: Path, home: Path, read: Callable[[Path], object] | None, command: bool) -> str | None:
    """Say what did not notice that a file is damaged; None where everybody did."""
    looked = home.parent if home.name == "checkpoint" else home
    found = sound(looked)
    if not any(file.name in mistake for mistake in found.mistakes):
        return f"check says {found.mistakes}"
    if command:
        status, said = demerit("check", str(looked))
        if status != 2 or file.name not in said or "should not have" in said:
            return f"`check` ends with {status} and says {said!r}"
    if read is not None:
        try:
            read(home)
        except DemeritError as error:
            return None if file.name in str(error) else f"its reader says {error}"
        return "its reader takes it"
    return None


def campaign_of_flips(shelf: Path, number: int, told: Campaign) -> None:
    """Flip bits at random places, in every file in turn and in every kind of file in turn."""
    files = sorted(path for path in shelf.rglob("*") if path.is_file() and path.name != "c.csv")
    homes = {file: home_of(file) for file in files}
    kinds: dict[str, list[Path]] = {}
    for file in files:
        kinds.setdefault(kind_of(file, homes[file]), []).append(file)
    who = readers(begun())
    assert set(who) <= set(kinds), set(who) - set(kinds)
    for k in range(number):
        group = list(kinds.values())[k // 2 % len(kinds)] if k % 2 else files
        file = group[(drawn("file", k, below=len(group)) if k % 2 else k // 2) % len(group)]
        kind, bit = kind_of(file, homes[file]), drawn("bit", k, below=8 * file.stat().st_size)
        with flipped(file, bit):
            failed = failure(file, homes[file], who.get(kind), k % 40 == 0)
        told.trial(kind, failed and f"{file.relative_to(shelf)} bit {bit}: {failed}")


def test_a_flipped_bit_is_noticed(shelf: Path, record_property: Callable[[str, object], None]) -> None:
    campaign = Campaign("flipped bits, a sample", record_property)
    campaign_of_flips(shelf, 150, campaign)
    campaign.over()


@pytest.mark.slow
def test_ten_thousand_flipped_bits_are_noticed(shelf: Path, record_property: Callable[[str, object], None]) -> None:
    campaign = Campaign("flipped bits", record_property)
    campaign_of_flips(shelf, 10_000, campaign)
    campaign.over()


def test_what_is_whole_is_found_whole(shelf: Path) -> None:
    """The check can tell: all of it passes where nothing was flipped."""
    for name in ("people", "one", "pair", "many", "half"):
        status, said = demerit("check", name)
        assert status == 0, said
    run = begun()
    assert checkpoint.restore_into(run, shelf / "half" / "checkpoint")


@pytest.fixture
def copied(shelf: Path, tmp_path: Path) -> Path:
    """A copy of the shelf to do harm to."""
    return Path(shutil.copytree(shelf, tmp_path / "copy"))


def test_a_table_of_another_run_is_not_taken(copied: Path) -> None:
    for name in ("counts.parquet", "panel.parquet", "ledger.parquet", "scheme.json"):
        shutil.copy(copied / "pair" / "b" / name, copied / "one" / name)
        with pytest.raises(RunFolderError, match=f"{name} is damaged"):
            readers(begun())[name](copied / "one")
        assert sum(name in mistake for mistake in sound(copied / "one").mistakes) == 1


def test_another_run_in_the_place_of_one_is_not_what_was_compared(copied: Path) -> None:
    shutil.rmtree(copied / "pair" / "a")
    shutil.copytree(copied / "pair" / "placebo", copied / "pair" / "a")
    with pytest.raises(RunFolderError, match=r"a is not the run that compare\.json was measured from"):
        open_comparison(copied / "pair")
    assert sound(copied / "pair").mistakes


def test_a_rule_more_or_less_is_another_law(copied: Path) -> None:
    """Laws copied into a run are held against its manifest, file by file and as a whole."""
    rules = copied / "one" / "scheme" / "rules"
    first = min(rules.iterdir())
    (rules / "more.yaml").write_bytes(first.read_bytes())
    with pytest.raises(RunFolderError, match=r"more\.yaml is not among what manifest\.json names"):
        open_run(copied / "one").kept(LAW)
    (rules / "more.yaml").unlink()
    first.unlink()
    with pytest.raises(RunFolderError, match=f"{first.name} is missing"):
        open_run(copied / "one").kept(LAW)
    run = read_run(copied / "pair" / "a")
    run.sealed.seal(scheme={**run.about.scheme, "hash": "0" * 32})
    for found in (sound(copied / "one"), sound(copied / "pair" / "a")):
        assert found.mistakes
    with pytest.raises(RunFolderError, match="is not the law"):
        _ = read_run(copied / "pair" / "a").scheme


def test_damage_ends_each_command_in_words(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Explain, report, compare and a run over a society, each of a damaged folder: status 2 and the file's name."""
    monkeypatch.chdir(copied)
    commands = {
        "one/panel.parquet": ("explain", "one", "3"), "one/counts.parquet": ("report", "one", "--out", "r.html"),
        "one/scheme.json": ("explain", "one", "3"), "pair/a/ledger.parquet": ("report", "pair"),
        "pair/compare.json": ("report", "pair"), "pair/b/counts.parquet": ("compare", "pair/a", "pair/b"),
        "people/ties.parquet": ("run", "null", "--society", "people", "--weeks", "4"),
        "half/checkpoint/checkpoint.json": ("run", "null", *SMALL[:-1], str(WEEKS), "--out", "half", "--resume"),
    }  # fmt: skip
    for name, words in commands.items():
        file = Path(name)
        with flipped(file, 8 * (file.stat().st_size // 2)):
            status, said = demerit(*words)
        assert status == 2, (words, said)
        assert file.name in said
        assert "should not have" not in said
