"""`ouvrage replay-turns`: who got which task of a batch, drawn and handed out again."""

import click

from ouvrage.base.actor import Actor
from ouvrage.cli.database import require_migrated
from ouvrage.cli.terminal import write_json
from ouvrage.work.access import batch_for_member
from ouvrage.work.queries import replayed
from ouvrage.work.rules.replay import Replayed

ACTOR = Actor.job("replay-turns")


@click.command("replay-turns")
@click.argument("batch_id", metavar="BATCH")
@click.option("--json", "as_json", is_flag=True, help="Print rounds and allocations as JSON.")
def replay_turns(batch_id: str, as_json: bool) -> None:
    """Do the allocation of BATCH again from the journal; exit 1 when anything comes out otherwise.

    People stand under their identifiers, as in the journal.
    """
    require_migrated()
    batch = batch_for_member(ACTOR, batch_id)
    found = replayed(batch.id)
    if as_json:
        write_json(_document(found, batch.id))
    else:
        _print(found, batch.id)
    raise SystemExit(1 if found.faults else 0)


def _document(found: Replayed, batch_id: str) -> dict[str, object]:
    return {
        "reproduced": not found.faults,
        "faults": found.faults,
        "rounds": [
            {
                "event": row.event,
                "round": row.number,
                "order": list(row.order),
                "dealt": [list(pair) for pair in row.dealt],
            }
            for row in found.rounds
            if row.batch == batch_id
        ],
        "allocations": [
            {
                "event": row.event,
                "at": row.at.isoformat(),
                "worker": row.worker,
                "position": row.position,
                "found": row.found,
                "passed": list(row.passed),
            }
            for row in found.allocations
            if row.batch == batch_id
        ],
    }


def _print(found: Replayed, batch_id: str) -> None:
    for drawn in found.rounds:
        if drawn.batch == batch_id:
            click.echo(f"round {drawn.number}, event {drawn.event}: {len(drawn.order)} took part")
            for worker, tasks in drawn.dealt:
                click.echo(f"  {worker}  {tasks}")
    mine = [row for row in found.allocations if row.batch == batch_id]
    for row in mine:
        click.echo(f"{row.at:%Y-%m-%d %H:%M:%S}  {row.worker}  task {row.position}  {row.found}")
    for fault in found.faults:
        click.echo(f"Fault: {fault}", err=True)
    click.echo(f"{len(found.faults)} faults." if found.faults else f"{len(mine)} reproduced.")
