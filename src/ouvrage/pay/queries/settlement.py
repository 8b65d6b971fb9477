"""The check that every accepted answer and every paid reading was paid exactly once."""

from ouvrage.ledger.queries import entry_count, paid_subjects
from ouvrage.pay.models import Reading, ReadingState
from ouvrage.work.models import Submission
from ouvrage.work.rules import SubmissionState

CHUNK = 500


def settlement_faults() -> list[str]:
    """One sentence per accepted answer without a settlement, or settlement without its answer.

    A settlement's key can be used once, so that two for one answer cannot be stored.
    """
    accepted = Submission.objects.filter(state=SubmissionState.ACCEPTED)
    readings = Reading.objects.filter(state=ReadingState.PAID, pay_micros__gt=0)
    faults = []
    for kind, rows in (("settle", accepted), ("reading", readings)):
        # Entries before answers: what is settled meanwhile is then no entry without its answer.
        posted = entry_count(kind)
        ids = list(rows.values_list("id", flat=True))
        paid = set()
        for start in range(0, len(ids), CHUNK):
            paid |= paid_subjects(kind, ids[start : start + CHUNK])
        faults += [f"{kind} is missing for {subject}" for subject in ids if subject not in paid]
        extra = posted - len(paid)
        if extra > 0:
            faults.append(f"{extra} entries of kind {kind} have no work behind them")
    return faults
