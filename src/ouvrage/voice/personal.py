"""What the room keeps about people."""

from ouvrage.base.personal import After, Personal, Register

TABLES: Register = {
    "Preference": Personal(area="message_choices", reached=("person_id",), after=After.GONE),
    "Letter": Personal(area="message_letters", reached=("person_id",), after=After.GONE),
    "Message": Personal(area="messages", reached=("person_id",), after=After.GONE),
}
