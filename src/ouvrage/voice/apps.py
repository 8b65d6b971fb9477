"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `voice`."""

    name = "ouvrage.voice"
    label = "voice"
