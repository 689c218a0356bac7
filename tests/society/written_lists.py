"""Edge lists written in many ways: a graph, how it was written, and whether a reader must be able to read it."""

from __future__ import annotations

import random  # noqa: TID251 - files of a test, no draws of the model
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

Ties = set[tuple[int, int]]
"""Ties by the ids that are written, the lower first."""

HEADERS = (
    ("u", "v"), ("source", "target"), ("Source", "Target"), ("FROM", "TO"), ("src", "dst"), ("id_1", "id_2"),
    ("node1", "node2"), ("Node A", "Node B"), ("FromNodeId", "ToNodeId"), ("user_id", "friend_id"),
    ("Follower", "Followee"), (" ego ", "alter"), ("person_1", "person_2"), ("i", "j"), ("source_id", "target_id"),
    ("sender", "receiver"), ("userFrom", "userTo"),
)  # fmt: skip
STRANGE = (("user", "item"), ("anna", "bert"), ("x", "y"), ("member", "club"), ("a1", "b2"), ("Quelle", "Ziel"))
NUMBERS = (
    "weight", "Time", "timestamp", "w", "value", "rating", "id", "EdgeId", "index", "", "Unnamed: 0", "13800138000x",
)  # fmt: skip
TEXTS = ("Zhang Wei", "friend", "2015-07-01", "a b", "138-0013-8000", "12:30", "39.9N", "x1")
SIGNS = (",", ";", "\t", "|", ", ", " ", "  ")
TRAPS = ("text", "strange", "index_first", "time_first", "ragged", "empty", "negative", "fraction", "exponent", "huge",
         "noughts", "loops", "doubled", "wide_header", "bip", "zero_byte", "packed", "names")  # fmt: skip

OF_NO_FORM = ("index_first", "time_first")
"""A published form says that the first two columns are ends."""


@dataclass
class Written:
    """A file and what it says."""

    path: Path
    ties: Ties
    readable: bool
    """No trap lies in it: it must be read."""
    how: list[str] = field(default_factory=list)
    form: str | None = None
    clean: bool = False
    secrets: set[str] = field(default_factory=set)
    """What no message may repeat: ids of five digits or more, words of headers and cells."""


def graph(draw: random.Random) -> list[tuple[int, int]]:
    """Give the ties of a small graph, each once and either way, by ids of some kind."""
    n = draw.randint(3, 30)
    kind = draw.choice(("from 0", "from 1", "sparse", "telephones", "eighteen digits", "large"))
    low, high = {"from 0": (0, n), "from 1": (1, n + 1), "sparse": (0, 50_000), "large": (10**6, 10**8),
                 "telephones": (13_000_000_000, 18_999_999_999),
                 "eighteen digits": (110_000_194_901_010_000, 659_999_201_512_319_999)}[kind]  # fmt: skip
    ids = draw.sample(range(low, high), n)
    pairs = {tuple(sorted(draw.sample(ids, 2))) for _ in range(draw.randint(1, 2 * n))}
    found = [(a, b) if draw.random() < 0.5 else (b, a) for a, b in sorted(pairs)]
    draw.shuffle(found)
    return found


def written(seed: int, folder: Path) -> Written:
    """Write the edge list of a seed into `folder`."""
    draw = random.Random(seed)
    trap = draw.choice(TRAPS) if draw.random() < 0.4 else ""
    if not trap and draw.random() < 0.1:
        return _parquet(draw, folder / f"{seed}.parquet")
    return _text(draw, trap, folder, seed)


def _told(pairs: list[tuple[int, int]]) -> Ties:
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def _parquet(draw: random.Random, path: Path) -> Written:
    pairs = graph(draw)
    one, two = draw.choice(HEADERS)
    dtype = draw.choice((pl.Int64, pl.UInt64, pl.Float64, pl.String))
    if dtype == pl.Float64 and max(map(max, pairs)) >= 2**53:
        dtype = pl.Int64
    columns = {one: [a for a, _ in pairs], two: [b for _, b in pairs]}
    frame = pl.DataFrame(columns).with_columns(pl.all().cast(dtype))
    if draw.random() < 0.5:
        frame = frame.with_columns(pl.lit(0.5).alias("weight"), pl.lit(True).alias("mutual"))
    if draw.random() < 0.3:
        frame = frame.select(reversed(frame.columns))
    frame.write_parquet(path)
    return Written(path, _told(pairs), True, ["parquet", str(dtype), *frame.columns])


def _text(draw: random.Random, trap: str, folder: Path, seed: int) -> Written:
    pairs = graph(draw)
    form = None if trap in OF_NO_FORM else draw.choice((None, None, None, "snap", "konect", "netzschleuder"))
    sign = {"snap": "\t", "konect": " ", "netzschleuder": ", "}.get(form or "") or draw.choice(SIGNS)
    header = None if form else draw.choice((None, *HEADERS))
    if trap in ("strange", "names"):
        header = draw.choice(STRANGE)
    cells = [[str(a), str(b)] for a, b in pairs]
    names = list(header) if header and trap != "names" else None
    if sign.strip() == "" and names:
        names = [name.strip().replace(" ", "_") for name in names]
    how = [trap, form or "", repr(sign), str(names)]
    for _ in range(draw.choice((0, 0, 1, 1, 2))):
        _one_more(draw, cells, names, sign, how)
    if draw.random() < 0.15 and sign.strip() and form is None:
        cells = [[f'"{cell}"' for cell in row] for row in cells]
        how.append("quoted")
    if draw.random() < 0.15 and all(int(c.strip('"')) < 2**53 for row in cells for c in row[:2] if len(row) == 2):
        cells = [[cell.strip('"') + ".0" for cell in row] if len(row) == 2 else row for row in cells]
        how.append(".0")
    secrets = {str(x) for pair in pairs for x in pair if x >= 10_000}
    clean = _trapped(draw, trap, cells, names, sign, secrets)
    if names and trap != "names" and draw.random() < 0.4 and sign.strip():
        order = list(range(len(names)))
        draw.shuffle(order)
        if trap not in ("ragged", "wide_header"):
            cells, names = [[row[k] for k in order] for row in cells], [names[k] for k in order]
            how.append("columns in another order")
    lines = [sign.join(row) for row in cells]
    if names:
        lines.insert(0, sign.join(names))
    lines = _among(draw, lines, form, trap, how)
    raw = _encoded(draw, lines, how)
    if trap == "zero_byte":
        raw = raw[: len(raw) // 2] + b"\0" + raw[len(raw) // 2 :]
    if trap == "packed":
        raw = b"\x1f\x8b\x08\0" + raw
    ending = draw.choice((".csv", ".tsv")) if form is None else draw.choice((".txt", ".csv", ".tsv", ".dat", ""))
    path = folder / f"{seed}{ending}"
    path.write_bytes(raw)
    counts = names is None and form is None and len(cells[0]) > 2 and _goes_up([pair[0] for pair in pairs])
    secrets |= {"Zhang", "138-0013", "anna", "club"}
    return Written(path, _told(pairs), not (trap or counts), how, form, clean, secrets)


def _goes_up(first: list[int]) -> bool:
    """Say whether a column without a name might be row numbers."""
    rows = range(len(first))
    return first == sorted(set(first)) or any(sorted(first) == [k + start for k in rows] for start in (0, 1))


def _one_more(draw: random.Random, cells: list[list[str]], names: list[str] | None, sign: str, how: list[str]) -> None:
    """Write one more column of numbers behind the ends."""
    kind = draw.choice(("whole", "weights", "ones", "times", "few"))
    comma = sign.strip() in (";", "|") and draw.random() < 0.3
    for row in cells:
        number = {"whole": str(draw.randint(0, 99)), "weights": f"{draw.random():.3f}", "ones": "1",
                  "times": str(1_400_000_000 + draw.randint(0, 10**7)),
                  "few": draw.choice(("", "NA", "1", "2.5", "-1"))}[kind]  # fmt: skip
        if kind == "few" and not number and not sign.strip():
            number = "NA"
        row.append(number.replace(".", ",") if comma else number)
    if names is not None:
        name = draw.choice(NUMBERS)
        names.append(name if sign.strip() or name else "weight")
        if not sign.strip():
            names[-1] = names[-1].replace(" ", "_")
    how.append(f"more: {kind}")


def _trapped(draw: random.Random, trap: str, cells: list[list[str]], names: list[str] | None, sign: str,
             secrets: set[str]) -> bool:  # fmt: skip
    """Lay the trap among the cells; give whether the list is to be cleaned."""
    row = draw.choice(cells)
    end = draw.randrange(2)
    before = {"index_first": lambda k: str(k), "time_first": lambda k: str(1_400_000_000 + 7 * k)}
    if trap == "text":
        for line in cells:
            line.append(draw.choice(TEXTS).replace(" ", "_" if not sign.strip() else " "))
        if names is not None:
            names.append("name")
    elif trap in before:
        first = draw.randrange(2)
        for k, line in enumerate(cells):
            line.insert(0, before[trap](k + first))
        if names is not None:
            names.insert(0, draw.choice(("", "index", "EdgeId", "time", "row")) if sign.strip() else "row")
    elif trap == "ragged":
        row.append("7")
    elif trap == "wide_header" and names is not None:
        names.append("weight")
    elif trap == "names":
        for line in cells:
            line[0], line[1] = (f"{draw.choice(('anna', 'bert', 'Zhang', 'club'))}{cell[:1]}" for cell in line[:2])
    elif trap in ("empty", "negative", "fraction", "exponent", "huge", "noughts"):
        row[end] = {"empty": "" if sign.strip() else "NA", "negative": "-" + row[end], "fraction": row[end] + ".5",
                    "exponent": row[end] + "e5", "huge": row[end] + "0" * 19, "noughts": "00" + row[end]}[trap]
    elif trap == "loops":
        cells.append([row[0], row[0], *row[2:]])
    elif trap == "doubled":
        cells.append([row[1], row[0], *row[2:]])
    return trap in ("loops", "doubled") and draw.random() < 0.7


def _among(draw: random.Random, lines: list[str], form: str | None, trap: str, how: list[str]) -> list[str]:
    """Put remarks and blank lines among the lines, as the published forms do and as hands do."""
    if form == "snap":
        lines = ["# Undirected graph: x.txt", "# Nodes: 3 Edges: 4", "# FromNodeId\tToNodeId", *lines]
    elif form == "konect":
        lines = ["% sym unweighted", "% 60 30 30", *lines]
    elif form == "netzschleuder" and lines[0].count(",") == 1:
        lines = ["# source, target", *lines]
    elif draw.random() < 0.2:
        lines.insert(draw.randint(0, len(lines)), draw.choice(("# a remark", "% and one", "#3,4")))
        how.append("a remark")
    if trap == "bip":
        lines = ["% bip unweighted", *lines]
    for _ in range(draw.choice((0, 0, 0, 1, 3))):
        lines.insert(draw.randint(0, len(lines)), draw.choice(("", "  ", "\t")))
        how.append("a blank line")
    if draw.random() < 0.15:
        lines = [line + draw.choice(("", " ", "  ")) for line in lines]
        how.append("blanks behind")
    return lines


def _encoded(draw: random.Random, lines: list[str], how: list[str]) -> bytes:
    """Give the bytes of the lines."""
    ends = draw.choice(("\n", "\n", "\r\n", "\r"))
    text = ends.join(lines) + draw.choice(("", ends))
    encoding = draw.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1", "gb18030"))
    how += [repr(ends), encoding]
    return text.encode(encoding)
