"""A server with the laboratory alone, for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from demerit.app.house import House
from demerit.app.program import program


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of a server with the laboratory alone."""
    made = House(frozenset({"laboratory"}), keep_in=tmp_path_factory.mktemp("kept") / "app.sqlite")
    with TestClient(program(made), base_url="http://127.0.0.1") as client:
        client.app.state.house = made  # type: ignore[attr-defined]
        yield client
