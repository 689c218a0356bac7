"""A real browser and a real server for tests of pages; skipped, and said so, only where no browser can be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "axe" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SERIOUS = ("serious", "critical")


def chromium() -> str:
    """Give the program of a browser, or skip."""
    pytest.importorskip("playwright.sync_api", reason="pages are tried with playwright: pip install 'demerit[dev]'")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no browser: install Debian's `chromium` (.ci/run does where it may)")
    return found


@contextmanager
def browser() -> Iterator[Any]:
    """Give a browser."""
    program = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as plays:
        made = plays.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield made
        finally:
            made.close()


@contextmanager
def served(*words: str, keep: Path) -> Iterator[list[str]]:
    """Give the lines that a server prints, once it answers."""
    call = [sys.executable, "-m", "demerit", *words, "--port", "0", "--keep", str(keep / "kept.sqlite")]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_COLOR": "1"}) as server:
        try:
            assert server.stderr is not None
            lines: list[str] = []
            for line in server.stderr:
                lines.append(line.strip())
                if line.startswith("Ctrl-C"):
                    break
            yield lines
        finally:
            server.terminate()


class Watched:
    """A page of a browser: what it asks for, what goes wrong in it.

    Parameters
    ----------
    on
        The browser.
    width, height
        Of its window.
    settings
        Of its context.
    """

    def __init__(self, on: Any, width: int = 390, height: int = 844, **settings: Any) -> None:
        told = {"reduced_motion": "reduce"} | settings
        self.context = on.new_context(viewport={"width": width, "height": height}, **told)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.bytes = 0
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._read)
        self.page.on("requestfinished", self._weigh)

    def _read(self, said: Any) -> None:
        if said.type in ("error", "warning"):
            self.wrong.append(said.text)

    def _weigh(self, request: Any) -> None:
        self.bytes += int(request.sizes()["responseBodySize"])

    def outside(self, home: str) -> list[str]:
        """Give what was asked for that is not this server's."""
        return [url for url in self.asked if not url.startswith((home, "data:", "blob:"))]

    def faults(self) -> list[str]:
        """Give what axe-core finds that is serious or critical, with where."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        asked = "{resultTypes: ['violations'], preload: false}"  # style sheets are not asked for a second time
        found = self.page.evaluate(f"axe.run(document, {asked}).then((r) => r.violations)")
        return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in SERIOUS]

    def too_wide(self) -> int:
        """Give by how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def soon(what: Any, seconds: float = 10.0) -> Any:
    """Give what `what()` gives once it is true."""
    end = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.05)
    return found
