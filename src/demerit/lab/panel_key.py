"""The key to the panel: what every column of its table holds, told by the code that makes it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from demerit.acts import acts
from demerit.engine.panel_rows import PANEL_NAMES
from demerit.engine.world import World
from demerit.errors import InputError
from demerit.institutions import institutions
from demerit.lab.living import live
from demerit.lab.order import ordered
from demerit.rows.groups import DIMENSIONS
from demerit.society import OCCUPATIONS, PROVINCES

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.measures import RunTables

OF_THE_PANEL = {
    "week": "The scoring week at whose end the row was written; week 0 is the scheme's first.",
    "citizen": "The citizen's row in the society, from 0.",
    "online": "1 if the citizen uses the internet.",
    "province": "An index into the provinces, in the order of their codes.",
    "noticed": "Deeds that friends answer for, seen by the bureau and not yet known, a bit each.",
    "known_for": "Deeds that friends answer for, seen by the bureau in four weeks and known, a bit each.",
    "pressure": "Friends who press, this month.",
    "degree": "Ties at the end of the month.",
    "kin": "How many of them are to kin.",
    "enrolled": "Has joined, or was made to join.",
    "aware": "Has heard of the scheme.",
    "posts": "Posts of the month.",
    "political_posts": "Posts of the month about politics.",
    "lost_kin_base": "Ties to kin that ended this month, and would have without the score.",
    "lost_kin_score": "Ties to kin that ended this month for the score.",
    "lost_friend_base": "Other ties that ended this month, and would have without the score.",
    "lost_friend_score": "Other ties that ended this month for the score.",
}
"""Columns that the panel's table makes itself."""
CODED = {"occupation": OCCUPATIONS, "province": PROVINCES} | {
    PANEL_NAMES.get(name, name): groups for name, groups in DIMENSIONS.items()
}
"""Column -> what its numbers stand for, from 0."""
SMALL = {"recipe": "village", "people": 60, "weeks": 4}
"""The run whose columns are told where a scheme is asked about."""


def panel_key(what: str | RunTables = "article_2015") -> pl.DataFrame:
    """Give the key to the panel of a run, or of any run of a scheme.

    Parameters
    ----------
    what
        A run, or the name of a scheme: institutions at work, registers and accounts have columns of their own.

    Returns
    -------
    DataFrame
        ``column, type, from, meaning``, in the order of the panel: the column's name; its type; what it belongs to
        (``citizen``, ``month``, ``account``, ``register``, or the act or institution's name); what it holds, with
        unit, range and codes.

    Examples
    --------
    >>> import demerit
    >>> key = demerit.panel_key("null")
    >>> key.filter(column="sex")["meaning"].item()
    'Group by sex. 0 man, 1 woman.'

    Raises
    ------
    InputError
        It is neither a run nor the name of a scheme.
    """
    if isinstance(what, str):
        what = live(ordered(what, **SMALL))  # type: ignore[arg-type]
    elif not hasattr(what, "panel"):
        raise InputError(f"panel_key({what!r}): give a run, or the name of a scheme, like 'article_2015'.")
    told = _meanings(what.scheme)
    rows = [(name, str(dtype), *told.get(name, ("", ""))) for name, dtype in what.panel.schema.items()]
    return pl.DataFrame(rows, schema=["column", "type", "from", "meaning"], orient="row")


def _meanings(scheme: Scheme) -> dict[str, tuple[str, str]]:
    """Give column -> what it belongs to, and what it holds; later ones are narrower."""
    found = {name: ("citizen", said) for name, said in of_the_world().items()}
    found |= {name: ("month", said) for name, said in OF_THE_PANEL.items()}
    for name in DIMENSIONS:
        found[PANEL_NAMES.get(name, name)] = ("citizen", f"Group by {name}.")
    found["score"] = ("citizen", "The score given out at this settling; null where none is.")
    for one in institutions().values():
        found |= {column.name: (one.name, column.about) for column in one.columns}
        found |= {f"{what}_{k}": (one.name, f"The {what} that was reported the {_th(k)} time this month.")
                  for what in one.quantities for k in range(1, 5)}  # fmt: skip
    found |= {f"listed_{name}": ("register", f"Months on the register {name} and one more; 0: not on it.")
              for name in scheme.registers}  # fmt: skip
    for name, cap in scheme.account_caps.items():
        found[f"account_{name}"] = ("account", f"Points in the account {name}, 0 to {cap}.")
    for act in acts():
        found |= {f"n_{deed.replace('.', '_')}": (act.name, f"How often this month: {deed}.") for deed in act.names}
    for name, codes in CODED.items():
        if name in found:
            kind, said = found[name]
            found[name] = (kind, f"{said.split(':')[0].rstrip('.')}. "
                           + ", ".join(f"{k} {code}" for k, code in enumerate(codes)) + ".")  # fmt: skip
    return found


def _th(k: int) -> str:
    return ("first", "second", "third", "fourth")[k - 1]


@cache
def of_the_world() -> dict[str, str]:
    """Give what is written below each column of `World`."""
    body = ast.parse(textwrap.dedent(inspect.getsource(World))).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, said in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant):
            assert isinstance(field.target, ast.Name)
            found[field.target.id] = " ".join(str(said.value.value).replace("`", "").split())
    return found
