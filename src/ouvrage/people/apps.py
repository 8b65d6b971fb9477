"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `people`."""

    name = "ouvrage.people"
    label = "people"
