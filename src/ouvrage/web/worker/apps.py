"""Django's registration of these pages: their templates and static files."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages `worker`."""

    name = "ouvrage.web.worker"
    label = "web_worker"
