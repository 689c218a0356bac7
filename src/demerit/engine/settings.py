"""What each step is handed: NamedTuples of columns, settings and knobs, at module level so that code can be kept."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.generic]


class StakeColumns(NamedTuple):
    """Columns of `steps.stake`."""

    status: Array
    account: Array
    standing: Array
    caution: Array
    fear: Array


class JudgeColumns(NamedTuple):
    """Columns of `steps.judge`."""

    cell: Array
    account: Array
    diary: Array
    traits: Array


class LearnColumns(NamedTuple):
    """Columns of `steps.learn`."""

    status: Array
    conviction: Array
    home: Array
    climate: Array
    fear: Array
    belief: Array


class SettleColumns(NamedTuple):
    """Columns of `steps.settle` and `steps.record`."""

    status: Array
    cell: Array
    traits: Array
    age: Array
    place: Array
    standing: Array
    reliability: Array
    conviction: Array
    fear: Array
    belief: Array
    account: Array
    score: Array
    partner: Array
    diary: Array
    arrears: Array
    gates: Array
    start: Array
    friend: Array
    kind: Array


class FaceColumns(NamedTuple):
    """Columns of `steps.face`."""

    status: Array
    diary: Array
    score: Array
    belief: Array
    caution: Array
    sociability: Array
    start: Array
    friend: Array


class MingleColumns(NamedTuple):
    """Columns of `steps.mingle`."""

    start: Array
    friend: Array
    kind: Array
    partner: Array


class Week(NamedTuple):
    """What every act is told of the week besides its columns and knobs."""

    week: int
    share_enrolled: int
    """Q8: the share of adults enrolled at the last settling."""
    choice: int
    """1 where joining and leaving are the citizen's to choose, else 0."""


class LearnKnobs(NamedTuple):
    """The knobs of `steps.learn` (`engine.knobs.LEARN`)."""

    anchor: int
    company: int
    calm: int
    jolt: int
    fall: int
    rumour: int
    forget: int
    experience: int


class StakeSettings(NamedTuple):
    """What a point is worth at every score (`steps.stake`)."""

    low: int
    high: int
    mean: int
    sd: int
    gain: Array
    """Q8 notches a point won, int32, one for every score from the lowest to the highest."""
    loss: Array
    """Q8 notches a point lost."""
    opens: Array
    """Notches: worth of the gates open at each score, int16."""


class JudgeSettings(NamedTuple):
    """The rules about deeds that are in force (`steps.judge`)."""

    first: Array
    """Act -> number of its first deed among all deeds."""
    bits: Array
    """Act -> bits that hold one of its deeds."""
    shift: Array
    """Weekly act -> where its deeds begin in the diary."""
    begin: Array
    """Deed -> its first rule in the three arrays below; one entry more at the end."""
    points: Array
    account: Array
    entry: Array
    """Rule -> its entry in the book."""
    cap: NDArray[np.int32]
    """Account -> most points."""
    coverage: Array
    """Act -> share of its deeds that the bureau sees, of 256."""
    limit_entry: int
    """Entry of the first account's limit; the others follow."""
    month_act: Array
    """Rule counted by the month -> its act; the next six arrays alike."""
    month_deed: Array
    month_per: Array
    month_cap: Array
    month_points: Array
    month_account: Array
    month_entry: Array
    weekly: int
    weeks: int
    seen_stream: int
    k0: int
    k1: int


class NewsSettings(NamedTuple):
    """What is told this week (`steps.learn`)."""

    reach: Array
    """Piece of news -> chance of 65536 that it reaches a citizen."""
    tale: Array
    """Piece of news x belief -> Q7 points it tells."""
    jolt: Array
    """Piece of news -> fear that reading it adds, Q8."""
    stream: int
    k0: int
    k1: int


class SettleSettings(NamedTuple):
    """The rest of the law in force (`steps.settle`, `steps.record`)."""

    low: int
    high: int
    mean: int
    sd: int
    cap: Array
    rest: Array
    """Account x start score -> points at rest, int16 ``(n_accounts, width + 1)``."""
    sixtieth: Array
    """Score -> its 60th of the scale, int32 ``(width + 1,)``."""
    decay: Array
    """Account -> share of 65536 of its distance from rest that fades a month."""
    decay_entry: int
    limit_entry: int
    assoc_form: int
    """0 none, 1 mean score, 2 count below a line, 3 number enrolled."""
    assoc_account: int
    assoc_entry: int
    line: int
    each: int
    state_kind: Array
    """State rule -> 0 age, 1 income fifth, 2 married, 3 Party, 4 urban."""
    state_low: Array
    state_high: Array
    state_account: Array
    state_points: Array
    state_entry: Array
    first: Array
    bits: Array
    shift: Array
    belief_of: Array
    """Deed -> its belief, -1 none."""
    weekly: int
    weeks: int
    gate_open: Array
    """Gate x score -> 1 where the score meets the condition."""
    gate_act: Array
    gate_deed: Array
    gate_try: Array
    """Gate -> chance of 65536 a month that somebody on-line tries it."""
    gate_member: Array
    gate_sanction: Array
    gate_mask: Array
    """Score -> a bit for each gate whose condition it meets, int32."""
    gate_members: int
    """Bits of the gates that let in only the enrolled."""
    gate_sanctions: int
    """Bits of the gates that shut out rather than let in; they stand open to one without a score."""
    pay: int
    borrow: int
    brag: int
    look_up: int
    enrol: int
    loan_gate: int
    choice: int
    mandatory: int
    scored: int
    """0 nobody, 1 those enrolled, 2 everyone of age."""
    loan_default: int
    loan_reliable: int
    speech_shift: int
    speech_bits: int
    stream: int
    gate_stream: int
    loan_stream: int
    k0: int
    k1: int


class FaceSettings(NamedTuple):
    """What may be shown (`steps.face`)."""

    speech_shift: int
    speech_mask: int
    public: int
    may_show: int
    low: int
    high: int
    tie_belief: int
    loss: Array
    sixtieth: Array
    seeks: Array
    """Channel -> chance of 65536, a unit of sociability, that one is open for a tie."""
    introduces: int


class MingleSettings(NamedTuple):
    """How ties end and form (`steps.mingle`)."""

    rest: int
    cut: int
    kin_cost: int
    bin: int
    """Points in a 60th of the scale."""
    circle: int
    place: int
    meet_stream: int
    drop_stream: int
    bond_stream: int
    k0: int
    k1: int
