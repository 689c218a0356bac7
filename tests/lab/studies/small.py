"""A study that takes a moment."""

from __future__ import annotations

from typing import Any

SIDES = ["weibo_2024", "null"]
SMALL: dict[str, Any] = {
    "recipe": "village", "people": 60, "weeks": 8, "seeds": 2, "worlds": 2, "vary": {"learn.jolt": (8, 90)},
    "set": {"run.warm_up": 4}, "measures": ("silence",),
}  # fmt: skip
