"""Build the wheel, install it in a bare environment, try it from an empty folder: what a user gets is what is tried.

The environment holds the wheel and, by a path file, the packages that this one depends on, so no network is needed.
The wheel carries the compiled code of one scheme, for this machine's level of x86-64, and is tried without it as well.
Run as ``python tests/wheel.py``; the last line says how many checks passed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

from demerit.base.machine import reached

ROOT = Path(__file__).resolve().parents[1]
SMOKE = ("base/test_draws.py", "base/test_choice.py", "acts/test_stake.py", "law/test_examples.py")
"""Tests that need nothing of the repository but themselves."""
SHARED = (
    "__init__.py", "campaigns.py", "conftest.py", "strategies.py", "naive*.py", "naive_institutions/*.py",
    "law/conftest.py", "law/names.py",
)
"""What these lean on."""
INSIDE = (
    "py.typed", "schemes/null/scheme.yaml", "schemes/article_2015/rules/dissenting_post.yaml",
    "schemes/reforms/no_speech.yaml", "society/facts/provinces.csv", "law/templates/rule.yaml",
    "law/templates/scheme/scheme.yaml", "report/page.html.j2", "report/page.css",
)
SCHEME = "article_2015"
"""The scheme of which the wheel carries compiled code."""
Check = Callable[[], None]


class Installed:
    """The wheel, its environment, and the empty folder from which it is tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.empty = folder / "empty"
        self.empty.mkdir()
        self.wheel = self._build()
        self.home = folder / "environment"
        venv.create(self.home, with_pip=False, symlinks=True)
        self.site = Path(sysconfig.get_path("purelib", vars={"base": str(self.home), "platbase": str(self.home)}))
        with zipfile.ZipFile(self.wheel) as packed:
            self.names = packed.namelist()
            packed.extractall(self.site)
        (self.site / "parts.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        self.python = self.home / ("Scripts" if os.name == "nt" else "bin") / "python"
        self.digest = ""
        """What the scheme's first run came to."""

    def _build(self) -> Path:
        call = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(self.folder), str(ROOT)]
        words = f"--scheme {SCHEME}" + (f" --level {reached()}" if reached() else "")
        more = {"HATCH_BUILD_HOOK_ENABLE_CUSTOM": "1", "DEMERIT_WHEEL": words}
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL, env=os.environ | more)
        return next(self.folder.glob("*.whl"))

    def call(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the installed interpreter in the empty folder, with nothing of the tree on its path; `more` is set."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "DEMERIT"))}
        environment |= {"NO_COLOR": "1", **more}
        return subprocess.run(
            [str(self.python), *words], cwd=self.empty, env=environment, capture_output=True, text=True, check=False,
            timeout=300,
        )

    def demerit(self, *words: str, **more: str) -> str:
        """Run the program as its entry point does, and give what it printed; it must end well."""
        begin = f"import sys; from {self.entry[0]} import {self.entry[1]} as main; main()"
        done = self.call("-c", begin, *words, **more)
        assert done.returncode == 0, f"demerit {' '.join(words)} ended with {done.returncode}:\n{done.stderr}"
        return done.stdout

    @property
    def entry(self) -> tuple[str, str]:
        """The module and function that the wheel's script `demerit` calls."""
        text = next(self.site.glob("demerit-*.dist-info/entry_points.txt")).read_text(encoding="utf-8")
        line = next(x for x in text.splitlines() if x.startswith("demerit"))
        module, _, function = line.split("=")[1].strip().partition(":")
        return module, function


def checks(at: Installed) -> dict[str, Check]:
    """Give every check by what it says."""
    return {
        "the wheel holds schemes, facts, templates, pages and its type marker": lambda: _holds(at),
        "the wheel holds every file of the package": lambda: _holds_all(at),
        "it is the wheel that is imported": lambda: _is_imported(at),
        "demerit says what it is, and its version": lambda: _version(at),
        "demerit list schemes": lambda: _lists(at),
        "demerit check": lambda: _checks(at),
        "demerit run, twice the same": lambda: _runs(at),
        "demerit explain": lambda: _explains(at),
        "where the wheel carries code nothing is compiled": lambda: _nothing_compiled(at),
        "code that is damaged, or another's, is compiled again": lambda: _damaged(at),
        "without code in the wheel all is compiled, and comes to the same": lambda: _without(at),
        "demerit new, check and run a scheme of one's own": lambda: _own(at),
        "a mistake ends with 2 and no traceback": lambda: _mistake(at),
        f"a smoke part of the tests ({len(SMOKE)} files)": lambda: _tests(at),
    }


def _holds(at: Installed) -> None:
    missing = [name for name in INSIDE if f"demerit/{name}" not in at.names]
    assert not missing, f"not in the wheel: {', '.join(missing)}"
    assert any("schema" in name and name.endswith(".json") for name in at.names), "no JSON schema in the wheel"
    assert not [n for n in at.names if n.startswith("tests") or "__pycache__" in n]


def _holds_all(at: Installed) -> None:
    package = ROOT / "src" / "demerit"
    tree = {p.relative_to(package.parent).as_posix() for p in package.rglob("*") if p.is_file()}
    tree = {name for name in tree if "__pycache__" not in name and "_cache/" not in name}
    assert tree <= set(at.names), f"not in the wheel: {sorted(tree - set(at.names))}"


def _is_imported(at: Installed) -> None:
    done = at.call("-c", "import demerit; print(demerit.__file__)")
    assert done.stdout.startswith(str(at.site)), done.stdout + done.stderr


def _version(at: Installed) -> None:
    version = at.wheel.name.split("-")[1]
    assert at.demerit("--version").startswith(f"demerit {version}\n")
    assert "demerit run" in at.demerit()


def _lists(at: Installed) -> None:
    listed = json.loads(at.demerit("list", "schemes", "--json"))
    assert {"null", "zhima_2015", "article_2015"} <= {item["name"] for item in listed["items"]}


def _checks(at: Installed) -> None:
    at.demerit("check")


def _runs(at: Installed) -> None:
    words = ("run", "article_2015", "--recipe", "village", "--people", "200", "--weeks", "8", "--json")
    first, second = (json.loads(at.demerit(*words)) for _ in range(2))
    assert first["digest"] == second["digest"]
    assert (at.empty / first["run"] / "manifest.json").is_file()


def _explains(at: Installed) -> None:
    told = json.loads(at.demerit("explain", "last", "17", "--json"))
    assert told["citizen"] == 17


def _first_run(at: Installed, name: str, **more: str) -> tuple[str, set[str]]:
    """Run the scheme as on a machine where nothing was ever compiled; give the digest, and what had to be compiled."""
    cache = at.folder / name
    told = at.demerit("run", SCHEME, "--people", "6000", "--weeks", "16", "--out", name, "--json",
                      XDG_CACHE_HOME=str(cache), **more)  # fmt: skip
    kept = cache / "demerit" / "kept"
    return json.loads(told)["digest"], {file.name for file in kept.glob("*.code")}


def _nothing_compiled(at: Installed) -> None:
    carried = {name for name in at.names if name.startswith("demerit/compiled/")}
    if not reached():
        print("        this processor reaches no level of x86-64 that code is made for")
        return
    assert len(carried) > 80, f"the wheel carries {len(carried)} pieces of code"
    at.digest, compiled = _first_run(at, "carried")
    assert not compiled, f"compiled all the same: {sorted(compiled)}"


def _damaged(at: Installed) -> None:
    if not reached():
        return
    one, other, third = sorted((at.site / "demerit" / "compiled").glob("act-*.code"))[:3]
    whole = one.read_bytes()
    one.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    other.write_bytes(third.read_bytes())
    digest, compiled = _first_run(at, "damaged")
    assert digest == at.digest
    assert compiled == {one.name, other.name}, sorted(compiled)


def _without(at: Installed) -> None:
    digest, compiled = _first_run(at, "without", DEMERIT_COMPILED="")
    assert not at.digest or digest == at.digest
    assert len(compiled) > 80, sorted(compiled)


def _own(at: Installed) -> None:
    at.demerit("new", "scheme", "mytown")
    at.demerit("check", "mytown")
    at.demerit("run", "mytown", "--recipe", "village", "--people", "200", "--weeks", "4", "--json")


def _mistake(at: Installed) -> None:
    done = at.call("-m", "demerit", "run", "artcle_2015")
    assert done.returncode == 2, done.returncode
    assert "Did you mean 'article_2015'" in done.stderr and "Traceback" not in done.stderr, done.stderr


def _tests(at: Installed) -> None:
    for file in (file for name in (*SMOKE, *SHARED) for file in (ROOT / "tests").glob(name)):
        to = at.empty / file.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, to)
        (to.parent / "__init__.py").touch()
    done = at.call("-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", "tests")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def main() -> int:
    """Try everything; say what failed, then how many passed."""
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory(prefix="demerit-wheel-") as folder:
        at = Installed(Path(folder))
        for says, check in checks(at).items():
            try:
                check()
            except (AssertionError, KeyError, ValueError, OSError, subprocess.SubprocessError) as error:
                failed += 1
                print(f"FAILED  {says}\n  {error}", flush=True)
            else:
                passed += 1
                print(f"ok      {says}", flush=True)
    print(f"wheel: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
