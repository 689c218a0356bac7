"""A page of a report on a dark ground: every colour of a drawing has another there, legible and told apart."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from demerit.report.charts._time import COLOURS
from demerit.report.page import read
from demerit.report.style import BLACK, BLUE, GREEN, IN_THE_DARK, INK, QUIET, SKY, VERMILLION, WHITE
from tests.app.browsers import Watched, browser
from tests.report.test_report import whole_page

TEXT, MARK = 4.5, 3.0
"""Least contrast of text and of marks (WCAG 2.1, 1.4.3 and 1.4.11)."""
GROUNDS = {"light": lambda colour: colour, "dark": IN_THE_DARK.__getitem__}
EYES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What eyes without one kind of cone see of linear light (Machado, Oliveira and Fernandes 2009, severity 1)."""
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
APART = 10.0
"""Least distance of two curves in CIELAB; 2.3 is just seen."""


def light(colour: str) -> np.ndarray:
    """Give a colour as linear light."""
    long = colour if len(colour) == 7 else "#" + "".join(2 * letter for letter in colour[1:])
    part = np.array([int(long[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (WCAG 2.1)."""
    low, high = sorted(float(light(colour) @ TO_XYZ[1]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(seen: np.ndarray) -> np.ndarray:
    """Give linear light in CIELAB."""
    x, y, z = np.cbrt(TO_XYZ @ np.clip(seen, 0.001, 1) / [0.9505, 1, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def mixed(colour: str, ground: str, opacity: float) -> str:
    """Give a colour laid over a ground."""
    parts = [(int(colour[k : k + 2], 16), int(ground[k : k + 2], 16)) for k in (1, 3, 5)]
    return "#" + "".join(f"{round(opacity * a + (1 - opacity) * b):02x}" for a, b in parts)


def unpaired(html: str) -> set[str]:
    """Give the colours of the drawings of a page that have no other in the dark."""
    drawn = set(re.findall(r' (?:fill|stroke)="([^"]+)"', "".join(re.findall(r"<svg.*?</svg>", html, flags=re.S))))
    assert {INK, QUIET} <= drawn
    return drawn - set(IN_THE_DARK) - {"none", "transparent"}


def test_every_colour_drawn_has_another_in_the_dark() -> None:
    page = whole_page()
    assert unpaired(page) == set()
    assert f'svg [fill="{INK}"] {{ fill: {IN_THE_DARK[INK]}; }}' in page
    assert unpaired(page.replace(f'fill="{BLUE}"', 'fill="#123456"')) == {"#123456"}


@pytest.mark.parametrize("ground", list(GROUNDS))
def test_drawings_are_legible_on_both_grounds(ground: str) -> None:
    on = GROUNDS[ground]
    assert all(contrast(on(colour), on(WHITE)) >= TEXT for colour in (INK, QUIET))
    assert all(contrast(on(colour), on(WHITE)) >= MARK for colour in (BLUE, VERMILLION, GREEN, BLACK))
    assert all(contrast(on(INK), mixed(on(SKY), on(WHITE), k / 20)) >= TEXT for k in range(21))


@pytest.mark.parametrize("ground", list(GROUNDS))
@pytest.mark.parametrize("eye", list(EYES))
def test_curves_are_told_apart_by_every_eye(ground: str, eye: str) -> None:
    seen = [lab(np.array(EYES[eye]) @ light(GROUNDS[ground](colour))) for colour in COLOURS]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) >= APART


def test_the_colours_of_the_page_are_legible_on_both_grounds() -> None:
    forms = re.findall(r":root \{[^}]*--ground[^}]*\}", read("page.css"))
    assert len(forms) == 2
    for form in forms:
        of = dict(re.findall(r"--([a-z]+): (#[0-9A-Fa-f]+);", form))
        assert all(contrast(of[name], of[on]) >= TEXT
                   for name in ("ink", "quiet", "accent") for on in ("ground", "pale"))  # fmt: skip
        assert all(contrast(of[name], of["ground"]) >= MARK
                   for name in ("line", "documented", "reported", "disputed", "fiction"))  # fmt: skip
        assert contrast(of["accent"], of["borne"]) >= MARK


def test_a_dark_page_reads_prints_light_and_saves_pictures_for_white(tmp_path: Path) -> None:
    place = tmp_path / "page.html"
    place.write_text(whole_page(), encoding="utf-8")
    with browser() as on:
        watched = Watched(on, color_scheme="dark", accept_downloads=True)
        page = watched.page
        page.goto(place.as_uri())
        ground, ink = "getComputedStyle(document.body).backgroundColor", "getComputedStyle(document.body).color"
        text = f"""getComputedStyle(document.querySelector('svg [fill="{INK}"]')).fill"""
        assert page.evaluate(ground) == "rgb(13, 17, 19)" and page.evaluate(text) == page.evaluate(ink)
        assert watched.too_wide() == 0 and watched.wrong == [] and watched.outside(place.as_uri()) == []
        with page.expect_download() as kept:
            page.locator("#gates_by_group button", has_text="SVG").click()
        kept.value.save_as(tmp_path / "saved.svg")
        saved = (tmp_path / "saved.svg").read_text(encoding="utf-8")
        assert 'fill="#fff"' in saved and f'fill="{INK}"' in saved
        assert not any(f'"{other}"' in saved for other in IN_THE_DARK.values() if other not in IN_THE_DARK)
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(ground) == "rgb(255, 255, 255)" and page.evaluate(text) == "rgb(34, 34, 34)"
