"""Published models beside what the laboratory's own parts give."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from demerit.base import catalogue
from demerit.errors import InputError, UnknownName
from demerit.lab import replications as folder
from demerit.lab.order import check_seed
from demerit.lab.replications import Replication, Row, Setting, Settings

Watcher = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Replicated:
    """A replication carried out.

    Parameters
    ----------
    replication
        What was reproduced.
    settings
        How its settings stood.
    rows
        Each quantity.
    seconds
        How long it took.
    """

    replication: Replication
    settings: Settings
    rows: list[Row]
    seconds: float

    def plain(self) -> list[dict[str, Any]]:
        """Give the rows as plain data."""
        return [
            {
                "name": self.replication.name, "quantity": row.quantity, "published": row.published,
                "reference": row.reference, "ours": row.ours, "standard_error": row.standard_error,
                "tolerance": row.tolerance, "verdict": row.verdict,
            }
            for row in self.rows
        ]  # fmt: skip


def replications() -> dict[str, Replication]:
    """Give every replication by name: the folder is the list."""
    return catalogue.parts(folder, Replication)


def replicate(
    name: str | None, written: Sequence[str] = (), seed: int = 1, watch: Watcher = lambda done, total, what: None
) -> list[Replicated]:
    """Carry out one replication, or all of them where none is named.

    Parameters
    ----------
    name
        As `replications` lists them.
    written
        ``NAME=VALUE``, or ``NAME=VALUE,VALUE``: settings of the replication named.
    seed
        Which draws, where it draws.
    watch
        Told what is being computed.

    Raises
    ------
    UnknownName
        No such replication, or no such setting.
    InputError
        A value that is refused; settings without a name.
    """
    check_seed(seed)
    known = replications()
    if name is not None and name not in known:
        raise UnknownName("replication", name, known, "`demerit list replications` shows all.")
    if name is None and written:
        raise InputError(f"--set {written[0]}: settings belong to one replication. Name it: demerit replicate NAME.")
    chosen = list(known.values()) if name is None else [known[name]]
    done = []
    for number, one in enumerate(chosen):
        watch(number, len(chosen), one.name)
        settings = settings_of(one, written)
        began = time.perf_counter()
        rows = one.compute(settings, seed)
        done.append(Replicated(one, settings, rows, time.perf_counter() - began))
    return done


def settings_of(replication: Replication, written: Sequence[str] = ()) -> Settings:
    """Give the settings of a replication, turned as they are written."""
    known = {setting.name: setting for setting in replication.settings}
    values = {name: setting.default for name, setting in known.items()}
    turned = False
    for text in written:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not (name and sign and value):
            raise InputError(f"--set {text}: write NAME=VALUE, for example --set {_example(replication)}.")
        if name not in known:
            hint = f"`demerit show {replication.name}` tells them." if known else "It has none."
            raise UnknownName(f"setting of {replication.name}", name, known, hint)
        values[name] = _numbers(known[name], value)
        turned |= not known[name].effort and values[name] != known[name].default
    return Settings(values, as_published=not turned)


def _example(replication: Replication) -> str:
    """Give a setting as it can be written."""
    first = next(iter(replication.settings), None)
    return f"{first.name}={first.written()}" if first else "NAME=VALUE"


def _numbers(setting: Setting, value: str) -> tuple[float, ...]:
    """Read the value of a setting: a number, or several with commas between them."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) > 1 and not setting.several:
        raise InputError(f"--set {setting.name}={value}: it takes one number of {setting.unit}, not {len(parts)}.")
    return tuple(_number(setting, part) for part in parts)


def _number(setting: Setting, part: str) -> float:
    """Read one number, or a word that stands for one; refuse what the setting does not take."""
    if part in setting.words:
        return float(setting.words.index(part))
    if setting.words:
        raise UnknownName(f"value of {setting.name}", part, list(setting.words))
    try:
        number = float(part)
    except ValueError:
        raise InputError(f"--set {setting.name}={part}: {part!r} is no number.") from None
    if not setting.low <= number <= setting.high or (setting.whole and number != int(number)):
        kind = "a whole number" if setting.whole else "a number"
        raise InputError(
            f"--set {setting.name}={part} is refused: it takes {kind} of {setting.unit} from {setting.low:g} to "
            f"{setting.high:g} (default {setting.written()})."
        )
    return number
