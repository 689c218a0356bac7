"""JSON Schemas of the files, so that editors can complete and underline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from demerit.errors import UnknownName
from demerit.law.bureau import Bureau
from demerit.law.evidence import Source
from demerit.law.gate import Gate
from demerit.law.institution import Institution
from demerit.law.news import Event, News, Pending, Tip
from demerit.law.reform import Reform
from demerit.law.register import Register
from demerit.law.rule import Rule
from demerit.law.scheme import FOLDERS, Scheme

FILES: dict[str, Any] = {
    "scheme": Scheme,
    "rule": Rule,
    "gate": Gate,
    "register": Register,
    "institution": Institution,
    "bureau": Bureau,
    "news": News,
    "tip": Tip,
    "reform": Reform,
    "sources": dict[str, Source],
    "calendar": list[Event],
    "to_come": list[Pending],
}
"""Kind of file -> what it holds."""
ELSEWHERE = (*FOLDERS, "sources", "calendar", "to_come", "based_on")
"""Fields of a scheme that do not stand in ``scheme.yaml``."""


def json_schema(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of one kind of file."""
    if kind not in FILES:
        raise UnknownName("kind of file", kind, FILES)
    schema = TypeAdapter(FILES[kind]).json_schema(by_alias=True)
    for part in (schema, *schema.get("$defs", {}).values()):
        if part.get("properties", {}).get("name", {}).get("default") == "":
            del part["properties"]["name"]
    if FILES[kind] is Scheme:
        _head_only(schema)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"demerit {kind}"
    return schema


def _head_only(schema: dict[str, Any]) -> None:
    """Leave what stands in ``scheme.yaml``; a scheme that extends another may leave out anything."""
    for field in ELSEWHERE:
        schema["properties"].pop(field, None)
    schema["properties"]["extends"] = {
        "type": "string",
        "description": "The scheme that this one lies on top of.",
    }
    needed = [field for field in schema.pop("required", []) if field not in (*ELSEWHERE, "name")]
    schema["anyOf"] = [{"required": ["extends"]}, {"required": needed}]


def write_schemas(folder: Path) -> list[Path]:
    """Write the schema of every kind of file into a folder, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in FILES:
        path = folder / f"{kind}.schema.json"
        path.write_text(json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def fields(kind: type[BaseModel]) -> dict[str, str]:
    """Give field -> what it is, for tables in the documentation."""
    return {
        (field.alias or name): (field.description or "") for name, field in kind.model_fields.items() if name != "name"
    }
