"""Draw the pictures of the pages: a gallery of every chart of a report, and those of the README.

`make docs` draws the gallery anew, from two small runs in memory. The pictures of the README are of the runs whose
figures it prints; they are committed, `make pictures` draws them, and each says within of which runs it is.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import demerit
from demerit.report.figure import WIDE, figures
from demerit.report.results import Results, results
from demerit.report.svg import svg
from demerit.report.words.sections import SECTIONS

if TYPE_CHECKING:
    import polars as pl

    from demerit.report.figure import Figure

HERE = Path(__file__).resolve().parent
GALLERY, README = HERE / "gallery", HERE / "pictures"
SMALL = {"people": 2000, "weeks": 156}
"""The runs of the gallery."""
AS_PRINTED = {"people": 5000}
"""The runs of the README: those of the first seed of its table."""
OF_README = ("silence_over_time", "thought_and_said", "silence_by_group")

HEAD = """# Pictures

Every chart of a report, drawn from {people:,} synthetic people over {weeks} weeks under `article_2015`, beside the
same people without a scheme. A report holds the same charts, each with its data. Each is an Altair object too:

```python
import demerit

run = demerit.live("article_2015", people={people}, weeks={weeks})
twin = demerit.live("null", people={people}, weeks={weeks})
demerit.charts()["silence_over_time"](run, twin)
```
"""


def told(order: dict[str, int]) -> Results:
    """Give what is drawn: the law as the article tells it, and the same people without a scheme."""
    return results(demerit.live("article_2015", **order), demerit.live("null", **order))


def drawing(figure: Figure, frame: pl.DataFrame, of: Results) -> str:
    """Give a figure as a file of SVG on white, which says within what it is of."""
    chart = figure.draw(frame, WIDE).to_dict()
    chart["config"]["background"] = "#ffffff"
    drawn = svg(chart, figure.name, figure.title)
    runs = [run for run in (of.run, of.twin) if run is not None]
    about = "; ".join(
        f"{r.about.scheme['name']}, {r.about.society['people']:,} people, {r.about.weeks} weeks, seed {r.about.seed}, "
        f"digest {r.about.digest}"
        for r in runs
    )
    head = re.match(r"<svg [^>]*>", drawn)
    if head is None:
        raise ValueError(f"the figure {figure.name} was not drawn as SVG")
    start = head[0].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"{start}<desc>{escape(about)}</desc>{drawn[head.end() :]}\n"


def gallery(folder: Path = GALLERY) -> None:
    """Write the page of every chart, and the charts."""
    folder.mkdir(parents=True, exist_ok=True)
    of = told(SMALL)
    every = sorted(figures().values(), key=lambda f: ([*SECTIONS, f.section].index(f.section), f.rank))
    parts, heading = [HEAD.format(**SMALL)], ""
    for figure in every:
        section = SECTIONS[figure.section][0] if figure.section in SECTIONS else figure.section
        parts += [f"## {section}"] if section != heading else []
        heading = section
        frame = figure.table(of)
        parts.append(f"### {figure.title}")
        if frame.height:
            (folder / f"{figure.name}.svg").write_text(drawing(figure, frame, of), encoding="utf-8")
            parts.append(f"![{figure.title}]({figure.name}.svg)")
        parts.append(f"{figure.caption(frame) if frame.height else figure.absent} `{figure.name}`")
    (folder / "gallery.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def of_readme(folder: Path = README) -> None:
    """Write the pictures of the README."""
    folder.mkdir(parents=True, exist_ok=True)
    of = told(AS_PRINTED)
    for name in OF_README:
        figure = figures()[name]
        (folder / f"{name}.svg").write_text(drawing(figure, figure.table(of), of), encoding="utf-8")


if __name__ == "__main__":
    of_readme() if sys.argv[1:] == ["readme"] else gallery()
