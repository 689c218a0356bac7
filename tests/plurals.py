"""Numbers that stand before a noun in what is printed: each is to ask how many it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

PLURALS = (
    "actors|adults|bits|bots|bureaus|bytes|cells|characters|choices|citizens|columns|cores|days|deeds|entries|files|friends|"
    "gates|hours|kinds|levels|lines|links|loans|members|mistakes|months|nights|numbers|others|pairs|people|perks|"
    "pieces|places|points|posts|quantities|registers|rows|rules|runs|schemes|seconds|seeds|sides|statements|steps|targets|"
    "things|threads|ties|times|values|visits|weeks|words|worlds|years"
)
AFTER = re.compile(rf" (?:(?!of |gives )\w+ )?({PLURALS})\b")
MANY = re.compile(r"[A-Z_]+|(?:decimal|percent)\(.*|len\((?:name|text)\)|moves")
"""What is never one: constants, decimals, texts that are long; journeys as published, from ten moves."""


def plurals(source: str) -> Iterator[tuple[int, str]]:
    """Find numbers written before a plural, whatever they are."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.JoinedStr):
            continue
        for number, then in zip(node.values, node.values[1:], strict=False):
            if not (isinstance(number, ast.FormattedValue) and isinstance(then, ast.Constant)):
                continue
            if number.conversion == ord("r") or isinstance(number.value, ast.IfExp):
                continue
            written, form = ast.unparse(number.value), ast.unparse(number.format_spec) if number.format_spec else ""
            rounded = re.search(r"\.[1-9]f", form)
            if AFTER.match(str(then.value)) and not rounded and not MANY.fullmatch(written):
                yield number.lineno, f"{written}{then.value}"
