"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `pay`."""

    name = "ouvrage.pay"
    label = "pay"
