"""PDF: a document of headings, paragraphs, facts and tables on A4 pages, from plain words.

    write(Document("Statement", "fr", at, (Facts((("Net", "12,31 EUR"),)), Sheet(columns, rows))))

The same document gives the same bytes. Latin, Greek, Cyrillic and Arabic letters are drawn; words
come in the reader's language, numbers already written in it.
"""

from ouvrage.formats.pdf.blocks import Block, Column, Document, Facts, Heading, Sheet, Text
from ouvrage.formats.pdf.writing import write

CONTENT_TYPE = "application/pdf"

__all__ = [
    "CONTENT_TYPE",
    "Block",
    "Column",
    "Document",
    "Facts",
    "Heading",
    "Sheet",
    "Text",
    "write",
]
