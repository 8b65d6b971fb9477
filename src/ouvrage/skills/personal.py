"""What the room keeps about people."""

from ouvrage.base.personal import After, Impersonal, Personal, Register
from ouvrage.base.words import N_

_HISTORY = N_("It shows, under a code without a name, how a qualification was obtained or lost.")

TABLES: Register = {
    "Qualification": Impersonal("what can be shown; who holds it is in grants"),
    "Test": Impersonal("how a qualification is obtained"),
    "Item": Impersonal("what a test shows"),
    "Requirement": Impersonal("what a project asks for"),
    "Attempt": Personal(
        area="tests",
        reached=("worker_id",),
        after=After.EMPTIED,
        empties=("kept",),
        why=_HISTORY,
        beside=("test__qualification__name",),
    ),
    "Sheet": Personal(
        area="test_answers",
        reached=("attempt__worker_id",),
        after=After.EMPTIED,
        empties=("answers",),
        why=_HISTORY,
    ),
    "Result": Personal(
        area="test_results", reached=("attempt__worker_id",), after=After.KEPT, why=_HISTORY
    ),
    "Grant": Personal(
        area="qualifications",
        reached=("worker_id",),
        after=After.KEPT,
        why=_HISTORY,
        beside=("qualification__name",),
        hidden=("person_id",),
    ),
    "StatusListEntry": Personal(
        area="qualification_statuses",
        reached=("grant__worker_id",),
        after=After.EMPTIED,
        empties=("grant_id",),
        why=N_("The bit of a public list, which leads to nobody any more."),
    ),
}
