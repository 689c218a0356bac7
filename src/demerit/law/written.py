"""What every piece of written law has in common: frozen, no unknown fields, plain types as written."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictStr

from demerit.base.text import one_line

YEARS = 1900, 2200
"""First and last year of any day of law."""


def _day(value: object) -> object:
    """Take a day as YAML gives it (a date) or as JSON does (``YYYY-MM-DD``), and nothing else."""
    day = value if isinstance(value, date) and not isinstance(value, datetime) else None
    if isinstance(value, str):
        with suppress(ValueError):
            day = date.fromisoformat(value)
    if day is None:
        said = one_line(value) if isinstance(value, str) else repr(value)
        raise ValueError(f"{said} is no day. Write it as year-month-day, like 2015-10-03")
    if not YEARS[0] <= day.year <= YEARS[1]:
        first, last = YEARS
        raise ValueError(f"{day} lies outside the years {first} to {last} that law is written for. Change the year")
    return day


MOST = 10**9
"""The largest number of any law."""
Text = Annotated[StrictStr, Field(min_length=1)]
Truth = StrictBool
Whole = Annotated[int, Field(strict=True, ge=-MOST, le=MOST)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-MOST, le=MOST)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
Range = tuple[Number, Number]
ARTICLE_ID = r"^[A-Z][0-9]{1,2}$"
Statement = Annotated[str, Field(strict=True, pattern=ARTICLE_ID)]


class Written(BaseModel):
    """A piece of written law: it cannot be changed, and holds no field that is not in its description."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Named(Written):
    """A piece of law that bears a name: that of its file, or of its key in ``scheme.yaml``."""

    name: StrictStr = ""
    """Its name; never written inside the file."""
