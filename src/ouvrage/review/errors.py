"""Refusals of the room."""

from ouvrage.base.errors import Refusal, RefusalKind


class ReasonUnknown(Refusal):
    """A refusal names one of these reasons: {reasons}. Choose the one that applies."""

    code = "reason_unknown"


class CriterionUnknown(Refusal):
    """A refusal names a criterion that the worker could read before the work: {published}. Choose
    one of them."""

    code = "criterion_unknown"


class TooShort(Refusal):
    """This needs at least {least} characters, so that the worker can understand and check it."""

    code = "too_short"


class AlreadyDecided(Refusal):
    """This answer was decided before. Look at its latest state on the page of answers."""

    code = "already_decided"
    kind = RefusalKind.CONFLICT


class DecisionTimeOver(Refusal):
    """The time to refuse this answer is over, so it is accepted and paid. Look at its latest state
    on the page of answers."""

    code = "decision_time_over"
    kind = RefusalKind.CONFLICT


class ReworkFirst(Refusal):
    """This is the first defect found in this person's work for the project, so paid rework comes
    before a refusal. Offer it with the same reason, criterion, evidence and explanation."""

    code = "rework_first"
    kind = RefusalKind.CONFLICT


class ReworkOffered(Refusal):
    """Rework was offered for this answer before. Accept the answer, or refuse it with reasons."""

    code = "rework_offered"
    kind = RefusalKind.CONFLICT


class NotRefused(Refusal):
    """This answer is not refused, so there is nothing to contest or overturn. Look at its latest
    state."""

    code = "not_refused"
    kind = RefusalKind.CONFLICT


class AlreadySuspected(Refusal):
    """A suspicion of fraud was reported for this answer before. Look at what became of it."""

    code = "already_suspected"
    kind = RefusalKind.CONFLICT


class NotSuspected(Refusal):
    """There is no open suspicion of fraud about this answer, or an appeal against its refusal is
    decided first. Look at its latest state."""

    code = "not_suspected"
    kind = RefusalKind.CONFLICT


class AlreadyContested(Refusal):
    """This refusal was contested before. Look at what became of it."""

    code = "already_contested"
    kind = RefusalKind.CONFLICT


class GoldOnlyBefore(Refusal):
    """Control items are chosen before a batch is published, since workers are told then. Import the
    rows again as another batch to change them."""

    code = "gold_only_before"
    kind = RefusalKind.CONFLICT


class FieldUnknown(Refusal):
    """The task page has no question “{name}”. Its questions are: {fields}."""

    code = "field_unknown"


class ValueUnknown(Refusal):
    """“{value}” cannot be chosen there. The choices are: {options}."""

    code = "value_unknown"


class NothingExpected(Refusal):
    """A control item has a known answer to one question at least. Fill one in."""

    code = "nothing_expected"


class NothingFailed(Refusal):
    """This answer met its control item, or has none, so there is nothing to dispute."""

    code = "nothing_failed"
    kind = RefusalKind.CONFLICT


class AlreadyDisputed(Refusal):
    """This control item was disputed by you before. Its state stands with the answer."""

    code = "already_disputed"
    kind = RefusalKind.CONFLICT


class TooManyAtOnce(Refusal):
    """At most {most} can be decided at once. Decide some first, then the others."""

    code = "too_many_at_once"


class NoAnswersYet(Refusal):
    """This batch has no answers yet, so there are no labels to compute. Come
    back when some are in."""

    code = "no_answers_yet"
    kind = RefusalKind.CONFLICT


class FormatUnknown(Refusal):
    """Results come as {formats}. Choose one of them."""

    code = "format_unknown"


class FormatHoldsNothing(Refusal):
    """No question of this project is answered in a way that this kind of file holds. Every answer
    can be had as JSON Lines."""

    code = "format_holds_nothing"


class NoRunYet(Refusal):
    """No labels have been computed for this batch yet. Compute them first, then download."""

    code = "no_run_yet"
    kind = RefusalKind.CONFLICT
