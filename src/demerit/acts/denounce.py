"""Whether a citizen reports somebody of their own circle this month."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.acts.act import ADULT, AWARE, OldAct
from demerit.base.kernel import kernel
from demerit.base.knob import Knob

i32 = np.int32

KNOBS = (
    Knob("report", -340, -460, -240, "notches", "Pull of reporting what somebody did: about one adult in 200 a month.",
         source="assumed; no rate of reports is published, only that users report users (Weibo, 2012)"),
    Knob("accuse", -450, -560, -340, "notches", "Pull of a false report: about one adult in 1,000 a month.",
         source="assumed"),
    Knob("loyal", 64, 0, 192, "notches a unit of conviction", "How far conviction draws to reporting.",
         source="assumed"),
    Knob("witness", 24, 0, 64, "notches a friend", "What each friend heard to dissent adds to reporting, up to four.",
         source="assumed"),
    Knob("spite", 160, 0, 320, "notches at a fresh grudge", "What a grudge adds to a false report.", source="assumed"),
)


class Knobs(NamedTuple):
    """The knobs above, as whole notches."""

    report: int
    accuse: int
    loyal: int
    witness: int
    spite: int


class View(NamedTuple):
    """What `denounce` reads; every array is over the citizens swept."""

    conviction: NDArray[np.int16]
    """Private stand, Q14: -16384 against the official line .. 16384 for it."""
    n_dissent: NDArray[np.uint8]
    """Friends who dissented, as heard last."""
    grudge: NDArray[np.uint8]
    """Q8: the grudge against one who reported the citizen; 0 none, 255 fresh."""


@kernel
def sweep(s, k, w, u):  # type: ignore[no-untyped-def]
    """Weigh reporting somebody.

    ``u(report) = report + loyal x conviction + witness x min(friends who dissent, 4)`` and
    ``u(accuse) = accuse + spite x grudge``: one reports out of conviction and for what one heard, one accuses falsely
    out of spite. Whom it strikes is drawn by the institution `masses`. Sizes are assumed.
    """
    for j in range(u.shape[1]):
        drawn = (i32(k.loyal) * i32(s.conviction[j])) >> i32(14)
        u[0, j] = i32(0)
        u[1, j] = i32(k.report) + drawn + i32(k.witness) * min(i32(s.n_dissent[j]), i32(4))
        u[2, j] = i32(k.accuse) + ((i32(k.spite) * i32(s.grudge[j])) >> i32(8))


denounce = OldAct(
    name="denounce",
    summary="Whether a citizen reports somebody of their own circle this month, truly or falsely.",
    deeds=("none", "report", "accuse"),
    sweep=sweep,
    view=View,
    knobs=KNOBS,
    knob_class=Knobs,
    monthly=True,
    needs=ADULT | AWARE,
    asks="masses",
)
