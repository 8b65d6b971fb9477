"""The room's writers: publishing and ending with the ledger, paid readings, settlement."""

from ouvrage.pay.actions.audits import (
    audit_pay,
    pay_top_ups,
)
from ouvrage.pay.actions.batches import (
    add_answers,
    add_readings,
    end_batch,
    publish_batch,
    release_finished,
    release_reserves,
)
from ouvrage.pay.actions.claims import (
    ClaimDraft,
    accept_claim,
    claim_time,
    overturn_claim,
    refuse_claim,
)
from ouvrage.pay.actions.credits import (
    CreditDraft,
    credit_time,
    pay_compensation,
    pay_credits,
)
from ouvrage.pay.actions.floors import (
    check_floors,
    raise_price,
    resume_project,
)
from ouvrage.pay.actions.folding import (
    fold_time,
    measure_unpaid,
)
from ouvrage.pay.actions.held import (
    free_held,
    note_held,
)
from ouvrage.pay.actions.overturns import (
    settle_overturned,
)
from ouvrage.pay.actions.rates import import_rates
from ouvrage.pay.actions.readings import (
    begin_reading,
    close_readings,
    end_reading,
)
from ouvrage.pay.actions.settlement import (
    settle,
)
from ouvrage.pay.actions.statuses import (
    choose_status,
    offer_employment,
)
from ouvrage.pay.actions.stops import (
    approve_stop,
    begin_break,
    overturn_stop,
    stop_task,
)
from ouvrage.pay.actions.tests import (
    add_attempts,
    close_test,
    close_tests,
    open_test,
    send_test,
)
from ouvrage.pay.actions.time import (
    TimeReport,
    TimeSubject,
    record_time,
    tell_outage,
)

__all__ = [
    "ClaimDraft",
    "CreditDraft",
    "TimeReport",
    "TimeSubject",
    "accept_claim",
    "add_answers",
    "add_attempts",
    "add_readings",
    "approve_stop",
    "audit_pay",
    "begin_break",
    "begin_reading",
    "check_floors",
    "choose_status",
    "claim_time",
    "close_readings",
    "close_test",
    "close_tests",
    "credit_time",
    "end_batch",
    "end_reading",
    "fold_time",
    "free_held",
    "import_rates",
    "measure_unpaid",
    "note_held",
    "offer_employment",
    "open_test",
    "overturn_claim",
    "overturn_stop",
    "pay_compensation",
    "pay_credits",
    "pay_top_ups",
    "publish_batch",
    "raise_price",
    "record_time",
    "refuse_claim",
    "release_finished",
    "release_reserves",
    "resume_project",
    "send_test",
    "settle",
    "settle_overturned",
    "stop_task",
    "tell_outage",
]
