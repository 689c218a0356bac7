"""Take the pictures of the pages that the guide shows: a server, a browser, and whoever would use them.

`make screens` takes them anew, each as WebP in `docs/screens`; it needs a browser, as the tests of the pages do. What
is on them is what the program says: two worlds that lived, a life that was played for a year, a class after four weeks.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from tests.app.browsers import Watched, browser, served

FOLDER = Path(__file__).resolve().parent / "screens"
QUALITY = 82
PUPILS = ("Ann", "Bo", "Chen")


def taken(watched: Watched, name: str, folder: Path) -> None:
    """Keep what a page shows now, and say how large it is."""
    watched.page.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(watched.page.screenshot()))
    picture.convert("RGB").save(folder / f"{name}.webp", quality=QUALITY, method=6)
    print(f"{name}.webp: {(folder / f'{name}.webp').stat().st_size // 1024} KiB")


def phone(on: Any, scheme: str = "light") -> Watched:
    """Give the window of a telephone."""
    return Watched(on, 390, 844, color_scheme=scheme, device_scale_factor=2)


def laboratory(on: Any, home: str, folder: Path) -> None:
    """Take two worlds, what differs, and their course."""
    watched = Watched(on, 1280, 860)
    page = watched.page
    page.goto(f"{home}/laboratory?people=2000&weeks=104")
    page.click(".ask button.first")
    page.wait_for_selector("#differences", timeout=120_000)
    taken(watched, "laboratory", folder)
    page.evaluate("document.querySelector('#live').scrollIntoView()")
    taken(watched, "laboratory_course", folder)


def play(on: Any, home: str, folder: Path) -> None:
    """Take one citizen on a telephone: the dial, and friends, by day and by night."""
    for scheme in ("light", "dark"):
        watched = phone(on, scheme)
        page = watched.page
        page.goto(f"{home}/play")
        page.click(f".persons button >> nth={int(scheme == 'dark')}", timeout=60_000)
        page.wait_for_selector(".dial")
        page.click(".choices summary >> nth=0")
        page.click("label:has-text('dissent')")
        page.click(".bar .first")
        page.wait_for_selector(".passed")
        page.evaluate("window.scrollTo(0, 0)")
        taken(watched, f"play_{scheme}", folder)
        watched.page.close()


def classes(on: Any, folder: Path, keep: Path) -> None:
    """Take a class of three: the teacher's page, and the wall in the dark."""
    with served("class", "--people", "5000", "--weeks", "12", keep=keep) as lines:
        said = "\n".join(lines)
        pupils = said.split("Pupils:")[1].split()[0]
        teacher = Watched(on, 1280, 860)
        teacher.page.goto(said.split("Teacher: ")[1].split()[0])
        teacher.page.wait_for_selector(".walls", timeout=60_000)
        for name in PUPILS:
            one = phone(on)
            one.page.goto(pupils)
            one.page.fill("#nickname", name)
            one.page.click("button.first")
            one.page.wait_for_selector(".dial", timeout=60_000)
        for week in range(2, 6):
            teacher.page.click("text=One week now")
            teacher.page.wait_for_selector(f"header:has-text('Week {week}')")
        taken(teacher, "class_teacher", folder)
        teacher.page.emulate_media(color_scheme="dark")
        teacher.page.click("text=Show on the wall")
        teacher.page.wait_for_selector(".wall")
        taken(teacher, "class_wall", folder)


def article(on: Any, home: str, folder: Path) -> None:
    """Take the article: every statement, and one of them at night on a telephone."""
    watched = Watched(on, 1280, 860)
    watched.page.goto(f"{home}/article/en/index.html")
    taken(watched, "article", folder)
    small = phone(on, "dark")
    small.page.goto(f"{home}/article/en/statements/E03.html")
    taken(small, "article_statement", folder)


def main(folder: Path = FOLDER) -> None:
    """Take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as on, tempfile.TemporaryDirectory() as keep:
        with served("app", keep=Path(keep)) as lines:
            home = next(line for line in lines if line.startswith("http")).rstrip("/")
            article(on, home, folder)
            laboratory(on, home, folder)
            play(on, home, folder)
        classes(on, folder, Path(keep) / "class")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
