"""What the room keeps about people."""

from ouvrage.base.personal import After, Personal, Register
from ouvrage.base.words import N_

TABLES: Register = {
    "Preference": Personal(area="message_choices", reached=("person_id",), after=After.GONE),
    "Letter": Personal(area="message_letters", reached=("person_id",), after=After.GONE),
    "Message": Personal(area="messages", reached=("person_id",), after=After.GONE),
    "Question": Personal(
        area="questions",
        reached=("worker_id",),
        after=After.EMPTIED,
        empties=("text",),
        why=N_("When a question was asked and answered is kept, so that answer times stay right."),
    ),
    "Reply": Personal(
        area="question_replies",
        reached=("question__worker_id", "person_id"),
        after=After.KEPT,
        why=N_("An answer belongs to the requester and may help others. It names nobody."),
        hidden=("person_id",),
    ),
}
