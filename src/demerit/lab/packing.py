"""Code that travels: what schemes, recipes and replications need, compiled for levels of x86-64 into one folder.

``python -m demerit.lab.packing FOLDER`` fills the folder that a wheel carries as ``demerit/compiled`` (`make wheel`).
What lies there is found by its key, which is a hash of sources, versions and level, and is held against a hash of its
own: on another machine, with another version, or where it is damaged, the same is compiled instead.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from demerit.base import kept
from demerit.base.compiling import content_for, key_of, noting
from demerit.base.machine import LEVELS
from demerit.base.number_of import number_of
from demerit.engine.run import Run
from demerit.lab.reading import read
from demerit.lab.replicating import replications
from demerit.lab.replications import Settings
from demerit.law.reading.resolve import PACKAGE_SCHEMES
from demerit.society import make, recipes

if TYPE_CHECKING:
    from demerit.base.loom import Loop

SMALL = 400
"""People of the societies that are made to see which loops they need: which these are does not depend on it."""
TWO = 2
"""Threads of these runs: of several, the records of a month are summed."""
Say = Callable[[str], None]


def shipped_schemes() -> list[str]:
    """Give the names of the schemes that come with the package."""
    return sorted(file.parent.name for file in PACKAGE_SCHEMES.glob("*/scheme.yaml"))


def needed(schemes: Iterable[str], others: bool = True, say: Say = lambda words: None) -> list[Loop]:
    """Give every loop that runs of some schemes ask for, over their whole calendar.

    Parameters
    ----------
    schemes
        Which.
    others
        Those of every recipe and replication as well.
    say
        Told what is looked at.
    """
    with noting() as found:
        society = make("china_2015", SMALL, 1)
        for name in schemes:
            say(name)
            scheme = read(name)
            run = Run(scheme, society, weeks=scheme.weeks, threads=TWO)
            run.life.prepare()
            for _ in run.weeks():
                pass
            run.close()
        for recipe in recipes() if others else ():
            say(recipe)
            make(recipe, SMALL, 1)
        for replication in replications().values() if others else ():
            say(replication.name)
            least = {one.name: (one.low,) if one.effort else one.default for one in replication.settings}
            replication.compute(Settings(least, as_published=True), 1)
    return list(found.values())


def pack(to: Path, loops: Iterable[Loop], levels: Iterable[str] = tuple(LEVELS)) -> tuple[int, int]:
    """Fill a folder with the code of loops for some levels, in as many processes as there are cores.

    What lies there and is still right stays, what nobody needs any more goes.

    Returns
    -------
    files, bytes
        What the folder holds.
    """
    to.mkdir(parents=True, exist_ok=True)
    wanted = {kept.file_of(loop.name, key): (loop, level, key)
              for loop in loops for level in levels for key in (key_of(loop, level),)}
    for path in to.iterdir():
        if path.name not in wanted or not kept.is_whole(path, wanted[path.name][2]):
            path.unlink()
    todo = [(to / file, *of) for file, of in sorted(wanted.items()) if not (to / file).exists()]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shares = [todo[k::cores] for k in range(cores)]
    children = [_forked(share) for share in shares[1:]]
    _write(shares[0])
    failed = [child for child in children if os.waitpid(child, 0)[1]]
    if failed:
        raise RuntimeError(f"{len(failed)} of {cores} processes that compile ended badly")
    return len(wanted), sum(path.stat().st_size for path in to.iterdir())


def _write(share: list[tuple[Path, Loop, str, str]]) -> None:
    """Compile a share of the loops into their files."""
    for path, loop, level, key in share:
        content = kept.find(loop.name, key) or content_for(loop, level)
        aside = path.with_suffix(f".{os.getpid()}.part")
        aside.write_bytes(kept.sealed(key, content))
        aside.replace(path)


def _forked(share: list[tuple[Path, Loop, str, str]]) -> int:
    """Do so in a process of its own; give its number."""
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(BaseException):
            _write(share)
            status = 0
        os._exit(status)
    return child


def main(words: list[str]) -> None:
    """Fill a folder, and say what it holds."""
    asks = argparse.ArgumentParser(prog="python -m demerit.lab.packing", description="Compile code that travels.")
    asks.add_argument("folder", type=Path)
    asks.add_argument("--level", action="append", choices=list(LEVELS), help="default: all")
    asks.add_argument("--scheme", action="append", help="this scheme and nothing else; default: all there is")
    asked = asks.parse_args(words)
    loops = needed(asked.scheme or shipped_schemes(), not asked.scheme, lambda what: print(f"  {what}", flush=True))
    files, size = pack(asked.folder, loops, asked.level or tuple(LEVELS))
    print(f"{len(loops)} loops in {number_of(files, 'file')}, {size / 1e6:.1f} MB, in {asked.folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
