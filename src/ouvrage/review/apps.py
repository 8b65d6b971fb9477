"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `review`."""

    name = "ouvrage.review"
    label = "review"
