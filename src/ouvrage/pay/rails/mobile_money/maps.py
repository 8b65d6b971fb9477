"""The form of each service's bulk file, read from TOML.

>>> shipped()["generic"].columns[0]
Column(title='reference', value='payout', text='', characters_max=0)
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("maps")
VALUES = frozenset({"payout", "name", "phone", "amount", "currency", "country", "text", "fixed"})
PHONES = frozenset({"plus", "digits"})
_KNOWN = frozenset(
    {"label", "source", "checked", "currencies", "prefixes", "decimals", "delimiter", "phone"}
    | {"columns"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and which value stands in it; `fixed` repeats `text`."""

    title: str
    value: str
    text: str = ""
    characters_max: int = 0


@dataclass(frozen=True, slots=True)
class Map:
    """One service: what it carries, whom it reaches, how its file looks.

    `checked` says whether the columns come from the `source` named, or are still to be checked with
    the service before the first file is sent.
    """

    label: str
    source: str
    checked: bool
    currencies: tuple[str, ...]
    prefixes: tuple[str, ...]
    decimals: int
    delimiter: str
    phone: str
    columns: tuple[Column, ...]

    def carries(self, currency: str) -> bool:
        """Whether it pays in that currency; a map that names none carries any."""
        return not self.currencies or currency in self.currencies

    def reaches(self, number: str) -> bool:
        """Whether the number, written as +261…, begins with a code the service serves."""
        return not self.prefixes or number.removeprefix("+").startswith(self.prefixes)


@cache
def shipped() -> Mapping[str, Map]:
    """The maps that come with the software, by name."""
    return read_folder(FOLDER)


def read_folder(folder: Path) -> dict[str, Map]:
    """Every map in the folder, by the name of its file; ValueError says which one is wrong."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> Map:
    try:
        wanted = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = sorted(wanted.keys() - _KNOWN)
        if unknown:
            raise ValueError(f"it has nothing called {', '.join(unknown)}")
        form = Map(
            label=str(wanted["label"]),
            source=str(wanted.get("source", "")),
            checked=bool(wanted["checked"]),
            currencies=tuple(wanted.get("currencies", ())),
            prefixes=tuple(wanted.get("prefixes", ())),
            decimals=int(wanted.get("decimals", 2)),
            delimiter=str(wanted.get("delimiter", ",")),
            phone=str(wanted.get("phone", "digits")),
            columns=tuple(Column(**column) for column in wanted["columns"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    _check(path.name, form)
    return form


def _check(name: str, form: Map) -> None:
    wrong = [column.value for column in form.columns if column.value not in VALUES]
    if wrong or form.phone not in PHONES or form.decimals not in {0, 1, 2}:
        raise ValueError(f"{name}: a value, the phone or the decimals are none of those possible")
    if not {"phone", "amount"} <= {column.value for column in form.columns}:
        raise ValueError(f"{name}: a payout needs a column for the phone and one for the amount")
