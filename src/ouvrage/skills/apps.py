"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `skills`."""

    name = "ouvrage.skills"
    label = "skills"
