"""Publishing: refused field by field, refused without funds, done once, and kept to its terms."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import override_settings

from ouvrage.base.errors import Refusal, Refusals
from ouvrage.base.money import Money
from ouvrage.journal.models import Event
from ouvrage.ledger import queries as ledger
from ouvrage.ledger.errors import InsufficientFunds
from ouvrage.ledger.models import Entry
from ouvrage.pay import actions as pay
from ouvrage.pay import queries
from ouvrage.pay.models import PublishedTerms
from ouvrage.review import actions as review
from ouvrage.work import actions as work
from ouvrage.work.errors import BatchNotDraft, ProjectInUse
from ouvrage.work.models import Batch, Project, Task
from ouvrage.work.rules import BatchState
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import (
    INSTRUCTIONS,
    answer_one,
    fund,
    make_draft_batch,
    make_open_batch,
    make_project,
    project_draft,
)

pytestmark = pytest.mark.django_db
TOTAL = Money.parse("1.2039", "EUR")


def refused(batch: Batch, readers_max: int | None = None) -> list[tuple[str, str]]:
    """Field and code of everything that keeps the batch from being published."""
    with pytest.raises(Refusal) as raised:
        pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id, readers_max=readers_max)
    return sorted((found.field, found.code) for found in raised.value.each())


WAIVED = {"end_client": "", "confidentiality_reason": "A contract.", "confidentiality_until": None}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": " "}, ("title", "missing")),
        ({"purpose": ""}, ("purpose", "missing")),
        ({"end_client": ""}, ("end_client", "missing")),
        (WAIVED, ("confidentiality_until", "missing")),
        (
            {**WAIVED, "confidentiality_reason": "", "confidentiality_until": date(2026, 6, 1)},
            ("confidentiality_reason", "missing"),
        ),
        (
            {**WAIVED, "confidentiality_until": NOW.date()},
            ("confidentiality_until", "confidentiality_past"),
        ),
        (
            {**WAIVED, "confidentiality_until": NOW.date() + timedelta(days=366)},
            ("confidentiality_until", "confidentiality_too_long"),
        ),
        ({"ai_function": ""}, ("ai_function", "missing")),
        ({"data_categories": ()}, ("data_categories", "missing")),
        ({"contact": ""}, ("contact", "missing")),
        ({"languages": ()}, ("languages", "missing")),
        ({"reward": ""}, ("reward", "missing")),
        ({"time_estimate_seconds": 0}, ("time_estimate_seconds", "missing")),
        ({"reward": "0.051036"}, ("reward", "below_floor")),
    ],
)
def test_what_the_project_lacks_is_refused_on_its_field(
    changes: Mapping[str, object], expected: tuple[str, str]
) -> None:
    """TRA-1, PAY-2, PAY-17."""
    project = make_project(**changes)
    batch = make_draft_batch(project)
    fund(project.organisation_id)
    assert refused(batch) == [expected]
    batch.refresh_from_db()
    assert (batch.state, ledger.reserved(project.id, "EUR").micros) == (BatchState.DRAFT, 0)


def test_a_dated_waiver_stands_for_the_end_client() -> None:
    for until in (date(2026, 1, 6), date(2027, 1, 5)):
        project = make_project(**{**WAIVED, "confidentiality_until": until})
        assert make_open_batch(project=project).state == BatchState.OPEN


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"goal": ""}, ("goal", "missing")),
        ({"steps": ()}, ("steps", "missing")),
        ({"criteria": ()}, ("criteria", "missing")),
        ({"edge_cases": ()}, ("edge_cases", "missing")),
        ({"good_examples": INSTRUCTIONS.good_examples[:1]}, ("good_examples", "too_few")),
        ({"bad_examples": ()}, ("bad_examples", "too_few")),
    ],
)
def test_what_the_instructions_lack_is_refused_on_its_field(
    changes: Mapping[str, object], expected: tuple[str, str]
) -> None:
    """ACC-9, before the publication and for every version after it."""
    batch = make_draft_batch(make_project())
    fund(batch.project.organisation_id)
    lacking = replace(INSTRUCTIONS, **changes)  # type: ignore[arg-type]
    work.write_instructions(actor=JOB, now=NOW, project_id=batch.project_id, draft=lacking)
    assert refused(batch) == [expected]
    work.write_instructions(actor=JOB, now=NOW, project_id=batch.project_id, draft=INSTRUCTIONS)
    pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    with pytest.raises(Refusals) as raised:
        work.write_instructions(actor=JOB, now=NOW, project_id=batch.project_id, draft=lacking)
    assert [(found.field, found.code) for found in raised.value.each()] == [expected]
    assert Project.objects.get(id=batch.project_id).instructions_version == 3


def test_a_project_without_anything_is_refused_on_every_field_at_once() -> None:
    project = make_project(title="", purpose="", contact="", reward="", time_estimate_seconds=0)
    batch = make_draft_batch(project, 1)
    Batch.objects.update(tasks_count=0)
    Project.objects.update(template="", fields=[])
    assert refused(batch, readers_max=0) == [
        ("contact", "missing"),
        ("file", "nothing_to_publish"),
        ("purpose", "missing"),
        ("readers_max", "readers_out_of_range"),
        ("reward", "missing"),
        ("template", "missing"),
        ("time_estimate_seconds", "missing"),
        ("title", "missing"),
    ]


def test_a_reward_under_the_floor_is_told_what_would_do() -> None:
    batch = make_draft_batch(make_project(reward="0.051036"))
    with pytest.raises(Refusals) as raised:
        pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert str(raised.value.each()[0]) == (
        "0.051036 EUR for 10 seconds pays under the floor of 12.31 EUR an hour. "
        "From 0.051037 EUR it can be published."
    )
    assert make_open_batch(reward="0.051037").state == BatchState.OPEN


@pytest.mark.parametrize("reward", ["0", "-0.06", "0.0000001", "0,06", "sixty points", "1e3", "∞"])
def test_a_reward_is_money_above_zero_with_six_decimals_at_the_most(reward: str) -> None:
    """PAY-17."""
    with pytest.raises(Refusals) as raised:
        make_project(reward=reward)
    assert [found.field for found in raised.value.each()] == ["reward"]
    assert Project.objects.count() == 0


def measured(workers: int, seconds: int) -> Batch:
    """A project whose one batch that many people answered in that time, and whose estimate is 10
    seconds; its reward of 0.06 is enough for 11."""
    batch = make_open_batch(tasks=1, answers_per_task=workers)
    for _ in range(workers):
        answer_one(make_worker(), batch, seconds=seconds)
    work.finish_batches(actor=JOB, now=NOW)
    return batch


def test_time_that_ten_people_needed_stands_for_the_estimate() -> None:
    """PAY-2."""
    batch = measured(10, 12)
    another = make_draft_batch(batch.project, 1)
    fund(batch.project.organisation_id)
    with pytest.raises(Refusals) as raised:
        pay.publish_batch(actor=JOB, now=NOW, batch_id=another.id)
    (refusal,) = raised.value.each()
    assert (refusal.field, refusal.code) == ("reward", "below_floor_measured")
    assert str(refusal) == (
        "10 people needed 12 seconds in the median, and 0.06 EUR for that pays under the floor of "
        "12.31 EUR an hour. A new project can offer 0.061244 EUR or more."
    )
    with pytest.raises(Refusals) as raised:
        pay.add_answers(actor=JOB, now=NOW, batch_id=batch.id, answers=1, client_key="more")
    assert [found.code for found in raised.value.each()] == ["below_floor_measured"]
    batch.refresh_from_db()
    assert (batch.answers_per_task, batch.state) == (10, BatchState.FINISHED)


@pytest.mark.parametrize(("workers", "seconds"), [(9, 12), (10, 11)])
def test_an_estimate_stands_until_ten_people_needed_more(workers: int, seconds: int) -> None:
    batch = measured(workers, seconds)
    another = make_draft_batch(batch.project, 1)
    fund(batch.project.organisation_id)
    assert pay.publish_batch(actor=JOB, now=NOW, batch_id=another.id).state == BatchState.OPEN
    pay.add_answers(actor=JOB, now=NOW, batch_id=batch.id, answers=1, client_key="more")
    batch.refresh_from_db()
    assert (batch.answers_per_task, batch.state) == (workers + 1, BatchState.OPEN)


def test_publishing_reserves_the_quote_and_opens_the_tasks() -> None:
    batch = make_draft_batch(make_project())
    fund(batch.project.organisation_id, "2")
    opened = pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert (opened.state, opened.readers_left) == (BatchState.OPEN, 10)
    assert ledger.reserved_by_projects([batch.project_id], "EUR") == TOTAL
    assert str(ledger.available(batch.project.organisation_id, "EUR")) == "0.7961 EUR"


def test_publishing_twice_reserves_once() -> None:
    batch = make_open_batch()
    again = pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id, readers_max=500)
    assert (again.id, again.readers_max) == (batch.id, 10)
    assert ledger.reserved_by_projects([batch.project_id], "EUR") == TOTAL
    assert Entry.objects.filter(kind="reserve").count() == 1


def test_short_of_funds_nothing_is_published_and_nothing_moves() -> None:
    """PAY-8."""
    batch = make_draft_batch(make_project())
    fund(batch.project.organisation_id, "1.203899")
    events = Event.objects.count()
    with pytest.raises(InsufficientFunds) as refusal:
        pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert str(refusal.value).startswith("This costs 1.2039 EUR and 1.203899 EUR is available.")
    batch.refresh_from_db()
    assert (batch.state, batch.published_at, batch.readers_max) == (BatchState.DRAFT, None, 0)
    assert PublishedTerms.objects.count() == 0
    assert Event.objects.count() == events
    assert str(ledger.available(batch.project.organisation_id, "EUR")) == "1.203899 EUR"
    fund(batch.project.organisation_id, "0.000001")
    assert pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id).state == BatchState.OPEN


def test_a_batch_that_is_being_imported_is_not_published() -> None:
    batch = make_draft_batch(make_project())
    Batch.objects.update(state=BatchState.IMPORTING)
    with pytest.raises(BatchNotDraft):
        pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reward", "0.09"),
        ("answers_per_task", 5),
        ("time_estimate_seconds", 9),
        ("lease_seconds", 300),
        ("review_days", 7),
    ],
)
def test_price_times_and_answers_stay_once_published(field: str, value: object) -> None:
    batch = make_open_batch()
    with pytest.raises(ProjectInUse) as raised:
        work.change_project(
            actor=JOB, now=NOW, project_id=batch.project_id, draft=project_draft(**{field: value})
        )
    assert raised.value.field == field


def test_what_workers_were_told_is_not_taken_back() -> None:
    """TRA-1 holds for as long as the project is seen."""
    batch = make_open_batch()
    for field in ("purpose", "end_client", "contact"):
        with pytest.raises(Refusals) as raised:
            work.change_project(
                actor=JOB,
                now=NOW,
                project_id=batch.project_id,
                draft=project_draft(**{field: ""}),
            )
        assert [found.field for found in raised.value.each()] == [field]
    changed = work.change_project(
        actor=JOB, now=NOW, project_id=batch.project_id, draft=project_draft(purpose="Other.")
    )
    assert changed.purpose == "Other."


NEW_RATES = {
    "FEE_PERMILLE": 900,
    "CONTRIBUTION_SCHEME": "percentage",
    "CONTRIBUTION_PERMILLE": 300,
    "FLOOR_MICROS_PER_HOUR": 99_000_000,
}


def test_rates_that_change_after_publishing_change_nothing_for_the_batch() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    worker = make_worker()
    with override_settings(**NEW_RATES):
        sent = answer_one(worker, batch)
        review.accept(actor=JOB, now=NOW, project_id=batch.project_id, submission_ids=[sent.id])
        pay.end_batch(actor=JOB, now=NOW, batch_id=batch.id)
    spend = queries.spend_of_project(batch.project_id)
    assert (spend.answers.micros, spend.contributions.micros) == (60_000, 0)
    assert spend.reading.micros == 34_195  # ten seconds at 12.31 an hour
    assert spend.fee.micros == 3_000 + 1_710


@override_settings(CONTRIBUTION_SCHEME="percentage", CONTRIBUTION_PERMILLE=200)
def test_a_scheme_in_force_since_the_publication_costs_the_batch_nothing() -> None:
    """Else its settlements would need more than was reserved."""
    before = NOW - timedelta(days=30)
    project = make_project(answers_per_task=1)
    batch = make_draft_batch(project, 1)
    fund(project.organisation_id)
    batch = pay.publish_batch(actor=JOB, now=before, batch_id=batch.id, readers_max=1)
    sent = answer_one(make_worker(), batch)
    review.accept(actor=JOB, now=NOW, project_id=project.id, submission_ids=[sent.id])
    assert queries.spend_of_project(project.id).contributions.micros == 0
    assert ledger.book_faults() == []


@override_settings(CONTRIBUTION_SCHEME="percentage", CONTRIBUTION_PERMILLE=215)
def test_contributions_go_to_their_scheme_with_each_settlement() -> None:
    batch = make_open_batch(tasks=1, answers_per_task=1)
    worker = make_worker()
    sent = answer_one(worker, batch)
    review.accept(actor=JOB, now=NOW, project_id=batch.project_id, submission_ids=[sent.id])
    totals = {kind: amount.micros for kind, amount in ledger.totals()}
    assert totals["contributions"] == 12_900 + 7_352  # ceil(34,195 * 0.215)
    assert totals["due"] == 60_000 + 34_195
    assert Task.objects.get().answers == 1
