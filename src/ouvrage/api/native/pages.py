"""Lists come in pages: `items`, and `next`, the cursor of the next page ("" on the last one)."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from ninja import Field, Query, Schema

from ouvrage.api.shell.errors import CursorUnknown
from ouvrage.base.limits import API_PAGE_ROWS_MAX, PAGE_ROWS

Row = TypeVar("Row")


class PageQuery(Schema):
    """Which page, and how long."""

    cursor: str = ""
    limit: int = Field(PAGE_ROWS, ge=1, le=API_PAGE_ROWS_MAX)

    def number(self) -> int:
        """The cursor of a list that is counted; 0 for the first page."""
        if not self.cursor:
            return 0
        if not (self.cursor.isascii() and self.cursor.isdigit() and len(self.cursor) <= 18):
            raise CursorUnknown(field="cursor")
        return int(self.cursor)


PageParameters = Annotated[PageQuery, Query()]


def next_cursor(rows: Sequence[Row], limit: int, cursor: Callable[[Row], object]) -> str:
    """The cursor after a full page; "" when the page was not full."""
    return str(cursor(rows[-1])) if len(rows) == limit else ""
