"""Charts of one project, drawn by the server from rows, each with its table."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ouvrage.base.money import MICROS_PER_UNIT
from ouvrage.pay.queries import Spend
from ouvrage.review.queries import ProjectStatistics
from ouvrage.web.shell.cells import shown
from ouvrage.web.shell.svg import Mark, Part, bars, histogram, progress_bar
from ouvrage.web.shell.templatetags.ouvrage import duration, money, number
from ouvrage.work.access import Project
from ouvrage.work.queries import BatchRow

LABELS_SHOWN_MAX = 20
Distribution = Mapping[str, Sequence[tuple[object, int]]]


def progress_chart(row: BatchRow) -> SafeString:
    """Answers of a batch: accepted, to review, refused, being worked on, still to come."""
    left = max(row.answers_wanted - row.answers - row.taken, 0)
    if row.state in {"ended", "finished"}:
        left = 0
    counts = (
        (gettext("Accepted"), row.accepted),
        (gettext("To review"), row.pending + row.held),
        (gettext("In work"), row.taken + row.rework),
        (gettext("Refused"), row.refused + row.closed),
        (gettext("To come"), left),
    )
    return progress_bar(
        gettext("Answers"), [Part(name, count, number(count)) for name, count in counts]
    )


def spend_chart(spend: Spend) -> SafeString:
    """Where the project's money is and went."""
    amounts = (
        (gettext("Workers, for answers"), spend.answers),
        (gettext("Workers, for reading instructions"), spend.reading),
        (gettext("Workers, for other time and top-ups"), spend.time),
        (gettext("Contributions"), spend.contributions),
        (gettext("Fee of the platform"), spend.fee),
        (gettext("Still set aside"), spend.reserved + spend.set_aside),
    )
    return bars(
        gettext("Where the money is and went"),
        [Part(name, sum_.micros, money(sum_)) for name, sum_ in amounts],
    )


def label_charts(distribution: Distribution) -> list[SafeString]:
    """How often each label was given, field by field, the most frequent ones."""
    return [
        bars(
            field,
            [
                Part(shown(label), count, number(count))
                for label, count in counts[:LABELS_SHOWN_MAX]
            ],
        )
        for field, counts in distribution.items()
    ]


def time_chart(statistics: ProjectStatistics, project: Project) -> SafeString:
    """How long answers took, with the estimate the pay was set by."""
    mark = Mark(
        project.time_estimate_seconds,
        gettext("Estimate: %(time)s") % {"time": duration(project.time_estimate_seconds)},
    )
    return histogram(gettext("Time per answer"), statistics.seconds, line_at=mark, show=duration)


def hourly_chart(statistics: ProjectStatistics, project: Project) -> SafeString:
    """What an hour of this work paid, answer by answer, with the floor."""
    rates = [
        project.reward.micros * 3600 / (max(seconds, 1) * MICROS_PER_UNIT)
        for seconds in statistics.seconds
    ]
    floor = statistics.floor
    mark = Mark(
        floor.micros / MICROS_PER_UNIT, gettext("Floor: %(amount)s") % {"amount": money(floor)}
    )
    title = gettext("Pay per hour, in %(currency)s") % {"currency": floor.currency}
    return histogram(title, rates, line_at=mark, show=lambda rate: number(f"{rate:.2f}"))


def share(part: float | None) -> str | None:
    """A share of one in per cent; None stays None."""
    if part is None:
        return None
    return gettext("%(share)s %%") % {"share": number(f"{part * 100:.1f}")}
