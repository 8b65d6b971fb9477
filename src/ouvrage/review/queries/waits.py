"""How long people wait for a decision about their answers."""

from ouvrage.base.moment import Moment, Span
from ouvrage.review.models import Verdict
from ouvrage.work.queries import decided_answers

CHUNK = 2_000


def decision_waits(organisation_id: str, since: Moment) -> list[Span]:
    """From sending an answer to the first verdict on it, over the requester's latest answers."""
    sent = decided_answers(organisation_id, since)
    first: dict[str, Moment] = {}
    ids = list(sent)
    for start in range(0, len(ids), CHUNK):
        rows = Verdict.objects.filter(submission_id__in=ids[start : start + CHUNK])
        for submission_id, at in rows.values_list("submission_id", "at"):
            first[submission_id] = min(at, first.get(submission_id, at))
    return [at - sent[submission_id] for submission_id, at in first.items()]
