"""What the portal refused, or what kept us from reaching it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that was wrong: `code` for programs, `message` for people, where it was."""

    code: str
    message: str
    field: str = ""
    row: int | None = None

    def __str__(self) -> str:
        places = [f"row {self.row}"] if self.row is not None else []
        places += [self.field] if self.field else []
        return f"{', '.join(places)}: {self.message}" if places else self.message


class OuvrageError(Exception):
    """The portal said no, or did not answer; `errors` holds every fault, the first one in front.

    try:
        client.batches.create(project, [{"txt": "wrong column"}])
    except OuvrageError as error:
        for fault in error.errors:
            print(fault.row, fault.field, fault.message)
    """

    def __init__(self, status: int, fault: Fault, errors: tuple[Fault, ...] = ()) -> None:
        self.status = status
        self.code = fault.code
        self.message = fault.message
        self.field = fault.field
        self.row = fault.row
        self.errors = errors or (fault,)
        super().__init__("\n".join(str(each) for each in self.errors))


class OuvrageTimeout(OuvrageError):
    """The batch was not done in the time that was given; it goes on, and can be awaited again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(0, Fault("timeout", f"The batch was not done within {seconds:g} seconds."))
