"""How Sphinx makes the site; `make docs` runs it from the root of the project, warnings being errors.

The pages are those of the repository, so that every link between them holds in both places. Nothing is fetched.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from demerit import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

project = "demerit"
release = version = __version__
language = "en"
root_doc = "docs/index"
include_patterns = ["*.md", "docs/**"]
exclude_patterns = [".*", "**/.*", "docs/_build", "runs", "dist", "build", "src", "tests", "societies"]

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure", "toc.empty_glob"]
"""Skeletons of YAML in the pages hold dots for what is left out; a pattern in the tree may wait for pages to come."""

napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
default_role = "code"
add_module_names = False
python_maximum_signature_line_length = 88

nb_execution_mode = "force"
nb_execution_in_temp = True
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_merge_streams = True

copybutton_prompt_text = r"\$ |>>> |\.\.\. "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = "demerit"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_show_sphinx = False
html_extra_path = ["_root"]
html_theme_options = {
    "navigation_with_keys": False,
    "light_css_variables": {
        "color-brand-primary": "#0072B2",
        "color-brand-content": "#0072B2",
        "color-brand-visited": "#5a4a8a",
    },
    "dark_css_variables": {
        "color-brand-primary": "#56B4E9",
        "color-brand-content": "#56B4E9",
        "color-brand-visited": "#b9a9e0",
    },
}

TREES = {
    "docs/why/README": "docs/why/*",
    "docs/replications/README": "docs/replications/*",
    "docs/model/tables/README": "docs/model/tables/*",
    "docs/api/README": "docs/api/*",
}
"""Pages that list a folder -> what stands below them in the tree; the list itself is in the page's own words."""


def _hang(app: Sphinx, page: str, source: list[str]) -> None:
    """Hang the pages of a folder below the page that lists them."""
    if page in TREES:
        source[0] += f"\n\n```{{toctree}}\n:hidden:\n:glob:\n\n/{TREES[page]}\n```\n"


def setup(app: Sphinx) -> None:
    """Tell Sphinx."""
    app.connect("source-read", _hang)
