"""What each step is handed: NamedTuples of columns, settings and knobs, at module level so that code can be kept."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.generic]


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
    """Act, then happening -> share of these that the bureau sees, of 256."""
    live: Array
    """Act -> 1 where it takes place at all."""
    keys: Array
    """Act, then happening -> what keys the draw of whether it was seen, uint32."""
    limit_entry: int
    """Entry of the first account's limit; the others follow."""
    month_act: Array
    """Rule counted by the month -> its act, or the number of acts plus that of the happening; the next six alike."""
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
    """Piece of news x belief -> Q7 points it tells; `UNTOLD` where it says nothing of it."""
    jolt: Array
    """Piece of news -> fear that reading it adds, Q8."""
    guide: int
    """Q14: what institutions add to everyone's conviction at rest."""
    stream: int
    k0: int
    k1: int


class SettleSettings(NamedTuple):
    """The rest of the law in force; each step is handed the part that it reads (`engine.parts`)."""

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
    """State rule -> 0 age, 1 income fifth, 2 married, 3 Party, 4 urban, 5 parent, 6 origin, 7 occupation."""
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
    gate_act: Array
    """Gate -> the act that tries it, -1 none."""
    gate_deed: Array
    gate_try: Array
    """Gate -> chance of 65536 a month that somebody on-line tries it."""
    gate_mask: Array
    """Registers one is on, a bit each, x score -> a bit for each gate whose condition is met, int64."""
    gate_unscored: Array
    """Registers one is on -> the same for one without a score, int64."""
    gate_hours: Array
    """Gate x score -> hours of paperwork a try costs, uint8."""
    gate_everyone: int
    """Bits of the gates that are for everybody."""
    gate_narrow: Array
    """The gates that are not, int32; the next three say for whom: -1 any."""
    gate_origin: Array
    gate_occupation: Array
    gate_parent: Array
    gate_others: int
    """Bits of the gates that ask the score of another bureau than the headline's."""
    gate_members: int
    """Bits of the gates that let in only the enrolled."""
    gate_sanctions: int
    """Bits of the gates that shut out rather than let in; they stand open to one without a score."""
    enter_act: Array
    """Register -> the act whose deed enters one, or the number of acts plus that of the happening; -1 by arrears."""
    enter_deed: Array
    enter_count: Array
    """Register -> how often in a month, or how many months of arrears."""
    enter_chance: Array
    """Register -> chance of 65536 that one who qualifies is entered."""
    leave_term: Array
    """Register -> months after which one leaves, 0 never."""
    leave_act: Array
    leave_deed: Array
    leave_paid: Array
    """Register -> 1 where one leaves who owes nothing."""
    register_stream: int
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
    width: int
    """Points of the whole scale."""
    circle: int
    place: int
    meet_stream: int
    drop_stream: int
    bond_stream: int
    k0: int
    k1: int
