"""Django's registration of these pages: their templates and static files."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages `shell`."""

    name = "ouvrage.web.shell"
    label = "web_shell"
