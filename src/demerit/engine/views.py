"""The columns that each step is handed: NamedTuples at module level, so that compiled code can be kept."""

from __future__ import annotations

from typing import NamedTuple

from demerit.engine.settings import Array


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


class TakeUpColumns(NamedTuple):
    """Columns of `steps.settle.take_up`."""

    status: Array
    arrears: Array
    gates: Array


class SpreadColumns(NamedTuple):
    """Columns of `steps.settle.spread`."""

    standing: Array
    account: Array
    score: Array
    start: Array
    friend: Array


class SettleColumns(NamedTuple):
    """Columns of `steps.settle.settle`."""

    status: Array
    traits: Array
    age: Array
    place: Array
    standing: Array
    fear: Array
    belief: Array
    account: Array
    score: Array
    partner: Array
    diary: Array
    occupation: Array
    origin: Array


class RegisterColumns(NamedTuple):
    """Columns of `steps.register`."""

    status: Array
    cell: Array
    diary: Array
    arrears: Array
    listed: Array


class GateColumns(NamedTuple):
    """Columns of `steps.gate`."""

    status: Array
    cell: Array
    traits: Array
    score: Array
    partner: Array
    listed: Array
    gates: Array
    occupation: Array
    origin: Array


class CensusColumns(NamedTuple):
    """Columns of `steps.record.count`."""

    status: Array
    cell: Array
    traits: Array
    place: Array
    standing: Array
    reliability: Array
    conviction: Array
    fear: Array
    account: Array
    score: Array
    arrears: Array


class TieColumns(NamedTuple):
    """Columns of `steps.record.count_ties`, of `degrees` and of `steps.contagion`."""

    cell: Array
    standing: Array
    account: Array
    score: Array
    diary: Array
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
