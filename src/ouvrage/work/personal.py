"""What the room keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.base.words import N_

ANSWERS = N_("Answers belong to the project that paid for them. They carry a code, no name.")
_ASKED = "what a requester asks; the requester answers for what its data says of others"

TABLES: Register = {
    "Project": Impersonal(_ASKED),
    "Instructions": Impersonal(_ASKED),
    "Batch": Impersonal(_ASKED),
    "Task": Impersonal(_ASKED),
    "Upload": Impersonal(_ASKED),
    "Media": Impersonal(_ASKED),
    "WorkerProject": Personal(
        area="projects",
        reached=("worker_id",),
        after=After.KEPT,
        why=ANSWERS,
        beside=("project__title",),
    ),
    "Block": Personal(
        area="blocks",
        reached=("worker_id", "decided_by"),
        after=After.KEPT,
        why=N_("Decisions about people are kept with their reasons, to be accounted for."),
        hidden=("decided_by", "client_key"),
    ),
    "Assignment": Personal(
        area="tasks_taken",
        reached=("worker_id",),
        after=After.EMPTIED,
        empties=("draft", "draft_at"),
        why=ANSWERS,
        beside=("project__title",),
    ),
    "Submission": Personal(
        area="answers",
        reached=("worker_id",),
        after=After.KEPT,
        why=ANSWERS,
        beside=("project__title", "project__currency"),
    ),
    "Stop": Personal(
        area="stopped_tasks",
        reached=("worker_id",),
        after=After.EMPTIED,
        empties=("words", "answer"),
        why=N_("The time of a task that was stopped is paid, and the books keep what it was for."),
        beside=("project__title",),
    ),
    "Turn": Personal(
        area="turns",
        reached=("worker_id",),
        after=After.KEPT,
        why=N_("A draw can be repeated only with everybody who took part. It holds codes."),
        beside=("batch__name",),
    ),
    "Visit": Personal(area="last_visit", reached=("worker_id",), after=After.GONE),
    "Wellbeing": Personal(area="wellbeing", reached=("worker_id",), after=After.GONE),
    "WorkedHour": Personal(area="worked_hours", reached=("worker_id",), after=After.GONE),
    "Pause": Personal(
        area="breaks",
        reached=("worker_id",),
        after=After.KEPT,
        why=N_("The time of a task that was stopped is paid, and the books keep what it was for."),
    ),
}
