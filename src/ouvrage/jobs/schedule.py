"""Which job runs how often. A job is a module with `run(now)`; it handles a bounded number of rows
and says how many, and a full round makes it due again at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ouvrage.base.limits import (
    COPIES_ROUND_MAX,
    ERASURES_ROUND_MAX,
    JOB_ROWS_MAX,
    LETTERS_ROUND_MAX,
)
from ouvrage.base.moment import Moment, Span
from ouvrage.jobs import (
    accept_due,
    appeals_due,
    ask_monthly_payouts,
    audit_pay,
    check_floors,
    check_gold,
    close_months,
    close_readings,
    close_refusals,
    close_tests,
    deal_turns,
    deliver_outbox,
    end_blocks,
    erase_due,
    expire_leases,
    finish_batches,
    fold_time,
    free_held,
    lift_unlooked,
    make_copies,
    measure_time,
    measure_unpaid,
    offer_employment,
    pay_credits,
    pay_top_ups,
    propose_restrictions,
    record_contracts,
    release_finished,
    release_reserves,
    seal_journal,
    send_digests,
    send_letters,
    shred_erased,
    sweep_copies,
    sweep_imports,
    sweep_uploads,
    tell_available,
    tell_contracts,
    tell_register,
    tell_statements,
    watch_silence,
    write_digests,
)

LEASE = Span(minutes=10)


def _always(now: Moment) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Job:
    """A periodic job: `run(now)` returns how many rows it handled, at most `rows_max` a round."""

    name: str
    every: Span
    run: Callable[[Moment], int]
    has_work: Callable[[Moment], bool] = _always
    rows_max: int = JOB_ROWS_MAX


SCHEDULE = (
    Job("deliver_outbox", Span(seconds=1), deliver_outbox.run, deliver_outbox.has_work),
    Job("finish_batches", Span(seconds=5), finish_batches.run),
    Job("release_finished", Span(seconds=5), release_finished.run),
    Job("seal_journal", Span(seconds=10), seal_journal.run),
    Job("expire_leases", Span(seconds=15), expire_leases.run),
    Job("deal_turns", Span(seconds=15), deal_turns.run),
    Job("check_gold", Span(seconds=30), check_gold.run),
    Job("measure_time", Span(seconds=30), measure_time.run),
    Job("accept_due", Span(minutes=1), accept_due.run),
    Job("watch_silence", Span(minutes=5), watch_silence.run),
    Job("close_tests", Span(minutes=1), close_tests.run),
    Job("close_readings", Span(minutes=1), close_readings.run),
    Job("pay_credits", Span(minutes=5), pay_credits.run),
    Job("free_held", Span(minutes=10), free_held.run),
    Job("offer_employment", Span(hours=1), offer_employment.run),
    Job("record_contracts", Span(hours=1), record_contracts.run),
    Job("release_reserves", Span(hours=1), release_reserves.run),
    Job("send_letters", Span(minutes=1), send_letters.run, rows_max=send_letters.LETTERS_A_ROUND),
    Job("end_blocks", Span(minutes=5), end_blocks.run),
    Job("propose_restrictions", Span(hours=1), propose_restrictions.run),
    Job("appeals_due", Span(minutes=5), appeals_due.run),
    Job("lift_unlooked", Span(minutes=5), lift_unlooked.run),
    Job("write_digests", Span(minutes=1), write_digests.run),
    Job("send_digests", Span(minutes=1), send_digests.run, rows_max=LETTERS_ROUND_MAX),
    Job("tell_available", Span(hours=1), tell_available.run),
    Job("tell_contracts", Span(minutes=10), tell_contracts.run),
    Job("tell_register", Span(minutes=10), tell_register.run),
    Job("tell_statements", Span(hours=6), tell_statements.run),
    Job("close_refusals", Span(minutes=1), close_refusals.run),
    Job("close_months", Span(hours=1), close_months.run),
    Job("ask_monthly_payouts", Span(hours=1), ask_monthly_payouts.run),
    Job("make_copies", Span(seconds=5), make_copies.run, rows_max=COPIES_ROUND_MAX),
    Job("erase_due", Span(seconds=30), erase_due.run, rows_max=ERASURES_ROUND_MAX),
    Job("shred_erased", Span(minutes=1), shred_erased.run),
    Job("sweep_copies", Span(hours=1), sweep_copies.run),
    Job("audit_pay", Span(hours=1), audit_pay.run),
    Job("pay_top_ups", Span(minutes=5), pay_top_ups.run),
    Job("check_floors", Span(hours=1), check_floors.run),
    Job("measure_unpaid", Span(days=1), measure_unpaid.run),
    Job("fold_time", Span(hours=6), fold_time.run),
    Job("sweep_imports", Span(hours=6), sweep_imports.run),
    Job("sweep_uploads", Span(hours=6), sweep_uploads.run),
)
