"""The demonstration from beginning to end, and the table of what came out of it."""

import csv
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import click
import httpcore
from django.conf import settings
from rich.console import Console
from rich.table import Table

from ouvrage.base.moment import utc_now
from ouvrage.base.money import Money
from ouvrage.cli.address import free_port
from ouvrage.cli.demo import material, portal
from ouvrage.cli.demo.crowd import MANNERS, Hand, Reader, Recorded, let_work
from ouvrage.cli.demo.material import Job
from ouvrage.cli.demo.portal import Instance, Running
from ouvrage.cli.terminal import progress, write_json
from ouvrage.client import Client, OuvrageError
from ouvrage.client.batches import Batch
from ouvrage.journal.queries import chain_faults
from ouvrage.ledger.queries import book_faults
from ouvrage.pay.queries import settlement_faults, spend_of_project
from ouvrage.people.queries import person_by_email
from ouvrage.work.queries import answered_by, in_hand

SPARE_PERMILLE = 1100
NEWCOMER = "newcomer"
BY_HAND = "By hand"
TASKS_BY_HAND = 20
ACCOUNT_THREADS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out: the rows of the table."""

    tasks: int
    answers: int
    people: int
    simulated: bool
    paid_to_workers: str
    paid_readings: str
    contributions: str
    fee: str
    set_aside: str
    returned: str
    pay_per_hour: str
    floor_per_hour: str
    ties: int
    accuracy: float
    accuracy_one_answer: float
    f1: float | None
    books_balanced: bool
    files: tuple[str, ...]


def tell(folder: Path, replay: Path | None, *, port: int, stay: bool, as_json: bool) -> None:
    """The demonstration ran; its table is printed and, unless told otherwise, it is served."""
    said = Console(stderr=True)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    said.print(f"A fresh instance in {folder}, with play money.")
    now = utc_now()
    instance = portal.prepared(folder, now)
    recorded = _labels(replay) if replay else {}
    job = material.recorded(replay, _distinct(recorded)) if replay else material.digits(folder)
    names = sorted(recorded) if replay else _names()
    said.print(f"{len(names)} accounts for {_people(replay)}.")
    with progress("Accounts", len(names)) as done:
        emails = []
        with ThreadPoolExecutor(ACCOUNT_THREADS) as pool:
            for email in pool.map(lambda name: portal.worker(now, name), names):
                emails.append(email)
                done(len(emails))
    portal.worker(now, NEWCOMER)
    with portal.running(folder, port or free_port(portal.HOST)) as running:
        try:
            outcome = _work(folder, instance, job, recorded, emails, running.address, said)
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException) as error:
            raise _cut_off(folder) from error
        except OuvrageError as error:
            if error.code != "unreachable":
                raise
            raise _cut_off(folder) from error
        _print(outcome, as_json)
        if stay:
            _leave_work(running.address, portal.prepared(folder, now), job, said)
            _stay(running, said)


def _cut_off(folder: Path) -> click.ClickException:
    return click.ClickException(
        "The portal stopped answering. What it acknowledged is kept: "
        f"add --folder {folder} to go on."
    )


def _people(replay: Path | None) -> str:
    return "people whose answers were recorded" if replay else "simulated people"


def _names() -> list[str]:
    return [
        f"{manner.name}-{number}" for manner in MANNERS for number in range(1, manner.people + 1)
    ]


def _labels(folder: Path) -> dict[str, dict[str, str]]:
    """Label by row, by person; of several answers of a person to one row the first counts."""
    found: dict[str, dict[str, str]] = {}
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            person = found.setdefault(f"person-{row['worker']}", {})
            person.setdefault(row["task"], row["label"])
    return found


def _distinct(recorded: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    return dict.fromkeys(label for labels in recorded.values() for label in labels.values())


def _work(
    folder: Path,
    instance: Instance,
    job: Job,
    recorded: Mapping[str, Mapping[str, str]],
    emails: Sequence[str],
    address: str,
    said: Console,
) -> Outcome:
    with Client(address, instance.api_key) as client:
        batch, instance = _published(folder, client, instance, job, recorded, said)
        hands = _hands(folder, job, batch, recorded, emails)
        if batch.answers < batch.answers_wanted:
            said.print(f"{len(hands)} people answer through the workers' pages …")
            with progress("Answers", batch.answers_wanted - batch.answers) as done:
                let_work(
                    hands,
                    address=address,
                    password=portal.PASSWORD,
                    project_id=instance.project_id,
                    progress=done,
                )
        said.print("The requester accepts, pays and computes the labels …")
        batch.accept_all()
        batch.aggregate()
        files = _exported(folder, batch)
        batch = batch.refresh()
        if batch.state != "ended":
            batch = batch.end()
        return _outcome(batch, job, len(hands), not recorded, files)


def _published(
    folder: Path,
    client: Client,
    instance: Instance,
    job: Job,
    recorded: Mapping[str, Mapping[str, str]],
    said: Console,
) -> tuple[Batch, Instance]:
    if instance.batch_id:
        batch = client.batches.get(instance.batch_id)
    else:
        said.print("The requester creates the project and sends the data …")
        fields = job.fields
        if recorded:
            fields = {**fields, "answers_per_task": _answers_most(recorded)}
        project = client.projects.create(instructions=job.instructions, **fields)
        if job.media is not None:
            client.media.upload(project, job.media)
        batch = client.batches.create(
            project,
            job.data,
            name=job.data.stem,
            external_id=job.external_id,
            media=("image",) if job.media is not None else (),
            publish=False,
        )
        instance = replace(instance, project_id=project.id, batch_id=batch.id).kept(folder)
    if batch.state == "draft":
        quote = batch.quote()
        said.print(f"It costs {quote.total} {quote.currency} at the most; the operator funds it.")
        amount = Money.parse(str(quote.total), quote.currency)
        portal.give_play_money(instance, utc_now(), amount.permille(SPARE_PERMILLE))
        batch = batch.publish(sensitive=[])
    return batch, instance


def _answers_most(recorded: Mapping[str, Mapping[str, str]]) -> int:
    counts: dict[str, int] = {}
    for labels in recorded.values():
        for row in labels:
            counts[row] = counts.get(row, 0) + 1
    return max(counts.values())


def _hands(
    folder: Path,
    job: Job,
    batch: Batch,
    recorded: Mapping[str, Mapping[str, str]],
    emails: Sequence[str],
) -> list[Hand]:
    if not recorded:
        scans = material.pictures_by_content(folder / "scans")
        manners = [manner for manner in MANNERS for _ in range(manner.people)]
        return [
            Reader(email, manner, scans, job.truth)
            for email, manner in zip(emails, manners, strict=True)
        ]
    ids = {task.external_id: task.id for task in batch.tasks()}
    hands: list[Hand] = []
    for email, name in zip(emails, sorted(recorded), strict=True):
        person = person_by_email(email)
        assert person is not None
        hands.append(
            Recorded(
                email,
                {ids[row]: label for row, label in recorded[name].items()},
                in_hand(person.id, batch.id),
                answered_by(person.id, batch.id),
                job.fields["time_estimate_seconds"],
            )
        )
    return hands


def _exported(folder: Path, batch: Batch) -> tuple[str, ...]:
    names = []
    for format in ("csv", "jsonl", "parquet"):
        path = folder / f"labels.{format}"
        batch.save_labels(path, with_answers=format == "jsonl")
        names.append(str(path))
    return tuple(names)


def _read(files: Sequence[str]) -> list[dict[str, Any]]:
    """The exported labels with the answers behind them."""
    (path,) = (file for file in files if file.endswith(".jsonl"))
    with Path(path).open("rb") as lines:
        return [json.loads(line) for line in lines]


def _outcome(
    batch: Batch, job: Job, people: int, simulated: bool, files: tuple[str, ...]
) -> Outcome:
    rows = _read(files)
    labels = {str(row["external_id"]): row["label.label"] for row in rows}
    judged = [row for row in labels if row in job.truth]
    right = sum(labels[row] == job.truth[row] for row in judged)
    answers = [
        (str(row["external_id"]), behind["answer"]["label"], behind["work_seconds"])
        for row in rows
        for behind in row["answers"]
    ]
    known = [(row, label) for row, label, _ in answers if row in job.truth]
    seconds = sum(second for _, _, second in answers)
    spend = spend_of_project(batch.project_id)
    currency = spend.answers.currency
    return Outcome(
        tasks=len(rows),
        answers=len(answers),
        people=people,
        simulated=simulated,
        paid_to_workers=str(spend.answers),
        paid_readings=str(spend.reading),
        contributions=str(spend.contributions),
        fee=str(spend.fee),
        set_aside=str(spend.set_aside),
        returned=str(spend.returned),
        pay_per_hour=_cents(spend.answers.micros * 3600 // seconds, currency),
        floor_per_hour=_cents(settings.FLOOR_MICROS_PER_HOUR, currency),
        ties=sum(row["label.label"] is None for row in rows),
        accuracy=round(right / len(judged), 4),
        accuracy_one_answer=round(
            sum(label == job.truth[row] for row, label in known) / len(known), 4
        ),
        f1=_f1(labels, job) if job.positive else None,
        books_balanced=_is_balanced(),
        files=files,
    )


def _is_balanced() -> bool:
    faults = [*book_faults(), *settlement_faults(), *chain_faults()]
    for fault in faults:
        click.echo(f"Fault: {fault}", err=True)
    return not faults


def _f1(labels: Mapping[str, object], job: Job) -> float:
    """The harmonic mean of precision and recall for the positive label."""
    found = {row for row, label in labels.items() if label == job.positive}
    true = {row for row, label in job.truth.items() if label == job.positive}
    return round(2 * len(found & true) / (len(found) + len(true)), 4)


def _cents(micros: int, currency: str) -> str:
    whole, _ = Money(micros, currency).whole_cents()
    return str(whole)


def _print(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        write_json(asdict(outcome))
        return
    crowd = "simulated" if outcome.simulated else "recorded"
    rows = [
        ("Tasks", f"{outcome.tasks:,}"),
        ("Answers", f"{outcome.answers:,}"),
        (f"People ({crowd})", str(outcome.people)),
        ("Paid for answers", outcome.paid_to_workers),
        ("Paid for reading instructions", outcome.paid_readings),
        ("Contributions", outcome.contributions),
        ("Platform fee", outcome.fee),
        ("Kept for time and floor for now", outcome.set_aside),
        ("Returned to the requester", outcome.returned),
        ("Pay per hour, at the declared pace", outcome.pay_per_hour),
        ("Floor per hour", outcome.floor_per_hour),
        ("Accuracy of one answer", f"{outcome.accuracy_one_answer:.3f}"),
        ("Accuracy of the majority", f"{outcome.accuracy:.3f}"),
        ("Ties, reported and not counted right", str(outcome.ties)),
        ("Books", "balanced" if outcome.books_balanced else "NOT BALANCED"),
    ]
    if outcome.f1 is not None:
        rows.insert(-2, ("F1 of the majority", f"{outcome.f1:.3f}"))
    table = Table(show_header=False, title="What came out")
    table.add_column(justify="left")
    table.add_column(justify="right")
    for name, value in rows:
        table.add_row(name, value)
    console = Console(width=72, file=sys.stdout)
    console.print(table)
    for file in outcome.files:
        click.echo(file)


def _leave_work(address: str, instance: Instance, job: Job, said: Console) -> None:
    """Some tasks of the same project are open, for whoever wants to answer by hand."""
    with job.data.open(newline="", encoding="utf-8") as file:
        rows = list(islice(csv.DictReader(file), TASKS_BY_HAND))
    with Client(address, instance.api_key) as client:
        if any(batch.name == BY_HAND for batch in client.batches.list(instance.project_id)):
            return
        media = ("image",) if job.media is not None else ()
        client.batches.create(
            instance.project_id, rows, name=BY_HAND, external_id=job.external_id, media=media
        )
    said.print(f"{TASKS_BY_HAND} tasks are open again, to be answered by hand.")


def _stay(running: Running, said: Console) -> None:
    said.print(f"\nThe portal is at {running.address}/  (Ctrl-C ends it)")
    said.print(f"Password of everybody: {portal.PASSWORD}")
    for email, role in (
        (f"{MANNERS[0].name}-1@demo.example", "a worker who has answered"),
        (f"{NEWCOMER}@demo.example", "a worker who has not begun"),
        (portal.REQUESTER, "the requester"),
        (portal.OPERATOR, "the operator"),
    ):
        said.print(f"  {email:<28} {role}")
    running.stay()
