"""A society: everyone a scheme is written for, and who is tied to whom."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from demerit.errors import SocietyError
from demerit.society.citizens import ADULT_AGE, Citizens
from demerit.society.ties import Ties, edges_of, ties_from_edges

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 3


@dataclass(frozen=True)
class Society:
    """Columns of citizens and their ties, made by a recipe or imported.

    Parameters
    ----------
    citizens, ties
        The columns and the rows of ties.
    name
        The recipe's name, or the imported file's.
    seed
        The seed all columns were drawn from.
    recipe
        What else the recipe was told and what it reports of its making; words and numbers only.
    """

    citizens: Citizens
    ties: Ties
    name: str
    seed: int
    recipe: dict[str, str | int | float | bool] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """The number of citizens."""
        return int(self.citizens.age.shape[0])

    @property
    def adults(self) -> int:
        """The number of adults: they stand first, children behind them."""
        adult = self.citizens.age >= ADULT_AGE
        n = int(adult.sum())
        if not adult[:n].all():
            raise SocietyError(f"society {self.name!r}: children stand among adults. Make it anew.")
        return n

    @cached_property
    def _hash(self) -> str:
        digest = hashlib.blake2b(digest_size=16)
        for group in (self.citizens, self.ties):
            for name, column in group._asdict().items():
                digest.update(f"{name}:{column.dtype}:{column.shape[0]};".encode())
                digest.update(column.tobytes())
        return digest.hexdigest()

    def hash(self) -> str:
        """Give a hash over every byte of every column and tie (blake2b, 32 hex digits)."""
        return self._hash

    def save(self, folder: Path) -> None:
        """Write the society into `folder`: citizens.parquet, ties.parquet, society.json."""
        folder.mkdir(parents=True, exist_ok=True)
        pl.DataFrame(self.citizens._asdict()).write_parquet(folder / "citizens.parquet")
        pl.DataFrame(edges_of(self.ties)._asdict()).write_parquet(folder / "ties.parquet")
        said = {
            "format": FORMAT,
            "name": self.name,
            "seed": self.seed,
            "people": self.people,
            "hash": self.hash(),
            "recipe": self.recipe,
        }
        (folder / "society.json").write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def load(folder: Path) -> Society:
    """Read a society that `Society.save` wrote; refuse one whose bytes are not those that were written."""
    try:
        said = json.loads((folder / "society.json").read_text(encoding="utf-8"))
        columns = pl.read_parquet(folder / "citizens.parquet")
        edges = pl.read_parquet(folder / "ties.parquet")
        if said["format"] != FORMAT:
            raise SocietyError(f"{folder}: format {said['format']}, but this version reads format {FORMAT}.")
        citizens = Citizens(*(columns[name].to_numpy() for name in Citizens._fields))
        u, v, kind, bond = (edges[name].to_numpy() for name in ("u", "v", "kind", "bond"))
        if len(u) and not (min(u.min(), v.min()) >= 0 and max(u.max(), v.max()) < columns.height):
            raise ValueError("ties to citizens who are not there")
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as mistake:
        why = str(mistake).splitlines()[0] if str(mistake) else type(mistake).__name__
        raise SocietyError(
            f"{folder}: not a whole saved society ({why}). Make one: demerit society RECIPE --people N --out DIR."
        ) from None
    ties = ties_from_edges(columns.height, u, v, kind, bond)
    society = Society(citizens, ties, said["name"], said["seed"], said["recipe"])
    if society.hash() != said["hash"]:
        raise SocietyError(f"{folder}: the columns are not those that society.json speaks of. Make it anew.")
    return society
