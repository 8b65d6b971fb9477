"""An attempt gets its result: from the key, from a person, or from who decides an appeal.

A result is never edited; the latest counts. One that is not enough can be contested.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from ouvrage.base.actor import Actor
from ouvrage.base.errors import refuse_all
from ouvrage.base.ids import new_id
from ouvrage.base.limits import JOB_ROWS_MAX
from ouvrage.base.moment import Moment
from ouvrage.journal.actions import Line, announce, record
from ouvrage.people.queries import person_behind
from ouvrage.skills.actions.grants import GrantLine, grant_passed
from ouvrage.skills.drafts import Judgement
from ouvrage.skills.errors import AttemptNotWaiting, JudgementMissing, OwnAttempt
from ouvrage.skills.models import Attempt, Result
from ouvrage.skills.rules import (
    AttemptState,
    Author,
    GrantState,
    explanation_refusals,
    is_passed,
    percent_right,
)

Marks = Mapping[str, Mapping[str, object]]


def write_result(
    *,
    actor: Actor,
    now: Moment,
    attempt: Attempt,
    percent: int,
    marks: Marks,
    author: Author,
    explanation: str = "",
) -> Result:
    """The attempt has this result, and who passed holds the qualification.

    Called in the transaction that moved the attempt on.
    """
    passed = is_passed(percent, attempt.test.pass_percent)
    window = timedelta(days=settings.AGREEMENT.appeals.window_days)
    result = Result.objects.create(
        id=new_id(now),
        attempt=attempt,
        version=Result.objects.filter(attempt=attempt).count() + 1,
        percent=percent,
        passed=passed,
        marks={item: dict(mark) for item, mark in marks.items()},
        author=author,
        person_id=person_behind(actor) if author is Author.PERSON else "",
        explanation=explanation.strip(),
        appeal_until=None if passed else now + window,
        at=now,
    )
    _move_on(actor, now, attempt, result)
    if passed:
        grant_passed(
            actor=actor,
            now=now,
            qualification=attempt.test.qualification,
            worker_id=attempt.worker_id,
            line=GrantLine(GrantState.GRANTED, percent, author, attempt.id),
        )
    return result


def _move_on(actor: Actor, now: Moment, attempt: Attempt, result: Result) -> None:
    attempt.state = AttemptState.PASSED if result.passed else AttemptState.FAILED
    attempt.score_until = None
    attempt.save(update_fields=["state", "score_until"])
    organisation_id = attempt.test.qualification.organisation_id
    details = {
        "percent": result.percent,
        "passed": result.passed,
        "version": result.version,
        "person_id": attempt.worker_id,
        "test": attempt.test.qualification.name,
    }
    line = Line("test.scored", "attempt", attempt.id, organisation_id, details=details)
    announce(actor=actor, now=now, line=line)


def score_attempt(
    *, actor: Actor, now: Moment, attempt_id: str, judgements: Mapping[str, Judgement]
) -> Result:
    """A person said of every item whether it is right; the attempt has its result.

    Nobody scores their own. What is wrong carries a note, which the worker reads.
    """
    with transaction.atomic():
        attempt = _locked(attempt_id)
        if attempt.state != AttemptState.WAITING:
            raise AttemptNotWaiting
        if person_behind(actor) == attempt.worker_id:
            raise OwnAttempt
        if set(judgements) != set(attempt.items):
            raise JudgementMissing
        for number, item in enumerate(attempt.items, start=1):
            if not judgements[item].right:
                refuse_all(explanation_refusals(judgements[item].note, f"note-{number}"))
        marks = {
            item: {"right": judgements[item].right, "note": judgements[item].note.strip()}
            for item in attempt.items
        }
        right = sum(judgements[item].right for item in attempt.items)
        return write_result(
            actor=actor,
            now=now,
            attempt=attempt,
            percent=percent_right(right, len(marks)),
            marks=marks,
            author=Author.PERSON,
        )


def _locked(attempt_id: str) -> Attempt:
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("test__qualification")
    return rows.get(id=attempt_id)


def lapse_attempts(*, actor: Actor, now: Moment, limit: int = JOB_ROWS_MAX) -> int:
    """Attempts that nobody scored in time do not count, and the test can be taken again at once.

    They were paid when they were sent. Returns how many.
    """
    late = Attempt.objects.filter(state=AttemptState.WAITING, score_until__lte=now).order_by("id")
    lapsed = 0
    for row in late.select_related("test__qualification")[:limit]:
        with transaction.atomic():
            waiting = Attempt.objects.filter(id=row.id, state=AttemptState.WAITING)
            if waiting.update(state=AttemptState.LAPSED, score_until=None):
                organisation_id = row.test.qualification.organisation_id
                line = Line("test.lapsed", "attempt", row.id, organisation_id)
                record(actor=actor, now=now, line=line)
                lapsed += 1
    return lapsed


def overturn_result(*, actor: Actor, now: Moment, attempt_id: str, explanation: str) -> Result:
    """A failed attempt is passed after all: a second result follows the first, and the
    qualification is granted with the least value that passes. Called by `rights` when an appeal is
    won; a second call gives the result that stands."""
    with transaction.atomic():
        attempt = _locked(attempt_id)
        latest = Result.objects.filter(attempt=attempt).order_by("-version").first()
        if latest is None:
            raise AttemptNotWaiting
        if latest.passed:
            return latest
        return write_result(
            actor=actor,
            now=now,
            attempt=attempt,
            percent=max(latest.percent, attempt.test.pass_percent),
            marks=latest.marks,
            author=Author.PERSON,
            explanation=explanation,
        )
