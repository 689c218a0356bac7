"""Imported societies: a real graph, synthetic people; every mistake counted and said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from demerit.errors import SocietyError
from demerit.society import Society, edges_of, fit, imported, network
from demerit.society.ties import degrees

LASTFM = Path(__file__).parents[3] / "shared" / "data" / "networks" / "net_lastfm_asia_edges.parquet"
RING = [(10 * i, 10 * ((i + 1) % 40)) for i in range(40)] + [(0, 200), (50, 300)]


def ring(path: Path, columns: tuple[str, str] = ("u", "v")) -> Path:
    frame = pl.DataFrame(RING, schema=list(columns), orient="row")
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path, separator="\t" if path.suffix == ".tsv" else ",")
    return path


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


@pytest.mark.parametrize("name", ["e.csv", "e.tsv", "e.parquet"])
@pytest.mark.parametrize("columns", [("u", "v"), ("source", "target"), ("from", "to")])
def test_each_kind_of_file_gives_the_same_society(tmp_path: Path, name: str, columns: tuple[str, str]) -> None:
    society = imported(ring(tmp_path / name, columns), None, 1, False)
    plain = imported(ring(tmp_path / "e.csv"), None, 1, False)
    assert society.people == 40
    assert society.hash() == plain.hash()


def test_a_table_without_a_header_loses_no_row(tmp_path: Path) -> None:
    society = imported(written(tmp_path / "e.csv", "5,7\n7,9\n9,5\n"), None, 1, False)
    assert len(edges_of(society.ties).u) == 3


def shape(society: Society) -> tuple[list[int], float]:
    edges = edges_of(society.ties)
    return sorted(degrees(society.ties).tolist()), network.transitivity(society.people, edges.u, edges.v)


def test_the_graph_stays_what_it_was_but_for_its_order(tmp_path: Path) -> None:
    society = imported(ring(tmp_path / "e.csv"), None, 1, False)
    found, closed = shape(society)
    assert found == [2] * 36 + [3] * 4
    assert closed == 0.0


def test_neighbours_stand_near_one_another(tmp_path: Path) -> None:
    rows = "\n".join(f"{(i * 617) % 1000},{((i + 1) * 617) % 1000}" for i in range(999))
    edges = edges_of(imported(written(tmp_path / "e.csv", "u,v\n" + rows), None, 1, False).ties)
    assert np.median(edges.v - edges.u) <= 3


def test_people_are_adults_online_and_sociable_as_their_degree(tmp_path: Path) -> None:
    society = imported(ring(tmp_path / "e.csv"), None, 1, False)
    c, degree = society.citizens, degrees(society.ties)
    assert c.age.min() >= 18
    assert c.online.all()
    assert (c.sociability[degree == 3] > c.sociability[degree == 2].max()).all()
    assert (c.spouse == -1).all()


def attributes(path: Path, **columns: list[int] | list[str] | list[bool] | list[float]) -> Path:
    pl.DataFrame({"id": [10 * i for i in range(40)], **columns}).write_csv(path)
    return path


def test_attributes_read_by_name_are_kept(tmp_path: Path) -> None:
    given = attributes(tmp_path / "a.csv", sex=[0, 1] * 20, age=list(range(20, 60)), urban=["yes", "no"] * 20,
                       party=[True, False] * 20)  # fmt: skip
    c = imported(ring(tmp_path / "e.csv"), given, 1, False).citizens
    assert sorted(c.age.tolist()) == list(range(20, 60))
    assert (c.sex == c.age % 2).all()
    assert (c.party == 1 - c.age % 2).all()
    assert (c.place % 2 == 1 - c.age % 2).all()


def test_an_anonymous_attribute_stands_for_the_place(tmp_path: Path) -> None:
    given = attributes(tmp_path / "a.csv", shoe_size=[36 + i % 5 for i in range(40)], views=list(range(40)))
    society = imported(ring(tmp_path / "e.csv"), given, 1, False)
    assert society.recipe["stands_for_place"] == "shoe_size"
    assert np.unique(society.citizens.place).tolist() == [1, 3, 5, 7, 9]


def test_province_codes_are_read(tmp_path: Path) -> None:
    given = attributes(tmp_path / "a.csv", province=[11, 65] * 20)
    assert np.unique(imported(ring(tmp_path / "e.csv"), given, 1, False).citizens.place).tolist() == [1, 61]


def test_self_loops_and_doubled_edges_are_counted_and_clean_drops_them(tmp_path: Path) -> None:
    edges = written(tmp_path / "e.csv", "u,v\n1,1\n1,2\n2,1\n1,2\n2,3\n4,4\n")
    with pytest.raises(SocietyError, match=r"2 self-loops and 2 doubled edges.*--clean"):
        imported(edges, None, 1, False)
    society = imported(edges, None, 1, True)
    assert society.people == 3
    assert society.recipe["dropped"] == 4


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("e.csv", "u\n1\n2\n", "two columns are needed"),
        ("e.csv", "u,v\nanna,bert\n", "may be names"),
        ("e.csv", "u,v\n1.5,2.5\n", "not whole numbers"),
        ("e.csv", "u,v\n1,-2\n-3,1\n-3,2\n", "1 negative ids in column 'v'|2 negative ids in column 'u'"),
        ("e.csv", "u,v\n1,\n2,3\n", "1 empty ids in column 'v'"),
        ("e.csv", "u,v\n", "no rows"),
        ("e.csv", "", "no rows"),
        ("e.parquet", "PAR1 no parquet at all", "the bytes are no parquet table"),
        ("e.xlsx", "u,v\n1,2\n", "unknown kind of file '.xlsx'"),
        ("e.csv", "u,v\n" + "".join(f"0,{i}\n" for i in range(1, 2002)), r"more than 2,000 ties \(id 0 has 2,001\)"),
        ("e.csv", "u,v\n3,3\n", "1 self-loops"),
    ],
)  # fmt: skip
def test_bad_edge_lists_are_refused_in_words(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(SocietyError, match=says) as refused:
        imported(written(tmp_path / name, text), None, 1, False)
    assert str(tmp_path / name) in str(refused.value)


def test_a_list_of_self_loops_alone_is_refused_even_when_cleaned(tmp_path: Path) -> None:
    with pytest.raises(SocietyError, match="no ties are left"):
        imported(written(tmp_path / "e.csv", "u,v\n3,3\n"), None, 1, True)


def test_two_thousand_ties_are_not_too_many(tmp_path: Path) -> None:
    text = "u,v\n" + "".join(f"0,{i}\n" for i in range(1, 2001))
    assert degrees(imported(written(tmp_path / "e.csv", text), None, 1, False).ties).max() == 2000


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SocietyError, match="no such file"):
        imported(tmp_path / "none.csv", None, 1, False)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"nick": ["anna", "bert"] * 20}, "attribute 'nick' holds String"),
        ({"weight": [1.5] * 40}, "attribute 'weight' holds Float64"),
        ({"age": [17] + [30] * 39}, "1 values of 'age' lie outside 18 .. 100"),
        ({"sex": [2] * 40}, "40 values of 'sex'"),
        ({"province": [12, 99] * 20}, "20 values of 'province'"),
    ],
)
def test_bad_attributes_are_refused_in_words(tmp_path: Path, columns: dict, says: str) -> None:
    with pytest.raises(SocietyError, match=says):
        imported(ring(tmp_path / "e.csv"), attributes(tmp_path / "a.csv", **columns), 1, False)


def test_attributes_must_cover_everyone_once(tmp_path: Path) -> None:
    edges = ring(tmp_path / "e.csv")
    with pytest.raises(SocietyError, match="38 of 40 members"):
        imported(edges, written(tmp_path / "a.csv", "id,x\n0,1\n10,2\n"), 1, False)
    with pytest.raises(SocietyError, match="1 ids stand more than once"):
        imported(edges, written(tmp_path / "b.csv", "id,x\n0,1\n0,2\n"), 1, False)


@pytest.mark.skipif(not LASTFM.exists(), reason="the LastFM graph is not in ../shared/data/networks")
def test_the_lastfm_graph_keeps_its_published_figures() -> None:
    society = imported(LASTFM, LASTFM.with_name("net_lastfm_asia_nodes.parquet"), 1, False)
    reached = {target.name: target.value for target in fit(society)}
    assert society.people == 7624
    assert reached["transitivity"] == pytest.approx(0.1786, abs=1e-4)
    assert reached["degree_assortativity"] == pytest.approx(0.0171, abs=1e-4)
    assert reached["place_assortativity"] == pytest.approx(0.8562, abs=1e-4)
    assert reached["friends_have_more_friends"] == pytest.approx(0.904, abs=1e-3)
