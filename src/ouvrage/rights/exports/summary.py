"""What is in a person's copy, in words, as a PDF in their language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext

from ouvrage.base.moment import Moment
from ouvrage.base.personal import After, Personal
from ouvrage.formats.pdf import Column, Document, Facts, Heading, Sheet, Text, write
from ouvrage.ledger.queries import due
from ouvrage.people.queries import PersonRow
from ouvrage.rights.exports.areas import title_of

__all__ = ["AreaCount", "summary_of"]


@dataclass(frozen=True, slots=True)
class AreaCount:
    """How many rows an area has in the copy."""

    declared: Personal
    file: str
    rows: int


def summary_of(person: PersonRow, counts: list[AreaCount], now: Moment) -> bytes:
    """The PDF, in the language that is active."""
    return write(
        Document(
            gettext("What %(instance)s keeps about you") % {"instance": settings.INSTANCE_NAME},
            person.language,
            now,
            (
                Facts(_facts(person, now)),
                Text(
                    gettext(
                        "The folder “json” is for programs, the folder “csv” for spreadsheets; "
                        "both say the same. Times are in UTC. Amounts called “micros” are "
                        "millionths of the currency. “another person” stands where somebody "
                        "else’s code was."
                    )
                ),
                Heading(gettext("What is inside")),
                _inside(counts),
                Heading(gettext("What stays after an erasure, and why")),
                Facts(
                    tuple(
                        (title_of(each.declared.area), gettext(each.declared.why))
                        for each in counts
                        if each.declared.after is not After.GONE
                    )
                ),
            ),
        )
    )


def _facts(person: PersonRow, now: Moment) -> tuple[tuple[str, str], ...]:
    return (
        (gettext("Made on"), f"{date_format(now, 'DATE_FORMAT')}, {now:%H:%M} UTC"),
        (gettext("Code"), person.id),
        (gettext("Name"), person.name),
        (gettext("E-mail"), person.email),
        (gettext("Joined on"), date_format(person.joined_at, "DATE_FORMAT")),
        (gettext("Languages"), ", ".join(person.languages_worked)),
        (gettext("Due to you"), str(due(person.id, settings.CURRENCY))),
    )


def _inside(counts: list[AreaCount]) -> Sheet:
    return Sheet(
        (
            Column(gettext("Subject"), 4),
            Column(gettext("File"), 3),
            Column(gettext("Rows"), 1, number=True),
        ),
        tuple(
            (title_of(each.declared.area), f"{each.file}.csv", str(each.rows)) for each in counts
        ),
    )
