"""Scripts of requesters: allowed by an operator, declared by a project, stopped at any time."""

import pytest

from ouvrage.base.errors import NotFound, Refusals
from ouvrage.journal.models import Event
from ouvrage.pay import actions as pay
from ouvrage.people import actions as people
from ouvrage.people.errors import ScriptsAllowedAlready, ScriptsNotAllowed
from ouvrage.people.models import Organisation
from ouvrage.people.queries import organisation as organisation_of
from ouvrage.work import actions as work
from ouvrage.work.errors import ProjectInUse, ScriptsWithdrawn
from ouvrage.work.queries import offers
from tests.factories.people import (
    JOB,
    NOW,
    actor_of,
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_worker,
)
from tests.factories.work import (
    TEMPLATE,
    make_draft_batch,
    make_open_batch,
    make_project,
    project_draft,
    ready,
)

pytestmark = pytest.mark.django_db
SCRIPTED = f"{TEMPLATE}<script>document.title = 'x';</script>"


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation()


def allow(organisation: Organisation) -> None:
    people.allow_scripts(
        actor=actor_of(make_operator()),
        now=NOW,
        organisation_id=organisation.id,
        reason="Seen in the register of companies.",
    )


def withdraw(organisation: Organisation) -> None:
    people.withdraw_scripts(
        actor=JOB, now=NOW, organisation_id=organisation.id, reason="A page asked for passwords."
    )


def test_an_operator_allows_and_withdraws_with_reasons_in_the_journal(
    organisation: Organisation,
) -> None:
    allow(organisation)
    assert organisation_of(organisation.id).scripts_allowed
    withdraw(organisation)
    assert not organisation_of(organisation.id).scripts_allowed
    lines = Event.objects.filter(subject_id=organisation.id, action__startswith="scripts_")
    assert [(line.action, line.reason) for line in lines.order_by("id")] == [
        ("scripts_allowed", "Seen in the register of companies."),
        ("scripts_withdrawn", "A page asked for passwords."),
    ]


def test_nobody_else_allows_and_a_reason_is_owed(organisation: Organisation) -> None:
    for other in (make_member(organisation), make_person(), make_worker()):
        for act in (people.allow_scripts, people.withdraw_scripts):
            with pytest.raises(NotFound):
                act(actor=actor_of(other), now=NOW, organisation_id=organisation.id, reason="x")
    with pytest.raises(Refusals, match="reason"):
        people.allow_scripts(actor=JOB, now=NOW, organisation_id=organisation.id, reason=" ")
    with pytest.raises(NotFound):
        people.allow_scripts(actor=JOB, now=NOW, organisation_id="unknown", reason="x")
    assert not organisation_of(organisation.id).scripts_allowed


def test_a_second_time_changes_nothing(organisation: Organisation) -> None:
    with pytest.raises(ScriptsNotAllowed):
        withdraw(organisation)
    allow(organisation)
    with pytest.raises(ScriptsAllowedAlready):
        allow(organisation)
    assert Event.objects.filter(action="scripts_allowed").count() == 1


def test_a_project_brings_scripts_only_when_both_are_said(organisation: Organisation) -> None:
    with pytest.raises(Refusals) as refused:
        make_project(organisation, template=SCRIPTED)
    assert [one.code for one in refused.value.each()] == ["script_not_run"]
    with pytest.raises(Refusals) as refused:
        make_project(organisation, template=SCRIPTED, scripted=True)
    assert [(one.code, one.field) for one in refused.value.each()] == [
        ("scripts_not_allowed", "template")
    ]
    allow(organisation)
    project = make_project(organisation, template=SCRIPTED, scripted=True)
    assert (project.scripted, project.columns) == (True, ["text"])
    assert [field["name"] for field in project.fields] == ["money"]
    with pytest.raises(Refusals) as refused:
        make_project(organisation, template=SCRIPTED)
    assert [one.code for one in refused.value.each()] == ["script_not_run"]


def test_rows_that_name_other_hosts_are_refused_at_import(organisation: Organisation) -> None:
    allow(organisation)
    picture = '<img src="https://pictures.example.org/{{ task.input.text }}" alt="">'
    project = make_project(organisation, template=SCRIPTED + picture, scripted=True)
    with pytest.raises(Refusals) as refused:
        make_draft_batch(project, 25)
    assert {one.code for one in refused.value.each()} == {"file_from_elsewhere"}
    assert [one.row for one in refused.value.each()][-1] == 25


def test_withdrawn_scripts_hand_out_nothing_until_they_are_allowed_again(
    organisation: Organisation,
) -> None:
    allow(organisation)
    project = make_project(organisation, template=SCRIPTED, scripted=True)
    plain = make_open_batch(project=make_project(organisation))
    batch = make_open_batch(project=project)
    worker = make_worker()
    actor = ready(worker, batch)
    withdraw(organisation)
    with pytest.raises(ScriptsWithdrawn):
        work.take(actor=actor, now=NOW, project_id=project.id)
    assert [row.project_id for row in offers(worker.id, now=NOW)] == [plain.project_id]
    ready(worker, plain)
    assert work.take(actor=actor, now=NOW, project_id=plain.project_id).worker_id == worker.id
    allow(organisation)
    assert work.take(actor=actor, now=NOW, project_id=project.id).worker_id == worker.id


def test_a_task_in_hand_is_still_sent_and_stored(organisation: Organisation) -> None:
    allow(organisation)
    batch = make_open_batch(project=make_project(organisation, template=SCRIPTED, scripted=True))
    actor = ready(make_worker(), batch)
    held = work.take(actor=actor, now=NOW, project_id=batch.project_id)
    withdraw(organisation)
    sent = work.submit(
        actor=actor, now=NOW, assignment_id=held.id, answer={"money": "yes"}, active_seconds=5
    )
    assert sent.answer == {"money": "yes"}


def test_without_the_right_nothing_is_published_and_the_rest_can_be_changed(
    organisation: Organisation,
) -> None:
    allow(organisation)
    project = make_project(organisation, template=SCRIPTED, scripted=True)
    batch = make_draft_batch(project)
    withdraw(organisation)
    with pytest.raises(Refusals) as refused:
        pay.publish_batch(actor=JOB, now=NOW, batch_id=batch.id)
    assert "scripts_not_allowed" in [one.code for one in refused.value.each()]
    changed = work.change_project(
        actor=JOB,
        now=NOW,
        project_id=project.id,
        draft=project_draft(
            end_client=organisation.name, template=SCRIPTED, scripted=True, title="New"
        ),
    )
    assert (changed.title, changed.scripted) == ("New", True)


def test_a_published_page_stays_in_its_lane(organisation: Organisation) -> None:
    allow(organisation)
    batch = make_open_batch(project=make_project(organisation))
    with pytest.raises(ProjectInUse) as refused:
        work.change_project(
            actor=JOB,
            now=NOW,
            project_id=batch.project_id,
            draft=project_draft(end_client=organisation.name, scripted=True),
        )
    assert refused.value.field == "scripted"
