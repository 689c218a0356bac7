"""Writes the types of the pages' messages from the server's: TypeScript, which `check_pages.py` holds the pages to."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from demerit.app import messages, offered, scenario

PAGES = Path(__file__).resolve().parents[1] / "src" / "demerit" / "app" / "pages"
HEAD = "/** Written by `make types` from the server's messages; not to be changed by hand. */\n"
WORD = re.compile(r"\w+")
TAIL = """
/** A message as a page writes it; the line numbers it. */
export type Sent<T = Asked> = T extends { n: number } ? Omit<T, "n"> : T;

/** What was told last, by kind. */
export type Heard = { [K in Told["kind"]]?: Extract<Told, { kind: K }> | null };
"""
SHARED = "shared/messages.d.ts"
SPOKEN = {
    SHARED: (messages.ASKED, messages.TOLD, ()),
    "laboratory/messages.d.ts": (
        scenario.ASKED,
        scenario.TOLD,
        (offered.Offer, offered.Parts, offered.ReadLaw),
    ),
}
"""File -> what pages of its kind send, what the server sends them, and what it answers them without a line."""


def typed(schema: dict[str, Any]) -> str:
    """Give a JSON schema, of those that messages have, as a type of TypeScript.

    Raises
    ------
    ValueError
        It says something that no message said before.
    """
    match schema:
        case {"$ref": place}:
            return str(place).rpartition("/")[2]
        case {"const": value}:
            return json.dumps(value)
        case {"enum": values}:
            return " | ".join(json.dumps(value) for value in values)
        case {"anyOf": ways} | {"oneOf": ways}:
            return " | ".join(dict.fromkeys(typed(way) for way in ways))
        case {"type": "array", "prefixItems": parts}:
            return f"[{', '.join(typed(part) for part in parts)}]"
        case {"type": "array", "items": part}:
            return f"Array<{typed(part)}>"
        case {"type": "object", "properties": _}:
            return _fields(schema)
        case {"type": "object", "additionalProperties": dict(part)}:
            return f"Record<string, {typed(part)}>"
        case {"type": "object", "patternProperties": parts}:
            return f"Record<string, {' | '.join(typed(part) for part in parts.values())}>"
        case {"type": "integer" | "number"}:
            return "number"
        case {"type": "string" | "boolean" | "null" as plain}:
            return str(plain)
    raise ValueError(f"no type of TypeScript is known for {schema}")


def _fields(schema: dict[str, Any]) -> str:
    needed = schema.get("required", ())
    lines = (f"  {name}{'' if name in needed else '?'}: {typed(part)};" for name, part in schema["properties"].items())
    return "\n".join(["{", *lines, "}"])


def written(name: str) -> str:
    """Give the types of a file of `SPOKEN`; what the shared file says in the same words is taken from there."""
    own = types(*SPOKEN[name])
    shared = {} if name == SHARED else types(*SPOKEN[SHARED])
    same = {one for one, text in own.items() if shared.get(one) == text} - {"Asked", "Told"}
    while other := {one for one in same if (own.keys() - same) & set(WORD.findall(own[one]))}:
        same -= other  # what they are made of is said in other words
    lent = ", ".join(sorted(same))
    taken = f'\nimport type {{ {lent} }} from "../{SHARED.replace(".d.ts", ".js")}";\nexport type {{ {lent} }};\n'
    return HEAD + (taken if same else "") + "".join(text for one, text in own.items() if one not in same) + TAIL


def types(
    asked: TypeAdapter[Any], told: TypeAdapter[Any], answers: tuple[type[messages.Message], ...] = ()
) -> dict[str, str]:
    """Give the types of what is asked and what is told, by name."""
    adapters = {"Asked": (asked, "validation"), "Told": (told, "serialization")}
    adapters |= {one.__name__: (TypeAdapter(one), "serialization") for one in answers}
    found: dict[str, dict[str, Any]] = {}
    for name, (adapter, mode) in adapters.items():
        schema = adapter.json_schema(mode=mode)  # type: ignore[arg-type]
        parts = schema.pop("$defs", {})
        found |= parts | {name: schema}
    return {name: _one(name, schema) for name, schema in found.items()}


def _one(name: str, schema: dict[str, Any]) -> str:
    says = f"/** {' '.join(schema['description'].split())} */\n" if "description" in schema else ""
    return f"\n{says}export type {name} = {typed(schema)};\n"


def main() -> int:
    """Write every file."""
    for name in SPOKEN:
        (PAGES / name).write_text(written(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
