"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `work`."""

    name = "ouvrage.work"
    label = "work"
