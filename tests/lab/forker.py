"""A process that has loaded the program and its loops, and forks one command after another: a start costs little.

Every command is a process of its own, to be killed like any other. The forker answers two lines to each: its number,
and how it ended.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


class Forker:
    """The other end, in the process that tests."""

    def __init__(self) -> None:
        root = Path(__file__).resolve().parents[2]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.lab.forker"], cwd=root, text=True, bufsize=1, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"},
        )  # fmt: skip
        assert self._answer() == "ready"

    def _answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def start(self, folder: Path, words: tuple[str, ...], environment: dict[str, str]) -> int:
        """Start a command in a folder and give its process; what it says goes to ``said`` there."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps([str(folder), words, environment]) + "\n")
        return int(self._answer())

    def ended(self) -> int:
        """Wait for the command; give its exit status, or the signal that ended it below 0; its number stays so long."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        return int(self._answer())

    def close(self) -> None:
        """End the forker."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


def serve() -> None:
    """Load everything, then fork a command for each line."""
    from demerit.cli import main
    from demerit.cli.app import app  # noqa: F401 - loaded for the commands
    from demerit.engine.run import Run
    from demerit.lab import compare, perform  # noqa: F401
    from demerit.law import load
    from demerit.report.render import render  # noqa: F401
    from demerit.society import make

    for name in ("article_2015", "null"):
        run = Run(load(name), make("village", 100, 1), weeks=4, threads=1)
        run.life.prepare(lambda done, of: None)
        run.close()
    print("ready", flush=True)
    for line in iter(sys.stdin.readline, ""):
        folder, words, environment = json.loads(line)
        child = os.fork()
        if child == 0:
            os.chdir(folder)
            os.environ.update(environment)
            said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            for way in (1, 2):
                os.dup2(said, way)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            try:
                main(words)
            except SystemExit as end:
                sys.stdout.flush()
                os._exit(int(end.code or 0))
            os._exit(1)
        print(child, flush=True)
        sys.stdin.readline()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
