"""What was found, drawn and written, with the weakest evidence that it rests on."""

from demerit.report.figure import Figure, figures
from demerit.report.page import page
from demerit.report.render import render
from demerit.report.results import Results, results

__all__ = ["Figure", "Results", "figures", "page", "render", "results"]
