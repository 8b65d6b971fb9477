"""Recordings: `ouvrage-audio-player` to hear, `ouvrage-audio-transcription` to cut and write down.

    {"duration": 12.4, "segments": [{"start": 0.5, "end": 2.75, "label": "Ana", "text": "Hello."}]}

No element of the field's task language does this, so the elements and the output are ours. Times
are seconds, kept to the millisecond. Segments may overlap, as people do who speak at once; they are
stored as they begin. An empty list says that nothing is said. `label` is absent where the template
offers none, `duration` where the browser did not know it.
"""

import math
from collections.abc import Iterator

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.limits import RECORDING_SECONDS_MAX, SEGMENTS_MAX, TEXT_CHARACTERS_MAX
from ouvrage.base.words import N_
from ouvrage.taskui.errors import WidgetUnreadable
from ouvrage.taskui.fields import AnswerField
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.widgets.entities import SHARED_WORDS, are_names
from ouvrage.taskui.widgets.errors import (
    SegmentLabelUnknown,
    SegmentOutsideRecording,
    SegmentWithoutText,
    TooManySegments,
)
from ouvrage.taskui.widgets.widget import Attributes, Widget, as_stored

ELEMENT = "ouvrage-audio-transcription"
# A browser tells the length of a recording a little differently from play to play.
SLACK_SECONDS = 0.1
Item = dict[str, JsonValue]


def read(value: JsonValue, field: AnswerField) -> JsonValue:
    """The segments in order; refused where one lacks its text or lies outside the recording."""
    segments = value.get("segments") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(segments, list):
        raise WidgetUnreadable
    if len(segments) > SEGMENTS_MAX:
        raise TooManySegments(count=len(segments), most=SEGMENTS_MAX)
    duration = _seconds(value.get("duration", RECORDING_SECONDS_MAX))
    if duration is None:
        raise WidgetUnreadable
    refuse_all(_refusals(segments, duration, field))
    kept = [_stored(one, field) for one in segments if isinstance(one, dict)]
    known: Item = {"duration": duration} if "duration" in value else {}
    return known | {"segments": sorted(kept, key=_times)}


def _refusals(segments: list[JsonValue], duration: float, field: AnswerField) -> Iterator[Refusal]:
    for place, one in enumerate(segments, start=1):
        if not isinstance(one, dict) or not _is_text(one.get("text")):
            yield WidgetUnreadable(row=place)
            continue
        start, end = _seconds(one.get("start")), _seconds(one.get("end"))
        if start is None or end is None or not start < end <= duration + SLACK_SECONDS:
            yield SegmentOutsideRecording(row=place, place=place)
        if not str(one["text"]).strip():
            yield SegmentWithoutText(row=place, place=place)
        label = one.get("label", "")
        if label not in field.options and (field.options or label) and not _is_open(field):
            yield SegmentLabelUnknown(row=place, place=place, label=label)


def _is_open(field: AnswerField) -> bool:
    """Whether the labels stand in the row, which is not known here."""
    return field.dynamic and not field.options


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str) and len(value) <= TEXT_CHARACTERS_MAX


def _seconds(value: JsonValue) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value) or not 0 <= value <= RECORDING_SECONDS_MAX:
        return None
    return round(float(value), 3)


def _stored(one: Item, field: AnswerField) -> Item:
    label: Item = {"label": one["label"]} if one.get("label") else {}
    times: Item = {"start": _seconds(one["start"]), "end": _seconds(one["end"])}
    return times | label | {"text": str(one["text"]).strip()}


def _times(one: JsonValue) -> tuple[float, float]:
    assert isinstance(one, dict)
    start, end = one["start"], one["end"]
    assert isinstance(start, float)
    assert isinstance(end, float)
    return start, end


def show(value: JsonValue, _: AnswerField) -> JsonValue:
    """Each segment with its times and who speaks."""
    segments = value.get("segments") if isinstance(value, dict) else None
    listed = segments if isinstance(segments, list) else []
    return [_line(one) for one in listed if isinstance(one, dict)] or "–"


def _line(one: Item) -> str:
    start, end = _times(one)
    speaker = f"{one['label']}: " if "label" in one else ""
    return f"{clock(start)} – {clock(end)} {speaker}{one['text']}"


def clock(seconds: float) -> str:
    """Minutes, seconds and hundredths.

    >>> clock(62.5)
    '1:02.50'
    """
    hundredths = round(seconds * 100)
    return f"{hundredths // 6000}:{hundredths % 6000 / 100:05.2f}"


def lacks(attributes: Attributes) -> Iterator[str]:
    """The labels when one has no name or stands there twice."""
    labels = attributes.get("labels", [])
    if not isinstance(labels, list) or not are_names(labels):
        yield "labels"


SOUND_WORDS = (
    N_("Recording"),
    N_("Play"),
    N_("Stop"),
    N_("Back {seconds} s"),
    N_("Forward {seconds} s"),
    N_("Speed"),
    N_("This browser cannot play the recording."),
    N_("Open the recording"),
)

AUDIO_PLAYER = Widget(
    element="ouvrage-audio-player",
    read=as_stored,
    attributes=frozenset({"src"}),
    literals=frozenset(),
    module="ouvrage-audio-player.js",
    style="player.css",
    asks=False,
    words=(
        *SHARED_WORDS,
        *SOUND_WORDS,
        N_("Loop: begins here"),
        N_("Loop: ends here"),
        N_("No loop any more"),
    ),
)

AUDIO_TRANSCRIPTION = Widget(
    element=ELEMENT,
    read=read,
    attributes=frozenset({"header", "src", "labels", "initial-value"}),
    literals=frozenset({"labels", "initial-value"}),
    module="ouvrage-audio-transcription.js",
    style="text.css",
    show=show,
    lacks=lacks,
    words=(
        *SHARED_WORDS,
        *SOUND_WORDS,
        N_("Zoom in"),
        N_("Zoom out"),
        N_("Whole recording"),
        N_("Place in the recording"),
        N_("Beginning of the segment"),
        N_("End of the segment"),
        N_("The drawing of the sound is being made."),
        N_("This recording is too long, or not here, to draw its sound. Everything else works."),
        N_("What is said in this recording"),
        N_("Nothing is said in this recording"),
        N_("Loop"),
        N_("New segment here"),
        N_("Keys and gestures"),
        N_(
            "By mouse: drawing over the sound makes a segment. By touch: a tap goes there, and the"
            " ends of the chosen segment can be pulled. The keys with Alt work while a text is"
            " typed."
        ),
        N_("plays and stops"),
        N_("goes back or forward"),
        N_("plays faster or slower"),
        N_("plays the chosen segment"),
        N_("plays it again and again, or no more"),
        N_("makes a segment from here"),
        N_("lets the chosen segment begin or end here"),
        N_("cuts the chosen segment here, its text at the cursor"),
        N_("chooses the segment before or after"),
        N_("on the drawing and on the ends of a segment: moves, further with Shift"),
        N_("undoes and does again"),
        N_("There are {most} segments; no more are possible."),
        N_("New segment: {place}"),
        N_("Segments are played again and again."),
        N_("Segments are played once."),
        N_("The place of the sound is not inside the chosen segment."),
        N_("Cut at {place}"),
        N_("Joined: {place}"),
        N_("Segment deleted: {place}"),
        N_("Segments: {count}"),
        N_("Segment {place}"),
        N_("Text of segment {place}"),
        N_("Cut here"),
        N_("Join with the next"),
        N_("Delete"),
        N_("From (s)"),
        N_("To (s)"),
        N_("Label"),
    ),
)
