"""The client itself: one portal, one key, and what can be asked of them."""

import os
import time
from collections.abc import Callable, Iterator
from types import TracebackType

from ouvrage.client.batches import Batches
from ouvrage.client.connection import Connection
from ouvrage.client.errors import Fault, OuvrageError
from ouvrage.client.media import Media
from ouvrage.client.projects import Projects
from ouvrage.client.records import Balance, Movement, read

DEFAULT_URL = "http://127.0.0.1:8000"


class Client:
    """An organisation's programmatic hand.

    The address comes from `base_url` or OUVRAGE_URL, the key from `api_key` or OUVRAGE_API_KEY.

        with Client("https://ouvrage.example", "ouv_…") as client:
            print(client.balance().available)
    """

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        *,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        key = api_key or os.environ.get("OUVRAGE_API_KEY", "")
        if not key:
            raise OuvrageError(
                0, Fault("key_missing", "Give api_key, or set OUVRAGE_API_KEY.", "api_key")
            )
        url = base_url or os.environ.get("OUVRAGE_URL", DEFAULT_URL)
        self._connection = Connection(url, key, pause=pause)
        self.projects = Projects(self._connection)
        self.media = Media(self._connection)
        self.batches = Batches(self._connection, pause)

    def balance(self) -> Balance:
        """What the organisation can spend, and what is reserved for its projects."""
        return read(Balance, self._connection.get("/organisation/balance"))

    def statement(self) -> Iterator[Movement]:
        """Every movement of the organisation's money, newest first."""
        for movement in self._connection.pages("/organisation/statement"):
            yield read(Movement, movement)

    def close(self) -> None:
        """Connections that were kept open are closed."""
        self._connection.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
