"""New things to start from: files that pass every check at once, to be changed line by line."""

from __future__ import annotations

import re
from pathlib import Path

import demerit
from demerit.errors import InputError, UnknownName
from demerit.institutions import institutions
from demerit.law import KINDS as LAW_KINDS
from demerit.law import new as new_law
from demerit.law import scheme_folder
from demerit.law.reading.resolve import PACKAGE_SCHEMES

PYTHON = {"act": "acts", "recipe": "society/recipes", "measure": "measures", "chart": "report/charts"}
"""Kinds that are Python -> the folder of the package in which their like stand."""
BOTH = {"institution": "institutions"}
"""Kinds that are a file of law, and Python behind it -> the folder in which their Python stands."""
STUDY = "study"
"""The kind of a plan of a study: one YAML file that is no law."""
KINDS = (*LAW_KINDS, *PYTHON, STUDY)
TEMPLATES = Path(__file__).resolve().parent / "templates"
PACKAGE = Path(demerit.__file__).resolve().parent
NO_PARTS = ("act", "measure", "institution", "agenda", "past", "reading")
"""Modules that stand beside the parts and are none."""
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


def new(
    kind: str,
    name: str,
    from_: str | None = None,
    scheme: str | None = None,
    base: Path | None = None,
    code: bool = False,
) -> Path:
    """Write a skeleton and give its path.

    Parameters
    ----------
    kind, name
        What to make, and what it will be called.
    from_
        Copy this one instead.
    scheme
        The scheme for which a rule, gate, register ... is; where it is left out, the one that the working folder is
        or holds.
    base
        The working folder; None: the current one.
    code
        Of an institution: what it does, in Python. Without it a name that an institution bears gives the file that puts
        it to work in a scheme; one that none bears yet gives what a new one does, unless a scheme is named.

    Examples
    --------
    >>> import demerit
    >>> print(demerit.new("scheme", "mytown", from_="zhima_2015"))
    schemes/mytown
    >>> demerit.load_scheme("mytown").based_on
    ()

    Raises
    ------
    InputError
        A kind that nobody knows, a name that cannot be, something that is there already.
    """
    base = base or Path()
    if kind not in KINDS:
        raise UnknownName("kind of skeleton", kind, KINDS)
    if code and kind not in BOTH:
        raise InputError(f"--code goes with {', '.join(BOTH)}: a {kind} is one file, of the one kind.")
    if kind == STUDY:
        return _new_study(name, from_, base)
    if kind in PYTHON or code or (kind in BOTH and scheme is None and name not in institutions()):
        return _new_python(kind, name, from_, base)
    if kind == "scheme":
        if (PACKAGE_SCHEMES / name / "scheme.yaml").is_file():
            raise InputError(
                f"{name!r} is a scheme of the package; one of your own by that name would hide it from every command. "
                f"Choose another name; `demerit new scheme NAME --from {name}` copies it."
            )
        return new_law(kind, name, base / "schemes", from_)
    if kind == "reform":
        return new_law(kind, name, base / "schemes" / "reforms", from_)
    if kind in BOTH and name not in institutions():
        hint = f"To write what a new one does: demerit new {kind} {name} --code."
        raise UnknownName(kind, name, institutions(), hint)
    return new_law(kind, name, _home(scheme, base), from_)


def _home(scheme: str | None, base: Path) -> Path:
    """Give the folder of the scheme that a part is for; those of the package are not written to."""
    if scheme is not None:
        folder = scheme_folder(scheme)
        if folder.resolve().is_relative_to(PACKAGE):
            raise InputError(
                f"{scheme} comes with the program and stays as it is. "
                f"Make your own from it: demerit new scheme NAME --from {scheme}"
            )
        return folder
    if (base / "scheme.yaml").is_file():
        return base
    own = sorted(path.parent for path in (base / "schemes").glob("*/scheme.yaml"))
    if len(own) == 1:
        return own[0]
    there = f" There are: {', '.join(path.name for path in own)}." if own else " `demerit new scheme NAME` makes one."
    raise InputError(f"which scheme is it for? Name one with --scheme NAME.{there}")


def _new_study(name: str, from_: str | None, base: Path) -> Path:
    """Write the plan of a study, or copy one that stands in the working folder."""
    if not NAME.match(name):
        raise InputError(f"{name!r} cannot be a name. Use small letters, digits and _.")
    folder = base / "studies"
    known = [path.stem for path in folder.glob("*.yaml")]
    if from_ is not None and from_ not in known:
        raise UnknownName(STUDY, from_, known)
    source = folder / f"{from_}.yaml" if from_ else TEMPLATES / "study.yaml"
    return _put(folder / f"{name}.yaml", source.read_text(encoding="utf-8"))


def _new_python(kind: str, name: str, from_: str | None, base: Path) -> Path:
    """Write an act, a measure, a chart, or what an institution does."""
    if not NAME.match(name):
        raise InputError(f"{name!r} cannot be a name. Use small letters, digits and _.")
    shelf = PACKAGE / {**PYTHON, **BOTH}[kind]
    known = [path.stem for path in shelf.glob("[!_]*.py") if path.stem not in NO_PARTS]
    if from_ is not None and from_ not in known:
        raise UnknownName(kind, from_, known)
    if (shelf / f"{name}.py").exists():
        raise InputError(f"{name!r} is the name of a {kind} that comes with the program. Choose another one.")
    source = (shelf / f"{from_}.py") if from_ else TEMPLATES / f"{kind}.py"
    text = re.sub(rf"\b{from_ or 'skeleton'}\b", name, source.read_text(encoding="utf-8"))
    return _put(base / f"{kind}s" / f"{name}.py", text)


def _put(target: Path, text: str) -> Path:
    """Write a file where none is."""
    if target.exists():
        raise InputError(f"{target} is there already. Choose another name, or take it away first.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}.") from error
    return target
