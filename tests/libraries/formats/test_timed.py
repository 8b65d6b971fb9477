"""Segments as WebVTT, SubRip and TextGrid, read back by webvtt-py and TextGridTools (FUN-5..9)."""

import io
import json
import zipfile
from html import unescape
from pathlib import Path

import pytest
import tgt
import webvtt as field_webvtt
from hypothesis import given
from hypothesis import strategies as st

from ouvrage.formats import srt, textgrid, webvtt
from ouvrage.formats.timed import Segment, TimedText

ANA = Segment(0.5, 2.75, "Ana", 'Hello & "welcome" <here>.')
BO = Segment(2.0, 4.0, "Bo", "Good\n\nmorning.")
TEXT = TimedText("a/sound 1.wav", "said", (ANA, BO), 5.5, ("Ana", "Bo", "Other"), {"task_id": "T1"})
NAMES = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)


def vtt(text: TimedText) -> list[tuple[str, str, str | None, str]]:
    """Each cue as webvtt-py reads it: times, voice and words."""
    read = field_webvtt.from_string(webvtt.written(text))
    return [
        (one.start, one.end, one.voice and unescape(one.voice), unescape(one.text)) for one in read
    ]


def grid(text: TimedText, folder: Path) -> tgt.core.TextGrid:
    path = folder / "read.TextGrid"
    path.write_bytes(textgrid.written(text).encode())
    return tgt.io.read_textgrid(str(path), encoding="utf-8", include_empty_intervals=True)


def intervals(tier: tgt.core.IntervalTier) -> list[tuple[float, float, str]]:
    return [
        (float(one.start_time), float(one.end_time), one.text.replace('""', '"'))
        for one in tier.intervals
    ]


def test_a_cue_has_times_voice_and_words() -> None:
    assert webvtt.written(TEXT) == (
        "WEBVTT\n\n1\n00:00:00.500 --> 00:00:02.750\n"
        '<v Ana>Hello &amp; "welcome" &lt;here&gt;.\n\n'
        "2\n00:00:02.000 --> 00:00:04.000\n<v Bo>Good\nmorning.\n"
    )
    assert vtt(TEXT) == [
        ("00:00:00.500", "00:00:02.750", "Ana", 'Hello & "welcome" <here>.'),
        ("00:00:02.000", "00:00:04.000", "Bo", "Good\nmorning."),
    ]


def test_nothing_said_is_a_file_without_cues() -> None:
    assert vtt(TimedText("a.wav", "said", ())) == []
    assert srt.written(TimedText("a.wav", "said", ())) == ""


def test_subtitles_name_who_speaks() -> None:
    read = field_webvtt.from_buffer(io.StringIO(srt.written(TEXT)), format="srt")
    assert [(one.start, one.end, one.raw_text) for one in read] == [
        ("00:00:00.500", "00:00:02.750", 'Ana: Hello & "welcome" <here>.'),
        ("00:00:02.000", "00:00:04.000", "Bo: Good\nmorning."),
    ]


def test_each_label_is_a_tier_whole_from_beginning_to_end(tmp_path: Path) -> None:
    read = grid(TEXT, tmp_path)
    assert [tier.name for tier in read.tiers] == ["Ana", "Bo", "Other"]
    assert intervals(read.tiers[0]) == [
        (0, 0.5, ""),
        (0.5, 2.75, 'Hello & "welcome" <here>.'),
        (2.75, 5.5, ""),
    ]
    assert intervals(read.tiers[1]) == [(0, 2, ""), (2, 4, "Good morning."), (4, 5.5, "")]
    assert intervals(read.tiers[2]) == [(0, 5.5, "")]


def test_segments_of_one_label_that_overlap_go_into_one_more_tier(tmp_path: Path) -> None:
    said = (Segment(0, 2, "", "one"), Segment(1, 3, "", "two"), Segment(2, 4, "", "three"))
    read = grid(TimedText("a.wav", "said", said), tmp_path)
    assert [tier.name for tier in read.tiers] == ["said", "said (2)"]
    assert intervals(read.tiers[0]) == [(0, 2, "one"), (2, 4, "three")]
    assert intervals(read.tiers[1]) == [(0, 1, ""), (1, 3, "two"), (3, 4, "")]


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 10**5), NAMES, NAMES), max_size=20))
def test_any_segments_are_read_back(drawn: list[tuple[int, int, str, str]]) -> None:
    said = tuple(
        Segment(start / 1000, (start + length) / 1000, label, text)
        for start, length, label, text in drawn
        if label and text
    )
    text = TimedText("a.wav", "said", said)
    assert [(voice, words) for _, _, voice, words in vtt(text)] == [
        (one.label, one.text) for one in said
    ]


@pytest.mark.parametrize(
    ("write", "ending"), [(webvtt.write, "vtt"), (srt.write, "srt"), (textgrid.write, "TextGrid")]
)
def test_a_batch_is_a_folder_with_a_file_for_each_answer(write, ending: str) -> None:  # type: ignore[no-untyped-def]
    content = b"".join(write([TEXT, TEXT, TimedText("", "more", ())]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [
            f"said/1/a/sound 1.{ending}",
            f"said/2/a/sound 1.{ending}",
            f"more/1/recording.{ending}",
            "answers.jsonl",
        ]
        lines = [json.loads(line) for line in archive.read("answers.jsonl").splitlines()]
    assert lines[0] == {
        "file": f"said/1/a/sound 1.{ending}",
        "recording": "a/sound 1.wav",
        "field": "said",
        "task_id": "T1",
    }
