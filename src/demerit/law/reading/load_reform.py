"""Reading a reform: one file, all mistakes at once."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from demerit.errors import LawError
from demerit.law.reading.messages import known_fields, said
from demerit.law.reading.positions import Mistakes, read_page
from demerit.law.reading.resolve import reform_file
from demerit.law.reform import Reform


def load_reform(name_or_path: str | Path, working_folder: Path | None = None) -> Reform:
    """Read a reform by name (working folder first, then the package) or by the path of its file."""
    path = reform_file(name_or_path, working_folder)
    mistakes = Mistakes()
    page = read_page(path, mistakes, path.parent)
    if page is not None and "name" in page.tree:
        mistakes.add(page.place(("name",), True), "a reform's name is its file's name. Take this line out")
        del page.tree["name"]
    if page is not None:
        try:
            reform = Reform.model_validate({**page.tree, "name": path.stem})
            if not mistakes.found:
                return reform
        except ValidationError as error:
            for finding in error.errors(include_url=False):
                place = page.place(finding["loc"], finding["type"] == "extra_forbidden")
                mistakes.add(place, said(finding, known_fields(Reform, finding["loc"])))
    raise LawError(mistakes.found)
