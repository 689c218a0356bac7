"""Writing a scheme out as a folder of YAML that `load` reads back to an equal scheme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from demerit.law.scheme import FOLDERS, Scheme


def _plain(value: Any) -> Any:
    """Give lists for tuples, and parts without the name that their file or key bears."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _unnamed(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "name"}


def _write(path: Path, tree: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    yaml = YAML()
    yaml.width = 110
    yaml.default_flow_style = False
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(tree, file)


def copy_law(scheme: Scheme, folder: Path) -> Path:
    """Write the law exactly as it is, after reforms and settings, and give the folder."""
    tree = _plain(scheme.model_dump(mode="python", by_alias=True, exclude_defaults=True))
    for kind in FOLDERS:
        for name, part in tree.pop(kind, {}).items():
            _write(folder / kind / f"{name}.yaml", _unnamed(part))
    for sheet in ("sources", "calendar", "to_come"):
        content = tree.pop(sheet, None)
        if content:
            named = {k: _unnamed(v) for k, v in content.items()} if isinstance(content, dict) else content
            _write(folder / f"{sheet}.yaml", named)
    for keyed in ("accounts", "bands", "knobs"):
        if keyed in tree:
            tree[keyed] = {name: _unnamed(part) for name, part in tree[keyed].items()}
    _write(folder / "scheme.yaml", tree)
    return folder
