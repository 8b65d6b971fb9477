"""Anybody can read what is recorded about how somebody works, and browsers forbid more (NOT-4)."""

from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from ouvrage.pay.telemetry import SIGNALS


def test_anybody_can_read_the_list() -> None:
    page = Client().get(reverse("recorded")).content.decode()
    for signal in SIGNALS:
        assert escape(signal.name) in page
        assert escape(signal.kept) in page
        for name in (*signal.columns, *signal.fields):
            assert f"<code>{name}</code>" in page


def test_no_page_may_see_the_screen_the_camera_or_the_place() -> None:
    headers = Client().get(reverse("recorded")).headers
    for name in ("display-capture", "camera", "geolocation", "idle-detection"):
        assert f"{name}=()" in headers["Permissions-Policy"]
    assert "connect-src 'self'" in headers["Content-Security-Policy"]
