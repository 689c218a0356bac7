"""Imported societies: a real graph, synthetic people; every mistake counted and said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from demerit.errors import SocietyError
from demerit.society import PROVINCES, Society, account, edges_of, fit, imported, network
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


def test_an_anonymous_mark_stands_for_the_place(tmp_path: Path) -> None:
    given = attributes(tmp_path / "a.csv", group=[i % 5 for i in range(40)])
    society = imported(ring(tmp_path / "e.csv"), given, 1, False)
    assert np.unique(society.citizens.place).tolist() == [1, 3, 5, 7, 9]


@pytest.mark.parametrize("codes", [[11, 65] * 20, [11, 12] * 20])
def test_a_province_is_its_code_whatever_else_stands_in_the_column(tmp_path: Path, codes: list[int]) -> None:
    given = attributes(tmp_path / "a.csv", province=codes)
    places = np.unique(imported(ring(tmp_path / "e.csv"), given, 1, False).citizens.place // 2).tolist()
    assert [PROVINCES[place] for place in places] == ["Beijing", "Xinjiang" if 65 in codes else "Tianjin"]


@pytest.mark.parametrize("header", ["id,party,age", "Id, Age ,PARTY", "age,node_id,party"])
def test_attributes_are_found_by_name_in_any_order(tmp_path: Path, header: str) -> None:
    names = [name.strip().lower() for name in header.split(",")]
    rows = [{"age": 20 + i, "party": i % 2, "id": 10 * i, "node_id": 10 * i} for i in range(40)]
    text = header + "\n" + "".join(",".join(str(row[name]) for name in names) + "\n" for row in rows)
    society = imported(ring(tmp_path / "e.csv"), written(tmp_path / "a.csv", text), 1, False)
    c = society.citizens
    assert sorted(c.age.tolist()) == list(range(20, 60))
    assert (c.party == c.age % 2).all()
    assert society.recipe["used"] == "age,party"


def test_self_loops_and_doubled_edges_are_counted_and_clean_drops_them(tmp_path: Path) -> None:
    edges = written(tmp_path / "e.csv", "u,v\n1,1\n1,2\n2,1\n1,2\n2,3\n4,4\n")
    with pytest.raises(SocietyError, match=r"2 self-loops and 2 doubled edges.*--clean"):
        imported(edges, None, 1, False)
    society = imported(edges, None, 1, True)
    assert society.people == 3
    assert (society.recipe["loops"], society.recipe["doubled"]) == (2, 2)
    assert "Left out: 2 self-loops, 2 doubled edges, 1 member without a tie." in account(society.recipe)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("e.csv", "u\n1\n2\n", "two columns are needed"),
        ("e.csv", "u,v\nanna,bert\n", "Column 1 holds 1 id that is text.*first in line 2.*may be names"),
        ("e.csv", "u,v\n1.5,2.5\n", "1 id that is not a whole number"),
        ("e.csv", "u,v\n1,-2\n-3,1\n-3,2\n", "1 holds 2 negative ids, first in line 3.*Column 2 holds 1 negative id"),
        ("e.csv", "u,v\n1,\n2,3\n", "Column 2 holds 1 empty id, first in line 2"),
        ("e.csv", "u,v,w\n1,2,ok\n3,4,5\n", "Column 3 holds text in 1 row, first in line 2"),
        ("e.csv", "u,v\n1,2\n\n3,4,5\n", ":4: 3 cells where line 1 has 2, in 1 of 3 lines"),
        ("e.csv", "source,target\n1,2,3\n2,4,5\n", "row's name written before it"),
        ("e.csv", "club,member\n1,2\n", "no two of its 2 columns are called like"),
        ("e.csv", ",member,club\n0,1,2\n", "Without a name: column 1"),
        ("e.csv", "source,target,u,v\n1,2,3,4\n", "more than one pair"),
        ("e.csv", "0,5,7\n1,7,9\n2,9,5\n", "as row numbers do"),
        ("e.csv", "1400000000,5,7\n1400000000,7,9\n", "look like times"),
        ("e.csv", "u,v\n1e5,2\n", "1 id with an exponent"),
        ("e.csv", "u,v\n9007199254740993.0,2\n", "pass.* 2.53"),
        ("e.csv", "u,v\n99999999999999999999,2\n", "passes 2.63"),
        ("e.csv", "u,v\n007,2\n7,3\n", "noughts before the number"),
        ("e.tsv", "% bip weighted\n1 2\n", "two kinds of members"),
        ("e.csv", "PK\x03\x04", "packed"),
        ("e.csv.zip", "PK", "unknown kind of file '.zip'.*unpacked.*--format"),
        ("e.csv", "u,v\n", "no rows"),
        ("e.csv", "", "no rows"),
        ("e.parquet", "PAR1 no parquet at all", "the bytes are no parquet table"),
        ("e.xlsx", "u,v\n1,2\n", "unknown kind of file '.xlsx'"),
        ("e.csv", "u,v\n" + "".join(f"0,{i}\n" for i in range(1, 2002)),
         r"1 member has more than 2,000 ties \(the most: 2,001\).*--hubs drop"),
        ("e.csv", "u,v\n3,3\n", "1 self-loop and 0 doubled edges"),
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
        ({"nick": ["anna", "bert"] * 20}, "column 2 of 2 is none that a society knows"),
        ({"age": [20] * 40, "": list(range(40))}, "column 3 of 3 .it has no name. is none"),
        ({"age": ["old"] * 40}, "Column 2 holds 40 values that are .*text"),
        ({"age": [1.5] * 40}, "Column 2 holds 40 values that are not whole"),
        ({"age": [17] + [30] * 39}, r"1 value of 'age' \(column 2\) lies outside 18 .. 100, first in line 2"),
        ({"sex": [2] * 40}, "40 values of 'sex'"),
        ({"province": [12, 99] * 20}, "20 values of 'province'"),
        ({"province": [0, 1] * 20}, "40 values of 'province'.*may be called group"),
        ({"province": [11, 12] * 20, "group": [1] * 40}, "province and group both"),
        ({"user": list(range(40)), "age": [20] * 40}, "2 columns are called like an id"),
    ],
)
def test_bad_attributes_are_refused_in_words(tmp_path: Path, columns: dict, says: str) -> None:
    with pytest.raises(SocietyError, match=says):
        imported(ring(tmp_path / "e.csv"), attributes(tmp_path / "a.csv", **columns), 1, False)


def test_attributes_must_cover_everyone_once(tmp_path: Path) -> None:
    edges = ring(tmp_path / "e.csv")
    with pytest.raises(SocietyError, match="38 of 40 members of the graph have no row"):
        imported(edges, written(tmp_path / "a.csv", "id,sex\n0,1\n10,0\n"), 1, False)
    with pytest.raises(SocietyError, match="1 id stands more than once"):
        imported(edges, written(tmp_path / "b.csv", "id,sex\n0,1\n0,0\n"), 1, False)


def test_attributes_without_a_header_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SocietyError, match="Write a header"):
        imported(ring(tmp_path / "e.csv"), written(tmp_path / "a.csv", "0,1\n10,0\n"), 1, False)


def test_rows_of_attributes_that_serve_nobody_are_counted(tmp_path: Path) -> None:
    edges = written(tmp_path / "e.csv", "u,v\n10,20\n20,30\n")
    society = imported(edges, attributes(tmp_path / "a.csv", sex=[1] * 40), 1, False)
    assert society.recipe["attribute_rows_left_out"] == 37
    assert "37 rows of attributes that serve no member" in " ".join(account(society.recipe))


def test_hubs_are_left_out_where_that_is_asked_for(tmp_path: Path) -> None:
    """A star of too many ties goes; who hung on it alone goes with it; the ring that is left stays as it was."""
    rows = [(i, (i + 1) % 50) for i in range(50)] + [(99, i) for i in range(50)] + [(99, i) for i in range(100, 2100)]
    edges = written(tmp_path / "e.csv", "u,v\n" + "".join(f"{a},{b}\n" for a, b in rows))
    society = imported(edges, None, 1, False, hubs="drop")
    assert shape(society)[0] == [2] * 50
    told = ("hubs", "ties_of_hubs", "members_without_ties", "members", "ties")
    assert [society.recipe[name] for name in told] == [1, 2050, 2000, 50, 50]
    assert "2,050 ties of hubs, 1 hub, 2,000 members without a tie" in " ".join(account(society.recipe))


@pytest.mark.parametrize("name", ["snap.txt", "out.konect", "edges.csv"])
def test_published_forms_are_read(tmp_path: Path, name: str) -> None:
    head, sign, form = {
        "snap.txt": ("# Undirected graph: x.txt\n# Nodes: 3 Edges: 3\n# FromNodeId\tToNodeId\n", "\t", "snap"),
        "out.konect": ("% sym weighted\n% 3 3 3\n", " ", "konect"),
        "edges.csv": ("# source, target, weight, time\n", ", ", "netzschleuder"),
    }[name]
    more = {"snap": "", "konect": " 1\t1400000000", "netzschleuder": ", 2.5, 1400000000"}[form]
    rows = "".join(f"{a}{sign}{b}{more}\n" for a, b in [(1, 2), (2, 3), (3, 1)])
    society = imported(written(tmp_path / name, head + rows), None, 1, False, form=form)
    assert (society.people, society.recipe["ties"], society.recipe["comment_lines"]) == (3, 3, head.count("\n"))


def test_a_form_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SocietyError, match=r"no such form\. There are: snap, konect, netzschleuder"):
        imported(ring(tmp_path / "e.csv"), None, 1, False, form="gephi")
    with pytest.raises(SocietyError, match=r"no such way\. There are: refuse, drop"):
        imported(ring(tmp_path / "e.csv"), None, 1, False, hubs="keep")


TELEPHONES = [13_800_138_000 + 7 * i for i in range(40)]


@pytest.mark.parametrize("ids", [TELEPHONES, [110_101_199_003_070_000 + 11 * i for i in range(40)]])
def test_no_id_and_no_header_is_kept(tmp_path: Path, ids: list[int]) -> None:
    """Ids become rows; what columns are called is nowhere in what is saved."""
    rows = "".join(f"{ids[i]},{ids[(i + 1) % 40]},7\n" for i in range(40))
    edges = written(tmp_path / "e.csv", "userA,userB,secret_weight\n" + rows)
    known = written(tmp_path / "a.csv", "UserID,AGE\n" + "".join(f"{k},{30 + i}\n" for i, k in enumerate(ids)))
    imported(edges, known, 1, False).save(tmp_path / "kept")
    for file in (tmp_path / "kept").iterdir():
        raw = file.read_bytes()
        assert not any(word in raw for word in (b"secret", b"userA", b"UserID")), file.name
        assert not any(str(k).encode() in raw or k.to_bytes(8, "little") in raw for k in ids), file.name


@pytest.mark.parametrize(
    "row", ["{0},{0}", "{0},x{1}", "{0},-{1}", "{0},{1}.5", "{0},{1},{1}", "{0},{1}e3", "{0},{1}00000000000"]
)
def test_no_message_repeats_an_id_or_a_cell(tmp_path: Path, row: str) -> None:
    rows = [f"{TELEPHONES[i]},{TELEPHONES[i + 1]}" for i in range(20)] + [row.format(TELEPHONES[5], TELEPHONES[30])]
    with pytest.raises(SocietyError) as refused:
        imported(written(tmp_path / "e.csv", "\n".join(rows)), None, 1, False)
    assert "138001" not in str(refused.value)


def test_numbers_in_which_text_is_packed_are_no_attributes(tmp_path: Path) -> None:
    given = attributes(tmp_path / "a.csv", age=[int.from_bytes(b"Zhang", "big")] * 40)
    with pytest.raises(SocietyError, match="40 values of 'age'") as refused:
        imported(ring(tmp_path / "e.csv"), given, 1, False)
    assert str(int.from_bytes(b"Zhang", "big")) not in str(refused.value)


@pytest.mark.skipif(not LASTFM.exists(), reason="the LastFM graph is not in ../shared/data/networks")
def test_the_lastfm_graph_keeps_its_published_figures(tmp_path: Path) -> None:
    marks = pl.read_parquet(LASTFM.with_name("net_lastfm_asia_nodes.parquet")).rename({"country_code": "group"})
    marks.write_parquet(tmp_path / "marks.parquet")
    society = imported(LASTFM, tmp_path / "marks.parquet", 1, False)
    reached = {target.name: target.value for target in fit(society)}
    assert society.people == 7624
    assert reached["transitivity"] == pytest.approx(0.1786, abs=1e-4)
    assert reached["degree_assortativity"] == pytest.approx(0.0171, abs=1e-4)
    assert reached["place_assortativity"] == pytest.approx(0.8562, abs=1e-4)
    assert reached["friends_have_more_friends"] == pytest.approx(0.904, abs=1e-3)
