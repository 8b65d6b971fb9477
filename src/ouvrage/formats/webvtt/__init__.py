"""WebVTT (https://www.w3.org/TR/webvtt1/): a cue for each segment, who speaks as its voice.

    WEBVTT

    1
    00:00:00.500 --> 00:00:02.750
    <v Ana>Hello.

Cues may overlap, as segments do. `&`, `<` and `>` are written as references.
"""

from html import escape

from ouvrage.formats.timed import CONTENT_TYPE, EXTENSIONS, TimedText, lines_of, moment, writer

__all__ = ["CONTENT_TYPE", "EXTENSIONS", "write", "written"]


def written(text: TimedText) -> str:
    """The file of one recording."""
    cues = ["WEBVTT\n"]
    for number, one in enumerate(text.segments, start=1):
        voice = f"<v {escape(' '.join(one.label.split()), quote=False)}>" if one.label else ""
        times = f"{moment(one.start, '.')} --> {moment(one.end, '.')}"
        cues.append(f"{number}\n{times}\n{voice}{escape(lines_of(one.text), quote=False)}\n")
    return "\n".join(cues)


write = writer(written, ".vtt")
