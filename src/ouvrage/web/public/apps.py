"""Django's registration of these pages: their templates and static files."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages `public`."""

    name = "ouvrage.web.public"
    label = "web_public"
