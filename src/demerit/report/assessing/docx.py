"""An assessment as DOCX, by python-docx: for those who must file it, with room for what the deployer fills in."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import vl_convert

from demerit.lab.again import lines_of_assessment, python_of_assessment
from demerit.report.assessing import tables, words
from demerit.report.assessing.duties import duties
from demerit.report.assessing.page import DUTIES, INTRODUCES, SCREEN, ran, screened, versions
from demerit.report.assessing.picture import pictures
from demerit.report.figure import WIDE

if TYPE_CHECKING:
    from demerit.lab.assessing.assessment import Assessment

WRITTEN = datetime(2024, 6, 13)
"""The day that the file says it was written: that of the Regulation, so that the same findings are the same file."""


def docx(found: Assessment) -> bytes:
    """Give an assessment as a document of Word."""
    from docx import Document
    from docx.shared import Pt

    page = Document()
    page.styles["Normal"].font.size = Pt(10)
    told = page.core_properties
    told.title, told.author, told.created, told.modified = found.about.title, "demerit", WRITTEN, WRITTEN
    page.add_heading(found.about.title, 0)
    page.add_paragraph(f"Impact assessment of {found.about.scheme}. {words.CAVEAT}")
    page.add_paragraph(words.finding(found))
    page.add_paragraph(ran(found))
    _differences(page, found)
    _found(page, found)
    _law(page, found)
    page.add_heading("Limits", 1)
    for limit in words.limits(found):
        page.add_paragraph(limit, style="List Bullet")
    page.add_heading("The same again", 1)
    page.add_paragraph("\n".join(lines_of_assessment(found)), style="Intense Quote")
    page.add_paragraph(python_of_assessment(found), style="Intense Quote")
    page.add_paragraph(versions(found))
    made = io.BytesIO()
    page.save(made)
    return made.getvalue()


def _differences(page: Any, found: Assessment) -> None:
    """Put the tables of differences."""
    page.add_heading("What differs", 1)
    for other, title in zip(found.about.against, found.about.titles, strict=True):
        page.add_heading(f"Against {other}: {title}", 2)
        _table(page, tables.differences(found, other))


def _found(page: Any, found: Assessment) -> None:
    """Put who is hit, rules, evidence and the frontier, with their pictures."""
    parts = (("Who is hit", "hit", ("who_is_hit",), tables.groups(found)),
             ("Which rule does it", "rules", ("rules",), tables.league(found)),
             ("On what evidence it rests", "evidence", ("ladder",), tables.evidence(found)),
             ("Accuracy and harm", "frontier", ("frontier", "repayment"), tables.frontier(found)))  # fmt: skip
    for heading, name, drawn, table in parts:
        page.add_heading(heading, 1)
        page.add_paragraph(INTRODUCES[name])
        for picture in drawn:
            _picture(page, found, picture)
        if table is not None:
            _table(page, table)


def _law(page: Any, found: Assessment) -> None:
    """Put the screen and the six headings."""
    page.add_heading("Article 5(1)(c): a screen", 1)
    page.add_paragraph(SCREEN)
    for table in (tables.elements(found), tables.screen(found)):
        _table(page, table)
    page.add_paragraph(screened(found))
    page.add_heading("Article 27(1): six headings", 1)
    page.add_paragraph(DUTIES)
    for duty in duties(found):
        page.add_heading(f"({duty.letter}) {duty.heading}", 2)
        for line in duty.says:
            page.add_paragraph(line)
        page.add_paragraph("To be filled in by the deployer:").runs[0].bold = True
        for line in duty.fill:
            page.add_paragraph(f"{line} \u2026", style="List Bullet")


def _table(page: Any, told: tables.Table) -> None:
    """Put a table; a row of one cell spans it."""
    from docx.shared import Pt

    made = page.add_table(rows=1, cols=len(told.heads), style="Light Grid Accent 1")
    for cell, head in zip(made.rows[0].cells, told.heads, strict=True):
        cell.text = head
    for row in told.rows:
        cells = made.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[-1])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    for made_row in made.rows:
        for cell in made_row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(8)
    page.add_paragraph()


def _picture(page: Any, found: Assessment, name: str) -> None:
    """Put a picture with its caption."""
    from docx.shared import Cm

    one = pictures()[name]
    table = one.table(found)
    if table.is_empty():
        page.add_paragraph(f"{one.title}: {one.absent}")
        return
    png = vl_convert.vegalite_to_png(one.draw(table, WIDE).to_dict(), scale=2)
    page.add_heading(one.title, 3)
    page.add_picture(io.BytesIO(png), width=Cm(15.5))
    page.add_paragraph(one.caption(table))
