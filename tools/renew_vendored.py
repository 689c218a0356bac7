"""Renews the libraries that the pages bring with them: what `list.json` names, packed by npm, and nothing else.

    python tools/renew_vendored.py             the versions of the list again; says whether every file came out the same
    python tools/renew_vendored.py --newest    the newest version of each, and the list made anew

Two things are done to a file, and the list says which: a module that is imported by name (``"preact"``) is imported by
its path (``"./preact.js"``), so that browsers need no map of names; a script without exports gets one at its end.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[1] / "src" / "demerit" / "app" / "pages" / "shared" / "vendored"
LIST = HERE / "list.json"
IMPORT = re.compile(r'(?<=from)\s*"(?![./])([^"]+)"')
MAP = re.compile(r"\n?//# sourceMappingURL=\S+\s*$")
LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt")


def main(newest: bool) -> int:
    """Pack every library of the list, and write what came; 1 where a file of the same version came out otherwise."""
    told: list[dict[str, Any]] = json.loads(LIST.read_text(encoding="utf-8"))
    paths = {one["name"]: one["file"] for one in told}
    moved = []
    with tempfile.TemporaryDirectory() as folder:
        for one in told:
            home = packed(one["package"], None if newest else one["version"], Path(folder))
            about = json.loads((home / "package.json").read_text(encoding="utf-8"))
            text = fitted((home / one["from"]).read_text(encoding="utf-8"), one.get("export"), paths)
            mark = hashlib.sha256(text.encode()).hexdigest()
            if about["version"] == one["version"] and mark != one["sha256"]:
                moved.append(one["name"])
            (HERE / one["file"]).write_text(text, encoding="utf-8")
            one |= {"version": about["version"], "licence": about["license"], "sha256": mark}
            licence = next(home / name for name in LICENCES if (home / name).is_file())
            kept = HERE / "licences" / f"{one['package'].replace('/', '-').lstrip('@')}.txt"
            kept.write_bytes(licence.read_bytes())
    LIST.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for one in told:
        print(f"{one['name']:24} {one['version']:10} {one['licence']:8} {one['file']}")
    print(f"not as the list has them: {', '.join(moved)}" if moved else "every file is as its list says")
    return int(bool(moved))


def packed(package: str, version: str | None, folder: Path) -> Path:
    """Have npm pack a library, and give the folder in which it lies unpacked."""
    name = package if version is None else f"{package}@{version}"
    words = ["npm", "pack", name, "--json", "--pack-destination", str(folder)]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    home = folder / told[0]["filename"].removesuffix(".tgz")
    with tarfile.open(folder / told[0]["filename"]) as archive:
        archive.extractall(home, filter="data")
    return home / "package"


def fitted(text: str, export: str | None, paths: dict[str, str]) -> str:
    """Give a file as browsers take it: imports by path, no map of a source that is not here, an export at the end."""
    text = MAP.sub("", IMPORT.sub(lambda found: f'"./{paths[found[1]]}"', text)).rstrip() + "\n"
    return text if export is None else f"{text}{export}\n"


if __name__ == "__main__":
    sys.exit(main("--newest" in sys.argv[1:]))
