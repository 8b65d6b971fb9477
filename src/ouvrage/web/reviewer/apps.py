"""Django's registration of these pages: their templates and static files."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages `reviewer`."""

    name = "ouvrage.web.reviewer"
    label = "web_reviewer"
