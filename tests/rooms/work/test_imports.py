"""A file's rows become tasks that can all be drawn: when they come in, and when they go out."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from ouvrage.base.errors import Refusal, Refusals
from ouvrage.base.moment import Moment
from ouvrage.formats.rows import Row, Table
from ouvrage.pay import actions as pay
from ouvrage.work import actions as work
from ouvrage.work.drafts import ColumnMapping
from ouvrage.work.errors import ImportReplaced, ImportUnderWay
from ouvrage.work.models import Batch, Project, Task
from ouvrage.work.rules import BatchState
from tests.factories.people import JOB, NOW
from tests.factories.work import (
    TEMPLATE,
    fund,
    make_draft_batch,
    make_open_batch,
    make_project,
    project_draft,
    table_of,
)

pytestmark = pytest.mark.django_db
LOOP = "{% for x in (1..task.input.n) %}.{% endfor %}" + TEMPLATE


def import_rows(project: Project, table: Table, now: Moment = NOW) -> Batch:
    """The rows as a batch, under the same key each time."""
    return work.import_batch(
        actor=JOB,
        now=now,
        project_id=project.id,
        table=table,
        mapping=ColumnMapping(),
        name="Letters",
        client_key="letters",
    )


def change(project: Project, **changes: object) -> Project:
    """The project with another draft."""
    draft = project_draft(**changes)
    return work.change_project(actor=JOB, now=NOW, project_id=project.id, draft=draft)


def publication_faults(batch: Batch) -> list[tuple[str, int | None, str]]:
    """Field, row and code of what keeps the batch from being published."""
    fund(batch.project.organisation_id)
    with pytest.raises(Refusal) as raised:
        pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    return [(found.field, found.row, found.code) for found in raised.value.each()]


def test_a_row_that_cannot_be_drawn_is_refused_however_late_it_comes() -> None:
    rows = [{"text": "one", "n": 3} for _ in range(22)]
    rows[20]["n"] = 100_000
    with pytest.raises(Refusals) as raised:
        import_rows(make_project(template=LOOP), table_of(rows))
    faults = [(found.field, found.row, found.code) for found in raised.value.each()]
    assert faults == [("template", 21, "template_loop_too_long")]
    assert (Batch.objects.count(), Task.objects.count()) == (0, 0)


def test_a_template_that_leaves_imported_rows_is_not_published() -> None:
    project = make_project()
    batch = make_draft_batch(project, tasks=2)
    change(project, template=TEMPLATE.replace("input.text", "input.other"))
    assert publication_faults(batch) == [
        ("template", 1, "unknown_column"),
        ("template", 2, "unknown_column"),
    ]
    batch.refresh_from_db()
    assert batch.state == BatchState.DRAFT
    change(project, template=TEMPLATE.replace("input.text", "input.id"))
    assert pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id).state == BatchState.OPEN


def test_a_late_row_that_a_new_template_cannot_draw_is_named_at_publication() -> None:
    project = make_project()
    rows = [{"text": "one", "n": 3} for _ in range(22)]
    rows[21]["n"] = 100_000
    batch = import_rows(project, table_of(rows))
    change(project, template=LOOP)
    assert publication_faults(batch) == [("template", 22, "template_loop_too_long")]


def test_draft_batches_want_as_many_answers_as_their_project_says() -> None:
    project = make_project()
    batch = make_draft_batch(project, tasks=2)
    change(project, answers_per_task=5)
    batch.refresh_from_db()
    assert batch.answers_per_task == 5
    assert list(Task.objects.values_list("places", "wanted")) == [(5, 5), (5, 5)]


def test_published_batches_keep_the_answers_they_were_paid_for() -> None:
    batch = make_open_batch(tasks=1)
    change(batch.project, purpose="Other.")
    assert list(Task.objects.values_list("places", "wanted")) == [(3, 3)]


def test_answers_changed_during_an_import_hold_for_its_tasks() -> None:
    project = make_project()
    batch = import_rows(project, interrupted(lambda: change(project, answers_per_task=2)))
    assert batch.answers_per_task == 2
    assert list(Task.objects.values_list("places", "wanted")) == [(2, 2), (2, 2)]


def interrupted(act: object) -> Table:
    """Two rows, between which `act` is called when they are read to be stored."""
    readings = iter((False, True))

    def rows() -> Iterator[Row]:
        storing = next(readings)
        yield Row(1, 2, {"text": "one"})
        if storing:
            assert callable(act)
            act()
        yield Row(2, 3, {"text": "two"})

    return Table(("text",), "utf-8", ",", rows)


def test_an_import_that_was_begun_anew_elsewhere_does_not_say_it_is_done() -> None:
    project = make_project()
    later = NOW + timedelta(minutes=61)
    again = table_of([{"text": "one"}, {"text": "two"}])
    with pytest.raises(ImportReplaced):
        import_rows(project, interrupted(lambda: import_rows(project, again, later)))
    (batch,) = Batch.objects.all()
    assert (batch.created_at, batch.state) == (later, BatchState.DRAFT)
    assert list(Task.objects.values_list("batch_id", flat=True)) == [batch.id, batch.id]


def test_an_import_is_left_to_run_for_an_hour() -> None:
    project = make_project()
    later = NOW + timedelta(minutes=60) - timedelta(seconds=1)
    again = table_of([{"text": "one"}])

    def retry() -> None:
        with pytest.raises(ImportUnderWay):
            import_rows(project, again, later)

    batch = import_rows(project, interrupted(retry))
    assert (batch.state, batch.tasks_count) == (BatchState.DRAFT, 2)
