"""Every channel sends the same letter the same way."""

import pytest
from django.core import mail
from django.test import override_settings

from ouvrage.voice.channels import CHANNELS, ChannelDown, LetterText
from tests.house import tree

LETTER = LetterText(
    "01JLETTER",
    "dalia@example.org",
    "en",
    (("A payout was sent", "12.50 EUR was sent."), ("An answer was refused", "In “Moods”.")),
)


def test_each_folder_is_a_channel_and_each_channel_a_folder() -> None:
    folder = tree.PACKAGE / "voice" / "channels"
    named = {path.parent.name for path in tree.sources(folder) if path.parent != folder}
    assert named == set(CHANNELS)
    assert all(channel.name == name for name, channel in CHANNELS.items())


@pytest.mark.parametrize("name", CHANNELS)
def test_sent_twice_is_one_letter_to_its_reader(name: str) -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        CHANNELS[name].send(LETTER)
        CHANNELS[name].send(LETTER)
    ids = {sent.extra_headers["Message-ID"] for sent in mail.outbox}
    assert len(ids) <= 1
    assert all(LETTER.id in each for each in ids)


@pytest.mark.parametrize("name", CHANNELS)
def test_everything_in_the_letter_arrives_and_only_at_its_address(name: str) -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        CHANNELS[name].send(LETTER)
    for sent in mail.outbox:
        assert (sent.to, sent.cc, sent.bcc) == ([LETTER.address], [], [])
        assert all(part in sent.body for message in LETTER.messages for part in message)
        assert LETTER.address not in sent.body


def test_a_server_that_is_down_is_said_to_be_down() -> None:
    with (
        override_settings(EMAIL_BACKEND="tests.rooms.voice.post.DownBackend"),
        pytest.raises(ChannelDown),
    ):
        CHANNELS["mail"].send(LETTER)
