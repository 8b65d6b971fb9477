"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `journal`."""

    name = "ouvrage.journal"
    label = "journal"
