"""Django's registration of these pages: their templates and static files."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages `requester`."""

    name = "ouvrage.web.requester"
    label = "web_requester"
