"""The check that accepted answers, paid readings and credits were each paid exactly once, and that
what is on its way to workers is what their payouts say.
"""

from django.db.models import Sum

from ouvrage.ledger.queries import all_held, entry_count, paid_subjects
from ouvrage.pay.models import AuditLine, Credit, HeldEarning, Reading, ReadingState
from ouvrage.pay.queries.payouts import payout_faults
from ouvrage.pay.rules import AuditLineState, CreditKind
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState

CHUNK = 500


def settlement_faults() -> list[str]:
    """One sentence per accepted answer without its pay, or pay without its answer; the same for
    readings and credits; and per payout whose money is not where its state says.

    A settlement's key can be used once, also by the appeal that overturns a refusal, so that two
    for one answer cannot be stored.
    """
    accepted = Submission.objects.filter(state=SubmissionState.ACCEPTED, reward_micros__gt=0)
    readings = Reading.objects.filter(state=ReadingState.PAID, pay_micros__gt=0)
    faults = []
    for kinds, rows in ((("settle", "overturn"), accepted), (("reading",), readings)):
        # Entries before answers: what is settled meanwhile is then no entry without its answer.
        posted = entry_count(kinds)
        ids = list(rows.values_list("id", flat=True))
        paid = set()
        for start in range(0, len(ids), CHUNK):
            paid |= paid_subjects(kinds, ids[start : start + CHUNK])
        missing = [subject for subject in ids if subject not in paid]
        if missing and rows is accepted:
            missing = _without_credit(missing)
        faults += [f"{kinds[0]} is missing for {subject}" for subject in missing]
        extra = posted - len(paid)
        if extra > 0:
            faults.append(f"{extra} entries of kind {' or '.join(kinds)} have no work behind them")
    return [
        *faults,
        *_time_faults(),
        *_top_up_faults(),
        *payout_faults(),
        *_held_faults(),
    ]


def _time_faults() -> list[str]:
    """Every part of a credit that was paid is in the books, and no other."""
    posted = entry_count(("time",))
    ids = [part for row in Credit.objects.filter(parts__gt=0) for part in row.part_ids]
    return _part_faults("time", "credit", ids, posted)


def _top_up_faults() -> list[str]:
    """Every part of a top-up that an audit says was paid is in the books, and no other."""
    posted = entry_count(("top_up",))
    lines = AuditLine.objects.exclude(state=AuditLineState.NEW)
    reserves = lines.filter(reserve_micros__gt=0).values_list("id", flat=True)
    rests = lines.filter(rest_micros__gt=0, state=AuditLineState.PAID)
    ids = [*reserves, *(f"{line_id}:rest" for line_id in rests.values_list("id", flat=True))]
    return _part_faults("top_up", "audit", ids, posted)


def _part_faults(kind: str, behind: str, ids: list[str], posted: int) -> list[str]:
    paid = set()
    for start in range(0, len(ids), CHUNK):
        paid |= paid_subjects((kind,), ids[start : start + CHUNK])
    faults = [f"{kind} is missing for {subject}" for subject in ids if subject not in paid]
    if posted > len(paid):
        faults.append(f"{posted - len(paid)} entries of kind {kind} have no {behind} behind them")
    return faults


def _held_faults() -> list[str]:
    """What is held for a worker is, to the micro-unit, what payments held and no rate has freed."""
    rows = HeldEarning.objects.filter(freed_at__isnull=True).values_list("worker_id", "currency")
    noted = {(key[0], key[1]): key[2] for key in rows.annotate(sum=Sum("held_micros"))}
    kept = {(owner, amount.currency): amount.micros for owner, amount in all_held()}
    return [
        f"{kept.get(key, 0)} are held for {key[0]}, and payments held {noted.get(key, 0)}"
        for key in sorted(kept.keys() | noted.keys())
        if kept.get(key, 0) != noted.get(key, 0)
    ]


def _without_credit(submission_ids: list[str]) -> list[str]:
    """Those without a credit either: an overturned refusal pays what its time was not paid, and is
    owed while the funds are short."""
    kinds = [CreditKind.REFUSED, CreditKind.APPEAL]
    credits = Credit.objects.filter(kind__in=kinds, subject_id__in=submission_ids)
    credited = set(credits.values_list("subject_id", flat=True))
    return [subject for subject in submission_ids if subject not in credited]
