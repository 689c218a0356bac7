"""Asks all claims anew and puts the results where the program reads them.

    python tools/renew_claims.py                   all of it
    python tools/renew_claims.py --minutes 9       a piece of it; the same again goes on

Worlds that lived stay in runs/claims, world by world, so that a kill costs the worlds in hand and nothing else. What
they rest on is noted: where a law, a claim's comparison or the model has changed since, remove the folder first.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from demerit.errors import DemeritError
from demerit.lab.claims.asking import WHOLE, ask
from demerit.lab.claims.claim import claims
from demerit.lab.claims.shipping import FILE, ship
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
    told = asked.plain()
    pages = {
        ROOT / "docs" / "guide" / "claims.md": in_sum(told),
        ROOT / "README.md": f"{in_rows(told, every)}\n\n{in_sum(told)}",
    }
    for page, said in pages.items():
        head, made, rest = page.read_text(encoding="utf-8").partition(BEGINS)
        page.write_text(f"{head}{made}\n{said}\n{ENDS}{rest.partition(ENDS)[2]}", encoding="utf-8")
    print("", RESULTS, *pages, sep="\n")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=None)
    sys.exit(main(parser.parse_args().minutes))
