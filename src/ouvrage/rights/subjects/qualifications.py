"""A qualification that was taken back, or a test that was not passed. An overturned one is held.

The subjects are the line of the history (`Grant`) and the result (`Result`), which never change.
"""

from collections.abc import Sequence

from django.conf import settings

from ouvrage.base.words import N_
from ouvrage.people.queries import organisations_by_id
from ouvrage.rights.rules import SubjectKind
from ouvrage.rights.subjects.case import Case, Effect, Fact, Subject
from ouvrage.rights.subjects.restrictions import account_code
from ouvrage.skills import actions as skills
from ouvrage.skills.models import Grant, Qualification, Result
from ouvrage.skills.queries import FeedbackRow, latest_grant, result_of
from ouvrage.skills.rules import REVOCATION_LABELS, GrantState, RevocationReason
from ouvrage.work.queries import pseudonym_for


def revocation_case(grant_id: str) -> Case | None:
    """A qualification that was revoked, with the reason."""
    rows = Grant.objects.filter(id=grant_id, state=GrantState.REVOKED)
    grant = rows.select_related("qualification").first()
    if grant is None:
        return None
    issued = grant.qualification
    return Case(
        kind=SubjectKind.QUALIFICATION,
        subject_id=grant.id,
        worker_id=grant.worker_id,
        worker=_code(issued, grant.worker_id),
        organisation_id=issued.organisation_id,
        title=issued.name,
        decided_at=grant.at,
        appeal_until=grant.appeal_until,
        stands=_is_latest(grant),
        deciders=(grant.person_id,),
        facts=(
            Fact(N_("Qualification"), issued.name, said=True),
            Fact(N_("Issued by"), _issuer(issued), said=True),
            Fact(N_("Reason"), REVOCATION_LABELS[RevocationReason(grant.reason)]),
            Fact(N_("Explanation"), grant.explanation, said=True),
            Fact(N_("Decided"), at=grant.at),
        ),
    )


def _code(issued: Qualification, worker_id: str) -> str:
    if not issued.organisation_id:
        return account_code(worker_id)
    return pseudonym_for(issued.organisation_id, worker_id)


def _issuer(issued: Qualification) -> str:
    if not issued.organisation_id:
        return str(settings.INSTANCE_NAME)
    return organisations_by_id([issued.organisation_id])[issued.organisation_id].name


def _is_latest(grant: Grant) -> bool:
    latest = latest_grant(grant.qualification_id, grant.worker_id)
    return latest is not None and latest.row.id == grant.id


def _grant_titles(grant_ids: Sequence[str]) -> dict[str, str]:
    return dict(Grant.objects.filter(id__in=grant_ids).values_list("id", "qualification__name"))


def _held_again(grant_ids: Sequence[str]) -> set[str]:
    return {row.id for row in Grant.objects.filter(id__in=grant_ids) if not _is_latest(row)}


def _give_back(effect: Effect) -> None:
    skills.overturn_revocation(
        actor=effect.actor,
        now=effect.now,
        grant_id=effect.case.subject_id,
        explanation=effect.explanation,
    )


REVOCATION = Subject(
    case=revocation_case, titles=_grant_titles, ended=_held_again, overturn=_give_back
)


def result_case(result_id: str) -> Case | None:
    """A test that was not passed, with what was said of it."""
    rows = Result.objects.filter(id=result_id, passed=False)
    result = rows.select_related("attempt__test__qualification").first()
    if result is None:
        return None
    issued, worker_id = result.attempt.test.qualification, result.attempt.worker_id
    return Case(
        kind=SubjectKind.TEST,
        subject_id=result.id,
        worker_id=worker_id,
        worker=_code(issued, worker_id),
        organisation_id=issued.organisation_id,
        title=issued.name,
        decided_at=result.at,
        appeal_until=result.appeal_until,
        stands=result.id not in _scored_anew([result.id]),
        deciders=(result.person_id,),
        facts=(
            Fact(N_("Qualification"), issued.name, said=True),
            Fact(N_("Issued by"), _issuer(issued), said=True),
            Fact(N_("Right, in percent"), str(result.percent), said=True),
            Fact(
                N_("Needed to pass, in percent"), str(result.attempt.test.pass_percent), said=True
            ),
            *_item_facts(result),
            Fact(N_("Explanation"), result.explanation, said=True),
            Fact(N_("Decided"), at=result.at),
        ),
    )


def _test_titles(result_ids: Sequence[str]) -> dict[str, str]:
    rows = Result.objects.filter(id__in=result_ids)
    return dict(rows.values_list("id", "attempt__test__qualification__name"))


def _item_facts(result: Result) -> tuple[Fact, ...]:
    """Each item that was not right: what it showed, what was answered and expected, and why."""
    feedback = result_of(result.attempt)
    rows = feedback.items if feedback else ()
    return tuple(
        Fact(N_("An item that was not right"), _item_text(row), said=True)
        for row in rows
        if not row.right
    )


def _item_text(row: FeedbackRow) -> str:
    given = ", ".join(f"{name}: {value}" for name, value in row.given.items()) or "–"
    expected = ", ".join(f"{name}: {' | '.join(key)}" for name, key in row.expected.items())
    shown = " · ".join(str(value) for value in row.data.values())
    lines = (f"{row.number}. {shown}", f"→ {given}", expected and f"≠ {expected}")
    return "\n".join(filter(None, (*lines, row.note, row.explanation)))


def _scored_anew(result_ids: Sequence[str]) -> set[str]:
    ended = set()
    for row in Result.objects.filter(id__in=result_ids):
        latest = Result.objects.filter(attempt_id=row.attempt_id).order_by("-version")[:1].get()
        if latest.id != row.id:
            ended.add(row.id)
    return ended


def _pass(effect: Effect) -> None:
    result = Result.objects.get(id=effect.case.subject_id)
    skills.overturn_result(
        actor=effect.actor,
        now=effect.now,
        attempt_id=result.attempt_id,
        explanation=effect.explanation,
    )


TEST = Subject(case=result_case, titles=_test_titles, ended=_scored_anew, overturn=_pass)
