"""Charts drawn by the server: SVG that reads without JavaScript, always with its table.

Sizes are SVG attributes and looks are CSS classes, so the content security policy needs no
exception for inline styles. Everything that comes from outside is escaped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

WIDTH = 1000
HISTOGRAM_WIDTH, HISTOGRAM_HEIGHT, AXIS_HEIGHT = 320, 120, 18
BINS_MAX = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a whole: what it is called, how much, and how its amount reads."""

    label: str
    value: float
    shown: str = ""

    def text(self) -> str:
        """The amount as the table shows it."""
        return self.shown or f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across a histogram, such as the pay floor."""

    value: float
    label: str


def progress_bar(title: str, parts: Sequence[Part]) -> SafeString:
    """One bar cut into its parts, with a table that is also its legend."""
    total = sum(part.value for part in parts)
    rects, rows, start = [], [], 0.0
    for index, part in enumerate(parts, start=1):
        width = WIDTH * part.value / total if total > 0 else 0.0
        if width > 0:
            rects.append((index, _size(start), _size(width)))
        rows.append((index, part.label, part.text()))
        start += width
    drawn = format_html_join(
        "", '<rect class="part{}" x="{}" y="0" width="{}" height="24"/>', rects
    )
    legend = format_html_join(
        "",
        '<tr><th scope="row"><svg class="key" viewBox="0 0 1 1" aria-hidden="true" '
        'focusable="false"><rect class="part{}" width="1" height="1"/></svg>{}</th>'
        '<td class="number">{}</td></tr>',
        rows,
    )
    return format_html(
        '<figure class="chart"><figcaption>{}</figcaption><svg class="progress" role="img" '
        'viewBox="0 0 {} 24" preserveAspectRatio="none"><title>{}</title>{}</svg>'
        '<table class="legend"><tbody>{}</tbody></table></figure>',
        title,
        WIDTH,
        _title(title, parts),
        drawn,
        legend,
    )


def bars(title: str, rows: Sequence[Part]) -> SafeString:
    """A table in which each row has a bar as long as its value."""
    most = max((row.value for row in rows), default=0)
    lines = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="bar"><svg viewBox="0 0 {} 16" '
        'preserveAspectRatio="none" aria-hidden="true" focusable="false"><title>{}</title>'
        '<rect class="part1" width="{}" height="16"/></svg></td><td class="number">{}</td></tr>',
        (
            (
                row.label,
                WIDTH,
                f"{row.label}: {row.text()}",
                _size(WIDTH * row.value / most if most > 0 else 0),
                row.text(),
            )
            for row in rows
        ),
    )
    return format_html(
        '<figure class="chart"><table class="bars"><caption>{}</caption><tbody>{}</tbody></table>'
        "</figure>",
        title,
        lines,
    )


def histogram(
    title: str,
    values: Sequence[float],
    *,
    line_at: Mark | None = None,
    bins: int = 12,
    show: Callable[[float], str] = "{:g}".format,
) -> SafeString:
    """How often values fall in equal steps, with a line at a mark and the steps as a table."""
    assert 1 <= bins <= BINS_MAX
    if not values:
        return format_html('<p class="quiet">{}</p>', gettext("There is nothing to show yet."))
    low = min(min(values), line_at.value if line_at else min(values))
    high = max(max(values), line_at.value if line_at else max(values))
    step = (high - low) / bins or 1.0
    tally = [0] * bins
    for value in values:
        tally[min(int((value - low) / step), bins - 1)] += 1
    parts = [
        Part(f"{show(low + step * index)} – {show(low + step * (index + 1))}", count)
        for index, count in enumerate(tally)
    ]
    return format_html(
        '<figure class="chart"><figcaption>{}</figcaption><svg class="histogram" role="img" '
        'viewBox="0 0 {} {}"><title>{}</title>{}{}{}</svg>{}</figure>',
        title,
        HISTOGRAM_WIDTH,
        HISTOGRAM_HEIGHT + AXIS_HEIGHT,
        _title(title, parts),
        _columns(tally),
        _mark(line_at, low, step * bins) if line_at else "",
        _axis(show(low), show(low + step * bins)),
        _folded_table(parts, line_at.label if line_at else ""),
    )


def _columns(tally: Sequence[int]) -> SafeString:
    width = HISTOGRAM_WIDTH / len(tally)
    unit = HISTOGRAM_HEIGHT / max(tally)
    return format_html_join(
        "",
        '<rect class="part1" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                _size(index * width + 1),
                _size(HISTOGRAM_HEIGHT - count * unit),
                _size(width - 2),
                _size(count * unit),
            )
            for index, count in enumerate(tally)
        ),
    )


def _mark(mark: Mark, low: float, span: float) -> SafeString:
    x = _size(HISTOGRAM_WIDTH * (mark.value - low) / span)
    return format_html(
        '<line class="mark" x1="{}" x2="{}" y1="0" y2="{}"><title>{}</title></line>',
        x,
        x,
        HISTOGRAM_HEIGHT,
        mark.label,
    )


def _axis(first: str, last: str) -> SafeString:
    y = HISTOGRAM_HEIGHT + AXIS_HEIGHT - 4
    return format_html(
        '<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/><text x="0" y="{}">{}</text>'
        '<text x="{}" y="{}" text-anchor="end">{}</text>',
        HISTOGRAM_WIDTH,
        HISTOGRAM_HEIGHT,
        HISTOGRAM_HEIGHT,
        y,
        first,
        HISTOGRAM_WIDTH,
        y,
        last,
    )


def _folded_table(parts: Sequence[Part], note: str) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td class="number">{}</td></tr>',
        ((part.label, part.text()) for part in parts),
    )
    line = format_html('<p class="key-line">{}</p>', note) if note else ""
    return format_html(
        "{}<details><summary>{}</summary><table><tbody>{}</tbody></table></details>",
        line,
        gettext("As a table"),
        rows,
    )


def _title(title: str, parts: Sequence[Part]) -> str:
    return f"{title}: " + ", ".join(f"{part.label} {part.text()}" for part in parts)


def _size(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
