"""The folder of an assessment: what was found, the law assessed, the numbers behind it, and the pages.

::

    runs/<name>/
    ├── assess.json      what was found; every file below with its hash
    ├── scheme.json      the law exactly as it was assessed
    ├── values.parquet   variant, seed, effect, value: what every number is made of
    ├── report.html      the page
    └── report.pdf  report.docx   where they were asked for
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from pydantic import BaseModel, ValidationError

from demerit.base.held import held
from demerit.base.sealed import Sealed, begun, unseal
from demerit.engine.folder import REPORT
from demerit.errors import RunFolderError
from demerit.lab.assessing.assessment import FINDINGS, Assessment
from demerit.lab.order import inputs_of, scheme_of
from demerit.law import dump, restore, scheme_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.lab.order import Order

ASSESSED = "assess.json"
FORM = 1
"""The version of an assessment's form."""
LAW, VALUES = "scheme.json", "values.parquet"
PAGES = (REPORT, *(str(Path(REPORT).with_suffix(f".{kind}")) for kind in ("pdf", "docx")))
WAY_OUT = "Assess the scheme again into a new folder, or remove this one first."


class Said(BaseModel):
    """What the manifest of an assessment must say."""

    finished: bool
    findings: dict[str, Any]


def check_place(order: Order, others: Mapping[str, Order], kinds: tuple[str, ...], seeds: int,
                out: Path | None) -> Path:  # fmt: skip
    """Give the folder for an assessment; refuse one that holds something already, before anything runs.

    The folder of one that names none is called by all that it rests on: a law that was edited has another.
    """
    laws = [scheme_hash(scheme_of(one)[0]) for one in (order, *others.values())]
    rests_on = [order.plain(), list(others), kinds, seeds, laws, inputs_of(order)]
    text = json.dumps(rests_on, sort_keys=True)
    mark = hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
    folder = out or Path("runs") / f"assess-{Path(order.scheme).name}-{mark}"
    if out is None and (folder / ASSESSED).is_file():
        return folder
    if begun(folder, ASSESSED):
        raise RunFolderError(f"{folder} exists already. Choose another --out, or remove it.")
    return folder


def keep(folder: Path, found: Assessment) -> Assessment:
    """Write an assessment into a folder: the files first, the manifest that names them last.

    The folder that is given where none was named is written anew, and the pages of what stood there before go.

    Raises
    ------
    RunFolderError
        Another process is at work there, or it cannot be written.
    """
    try:
        with held(folder):
            kept = Sealed(folder, ASSESSED, {"format": FORM}, way_out=WAY_OUT)
            kept.put(LAW, json.dumps(dump(found.scheme), indent=1, ensure_ascii=False).encode())
            kept.put_table(VALUES, _frame(found))
            for page in PAGES:
                (folder / page).unlink(missing_ok=True)
            kept.seal(finished=True, findings={k: v for k, v in found.plain().items() if k != "values"})
    except OSError as error:
        raise RunFolderError(f"{folder} cannot be written: {error.strerror}. Name another place with --out.") from error
    return replace(found, folder=folder)


def _frame(found: Assessment) -> pl.DataFrame:
    """Give the values as a table: ``variant, seed, effect, value``."""
    rows = [(variant, found.about.seed + k, effect, value) for variant, seeds in found.values.items()
            for k, effects in enumerate(seeds) for effect, value in effects.items()]  # fmt: skip
    kinds = {"variant": pl.String, "seed": pl.UInt64, "effect": pl.String, "value": pl.Float64}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def opened(folder: Path) -> Sealed:
    """Give the manifest of an assessment.

    Raises
    ------
    RunFolderError
        There is none, it is damaged, or of another version.
    """
    kept = unseal(folder, ASSESSED, FORM, WAY_OUT)
    kept.says(Said)
    return kept


def open_assessment(folder: Path | str) -> Assessment:
    """Read an assessment that `demerit assess` left; every file is held against its hash.

    Raises
    ------
    RunFolderError
        It is none, or damaged.
    """
    place = Path(folder)
    kept = opened(place)
    values: dict[str, list[dict[str, float]]] = {}
    law = kept.read(LAW)
    table = kept.table(VALUES)
    with kept.understood():
        told = kept.told["findings"]
        first, seeds = int(told["about"]["seed"]), int(told["about"]["seeds"])
        for variant, seed, effect, value in table.select("variant", "seed", "effect", "value").iter_rows():
            values.setdefault(variant, [{} for _ in range(seeds)])[seed - first][effect] = value
        try:
            found = FINDINGS.validate_python({**told, "values": values})
        except ValidationError as error:
            raise kept.damaged(ASSESSED, "is damaged: what it says is no assessment") from error
        scheme = restore(json.loads(law))
    if scheme_hash(scheme) != found.about.hash:
        raise kept.damaged(LAW, f"is not the law that {ASSESSED} names")
    return Assessment(**vars(found), scheme=scheme, folder=place)
