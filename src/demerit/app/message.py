"""What every message is made of: plain values within bounds, and nothing that is not named."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Key = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
"""A name of the law or the model, or a token."""
Number = Annotated[int, Field(ge=0, le=2**53 - 1)]
Nickname = Annotated[str, Field(min_length=1, max_length=24)]
Grade = Literal["documented", "reported", "disputed", "projected", "fiction"]
SizeGrade = Literal["documented", "reported", "calibrated", "assumed"]


class Message(BaseModel):
    """A message, or a part of one; nothing is in it that is not named here."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True,
                              json_schema_serialization_defaults_required=True)  # fmt: skip
