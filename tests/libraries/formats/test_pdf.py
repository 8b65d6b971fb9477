"""PDF: plain words become pages, the same ones each time."""

import re
from datetime import UTC, datetime

from ouvrage.formats.pdf import Block, Column, Document, Facts, Heading, Sheet, Text, write

AT = datetime(2026, 11, 30, tzinfo=UTC)


def document(*blocks: Block) -> Document:
    return Document("Relevé de novembre", "fr", AT, blocks, "Ouvrage")


def pages(file: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", file))


def sheet(rows: int) -> Sheet:
    columns = (Column("Quoi", 3), Column("Montant", number=True))
    return Sheet(columns, tuple((f"Réponse {n}", "0,06 EUR") for n in range(rows)), (("", "1"),))


def test_the_same_document_gives_the_same_bytes() -> None:
    wanted = document(Facts((("Nom", "Dalia"), ("Rien", ""))), Heading("Gagné"), sheet(3))
    file = write(wanted)
    assert file == write(wanted)
    assert file.startswith(b"%PDF-")
    assert pages(file) == 1
    assert len(file) < 60_000


def test_a_long_table_goes_on_over_pages() -> None:
    assert pages(write(document(sheet(100)))) == 3


def test_arabic_letters_bring_their_own_font() -> None:
    latin = write(document(Text("Dalia Elsayed")))
    arabic = write(document(Text("داليا السيد", quiet=True)))
    assert len(arabic) > len(latin) + 2_000


def test_a_document_names_its_title_and_language() -> None:
    file = write(document())
    assert b"/Lang (fr)" in file
    assert b"D:20261130000000" in file
