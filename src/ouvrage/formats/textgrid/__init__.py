"""Praat's TextGrid, long text form (https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html).

A tier for each label that was offered, so that all files of a batch have the same; one named after
the question where there are no labels. Intervals of a tier cannot overlap: what does goes into one
more tier, `Ana (2)`. Between segments there are intervals without text, as Praat has them.
"""

from collections.abc import Iterator

from ouvrage.formats.timed import CONTENT_TYPE, EXTENSIONS, Segment, TimedText, writer

__all__ = ["CONTENT_TYPE", "EXTENSIONS", "write", "written"]

SECONDS_LEAST = 0.001
_HEAD = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'


def written(text: TimedText) -> str:
    """The file of one recording."""
    end = max(text.duration, SECONDS_LEAST, *(one.end for one in text.segments))
    tiers = list(_tiers(text))
    lines = [f"xmin = 0\nxmax = {end:.3f}\ntiers? <exists>\nsize = {len(tiers)}\nitem []:\n"]
    for number, (name, segments) in enumerate(tiers, start=1):
        lines.append(f'    item [{number}]:\n        class = "IntervalTier"\n')
        lines.append(f"        name = {_quoted(name)}\n        xmin = 0\n")
        intervals = list(_intervals(segments, end))
        lines.append(f"        xmax = {end:.3f}\n        intervals: size = {len(intervals)}\n")
        for place, one in enumerate(intervals, start=1):
            lines.append(f"        intervals [{place}]:\n            xmin = {one.start:.3f}\n")
            lines.append(f"            xmax = {one.end:.3f}\n")
            lines.append(f"            text = {_quoted(one.text)}\n")
    return _HEAD + "".join(lines)


def _tiers(text: TimedText) -> Iterator[tuple[str, list[Segment]]]:
    """Each tier with segments of which none overlaps another."""
    others = dict.fromkeys(one.label for one in text.segments)
    for label in dict.fromkeys([*text.labels, *others]) or [""]:
        tiers: list[list[Segment]] = [[]]
        for one in sorted(text.segments):
            if one.label != label:
                continue
            free = (tier for tier in tiers if not tier or tier[-1].end <= one.start)
            tier = next(free, None)
            if tier is None:
                tiers.append([one])
            else:
                tier.append(one)
        for number, tier in enumerate(tiers, start=1):
            name = label or text.question
            yield (f"{name} ({number})" if number > 1 else name), tier


def _intervals(segments: list[Segment], end: float) -> Iterator[Segment]:
    at = 0.0
    for one in segments:
        if one.start > at:
            yield Segment(at, one.start, "", "")
        yield one
        at = one.end
    if at < end:
        yield Segment(at, end, "", "")


def _quoted(text: str) -> str:
    inside = " ".join(text.split()).replace('"', '""')
    return f'"{inside}"'


write = writer(written, ".TextGrid")
