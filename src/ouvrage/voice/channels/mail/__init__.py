"""Letters by e-mail: plain text, one a day unless the person wants otherwise.

The Message-ID is made of the letter's id (RFC 5322, 3.6.4), so that a letter that left twice is one
letter to the programs that receive it. `Auto-Submitted` keeps holiday answers away (RFC 3834).
"""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext, ngettext, override

from ouvrage.voice.channels.letter import ChannelDown, LetterText

NAME = "mail"


def send(letter: LetterText) -> None:
    """The mail server took the letter; ChannelDown when it did not."""
    with override(letter.language):
        subject, body = _subject(letter), _body(letter)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    mail = EmailMessage(
        subject,
        body,
        settings.DEFAULT_FROM_EMAIL,
        [letter.address],
        headers={"Message-ID": f"<{letter.id}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelDown from error


def _subject(letter: LetterText) -> str:
    if len(letter.messages) == 1:
        return f"{settings.INSTANCE_NAME}: {letter.messages[0][0]}"
    count = len(letter.messages)
    words = ngettext("%(count)d message", "%(count)d messages", count) % {"count": count}
    return f"{settings.INSTANCE_NAME}: {words}"


def _body(letter: LetterText) -> str:
    parts = [f"{title}\n{sentence}" for title, sentence in letter.messages]
    parts.append(
        gettext("All messages: %(address)s") % {"address": f"{settings.BASE_URL}/messages/"}
        + "\n"
        + gettext("When letters come, and which: %(address)s")
        % {"address": f"{settings.BASE_URL}/messages/choices/"}
    )
    return "\n\n".join(parts) + "\n"
