"""What all tests share: where compiled kernels are kept, a small village, the schemes, each made once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

SOURCES = Path(__file__).resolve().parents[1] / "src" / "demerit"


def _kernels() -> str:
    """Give a hash of every source that holds kernels or what they are handed: edited ones must not run stale."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(SOURCES.rglob("*.py")):
        text = file.read_bytes()
        if b"njit" in text or b"NamedTuple" in text:
            digest.update(text)
    return digest.hexdigest()


if SOURCES.is_dir():  # before anything imports numba
    os.environ.setdefault("NUMBA_CACHE_DIR", f"{tempfile.gettempdir()}/demerit-tests-{os.getuid()}-{_kernels()}")

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from demerit.law import load  # noqa: E402
from demerit.society import make  # noqa: E402

if TYPE_CHECKING:
    from demerit.law import Scheme
    from demerit.society import Society

settings.register_profile("small", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("small")


@pytest.fixture(scope="session")
def village() -> Society:
    """A village of 230 people: two places of 200, several circles."""
    return make("village", 230, 7)


@pytest.fixture(scope="session")
def town() -> Society:
    """A society of 2,000 people from all over the country."""
    return make("china_2015", 2000, 11)


@pytest.fixture(scope="session")
def schemes() -> dict[str, Scheme]:
    """The three schemes that every laboratory starts with."""
    return {name: load(name) for name in ("null", "article_2015", "zhima_2015")}
