"""Answers about images as Pascal VOC, read back by globox and a safe XML parser (FUN-5..9)."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from defusedxml.ElementTree import fromstring
from globox import Annotation
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.formats import voc
from ouvrage.formats.drawn import Box, ImageAnswer
from tests.libraries.formats.images import boxes, drawn_boxes, lines, unpacked

BOX = Box("cat & <dog>", 78, 118, 242, 240)
XML = """<annotation>
\t<folder>1</folder>
\t<filename>street.jpg</filename>
\t<path>street.jpg</path>
\t<source>
\t\t<batch_id>B1</batch_id>
\t\t<task_id>T1</task_id>
\t\t<answer_id>S1</answer_id>
\t</source>
\t<size>
\t\t<width>800</width>
\t\t<height>600</height>
\t\t<depth>3</depth>
\t</size>
\t<segmented>0</segmented>
\t<object>
\t\t<name>cat &amp; &lt;dog&gt;</name>
\t\t<pose>Unspecified</pose>
\t\t<truncated>0</truncated>
\t\t<difficult>0</difficult>
\t\t<bndbox>
\t\t\t<xmin>78</xmin>
\t\t\t<ymin>118</ymin>
\t\t\t<xmax>320</xmax>
\t\t\t<ymax>358</ymax>
\t\t</bndbox>
\t</object>
</annotation>
"""


def files(*answers: ImageAnswer) -> dict[str, bytes]:
    return unpacked(voc.write(answers))


def read(content: bytes) -> Annotation:
    """The file as globox reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "street.xml")
        path.write_bytes(content)
        return Annotation.from_pascal_voc(path)


def test_an_answer_is_a_file_of_the_kit() -> None:
    content = files(boxes(BOX), boxes(number=2))
    assert list(content) == [
        "things/Annotations/1/street.xml",
        "things/Annotations/2/street.xml",
        "things/ImageSets/Main/answers.txt",
        "things/answers.jsonl",
    ]
    assert content["things/Annotations/1/street.xml"].decode() == XML
    assert content["things/ImageSets/Main/answers.txt"] == b"1/street\n2/street\n"
    assert [one["file"] for one in lines(content["things/answers.jsonl"])] == [
        "Annotations/1/street.xml",
        "Annotations/2/street.xml",
    ]


@given(drawn_boxes())
def test_boxes_keep_their_pixels(drawn: tuple[tuple[int, int], list[Box]]) -> None:
    size, shapes = drawn
    found = read(files(boxes(*shapes, size=size))["things/Annotations/1/street.xml"])
    assert (found.image_id, found.image_size) == ("street.jpg", size)
    assert [(one.label, *one.ltwh) for one in found.boxes] == [
        (one.label, one.left, one.top, one.width, one.height) for one in shapes
    ]


@given(st.text(min_size=1))
def test_any_label_is_read_back_save_for_what_xml_cannot_hold(label: str) -> None:
    content = files(boxes(Box(label, 1, 1, 2, 2)))["things/Annotations/1/street.xml"]
    cannot = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    assert fromstring(content).findtext("object/name") == cannot.sub("\ufffd", label)


def test_an_image_without_a_box_has_a_file_without_an_object() -> None:
    assert read(files(boxes())["things/Annotations/1/street.xml"]).boxes == []


def test_what_cannot_be_written_is_named() -> None:
    content = files(boxes(Box("cat", 799, 599, 2, 1)))
    (line,) = lines(content["things/left-out.jsonl"])
    assert line["problem"].startswith("Task t1: shape 1 reaches out of the image.")
    assert content["things/ImageSets/Main/answers.txt"] == b""
