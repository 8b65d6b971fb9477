"""The public register shows each system as it is and as it was (DEC-9)."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from ouvrage.base import agreement
from ouvrage.jobs import tell_register
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)
OWN = agreement.read(b"[appeals]\nanswer_days = 7")


def test_the_register_shows_how_it_was_before() -> None:
    tell_register.run(NOW)
    with override_settings(AGREEMENT=OWN):
        tell_register.run(LATER)
        page = Client().get(reverse("register")).content.decode()
    assert "Days within which a person decides: 7" in page
    assert "Days within which a person decides: 14" in page
    assert page.count("As it was from") == 1
