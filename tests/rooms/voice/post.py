"""A mail server that is down."""

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class DownBackend(BaseEmailBackend):
    """Refuses every letter as a server does that cannot be reached."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        raise ConnectionRefusedError
