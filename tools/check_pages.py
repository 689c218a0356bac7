"""Checks the types of the pages' modules, those that begin with ``// @ts-check``, by TypeScript where node is there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = Path(__file__).resolve().parents[1] / "src" / "demerit" / "app" / "pages"
VERSION = "5.9.3"
"""Of TypeScript, as npm knows it."""
OPTIONS = {
    "allowJs": True, "checkJs": False, "noEmit": True, "strict": True, "noImplicitAny": False, "target": "es2022",
    "module": "es2022", "moduleResolution": "bundler", "lib": ["es2023", "dom", "dom.iterable"], "types": [],
}  # fmt: skip
CHECKED = "// @ts-check"


def main() -> int:
    """Check every module; 1 where one has a fault, or is not checked at all."""
    own = [path for path in sorted(PAGES.rglob("*.js")) if "vendored" not in path.parts]
    unchecked = [path.name for path in own if not path.read_text(encoding="utf-8").startswith(CHECKED)]
    if unchecked:
        print(f"not checked, since they do not begin with {CHECKED}: {', '.join(unchecked)}")
        return 1
    if shutil.which("npm") is None:
        print("the pages' types are not checked: that needs node and npm, which are not here.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        settings = {"compilerOptions": OPTIONS, "files": [str(path) for path in own]}
        (Path(folder) / "tsconfig.json").write_text(json.dumps(settings), encoding="utf-8")
        words = ["npm", "exec", "--yes", f"--package=typescript@{VERSION}", "--", "tsc", "-p",
                 f"{folder}/tsconfig.json"]  # fmt: skip
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode and not re.search(r"error TS\d+", done.stdout):
        print("the pages' types are not checked: TypeScript cannot be had here.")
        return 0
    print(done.stdout or f"{len(own)} modules of the pages have sound types")
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
