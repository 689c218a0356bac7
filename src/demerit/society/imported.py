"""An imported society: a real graph, synthetic people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demerit.base.number_of import number_of
from demerit.society import network
from demerit.society.arrange import arranged
from demerit.society.attributes import RANGES, read_attributes
from demerit.society.edge_list import read_edges
from demerit.society.grown_first import grown_first
from demerit.society.over_graph import Columns, laid_over
from demerit.society.places import N_PLACES, apportion, by_province, place_shares
from demerit.society.society import Society

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

def imported(
    edges: Path, attributes: Path | None = None, seed: int = 1, clean: bool = False, form: str | None = None,
    hubs: str = "refuse",
) -> Society:  # fmt: skip
    """Make a society of a published, anonymised graph; all its people are synthetic adults who are online.

    Parameters
    ----------
    edges
        A .csv, .tsv or .parquet with one tie a row (`read_edges`).
    attributes
        Optional: whole numbers or yes/no by id, by the society's own names, within `RANGES`.
    seed
        What is not given is drawn from it.
    clean
        Drop self-loops and doubled edges.
    form
        A published form of edge lists: ``snap``, ``konect``, ``netzschleuder``; None goes by the ending.
    hubs
        ``refuse`` a list in which a member has more than 2,000 ties, or ``drop`` such members.
    """
    graph = read_edges(edges, clean, form, hubs)
    given, of_nobody = read_attributes(attributes, graph.ids) if attributes is not None else ({}, 0)
    place, known = _place(given, len(graph.ids))
    start, friend = network.rows(len(graph.ids), graph.u, graph.v)
    order = arranged(start, friend, place)
    place = place[order] if known else np.repeat(np.arange(N_PLACES), apportion(place_shares(), len(order)))
    new = np.empty(len(order), np.int64)
    new[order] = np.arange(len(order))
    known_of: Columns = {k: c[order] for k, c in given.items()}
    citizens, ties = laid_over(seed, place.astype(np.uint8), new[graph.u], new[graph.v], known_of)
    said: dict[str, str | int | float | bool] = {
        "recipe": "imported", "people": len(order), "edges": edges.name,
        "attributes": attributes.name if attributes else "", "used": ",".join(sorted(given)),
        "attribute_rows_left_out": of_nobody, **graph.told,
    }  # fmt: skip
    return Society(*grown_first(citizens, ties), edges.stem, seed, said)


def _place(given: Columns, n: int) -> tuple[NDArray[np.int64], bool]:
    """Give everyone's place, and whether it is known: by a province's code, or by a mark that stands for it."""
    urban = given.get("urban", np.ones(n, np.int64))
    if "province" in given:
        codes = by_province("code").astype(np.int64)
        return 2 * np.searchsorted(codes, given["province"]) + urban, True
    if "group" in given:
        return 2 * given["group"] + urban, True
    if "urban" in given:  # town or country of one province, the one with the most people
        return 2 * int(by_province("population_interp").argmax()) + urban, True
    return np.zeros(n, np.int64), False


def numbers_of(recipe: Mapping[str, str | int | float | bool]) -> dict[str, int] | None:
    """Give what was read of an edge list and what was left out, as numbers; None where the society has none."""
    if recipe.get("recipe") != "imported" or "members" not in recipe:
        return None
    return {name: value for name, value in recipe.items() if isinstance(value, int) and name != "people"}


def account(recipe: Mapping[str, str | int | float | bool]) -> list[str]:
    """Say of an imported society what was read of its edge list and what was left out, a sentence each.

    `recipe` is that of `Society`; for one that was not imported there is nothing to say.
    """
    n = numbers_of(recipe)
    if n is None:
        return []
    rows = number_of(n["rows"], "row")
    read = f"{number_of(n['members'], 'member')} and {number_of(n['ties'], 'tie')} of {rows}"
    dropped = [
        (n["loops"], "self-loop", ""), (n["doubled"], "doubled edge", ""),
        (n["ties_of_hubs"], "tie of hubs", "ties of hubs"), (n["hubs"], "hub", ""),
        (n["members_without_ties"], "member without a tie", "members without a tie"),
        (n["columns_left_out"], "column of numbers", "columns of numbers"), (n["blank_lines"], "blank line", ""),
        (n["comment_lines"], "line that begins with # or %", "lines that begin with # or %"),
        (n["attribute_rows_left_out"], "row of attributes that serves no member",
         "rows of attributes that serve no member"),
    ]  # fmt: skip
    out = [number_of(k, one, many) for k, one, many in dropped if k]
    used = [name for name in str(recipe["used"]).split(",") if name]
    placed = {"province", "group"} if {"province", "group"} & set(used) else {"group"}
    drawn = [name for name in RANGES if name not in used and name not in placed]
    pointed = [f"Read as whole numbers: {number_of(n['ids_with_point'], 'id')} that end in .0."] * bool(
        n["ids_with_point"]
    )
    return [
        f"{read}.", *pointed, f"Left out: {', '.join(out) or 'nothing'}.",
        f"Attributes read: {', '.join(used) or 'none'}; drawn: {', '.join(drawn)}.",
    ]  # fmt: skip
