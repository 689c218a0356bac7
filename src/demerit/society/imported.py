"""An imported society: a real graph, synthetic people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demerit.errors import SocietyError
from demerit.society import network
from demerit.society.arrange import arranged
from demerit.society.citizens import ADULT_AGE
from demerit.society.edge_list import read_attributes, read_edges
from demerit.society.grown_first import grown_first
from demerit.society.over_graph import Columns, laid_over
from demerit.society.places import N_PLACES, PROVINCES, apportion, by_province, place_shares
from demerit.society.society import Society

if TYPE_CHECKING:
    from pathlib import Path

RANGES = {
    "sex": (0, 1),
    "age": (ADULT_AGE, 100),
    "education": (0, 5),
    "urban": (0, 1),
    "online": (0, 1),
    "party": (0, 1),
}
"""Attributes that are read by their name, and the values they may have; ``province`` is an index 0 .. 30 or a
GB code."""


def imported(edges: Path, attributes: Path | None = None, seed: int = 1, clean: bool = False) -> Society:
    """Make a society of a published, anonymised graph; all its people are synthetic adults who are online.

    Parameters
    ----------
    edges
        A .csv, .tsv or .parquet with one tie a row: columns ``u,v``, ``source,target`` or the first two,
        whole numbers.
    attributes
        Optional: whole numbers or yes/no by id. ``sex``, ``age``, ``education``, ``province``, ``urban``,
        ``online`` and
        ``party`` are taken as they are; the first other column of 2 to 31 values stands for the province;
        more are left.
    seed
        What is not given is drawn from it.
    clean
        Drop self-loops and doubled edges.
    """
    graph = read_edges(edges, clean)
    given: Columns = read_attributes(attributes, graph.ids) if attributes is not None else {}
    _check(attributes, given)
    place, known, stands_for_place = _place(attributes, given, len(graph.ids))
    start, friend = network.rows(len(graph.ids), graph.u, graph.v)
    order = arranged(start, friend, place)
    place = place[order] if known else np.repeat(np.arange(N_PLACES), apportion(place_shares(), len(order)))
    new = np.empty(len(order), np.int64)
    new[order] = np.arange(len(order))
    graph = graph._replace(u=new[graph.u], v=new[graph.v])
    known_of = {k: c[order] for k, c in given.items()}
    citizens, ties = laid_over(seed, place.astype(np.uint8), graph.u, graph.v, known_of)
    said: dict[str, str | int | float | bool] = {
        "recipe": "imported", "people": len(order), "edges": edges.name, "dropped": graph.dropped,
        "attributes": attributes.name if attributes else "", "stands_for_place": stands_for_place,
        "used": ",".join(sorted(k for k in given if k in RANGES or k == "province")),
    }  # fmt: skip
    return Society(*grown_first(citizens, ties), edges.stem, seed, said)


def _check(path: Path | None, given: Columns) -> None:
    """Refuse values that an attribute read by its name cannot have."""
    for name, (low, high) in RANGES.items():
        if name in given and (wrong := int(((given[name] < low) | (given[name] > high)).sum())):
            raise SocietyError(
                f"{path}: {wrong:,} values of {name!r} lie outside {low} .. {high}. Mend or rename the column."
            )


def _place(path: Path | None, given: Columns, n: int) -> tuple[NDArray[np.int64], bool, str]:
    """Give everyone's place, whether it is known, and the anonymous attribute that stands for it."""
    urban = given.get("urban", np.ones(n, np.int64))
    if "province" in given:
        province = given["province"]
        codes = by_province("code").astype(np.int64)
        if province.max() >= len(PROVINCES):
            at = np.minimum(np.searchsorted(codes, province), len(codes) - 1)
            if wrong := int((codes[at] != province).sum()):
                raise SocietyError(
                    f"{path}: {wrong:,} values of 'province' are neither 0 .. 30 nor a GB code (11 .. 65)."
                )
            province = at
        if province.min() < 0:
            raise SocietyError(f"{path}: values of 'province' are negative. Use 0 .. 30 or GB codes (11 .. 65).")
        return 2 * province + urban, True, ""
    for name, column in given.items():
        values, index = np.unique(column, return_inverse=True)
        if name not in RANGES and 2 <= len(values) <= len(PROVINCES):
            return 2 * index + urban, True, name
    if "urban" in given:  # town or country of one province, the one with the most people
        return 2 * int(by_province("population_interp").argmax()) + urban, True, ""
    return np.zeros(n, np.int64), False, ""
