"""The words of the pages: catalogues by language, and what of them is not translated."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from demerit.errors import UnknownName

LANGUAGES = {"en": "English", "zh-Hans": "简体中文"}
"""Language -> its own name; the first is the one that the others are translated from."""
NOT_REVIEWED = ("zh-Hans",)
"""Languages whose texts no native speaker has reviewed."""
PLACE = re.compile(r"\{(\w+)\}")
Text = str | dict[str, str]
"""A text, or its plural forms (`one`, `other`) by the number `n`."""


class Gap(NamedTuple):
    """A text that a language lacks, or has with other places than the first language."""

    key: str
    """Its key: the file's name, a dot, the key in the file."""
    text: str
    """What the first language says."""
    why: str
    """missing; or which places differ; or left over, where the first language has no such key."""


@cache
def catalogue(language: str) -> dict[str, Text]:
    """Give every text of a language by key.

    Raises
    ------
    UnknownName
        The pages do not speak that language.
    """
    if language not in LANGUAGES:
        raise UnknownName("language", language, LANGUAGES)
    folder = files("demerit.app").joinpath("pages", "shared", "catalogues", language)
    parts = sorted((file for file in folder.iterdir() if file.name.endswith(".json")), key=lambda file: file.name)
    return {
        f"{file.name.removesuffix('.json')}.{key}": text
        for file in parts for key, text in json.loads(file.read_text(encoding="utf-8")).items()
    }  # fmt: skip


class Words:
    """The words of one language, with English where it has none.

    Parameters
    ----------
    language
        Which one.
    """

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._texts = catalogue("en") | catalogue(language)

    def has(self, key: str) -> bool:
        """Say whether there is a text of that key."""
        return key in self._texts

    def __call__(self, key: str, **values: object) -> str:
        """Give the text of a key with its places filled; of a text with plural forms, the one for `n`."""
        text = self._texts[key]
        if isinstance(text, dict):
            text = text.get("one" if self.language == "en" and values["n"] == 1 else "other", text["other"])
        return PLACE.sub(lambda place: _written(values[place[1]]), text)


def _written(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def untranslated(language: str) -> list[Gap]:
    """Give what a language lacks, says with other places, or has left over."""
    first, own = catalogue("en"), catalogue(language)
    gaps = [Gap(key, plain(text), "missing") for key, text in first.items() if key not in own]
    for key in first.keys() & own.keys():
        one, other = places(first[key]), places(own[key])
        if one != other:
            gaps.append(Gap(key, plain(first[key]), f"places differ: {', '.join(sorted(one ^ other))}"))
    return sorted([*gaps, *(Gap(key, plain(own[key]), "left over") for key in own.keys() - first.keys())])


class Beside(NamedTuple):
    """A text of the first language, and what another one says."""

    key: str
    first: str
    own: str
    """Empty where it says nothing."""
    why: str
    """What is wrong with it, as a `Gap` says; empty where nothing is."""


def beside(language: str) -> dict[str, list[Beside]]:
    """Give every text beside that of the first language, by the part of the pages that it belongs to."""
    first, own = catalogue("en"), catalogue(language)
    wrong = {gap.key: gap.why for gap in untranslated(language)}
    found: dict[str, list[Beside]] = {}
    for key in (*first, *(own.keys() - first.keys())):
        one = Beside(key, plain(first.get(key, "")), plain(own.get(key, "")), wrong.get(key, ""))
        found.setdefault(key.partition(".")[0], []).append(one)
    return found


def plain(text: Text) -> str:
    """Give a text as one string, plural forms apart by a stroke."""
    return text if isinstance(text, str) else " / ".join(text.values())


def places(text: Text) -> set[str]:
    """Give the names of the places that a text fills."""
    return set(PLACE.findall(plain(text)))
