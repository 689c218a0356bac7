"""Writing a scheme out as a folder of YAML that `load` reads back to an equal scheme."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from demerit.base import kept
from demerit.base.source_hash import sources_hash
from demerit.law.dump import dump
from demerit.law.scheme import FOLDERS, Scheme

SUFFIX = "yaml"
SOURCES = ("law", "base")
"""Packages whose sources decide how law is written."""


def _plain(value: Any) -> Any:
    """Give lists for tuples, and parts without the name that their file or key bears."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _unnamed(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "name"}


def _text(tree: Any) -> str:
    yaml, text = YAML(), StringIO()
    yaml.width = 110
    yaml.default_flow_style = False
    yaml.dump(tree, text)
    return text.getvalue()


def _texts(scheme: Scheme) -> dict[str, str]:
    """Give every file of the law, as path below its folder -> text."""
    tree = _plain(scheme.model_dump(mode="python", by_alias=True, exclude_defaults=True))
    found: dict[str, str] = {}
    for kind in FOLDERS:
        for name, part in tree.pop(kind, {}).items():
            found[f"{kind}/{name}.yaml"] = _text(_unnamed(part))
    for sheet in ("sources", "calendar", "to_come"):
        content = tree.pop(sheet, None)
        if content:
            named = {k: _unnamed(v) for k, v in content.items()} if isinstance(content, dict) else content
            found[f"{sheet}.yaml"] = _text(named)
    for keyed in ("accounts", "bands", "knobs"):
        if keyed in tree:
            tree[keyed] = {name: _unnamed(part) for name, part in tree[keyed].items()}
    found["scheme.yaml"] = _text(tree)
    return found


def copy_law(scheme: Scheme, folder: Path) -> Path:
    """Write the law exactly as it is, after reforms and settings, and give the folder.

    Its texts are kept (`base.kept`): whoever writes the same law again need not make them again.
    """
    said = json.dumps([dump(scheme), sources_hash(SOURCES), version("ruamel.yaml")], ensure_ascii=False)
    key = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    content = kept.find(scheme.name, key, SUFFIX)
    if content is None:
        content = json.dumps(_texts(scheme)).encode()
        kept.keep(scheme.name, key, content, SUFFIX)
    for file, text in json.loads(content).items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
