"""What settings read from files of an operator, checked before anything starts."""

from pathlib import Path

from ouvrage.base import agreement
from ouvrage.base.rates import RateTable, read
from ouvrage.pay.rules import floors

PACKAGE_DIR = Path(__file__).resolve().parent.parent
SCHEME_NAMES = ("none", "percentage", "micro_fr", "employee_coop", "volunteer")


def agreed(path: str) -> agreement.Agreement:
    """The figures the parties agreed, those of the file in place of the shipped ones."""
    try:
        return agreement.read(Path(path).read_bytes() if path else b"")
    except (OSError, ValueError) as error:
        raise ValueError(f"a file of agreed figures ({error})") from error


def minimum_wages(path: str) -> tuple[floors.MinimumWage, ...]:
    """The minimum wages that ship, with those of the file."""
    try:
        own = floors.read(Path(path).read_bytes()) if path else ()
    except (OSError, ValueError) as error:
        raise ValueError(f"a file of minimum wages ({error})") from error
    return floors.merged(floors.shipped(), own)


def contract_dir(path: str) -> Path:
    """The folder of contract texts: one folder a version, in it one file a language."""
    folder = Path(path) if path else PACKAGE_DIR / "people" / "contracts"
    if not (folder / "1" / "en.txt").is_file():
        raise ValueError("a folder of versions, with 1/en.txt at the least")
    return folder


def schemes(text: str) -> tuple[str, ...]:
    """The schemes people may choose beside the default one."""
    chosen = tuple(name for name in text.replace(" ", "").split(",") if name)
    if not set(chosen) <= set(SCHEME_NAMES):
        raise ValueError(f"names with commas between them, out of {', '.join(SCHEME_NAMES)}")
    return chosen


def rates(folder: str, used: set[str]) -> dict[str, RateTable]:
    """Each scheme's rates: the operator's file where there is one, else those that ship.

    A scheme in use whose rates are an example stops the start: nobody is paid by an example.
    """
    tables = {}
    for name in SCHEME_NAMES:
        shipped = PACKAGE_DIR / "pay" / "schemes" / name / "rates.toml"
        own = Path(folder) / f"{name}.toml" if folder else shipped
        try:
            tables[name] = read((own if own.exists() else shipped).read_bytes())
        except (OSError, ValueError) as error:
            raise ValueError(f"a folder of rates files ({name}.toml: {error})") from error
        if name in used and tables[name].example:
            raise ValueError(f"a folder with {name}.toml: the rates that ship are an example")
    return tables
