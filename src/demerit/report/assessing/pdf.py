"""The page of an assessment as PDF, by WeasyPrint: without a browser, and the same bytes for the same page."""

from __future__ import annotations

import re

from demerit.errors import InputError

NARROW = re.compile(r'<div class="narrow">.*?</div>', re.S)
SCRIPT = re.compile(r"<script>.*?</script>", re.S)
PRINTED = "@page { @bottom-center { content: 'synthetic, not a forecast \u00b7 screening aid, not legal advice \u00b7 ' counter(page); font: 8pt sans-serif; color: #5c5c5c; } }"  # noqa: E501


def pdf(html: str) -> bytes:
    """Give a page as PDF; nothing is fetched."""
    from weasyprint import CSS, HTML

    text = SCRIPT.sub("", NARROW.sub("", html))
    made = HTML(string=text, url_fetcher=_nothing).write_pdf(stylesheets=[CSS(string=PRINTED)])
    return bytes(made)


def _nothing(url: str) -> dict[str, object]:
    """Refuse to fetch: a page brings all that it needs."""
    raise InputError(f"the page asks for {url[:60]}, which it should bring along.")
