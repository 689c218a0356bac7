"""Hold the links of the site that was built: those within it must lead somewhere, those out of it are listed.

Pages may ask for nothing outside the site: no script, style, font or picture from elsewhere.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
"""Tags by which a page loads something at once."""


class Page(HTMLParser):
    """What a page links to, what it loads, and the ids in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the links, loads and ids of a tag."""
        told = {name: value for name, value in attrs if value}
        self.ids.update(told[name] for name in ("id", "name") if name in told)
        if tag == "a" and "href" in told:
            self.links.add(told["href"])
        if tag in LOADS and LOADS[tag] in told and told.get("rel") not in ("next", "prev", "index", "search", "author"):
            self.loads.add(told[LOADS[tag]])


def pages(site: Path) -> dict[Path, Page]:
    """Give every page of a site."""
    return {file: Page(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}


def outside(link: str) -> bool:
    """Say whether a link leads out of the site."""
    parts = urlsplit(link)
    return bool(parts.scheme or parts.netloc)


def faults(site: Path) -> list[str]:
    """Give every link that leads nowhere, and everything that a page would load from elsewhere."""
    every, found = pages(site), []
    for file, page in every.items():
        here = file.relative_to(site)
        found += [f"{here}: it loads {load}" for load in page.loads if outside(load) and not load.startswith("data:")]
        for link in sorted(page.links | page.loads):
            if outside(link):
                continue
            path, mark = unquote(urlsplit(link).path), unquote(urlsplit(link).fragment)
            target = (file.parent / path).resolve() if path else file
            if not target.is_file():
                found.append(f"{here}: {link} leads nowhere")
            elif mark and target in every and mark not in every[target].ids:
                found.append(f"{here}: {link}: there is no such place in that page")
    return found


def out_of_it(site: Path) -> list[str]:
    """Give every address outside the site that a page links to; they are not fetched."""
    return sorted({link for page in pages(site).values() for link in page.links if outside(link)})


if __name__ == "__main__":
    place = Path(sys.argv[1]).resolve()
    wrong = faults(place)
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    outward = out_of_it(place)
    (place / "links.txt").write_text("\n".join(outward) + "\n", encoding="utf-8")
    print(f"{len(pages(place))} pages; {len(outward)} addresses outside, in {sys.argv[1]}/links.txt, not fetched")
    sys.exit(1 if wrong else 0)
