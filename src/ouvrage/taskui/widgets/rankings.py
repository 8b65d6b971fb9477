"""Responses put in order: `crowd-text-ranking`.

    {"rankings": [{"name": "Clarity", "ranks": [2, 1, 2]}]}

The element's attributes are documented (Crowd HTML Elements V2, SageMaker guide), its output is
not; this one is ours. `ranks` follows the order of the responses, 1 is the best, and places are
counted without gaps, so that one order has one answer.
"""

from collections.abc import Iterator, Mapping

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.words import N_
from ouvrage.taskui.errors import RankTied, ResponseUnranked, WidgetUnreadable
from ouvrage.taskui.fields import AnswerField
from ouvrage.taskui.liquid import JsonValue
from ouvrage.taskui.widgets.entities import SHARED_WORDS, are_names
from ouvrage.taskui.widgets.widget import Attributes, Widget

DIMENSIONS = "ordinal-ranking-dimensions"


def read(value: JsonValue, field: AnswerField) -> JsonValue:
    """A place for every response in every dimension, without gaps; refused where one is missing."""
    rankings = value.get("rankings") if isinstance(value, dict) else None
    asked = _dimensions(field)
    if not isinstance(rankings, list) or len(rankings) != len(asked):
        raise WidgetUnreadable
    count = _count(field)
    found = [_ranks(ranking, name, count) for ranking, name in zip(rankings, asked, strict=True)]
    refuse_all(_refusals(dict(zip(asked, found, strict=True)), asked))
    return {
        "rankings": [
            {"name": name, "ranks": [1 + sorted(set(ranks)).index(place) for place in ranks]}
            for name, ranks in zip(asked, found, strict=True)
        ]
    }


def _dimensions(field: AnswerField) -> dict[str, bool]:
    """Each dimension asked about, and whether two responses may share a place in it."""
    dimensions = field.attributes.get(DIMENSIONS)
    listed = dimensions if isinstance(dimensions, list) else []
    return {
        str(one.get("name", "")): one.get("allowTie") is True
        for one in listed
        if isinstance(one, dict)
    }


def _count(field: AnswerField) -> int:
    responses = field.attributes.get("responses")
    return len(responses) if isinstance(responses, list) else 0


def _ranks(ranking: JsonValue, name: str, count: int) -> list[int]:
    """The places as sent, 0 where there is none yet."""
    ranks = ranking.get("ranks") if isinstance(ranking, dict) else None
    if not isinstance(ranking, dict) or ranking.get("name") != name or not isinstance(ranks, list):
        raise WidgetUnreadable
    places = [0 if place is None else place for place in ranks]
    if len(places) != count or any(type(one) is not int or not 0 <= one <= count for one in places):
        raise WidgetUnreadable
    return [place for place in places if isinstance(place, int)]


def _refusals(found: Mapping[str, list[int]], ties: Mapping[str, bool]) -> Iterator[Refusal]:
    for row, (name, ranks) in enumerate(found.items(), start=1):
        if 0 in ranks:
            yield ResponseUnranked(row=row, dimension=name, count=ranks.count(0))
        elif len(set(ranks)) < len(ranks) and not ties[name]:
            yield RankTied(row=row, dimension=name)


def show(value: JsonValue, _: AnswerField) -> JsonValue:
    """Each dimension with the letters of the responses, the best first: "Clarity: B > A = C"."""
    rankings = value.get("rankings") if isinstance(value, dict) else None
    listed = rankings if isinstance(rankings, list) else []
    return {str(one["name"]): _order(one["ranks"]) for one in listed if isinstance(one, dict)}


def _order(ranks: JsonValue) -> str:
    places: dict[int, list[str]] = {}
    for index, place in enumerate(ranks if isinstance(ranks, list) else ()):
        assert isinstance(place, int)
        places.setdefault(place, []).append(chr(ord("A") + index % 26))
    return " > ".join(" = ".join(places[place]) for place in sorted(places))


def lacks(attributes: Attributes) -> Iterator[str]:
    """The responses when there are not two, the dimensions when one has no name of its own."""
    responses = attributes.get("responses")
    listed = responses if isinstance(responses, list) else []
    if len(listed) < 2 or not all(isinstance(one, str) and one for one in listed):
        yield "responses"
    dimensions = attributes.get(DIMENSIONS)
    named = dimensions if isinstance(dimensions, list) else []
    names = [one.get("name") if isinstance(one, dict) else None for one in named]
    if not names or not are_names(names):
        yield DIMENSIONS


TEXT_RANKING = Widget(
    element="crowd-text-ranking",
    read=read,
    attributes=frozenset({"header", "responses", "text", DIMENSIONS}),
    literals=frozenset({"responses", DIMENSIONS}),
    module="crowd-text-ranking.js",
    style="text.css",
    show=show,
    lacks=lacks,
    words=(
        *SHARED_WORDS,
        N_("The best response gets place 1."),
        N_("Empty all places"),
        N_("All places are empty."),
        N_("Response {letter}"),
        N_("Response {letter}: place {place}, {name}"),
        N_("Response {letter} has no place any more."),
        N_("without a place: {count}"),
        N_("Order so far"),
    ),
)
