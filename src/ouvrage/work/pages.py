"""What the room keeps of a template: the columns it reads and the questions it asks.

A project's fields are those of any row: options that only one row has are left out. They name the
columns of its results and say how answers are brought together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.taskui import documented, readable, row_fields, stored_fields
from ouvrage.taskui.check import foreign_refusals, template_refusals
from ouvrage.taskui.fields import AnswerField
from ouvrage.taskui.hosts import loaded_hosts
from ouvrage.taskui.liquid import JsonValue, compile_template, render
from ouvrage.taskui.page import drawn, project_fields
from ouvrage.taskui.variation import has_row_lists

ROWS_READ_WHOLE = 20


def template_columns(source: str, *, scripted: bool) -> list[str]:
    """The columns the template reads, in the order of their first use; refused on `template`."""
    refuse_all(_on_template(template_refusals(source, scripted=scripted)))
    return list(dict.fromkeys(column.name for column in compile_template(source).columns))


def sample_fields(
    source: str, sample: Mapping[str, JsonValue] | None = None
) -> list[dict[str, object]]:
    """The questions the template asks, for a row of sample values; empty when that row fails it."""
    template = compile_template(source)
    row = sample or {column.name: column.name for column in template.columns}
    try:
        return [_kept(field) for field in project_fields(template, row)]
    except Refusal:
        return []


def row_refusals(
    source: str, row: Mapping[str, JsonValue], number: int, *, scripted: bool
) -> list[Refusal]:
    """Why a page cannot be made for this row, the `number`th of its file.

    The first rows are looked at whole, controls and all; the others are only drawn, which costs
    some 20 microseconds each, or 200 where lists of choices stand in the rows.
    """
    if number <= ROWS_READ_WHOLE:
        found = _on_template(template_refusals(source, row, scripted=scripted))
    else:
        found = _on_template(_drawing_refusals(source, row, scripted))
    for refusal in found:
        refusal.row = number
    return found


def _drawing_refusals(
    source: str, row: Mapping[str, JsonValue], scripted: bool
) -> Sequence[Refusal]:
    template = compile_template(source)
    try:
        if scripted:
            return tuple(foreign_refusals(template, row))
        if has_row_lists(template):
            drawn(template, row)
        else:
            render(template, row)
    except Refusal as refusal:
        return refusal.each()
    return ()


def row_hosts(source: str, row: Mapping[str, JsonValue]) -> frozenset[str]:
    """The other hosts that the page of a row which can be drawn loads files from."""
    if "//" not in source and not any("//" in str(value) for value in row.values()):
        return frozenset()
    return loaded_hosts(render(compile_template(source), row))


def documented_answer(
    source: str,
    fields: Sequence[Mapping[str, object]],
    row: Mapping[str, JsonValue],
    answer: Mapping[str, JsonValue],
) -> dict[str, JsonValue]:
    """The answer as the elements of its page document it; a page that fails now says less."""
    try:
        return documented(row_fields(source, fields, row), answer)
    except Refusal:
        return documented(stored_fields(fields), answer)


def readable_answer(
    source: str,
    fields: Sequence[Mapping[str, object]],
    row: Mapping[str, JsonValue],
    answer: Mapping[str, JsonValue],
) -> dict[str, JsonValue]:
    """The answer as people read it; one whose page fails now as it was stored."""
    try:
        return readable(row_fields(source, fields, row), answer)
    except Refusal:
        return dict(answer)


def _on_template(refusals: Sequence[Refusal]) -> list[Refusal]:
    for refusal in refusals:
        refusal.params.setdefault("column", refusal.field)
        refusal.field = "template"
    return list(refusals)


def _kept(field: AnswerField) -> dict[str, object]:
    return {**asdict(field), "kind": field.kind.value, "options": list(field.options)}
