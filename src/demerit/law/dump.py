"""A scheme as plain values: for files that machines read, and for its hash."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Mapping
from typing import Any

from demerit.law.scheme import Scheme


def dump(scheme: Scheme) -> dict[str, Any]:
    """Give the scheme as a tree that JSON can hold, every field in it; `restore` reads it back."""
    return scheme.model_dump(mode="json", by_alias=True)


def restore(tree: Mapping[str, Any]) -> Scheme:
    """Give the scheme that `dump` made this tree of."""
    return Scheme.model_validate(tree)


def scheme_hash(scheme: Scheme) -> str:
    """Give 32 hexadecimal digits that differ wherever the law differs: blake2b of its canonical JSON."""
    found = next((mark for one, mark in tuple(_HASHED) if one is scheme), None)
    if found is None:
        text = json.dumps(dump(scheme), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        found = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
        _HASHED.append((scheme, found))
    return found


_HASHED: deque[tuple[Scheme, str]] = deque(maxlen=4)
"""The schemes hashed last, with their hashes: every world under a law says which it was."""
