"""A small village lives the same year every time, on every machine."""

from __future__ import annotations

import json

import pytest

from tests.golden.village import KEPT, SCHEMES, numbers


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_village_lives_as_it_did(scheme: str) -> None:
    """Where this fails and the model was meant to change: ``python -m tests.golden.village``, and a changelog line."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))[scheme]
    now = numbers(scheme)
    assert {k: v for k, v in now.items() if k != "digest"} == {k: v for k, v in kept.items() if k != "digest"}
    assert now["digest"] == kept["digest"]
