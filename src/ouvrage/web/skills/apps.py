"""Django's registration of these pages: their templates."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages `skills`."""

    name = "ouvrage.web.skills"
    label = "web_skills"
