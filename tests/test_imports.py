"""Imports point down: the contracts hold, and a broken one is seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import PACKAGE, ROOT

BREACHES = {
    "upwards": ("base/knob.py", "import demerit.engine.week\n", "Imports point down"),
    "from rows to people": ("rows/ties.py", "import demerit.society\n", "Imports point down"),
    "between siblings": ("law/rule.py", "import demerit.society\n", "Imports point down"),
    "arithmetic in the law": ("law/drift.py", "import numpy\n", "The law computes nothing"),
    "a model of other parts": ("lab/replications/society.py", "import networkx\n", "Nothing simulates but the engine"),
    "a model solved elsewhere": ("engine/model.py", "import scipy.stats\n", "Nothing simulates but the engine"),
}


def linted(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package below `root`, with the contracts of this repository."""
    call = "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", call, "--no-cache"], cwd=root, capture_output=True, text=True, check=False, timeout=120
    )


def test_imports_point_down() -> None:
    """The contracts of pyproject.toml."""
    done = linted(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("breach", BREACHES)
def test_a_broken_contract_is_seen(breach: str, tmp_path: Path) -> None:
    """In a copy: a check must be seen to fail."""
    file, line, contract = BREACHES[breach]
    shutil.copytree(PACKAGE, tmp_path / "src" / "demerit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    broken = tmp_path / "src" / "demerit" / file
    broken.write_text(broken.read_text(encoding="utf-8") + "\n" + line, encoding="utf-8")
    done = linted(tmp_path)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout


def test_a_generator_of_its_own_is_seen(tmp_path: Path) -> None:
    """Contracts know whole packages only, and numpy is allowed: the linter looks inside."""
    drawing = tmp_path / "thresholds.py"
    drawing.write_text("import numpy.random\nfrom numpy import random\n", encoding="utf-8")
    call = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--config", str(ROOT / "pyproject.toml")]
    done = subprocess.run([*call, str(drawing)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stdout.count("TID251") == 2, done.stdout + done.stderr
