"""`ouvrage check-books`: money and journal are as they must be, or every fault is named."""

import click

from ouvrage.cli.database import require_migrated
from ouvrage.cli.terminal import progress, write_json
from ouvrage.journal.queries import chain_faults
from ouvrage.ledger.queries import book_faults, totals
from ouvrage.pay.queries import settlement_faults
from ouvrage.people.queries import chain_faults as link_faults


@click.command("check-books")
@click.option("--json", "as_json", is_flag=True, help="Print balances and faults as JSON.")
def check_books(as_json: bool) -> None:
    """Check the ledger, what was settled, and the chains; exit 1 when there is a fault."""
    require_migrated()
    faults: list[str] = []
    checks = (book_faults, settlement_faults, chain_faults, link_faults)
    with progress("Checks", len(checks)) as done:
        for number, check in enumerate(checks, start=1):
            faults += check()
            done(number)
    balances = totals()
    if as_json:
        write_json(
            {
                "balanced": not faults,
                "faults": faults,
                "balances": [
                    {"account": kind, "amount": amount.decimal(), "currency": amount.currency}
                    for kind, amount in balances
                ],
            }
        )
    else:
        for kind, amount in balances:
            click.echo(f"{kind:<14} {amount.decimal():>18} {amount.currency}")
        for fault in faults:
            click.echo(f"Fault: {fault}", err=True)
        click.echo(f"{len(faults)} faults." if faults else "The books are balanced.")
    raise SystemExit(1 if faults else 0)
