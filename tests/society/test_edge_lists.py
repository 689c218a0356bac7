"""Edge lists written in thousands of ways: what is read is the graph that was written, or it is refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demerit.errors import SocietyError
from demerit.society.edge_list import read_edges
from tests.campaigns import Campaign
from tests.society.written_lists import TRAPS, Ties, Written, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def read(one: Written) -> Ties:
    """Give the ties that the reader finds, by the ids that were written."""
    graph = read_edges(one.path, one.clean, one.form)
    return {(int(graph.ids[a]), int(graph.ids[b])) for a, b in zip(graph.u, graph.v, strict=True)}


def fault_of(one: Written) -> str:
    """Say what is wrong about how a list was read or refused; ``""`` where nothing is, ``refused`` where it was."""
    try:
        found = read(one)
    except SocietyError as error:
        said = str(error).replace(str(one.path), "")
        if echoed := [secret for secret in one.secrets if secret in said]:
            return f"repeats {echoed}: {said}"
        if len(said) < 20:
            return f"says too little: {said}"
        return f"refused, though nothing is wrong: {said}" if one.readable else "refused"
    return "" if found == one.ties else f"another graph: {sorted(found)[:3]} for {sorted(one.ties)[:3]}"


def tried(name: str, folder: Path, seeds: range, tell: Callable[[str, object], None]) -> None:
    campaign = Campaign(name, tell)
    for seed in seeds:
        one = written(seed, folder)
        fault = fault_of(one)
        wrong = fault not in ("", "refused")
        campaign.trial("refused" if fault else "read", f"{one.path.name} {one.how}: {fault}" if wrong else None)
        one.path.unlink()
    campaign.over()


def test_a_sample_of_lists_is_read_as_written_or_refused(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    tried("edge lists, a sample", tmp_path, range(200), record_property)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_thousands_of_lists_are_read_as_written_or_refused(
    part: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    some = range(1_000 + 2_500 * part, 1_000 + 2_500 * (part + 1))
    tried(f"edge lists, part {part + 1} of 4", tmp_path, some, record_property)


def test_every_trap_is_laid_and_most_lists_have_none(tmp_path: Path) -> None:
    """The campaign above can fail: it tries what should be refused and what should be read."""
    lists = [written(seed, tmp_path) for seed in range(400)]
    assert {one.how[0] for one in lists} >= set(TRAPS)
    assert sum(one.readable for one in lists) > 150
