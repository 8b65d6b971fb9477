"""Refusals: the expected "no", said in a sentence, with a code and where it went wrong.

A room declares one class per refusal; its docstring is the sentence people read (translated, its
`{names}` filled from the parameters) and `code` is what programs match on.

>>> class TooMany(Refusal):
...     '''At most {most} are possible. Remove some, then send again.'''
...     code = "too_many"
>>> TooMany(most=3).message()
'At most 3 are possible. Remove some, then send again.'
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import ClassVar


class RefusalKind(StrEnum):
    """How a door answers; `HTTP_STATUS` is what that means on the web."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"


HTTP_STATUS = {
    RefusalKind.INVALID: 422,
    RefusalKind.NOT_FOUND: 404,
    RefusalKind.FORBIDDEN: 403,
    RefusalKind.CONFLICT: 409,
    RefusalKind.TOO_LARGE: 413,
}


class Refusal(Exception):
    """This cannot be done."""

    code: ClassVar[str] = "refused"
    kind: ClassVar[RefusalKind] = RefusalKind.INVALID

    def __init__(self, *, field: str = "", row: int | None = None, **params: object) -> None:
        super().__init__(self.code)
        self.field = field
        self.row = row
        self.params = params

    @classmethod
    def sentence(cls) -> str:
        """The docstring's first paragraph on one line: the key for translation."""
        return " ".join((cls.__doc__ or "").strip().partition("\n\n")[0].split())

    def message(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, translated, with its parameters in place."""
        return translate(self.sentence()).format(**self.params)

    def __str__(self) -> str:
        return self.message()

    def each(self) -> tuple["Refusal", ...]:
        """The single refusals inside: itself, or those of a `Refusals`."""
        return (self,)


class Refusals(Refusal):
    """Some fields need a change."""

    code = "invalid"

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        super().__init__()
        self.refusals = tuple(refusals)
        assert self.refusals

    def each(self) -> tuple[Refusal, ...]:
        return self.refusals

    def __str__(self) -> str:
        return "; ".join(
            f"{refusal.field}: {refusal}" if refusal.field else str(refusal)
            for refusal in self.refusals
        )


class NotFound(Refusal):
    """There is nothing here for you. It may not exist, or belong to somebody else."""

    code = "not_found"
    kind = RefusalKind.NOT_FOUND


def refuse_all(refusals: Iterable[Refusal]) -> None:
    """Raises the refusals together when there is one; else returns."""
    found = tuple(refusals)
    if found:
        raise Refusals(found)
