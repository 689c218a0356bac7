"""What made a run: its digest and the versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def versions(manifest: Mapping[str, Any]) -> str:
    """Give the digest and the versions that made the run."""
    parts = ", ".join(f"{name} {number}" for name, number in sorted(manifest["versions"].items()))
    hashes = f"scheme {manifest['scheme']['hash']}; society {manifest['society']['hash']}"
    return f"Digest {manifest['digest']}; {hashes}. Made with demerit {manifest['demerit']}; {parts}."
