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
    listed: Array
    gates: Array
    occupation: Array
    origin: Array
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
