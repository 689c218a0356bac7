"""Parts of the law in force: each step is handed what it reads; the compiler's work grows with all it is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from demerit.engine.settings import Array, SettleSettings


class TakeUpSettings(NamedTuple):
    """What `steps.settle.take_up` is told."""

    borrow: int
    brag: int
    choice: int
    enrol: int
    loan_gate: int
    look_up: int
    mandatory: int
    pay: int
    scored: int


class SpreadSettings(NamedTuple):
    """What `steps.settle.spread` is told."""

    low: int
    high: int
    mean: int
    sd: int
    cap: Array
    rest: Array
    line: int
    each: int
    assoc_form: int
    assoc_account: int
    assoc_entry: int


class BookSettings(NamedTuple):
    """What `steps.settle.settle` is told."""

    low: int
    high: int
    mean: int
    sd: int
    cap: Array
    rest: Array
    decay: Array
    decay_entry: int
    limit_entry: int
    state_kind: Array
    state_low: Array
    state_high: Array
    state_account: Array
    state_points: Array
    state_entry: Array
    first: Array
    bits: Array
    shift: Array
    belief_of: Array
    weekly: int
    weeks: int
    look_up: int
    stream: int
    k0: int
    k1: int


class RegisterSettings(NamedTuple):
    """What `steps.register` is told."""

    first: Array
    bits: Array
    shift: Array
    weekly: int
    weeks: int
    enter_act: Array
    enter_deed: Array
    enter_count: Array
    enter_chance: Array
    leave_term: Array
    leave_act: Array
    leave_deed: Array
    leave_paid: Array
    register_stream: int
    k0: int
    k1: int


class GateSettings(NamedTuple):
    """What `steps.gate` is told."""

    low: int
    gate_act: Array
    gate_deed: Array
    gate_try: Array
    gate_mask: Array
    gate_unscored: Array
    gate_hours: Array
    gate_everyone: int
    gate_narrow: Array
    gate_origin: Array
    gate_occupation: Array
    gate_parent: Array
    gate_others: int
    gate_members: int
    gate_sanctions: int
    gate_stream: int
    k0: int
    k1: int


class CensusSettings(NamedTuple):
    """What `steps.record.count` is told."""

    low: int
    high: int
    mean: int
    sd: int
    rest: Array
    sixtieth: Array
    assoc_account: int
    scored: int
    loan_default: int
    loan_reliable: int
    loan_stream: int
    k0: int
    k1: int


class TieSettings(NamedTuple):
    """What `steps.record.count_ties` and `steps.contagion` are told."""

    low: int
    high: int
    mean: int
    sd: int
    rest: Array
    sixtieth: Array
    assoc_account: int
    first: Array
    bits: Array
    shift: Array
    weekly: int
    weeks: int
    speech_shift: int
    speech_bits: int


class Parts(NamedTuple):
    """The parts of `SettleSettings`."""

    take_up: TakeUpSettings
    spread: SpreadSettings
    settle: BookSettings
    register: RegisterSettings
    gate: GateSettings
    census: CensusSettings
    ties: TieSettings


View = TypeVar("View")


def narrowed(whole: SettleSettings, part: type[View]) -> View:
    """Give the fields of `whole` that a part has, as that part."""
    named: Any = part
    fields: View = named(*(getattr(whole, name) for name in named._fields))
    return fields


def parts(whole: SettleSettings) -> Parts:
    """Give the law in force, part by part."""
    return Parts(
        narrowed(whole, TakeUpSettings),
        narrowed(whole, SpreadSettings),
        narrowed(whole, BookSettings),
        narrowed(whole, RegisterSettings),
        narrowed(whole, GateSettings),
        narrowed(whole, CensusSettings),
        narrowed(whole, TieSettings),
    )
