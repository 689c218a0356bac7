"""Asks all claims anew and puts the results where the program reads them.

    python tools/renew_claims.py                   all of it
    python tools/renew_claims.py --minutes 9       a piece of it; the same again goes on
    python tools/renew_claims.py --hold 3          three worlds alone live again: where their numbers are the same, the
                                                   results bear the mark of today's code
    python tools/renew_claims.py --reckon          verdicts alone, from the effects that there are

Worlds that lived stay in runs/claims, world by world, so that a kill costs the worlds in hand and nothing else. What
they rest on is noted: where a law, a claim's comparison or the model has changed since, remove the folder first.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path
from typing import Any

from demerit.errors import DemeritError
from demerit.lab.claims.asking import WHOLE, Claims, ask
from demerit.lab.claims.claim import claims
from demerit.lab.claims.shipping import FILE, hold, reckon, results, ship
from demerit.lab.claims.telling import in_rows, in_sum
from demerit.lab.stopping import Interrupted

WORLDS = Path("runs/claims")
ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "src" / "demerit" / "lab" / "claims" / FILE
BEGINS, ENDS = "<!-- made by `make claims`: from here -->", "<!-- to here -->"


def main(minutes: float | None) -> int:
    """Ask for so long; 3 where worlds are left."""
    if minutes is not None:
        signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGTERM))
        signal.setitimer(signal.ITIMER_REAL, 60 * minutes)
    every = claims()
    try:
        asked = ask(every, WHOLE, WORLDS, resume=True, watch=lambda done, of, what: print(f"\r{done}/{of} {what}", end=""))  # noqa: E501
    except Interrupted as left:
        print(f"\n{left}")
        return 3
    except DemeritError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    RESULTS.write_bytes(ship(asked, every))
    write_pages(asked.plain(), every)
    return 0


def held(worlds: int) -> int:
    """Hold the results against today's code."""
    try:
        RESULTS.write_bytes(hold(results() or {}, worlds))
    except DemeritError as error:
        print(error, file=sys.stderr)
        return 2
    print(RESULTS)
    return 0


def reckoned() -> int:
    """Reckon verdicts anew."""
    try:
        RESULTS.write_bytes(reckon(results() or {}))
    except DemeritError as error:
        print(error, file=sys.stderr)
        return 2
    write_pages(json.loads(RESULTS.read_bytes()), claims())
    return 0


def write_pages(told: dict[str, Any], every: Claims) -> None:
    """Put the table of claims where pages show it."""
    pages = {
        ROOT / "docs" / "guide" / "claims.md": in_sum(told),
        ROOT / "README.md": f"{in_rows(told, every)}\n\n{in_sum(told)}",
    }
    for page, said in pages.items():
        head, made, rest = page.read_text(encoding="utf-8").partition(BEGINS)
        page.write_text(f"{head}{made}\n{said}\n{ENDS}{rest.partition(ENDS)[2]}", encoding="utf-8")
    print("", RESULTS, *pages, sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=None)
    parser.add_argument("--hold", type=int, default=None, metavar="WORLDS")
    parser.add_argument("--reckon", action="store_true")
    given = parser.parse_args()
    sys.exit(reckoned() if given.reckon else main(given.minutes) if given.hold is None else held(given.hold))
