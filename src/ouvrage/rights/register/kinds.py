"""What the register says of one system, and of one thing that its decisions depend on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ouvrage.base.agreement import Agreement
from ouvrage.base.words import N_


class Role(StrEnum):
    """Whether a system decides by itself, or prepares what a person decides."""

    DECIDES = "decides"
    SUPPORTS = "supports"


ROLE_LABELS = {
    Role.DECIDES: N_("Decides by itself"),
    Role.SUPPORTS: N_("Prepares what a person decides"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a decision depends on, in a sentence with `{value}` for the figure, if there is one."""

    sentence: str
    value: str = ""


Parameters = Callable[[Agreement], tuple[Parameter, ...]]


@dataclass(frozen=True, slots=True)
class System:
    """A system that decides or supports decisions about people."""

    key: str
    name: str
    purpose: str
    role: Role
    data: tuple[str, ...]
    parameters: Parameters
    version: int
    since: date
    change: str = N_("First version.")
    owner: str = N_("The operator of this instance")
    evaluated: date | None = None
    jobs: tuple[str, ...] = ()

    def sentences(
        self, agreement: Agreement, translate: Callable[[str], str] = str
    ) -> tuple[str, ...]:
        """What decisions depend on, as sentences with the figures in force."""
        return tuple(
            translate(parameter.sentence).format(value=parameter.value)
            for parameter in self.parameters(agreement)
        )
