"""A laboratory for social scoring: schemes as sourced data, over societies of synthetic people."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

try:
    __version__ = version("demerit")
except PackageNotFoundError:  # run from a tree that was never installed
    __version__ = "0.0.0"

__all__ = [
    "Order",
    "__version__",
    "add",
    "ask",
    "assess",
    "calibrate",
    "change",
    "charts",
    "check",
    "cite",
    "compare",
    "evaluate",
    "explain",
    "live",
    "load_scheme",
    "make_society",
    "new",
    "open_assessment",
    "open_run",
    "open_study",
    "order",
    "panel_key",
    "perform",
    "render",
    "reproduce",
    "study",
]

_HOMES = {
    "Order": ("demerit.lab.order", "Order"),
    "add": ("demerit.lab.plugins", "add"),
    "ask": ("demerit.lab.claims.named", "ask_named"),
    "assess": ("demerit.lab.in_python", "assess"),
    "change": ("demerit.lab.laws", "change"),
    "charts": ("demerit.report.figure", "figures"),
    "check": ("demerit.lab.checking", "check_named"),
    "cite": ("demerit.lab.reproducing", "cite"),
    "calibrate": ("demerit.lab.calibration.calibrate", "calibrate"),
    "compare": ("demerit.lab.in_python", "compare"),
    "evaluate": ("demerit.measures", "evaluate"),
    "explain": ("demerit.lab.in_python", "explain"),
    "live": ("demerit.lab.in_python", "live"),
    "load_scheme": ("demerit.lab.laws", "load_scheme"),
    "make_society": ("demerit.society", "make"),
    "new": ("demerit.lab.skeletons", "new"),
    "open_assessment": ("demerit.lab.assessing.store", "open_assessment"),
    "open_run": ("demerit.engine.folder", "open_run"),
    "open_study": ("demerit.lab.studies.result", "open_study"),
    "order": ("demerit.lab.in_python", "order"),
    "panel_key": ("demerit.lab.panel_key", "panel_key"),
    "perform": ("demerit.lab.in_python", "perform"),
    "render": ("demerit.report.render", "render"),
    "reproduce": ("demerit.lab.reproducing", "reproduce"),
    "study": ("demerit.lab.studies.study", "study"),
}


def __getattr__(name: str) -> Any:
    """Give a public name, and only then load what it needs: `demerit --help` should not wait for a compiler."""
    if name not in _HOMES:
        raise AttributeError(f"module 'demerit' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    """Give the public names."""
    return sorted(__all__)
