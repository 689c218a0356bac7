"""Puts compiled code into the wheel, where it is asked for: ``HATCH_BUILD_HOOK_ENABLE_CUSTOM=1``, as `make wheel` does.

``DEMERIT_WHEEL`` holds further words for `demerit.lab.packing`: ``--level x86-64-v3`` or ``--scheme article_2015``, for
less of it. A wheel without compiled code does the same, and compiles what it needs when it needs it.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WORDS = "DEMERIT_WHEEL"
NOTHING = {"DEMERIT_COMPILED": ""}
"""What lies ready made is not looked at while it is made."""


class CompiledCode(BuildHookInterface[Any]):
    """Compiles before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill ``build/compiled`` and have it taken along as ``demerit/compiled``."""
        if self.target_name != "wheel" or version == "editable":
            return
        folder = Path(self.root) / "build" / "compiled"
        environment = os.environ | NOTHING | {"PYTHONPATH": str(Path(self.root) / "src")}
        words = [sys.executable, "-m", "demerit.lab.packing", str(folder), *shlex.split(os.environ.get(WORDS, ""))]
        subprocess.run(words, check=True, env=environment)
        build_data["force_include"][str(folder)] = "demerit/compiled"
