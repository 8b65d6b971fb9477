"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `rights`."""

    name = "ouvrage.rights"
    label = "rights"
