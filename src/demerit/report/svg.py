"""A chart as SVG that can stand in a page among others."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import vl_convert

HEAD = re.compile(r'<svg [^>]*?width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*>')
NOISE = re.compile(r' (?:role|aria-[a-z]+|pointer-events|class)="[^"]*"')
"""Marks for a running browser chart; in a still one they only weigh."""


def svg(chart: dict[str, Any], name: str, label: str) -> str:
    """Give a Vega-Lite chart (as `Chart.to_dict` gives it) as inline SVG.

    Ids are counted anew after `name`, so that two figures of a page share none and the same chart is the same text;
    text stays text (smaller than outlines, and it can be searched and read aloud); `label` is what a screen reader
    says.
    """
    drawn = NOISE.sub("", vl_convert.vegalite_to_svg(chart))
    for number, old in enumerate(re.findall(r' id="([^"]+)"', drawn)):
        drawn = drawn.replace(f' id="{old}"', f' id="{name}-{number}"').replace(
            f"url(#{old})", f"url(#{name}-{number})"
        )
    size = HEAD.match(drawn)
    if size is None:
        raise ValueError(f"the figure {name} was not drawn as SVG")
    width, height = size["width"], size["height"]
    head = f'<svg viewBox="0 0 {width} {height}" style="max-width:{width}px" role="img" aria-label="{escape(label)}">'
    return head + drawn[size.end() :]
