"""ZIP files as streams."""

import io
import random
import zipfile
from collections.abc import Iterator
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from ouvrage.formats.archives.writing import CHUNK_BYTES, Member, zipped


@given(st.dictionaries(st.text("abc/é", min_size=1), st.lists(st.binary(max_size=50)), max_size=6))
def test_files_are_packed_and_read_back(content: dict[str, list[bytes]]) -> None:
    packed = b"".join(zipped(content.items()))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        read = {name: archive.read(name) for name in archive.namelist()}
    assert read == {name: b"".join(chunks) for name, chunks in content.items()}
    assert b"".join(zipped(content.items())) == packed


def test_an_archive_leaves_while_its_files_are_made() -> None:
    made: list[str] = []

    def members() -> Iterator[Member]:
        for name in ("first", "second", "third"):
            made.append(name)
            yield name, [random.Random(name).randbytes(2 * CHUNK_BYTES)]

    chunks = zipped(members())
    assert len(next(chunks)) >= CHUNK_BYTES
    assert made == ["first"]


def test_an_archive_may_be_left_halfway() -> None:
    closed: list[str] = []
    numbers = count()

    def members() -> Iterator[Member]:
        try:
            while True:
                yield f"{next(numbers)}", [random.Random(2).randbytes(2 * CHUNK_BYTES)]
        finally:
            closed.append("closed")

    chunks = zipped(members())
    next(chunks)
    chunks.close()
    assert closed == ["closed"]
