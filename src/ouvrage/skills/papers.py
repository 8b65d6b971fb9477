"""What joins the room to `taskui`: a test's page for one item, its questions, its right answers.

A test is drawn by the same templates as tasks, so it can show what the work will show.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.skills.errors import ItemNotFit, ItemWithoutKey
from ouvrage.skills.rules import is_right, key_faults
from ouvrage.taskui import (
    AnswerField,
    JsonValue,
    compile_template,
    task_fields,
    task_html,
    template_refusals,
)
from ouvrage.taskui.hosts import loaded_hosts

Data = Mapping[str, JsonValue]


def paper_columns(template: str) -> list[str]:
    """The columns the template reads, in the order of their first use; refused on `template`."""
    if not template:
        return []
    found = list(template_refusals(template))
    for refusal in found:
        refusal.field = "template"
    refuse_all(found)
    return list(dict.fromkeys(column.name for column in compile_template(template).columns))


def paper_fields(template: str, data: Data) -> tuple[AnswerField, ...]:
    """What is asked about one item."""
    return task_fields(compile_template(template), data)


def paper_hosts(template: str, rows: Iterable[Data]) -> list[str]:
    """The other hosts that pages of these items load files from."""
    compiled = compile_template(template)
    return sorted({host for row in rows for host in loaded_hosts(task_html(compiled, row))})


def item_faults(
    template: str, data: Data, key: Mapping[str, Sequence[str]], row: int, *, needs_key: bool
) -> Iterator[Refusal]:
    """Why an item does not fit: its page cannot be drawn, or its key answers no question of it."""
    found = list(template_refusals(template, data))
    if found:
        for refusal in found:
            yield ItemNotFit(field="items", row=row, reason=str(refusal))
        return
    if needs_key and not any(key.values()):
        yield ItemWithoutKey(field="items", row=row)
        return
    yield from key_faults(key, paper_fields(template, data), row)


def is_item_right(
    template: str, data: Data, key: Mapping[str, Sequence[str]], answer: Mapping[str, object]
) -> bool:
    """Whether every question that the key names was answered as it says."""
    kinds = {field.name: field.kind for field in paper_fields(template, data)}
    return bool(key) and all(
        name in kinds and is_right(kinds[name], answer.get(name), list(expected))
        for name, expected in key.items()
    )
