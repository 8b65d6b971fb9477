"""Django's registration of these pages: their templates and static files."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages `operator`."""

    name = "ouvrage.web.operator"
    label = "web_operator"
