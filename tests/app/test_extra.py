"""`pip install 'demerit[app]'` is enough for the server: nothing that another extra alone brings is imported."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

from packaging.requirements import Requirement

from tests.house import ROOT

CALL = """
import sys, pkgutil, importlib
barred = set(sys.argv[1:])
class Barred:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in barred:
            raise ModuleNotFoundError(f"{name} is of another extra", name=name)
sys.meta_path.insert(0, Barred())
import demerit.app
for one in pkgutil.iter_modules(demerit.app.__path__):
    importlib.import_module(f"demerit.app.{one.name}")
from demerit.app.article import Pages
from demerit.report.figure import figures
Pages("en").page("index.html"), figures()
"""


def brought(names: set[str]) -> set[str]:
    """Give what comes with these distributions: they, and all that they need."""
    found, left = set[str](), {name.lower() for name in names}
    while left:
        name = left.pop()
        found.add(name)
        try:
            needs = [Requirement(one) for one in requires(name) or ()]
        except PackageNotFoundError:
            continue
        left |= {one.name.lower() for one in needs if one.marker is None or one.marker.evaluate({"extra": ""})} - found
    return found


def test_the_extra_of_the_server_brings_all_that_it_imports() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {extra: {Requirement(one).name for one in ones} for extra, ones in told["optional-dependencies"].items()}
    own = brought({Requirement(one).name for one in told["dependencies"]} | named["app"])
    others = {name.lower() for ones in named.values() for name in ones} - own
    barred = [module for module, ones in packages_distributions().items() if {one.lower() for one in ones} & others]
    assert "sklearn" in barred and "vl_convert" not in barred
    done = subprocess.run([sys.executable, "-c", CALL, *barred], capture_output=True, text=True, check=False,
                          timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stderr[-600:]
