"""SubRip: numbered subtitles, who speaks before the text; for players that read no WebVTT.

1
00:00:00,500 --> 00:00:02,750
Ana: Hello.
"""

from ouvrage.formats.timed import CONTENT_TYPE, EXTENSIONS, TimedText, lines_of, moment, writer

__all__ = ["CONTENT_TYPE", "EXTENSIONS", "write", "written"]


def written(text: TimedText) -> str:
    """The file of one recording."""
    return "\n".join(
        f"{number}\n{moment(one.start, ',')} --> {moment(one.end, ',')}\n"
        f"{f'{one.label}: ' if one.label else ''}{lines_of(one.text)}\n"
        for number, one in enumerate(text.segments, start=1)
    )


write = writer(written, ".srt")
