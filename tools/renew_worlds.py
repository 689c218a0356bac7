"""Makes anew what comes with the program of drawn worlds: the calibrated table, comparisons, shares of parts.

    python tools/renew_worlds.py

The calibration stands in runs/calibration: killed, the same again goes on, and one that is whole is taken as it is.
Where a law or the model has changed since, remove that folder first. Which comparisons and whose parts there are, the
files in `lab/worlds` say by their names.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from demerit.errors import DemeritError
from demerit.lab.calibration.calibrate import TABLE, calibrate
from demerit.lab.drawn import DRAWN, drawn
from demerit.lab.order import Order
from demerit.lab.probing.parts import factorial_of
from demerit.lab.probing.shipped import BEGINS, ship

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "src" / "demerit" / "lab" / "worlds"
CALIBRATION = Path("runs/calibration")
PEOPLE, WORLDS, SEEDS = 2_000, 24, 6


def told(done: int, of: int, what: str) -> None:
    """Say how far it is, on one line."""
    print(f"\r{done}/{of} {what}\033[K", end="", flush=True)


def calibrated() -> None:
    """Put the calibrated table where the program reads it."""
    if not (CALIBRATION / TABLE).is_file():
        calibrate(None, out=CALIBRATION, resume=CALIBRATION.is_dir(), watch=told)
    shutil.copyfile(CALIBRATION / TABLE, SHIPPED / TABLE)


def compared(file: Path) -> None:
    """Let the drawn worlds of two laws live again."""
    one, two = (Order(side, people=PEOPLE) for side in file.stem.split("-"))
    with tempfile.TemporaryDirectory() as folder:
        drawn(one, two, WORLDS, Path(folder), watch=told)
        shutil.copyfile(Path(folder) / DRAWN, file)


def shared_out(file: Path) -> None:
    """Let all worlds of the parts of a law live again."""
    order = Order(file.stem.removeprefix(BEGINS), people=PEOPLE)
    file.write_text(ship(order, factorial_of(order, SEEDS, watch=told)), encoding="utf-8")


def main() -> int:
    """Make all of it; 2 where something is wrong."""
    try:
        calibrated()
        for file in sorted(SHIPPED.glob("*.json")):
            if file.name.startswith(BEGINS):
                shared_out(file)
            elif "-" in file.stem:
                compared(file)
    except DemeritError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    print("", *sorted(SHIPPED.glob("*.json")), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
