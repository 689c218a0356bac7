"""A society: everyone a scheme is written for, and who is tied to whom."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from demerit.base.aside import sweep
from demerit.base.held import held, is_held
from demerit.base.sealed import Sealed, begun, empty, unseal
from demerit.errors import RunFolderError, SocietyError
from demerit.society.citizens import ADULT_AGE, Citizens
from demerit.society.ties import Ties, edges_of, ties_from_edges

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 5
"""The version of a saved society's form."""
SAVED = "society.json"
ANEW = "Make one: demerit society RECIPE --people N --out DIR."


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
        """Write the society into `folder`: citizens.parquet, ties.parquet, and society.json, which names them.

        Raises
        ------
        RunFolderError
            The folder holds something already, another process is at work there, or it cannot be written.
        SpaceError
            The disk is full; nothing is left behind.
        """
        with held(folder):
            free(folder)
            sweep(folder)
            kept = Sealed(folder, SAVED, {
                "format": FORMAT, "name": self.name, "seed": self.seed, "people": self.people, "columns": self.hash(),
                "recipe": self.recipe, "finished": False,
            })  # fmt: skip
            try:
                kept.seal()
                kept.put_table("citizens.parquet", pl.DataFrame(self.citizens._asdict()))
                kept.put_table("ties.parquet", pl.DataFrame(edges_of(self.ties)._asdict()))
                kept.seal(finished=True)
            except BaseException:
                empty(folder, SAVED)
                raise


class Saved(BaseModel):
    """What the manifest of a saved society says."""

    model_config = ConfigDict(extra="allow", strict=True)

    name: str
    seed: Annotated[int, Field(ge=0, lt=2**64)]
    people: Annotated[int, Field(ge=1)]
    columns: str
    recipe: dict[str, str | int | float | bool]
    finished: bool


def free(folder: Path) -> None:
    """Refuse a folder that holds something; a society of which the writing was broken off is nothing.

    Raises
    ------
    RunFolderError
        It holds something.
    """
    if not begun(folder, SAVED):
        return
    stopped = False
    with suppress(RunFolderError):
        stopped = not unseal(folder, SAVED, FORMAT, ANEW).told["finished"]
    if not stopped:
        raise RunFolderError(f"{folder} exists already. Choose another --out, or remove it.")


def opened(folder: Path) -> Sealed:
    """Give the folder of a saved society; refuse what is none, is damaged, or was not finished."""
    kept = unseal(folder, SAVED, FORMAT, ANEW)
    kept.says(Saved)
    if not kept.told["finished"]:
        at_work = "another process is writing it" if is_held(folder) else "its writing was broken off"
        raise kept.damaged(SAVED, f"is not finished: {at_work}")
    return kept


def load(folder: Path) -> Society:
    """Read a society that `Society.save` wrote; refuse one whose bytes are not those that were written."""
    try:
        kept = opened(folder)
        columns, edges = kept.table("citizens.parquet"), kept.table("ties.parquet")
        citizens = Citizens(*(columns[name].to_numpy() for name in Citizens._fields))
        u, v, kind, bond = (edges[name].to_numpy() for name in ("u", "v", "kind", "bond"))
    except RunFolderError as mistake:
        raise SocietyError(f"{folder}: not a whole saved society ({str(mistake).partition('. ')[0]}). {ANEW}") from None
    ties = ties_from_edges(columns.height, u, v, kind, bond)
    society = Society(citizens, ties, kept.told["name"], kept.told["seed"], kept.told["recipe"])
    if society.hash() != kept.told["columns"]:
        raise SocietyError(f"{folder}: the columns are not those that {SAVED} speaks of. Make it anew.")
    return society
