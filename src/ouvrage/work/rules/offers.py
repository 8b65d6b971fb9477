"""In which order offers stand (ASG-5)."""

from dataclasses import dataclass

from ouvrage.base.words import N_

OFFER_ORDER = (
    N_("Projects in which you have an unfinished task stand first."),
    N_("Then come projects in a language you said you work in."),
    N_("Then projects with a higher pay per hour, from the median time that people needed."),
    N_("Then projects that have waited longer."),
    N_("Nothing about you as a person, your speed, your past answers or returned tasks counts."),
)


@dataclass(frozen=True, slots=True)
class OfferStanding:
    """What an offer's place in the list depends on; nothing else does (ASG-5)."""

    unfinished: bool
    in_own_language: bool
    per_hour_micros: int
    published_at: float


def offer_key(standing: OfferStanding) -> tuple[bool, bool, int, float]:
    """The sort key behind `OFFER_ORDER`."""
    return (
        not standing.unfinished,
        not standing.in_own_language,
        -standing.per_hour_micros,
        standing.published_at,
    )
