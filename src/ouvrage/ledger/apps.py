"""Django's registration of the room."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """The room `ledger`."""

    name = "ouvrage.ledger"
    label = "ledger"
