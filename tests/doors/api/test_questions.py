"""Questions of workers over the native protocol."""

from ouvrage.base.moment import utc_now
from ouvrage.voice.actions import QuestionDraft, ask_question
from ouvrage.work.queries import pseudonym_for
from tests.doors.api.conftest import Program
from tests.factories.people import actor_of, make_worker


def test_a_program_reads_and_answers_questions(program: Program, stranger: Program) -> None:
    """VOI-8."""
    project = program.project()
    program.batch(project, "One.")
    worker = make_worker()
    draft = QuestionDraft(project["id"], "Is irony meant?", True, "k")
    asked = ask_question(actor=actor_of(worker), now=utc_now(), draft=draft)
    listed = program.get(f"/projects/{project['id']}/questions", waiting="true").json()
    (row,) = listed["items"]
    assert (row["text"], row["waiting"]) == ("Is irony meant?", True)
    assert row["worker"] == pseudonym_for(program.organisation_id, worker.id)
    body = {"text": "No.", "public": True, "client_key": "once"}
    assert stranger.post(f"/questions/{asked.id}/answer", body).status_code == 404
    for _ in range(2):
        answered = program.post(f"/questions/{asked.id}/answer", body).json()
    assert [(one["text"], one["public"]) for one in answered["replies"]] == [("No.", True)]
    path = f"/projects/{project['id']}/questions"
    assert program.get(path, waiting="true").json()["items"] == []
    assert stranger.get(path).status_code == 404
