"""Skeletons: commented files that pass the check at once, to be changed line by line."""

from __future__ import annotations

import shutil
from pathlib import Path

from demerit.errors import InputError, LawError, UnknownName
from demerit.law.reading.gather import NAME
from demerit.law.reading.load import load
from demerit.law.reading.positions import shown
from demerit.law.reading.resolve import reform_file, scheme_folder
from demerit.law.scheme import Scheme

HOMES = {
    "rule": "rules",
    "gate": "gates",
    "register": "registers",
    "institution": "institutions",
    "bureau": "bureaus",
    "news": "news",
    "tip": "tips",
}
KINDS = ("scheme", *HOMES, "reform")
"""What `new` can make."""
TEMPLATES = Path(__file__).resolve().parent / "templates"


def new(kind: str, name: str, folder: Path, from_: str | None = None) -> Path:
    """Write a skeleton and give its path.

    Parameters
    ----------
    kind
        One of `KINDS`.
    name
        What it will be called: small letters, digits and ``_``.
    folder
        For a scheme or a reform: the folder in which it will lie. For a part: the folder of its scheme.
    from_
        Copy this one instead: a scheme, a reform, or a part of the same kind as ``NAME`` or ``SCHEME/NAME``.

    Raises
    ------
    InputError
        Where the name cannot be used, something of the name is there already, or there is nothing to copy.
    """
    if kind not in KINDS:
        raise UnknownName("kind of skeleton", kind, KINDS)
    if not NAME.match(name):
        raise InputError(f"{name!r} cannot be a name. Use small letters, digits and _.")
    target = folder / name if kind == "scheme" else folder / HOMES.get(kind, "") / f"{name}.yaml"
    if target.exists():
        raise InputError(f"{shown(target)} is there already. Choose another name, or take it away first.")
    if kind == "scheme":
        return _new_scheme(target, from_)
    if kind in HOMES and not (folder / "scheme.yaml").is_file():
        raise InputError(f"{shown(folder)} is no scheme: it holds no scheme.yaml. `demerit new scheme NAME` makes one.")
    text = _copied(kind, from_, folder) if from_ else _filled(kind, folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def _new_scheme(target: Path, from_: str | None) -> Path:
    source = scheme_folder(from_) if from_ else TEMPLATES / "scheme"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source, target)
    head = target / "scheme.yaml"
    lines = head.read_text(encoding="utf-8").splitlines(keepends=True)
    head.write_text("".join(line for line in lines if not line.startswith("name:")), encoding="utf-8")
    return target


def _copied(kind: str, from_: str, folder: Path) -> str:
    """Give the text of an existing part: of this scheme, or of another as ``SCHEME/NAME``."""
    if kind == "reform":
        return reform_file(from_).read_text(encoding="utf-8")
    scheme, _, part = from_.rpartition("/")
    home = (scheme_folder(scheme) if scheme else folder) / HOMES[kind]
    known = [path.stem for path in home.glob("*.yaml")]
    if part not in known:
        raise UnknownName(kind, part, known)
    return (home / f"{part}.yaml").read_text(encoding="utf-8")


def _filled(kind: str, folder: Path) -> str:
    """Give the skeleton of a part, with an account, a threshold and a day that fit the scheme it is for."""
    text = (TEMPLATES / f"{kind}.yaml").read_text(encoding="utf-8")
    if kind not in HOMES or kind == "reform":
        return text
    return _fitted(text, _scheme(folder), kind, folder)


def _scheme(folder: Path) -> Scheme:
    try:
        return load(folder)
    except LawError as error:
        raise LawError([f"{shown(folder)}: the scheme has mistakes; correct them first", *error.mistakes]) from None


def _fitted(text: str, scheme: Scheme, kind: str, folder: Path) -> str:
    caps = scheme.account_caps
    if kind == "rule" and not caps:
        raise InputError(f"{shown(folder)} has no accounts for a rule to move. Write `accounts:` into its scheme.yaml.")
    account = max(caps, key=lambda name: caps[name], default="")
    middle = (scheme.scale.low + scheme.scale.high) // 2
    words = {
        "ACCOUNT": account,
        "BEFORE": str(caps.get(account, 0) // 2),
        "AFTER": str(min(caps.get(account, 0), caps.get(account, 0) // 2 + 2)),
        "THRESHOLD": str(middle),
        "LOWEST": str((scheme.scale.low + middle) // 2),
        "HIGHEST": str((scheme.scale.high + middle) // 2),
        "START": scheme.start.isoformat(),
        "NUMBER": str(1 + max((tip.number for tip in scheme.tips.values()), default=0)),
    }
    for word, value in words.items():
        text = text.replace(f"<{word}>", value)
    return text
