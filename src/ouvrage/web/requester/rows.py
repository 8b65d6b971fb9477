"""The shape of what a room's query gives and no room names for doors."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from ouvrage.base.moment import Moment


class Instructions(Protocol):
    """One version of what workers read."""

    @property
    def version(self) -> int: ...
    @property
    def goal(self) -> str: ...
    @property
    def steps(self) -> Sequence[str]: ...
    @property
    def good_examples(self) -> Sequence[Mapping[str, str]]: ...
    @property
    def bad_examples(self) -> Sequence[Mapping[str, str]]: ...
    @property
    def criteria(self) -> Sequence[Mapping[str, str]]: ...
    @property
    def edge_cases(self) -> Sequence[str]: ...
    @property
    def at(self) -> Moment: ...
