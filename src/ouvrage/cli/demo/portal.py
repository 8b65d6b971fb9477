"""The demonstration's instance: a folder with its database, its accounts and its running portal."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from django.core.management import call_command

from ouvrage.base.actor import Actor
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.cli.address import await_answer
from ouvrage.cli.serve import end_with_parent
from ouvrage.ledger import recipes
from ouvrage.people import actions, queries

HOST = "127.0.0.1"
ACTOR = Actor.job("demo")
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 40
REQUESTER = "requester@demo.example"
OPERATOR = "operator@demo.example"
PASSWORD = "thirty calm lanterns"  # noqa: S105 - printed on the terminal, for play money
STATE = "demo.json"


@dataclass(frozen=True, slots=True)
class Instance:
    """What has to be remembered to go on with an instance that was cut off."""

    organisation_id: str
    api_key: str
    project_id: str = ""
    batch_id: str = ""

    def kept(self, folder: Path) -> "Instance":
        """The same, written to the folder so that it survives a power cut."""
        part = folder / f"{STATE}.part"
        with part.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / STATE)
        return self


def prepared(folder: Path, now: Moment) -> Instance:
    """The instance's database, its requester and its operator; as before when it was begun."""
    call_command("migrate", interactive=False, verbosity=0)
    actions.record_contracts(actor=ACTOR, now=now)
    if (folder / STATE).exists():
        return Instance(**json.loads((folder / STATE).read_text(encoding="utf-8")))
    person_id = _account(now, REQUESTER, "Robin Requester")
    _account(now, OPERATOR, "Olu Operator", operates=True)
    person = Actor.person(person_id)
    organisation = actions.create_organisation(
        actor=person,
        now=now,
        person_id=person_id,
        name="Demonstration Lab",
        country="FR",
        kind="non_profit",
        contact=REQUESTER,
    )
    _, secret = actions.create_api_key(
        actor=person, now=now, organisation_id=organisation.id, name="demonstration"
    )
    return Instance(organisation.id, secret).kept(folder)


def worker(now: Moment, name: str) -> str:
    """There is an account of that name that works; returns its address."""
    address = f"{name}@demo.example"
    _account(now, address, name.replace("-", " ").capitalize(), works=True)
    return address


def _account(
    now: Moment, email: str, name: str, *, works: bool = False, operates: bool = False
) -> str:
    known = queries.person_by_email(email)
    if known is not None:
        return known.id
    person = actions.create_person(
        actor=ACTOR,
        now=now,
        email=email,
        password=PASSWORD,
        name=name,
        works=works,
        operates=operates,
        verified=True,
    )
    if works:
        _accept_contract(now, person.id, person.language)
    return person.id


def _accept_contract(now: Moment, person_id: str, language: str) -> None:
    """The person accepted the contract in force, as its page would have asked them to."""
    contract = queries.contract_in_force(now, language)
    assert contract is not None
    actions.accept_contract(
        actor=Actor.person(person_id),
        now=now,
        person_id=person_id,
        version=contract.version,
        text_hash=contract.hash,
        adult=True,
    )


def give_play_money(instance: Instance, now: Moment, amount: Money) -> None:
    """The requester has that much to spend; once only."""
    recipes.grant_play_money(
        actor=ACTOR,
        now=now,
        organisation_id=instance.organisation_id,
        amount=amount,
        key=f"demo:{instance.batch_id}",
    )


@dataclass(frozen=True, slots=True)
class Running:
    """A portal that answers at `address`."""

    address: str
    process: "subprocess.Popen[bytes]"

    def stay(self) -> None:
        """Returns when it ends by itself or somebody presses Ctrl-C."""
        with suppress(KeyboardInterrupt):
            self.process.wait()


@contextmanager
def running(folder: Path, port: int) -> Iterator[Running]:
    """The portal runs, with its jobs, in a process group of its own."""
    address = f"http://{HOST}:{port}"
    with (folder / "portal.log").open("ab") as log:
        portal = subprocess.Popen(  # noqa: S603 - our own program
            # On SQLite one thread serves this crowd fastest: several wait for one lock.
            [sys.executable, "-m", "ouvrage.cli", "serve", "--port", str(port), "--threads", "1"],
            env=os.environ | {"OUVRAGE_BASE_URL": address},
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
    (folder / "portal.pid").write_text(str(portal.pid), encoding="ascii")
    try:
        _await(portal, port, folder)
        yield Running(address, portal)
    finally:
        _stop(portal)


def _await(portal: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    for _ in range(START_SECONDS_MAX * 5):
        if portal.poll() is not None:
            break
        if await_answer(HOST, port, 0.2):
            return
        try:
            portal.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
    raise click.ClickException(f"The portal did not start. See {folder / 'portal.log'}.")


def _stop(portal: "subprocess.Popen[bytes]") -> None:
    if portal.poll() is None:
        portal.send_signal(signal.SIGTERM)
        try:
            portal.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            os.killpg(portal.pid, signal.SIGKILL)
            portal.wait()
