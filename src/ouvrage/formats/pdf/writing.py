"""Draws a document with fpdf2; scripts are shaped by HarfBuzz, letters are Noto Sans.

Sources: https://py-pdf.github.io/fpdf2/TextShaping.html, https://py-pdf.github.io/fpdf2/Tables.html
"""

from collections.abc import Iterable
from functools import singledispatchmethod

from fontpkg_noto_sans import ROOT as LATIN_ROOT
from fontpkg_noto_sans_arabic import ROOT as ARABIC_ROOT
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, TextMode, VAlign, XPos, YPos
from fpdf.fonts import FontFace

from ouvrage.formats.pdf.blocks import Document, Facts, Heading, Sheet, Text

LATIN = LATIN_ROOT / "files" / "NotoSans[wdth,wght].ttf"
ARABIC = ARABIC_ROOT / "files" / "NotoSansArabic[wdth,wght].ttf"
MARGIN = 18
GREY, RULE, TINT = (90, 100, 105), (200, 205, 203), (238, 243, 243)
BODY, SMALL, HEADING, TITLE = 10, 8.5, 13, 18
LINE = 1.35


def write(document: Document) -> bytes:
    """The document as a PDF file, the same bytes for the same document."""
    sheet = _Page(document)
    sheet.add_page()
    sheet.title_line(document.title)
    for block in document.blocks:
        sheet.draw(block)
    return bytes(sheet.output())


class _Page(FPDF):
    """The page that is being drawn."""

    def __init__(self, document: Document) -> None:
        super().__init__(format="A4")
        self.document = document
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=MARGIN)
        self.add_font("latin", "", LATIN)
        self.add_font("arabic", "", ARABIC)
        self.set_fallback_fonts(["arabic"], exact_match=False)
        self.set_text_shaping(True)
        self.set_title(document.title)
        self.set_lang(document.language)
        self.set_creation_date(document.at)
        self.set_draw_color(*RULE)
        self.set_font("latin", size=BODY)

    def footer(self) -> None:
        """The foot of the document and the number of the page."""
        self.set_y(-MARGIN + 4)
        with self.local_context(text_color=GREY):
            self.set_font("latin", size=SMALL)
            self.cell(self.epw - 12, 5, self.document.foot)
            self.cell(12, 5, str(self.page_no()), align=Align.R)
        self.set_font("latin", size=BODY)

    def title_line(self, words: str) -> None:
        """The name of the document."""
        self._strong(words, TITLE)
        self.ln(3)

    @singledispatchmethod
    def draw(self, block: object) -> None:
        """The block stands under what was drawn before."""
        raise TypeError(type(block).__name__)

    @draw.register
    def _heading(self, block: Heading) -> None:
        self.ln(3)
        if self.will_page_break(25):
            self.add_page()
        self._strong(block.words, HEADING)
        self.ln(1)

    @draw.register
    def _text(self, block: Text) -> None:
        if not block.words:
            return
        size = SMALL if block.quiet else BODY
        with self.local_context(text_color=GREY if block.quiet else 0):
            self._lines(block.words, size)
        self.ln(1.5)

    @draw.register
    def _facts(self, block: Facts) -> None:
        rows = [pair for pair in block.pairs if pair[1]]
        if not rows:
            return
        with self.table(
            col_widths=(2, 3),
            text_align=Align.L,
            v_align=VAlign.T,
            borders_layout=TableBordersLayout.NONE,
            first_row_as_headings=False,
            line_height=BODY * LINE * 0.36,
            padding=(0.6, 0),
        ) as table:
            for name, value in rows:
                row = table.row()
                row.cell(name, style=FontFace(color=GREY))
                row.cell(value)
        self.ln(2)

    @draw.register
    def _sheet(self, block: Sheet) -> None:
        aligns = [Align.R if column.number else Align.L for column in block.columns]
        with self.table(
            col_widths=[column.width for column in block.columns],
            text_align=aligns,
            v_align=VAlign.T,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(color=GREY, fill_color=TINT),
            line_height=BODY * LINE * 0.36,
            padding=(1, 1.2),
        ) as table:
            table.row([column.title for column in block.columns])
            for cells in _wide_enough(block.rows, len(block.columns)):
                table.row(cells)
            for cells in _wide_enough(block.sums, len(block.columns)):
                table.row(cells, style=FontFace(fill_color=TINT))
        self.ln(2)

    def _strong(self, words: str, size: float) -> None:
        """Letters with a thin outline: the variable font has one weight without slow work on it."""
        with self.local_context(
            text_mode=TextMode.FILL_STROKE, line_width=size * 0.012, draw_color=(0, 0, 0)
        ):
            self._lines(words, size)

    def _lines(self, words: str, size: float) -> None:
        self.set_font("latin", size=size)
        self.multi_cell(
            0, size * LINE * 0.3528, words, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.set_font("latin", size=BODY)


def _wide_enough(rows: Iterable[tuple[str, ...]], count: int) -> Iterable[tuple[str, ...]]:
    for row in rows:
        assert len(row) == count
        yield row
