"""Refusals of the room."""

from ouvrage.base.errors import Refusal, RefusalKind


class AppealTooLate(Refusal):
    """The time to contest this decision ended on {until}. The people named on its page still
    answer questions about it."""

    code = "appeal_too_late"
    kind = RefusalKind.CONFLICT


class AppealFiledBefore(Refusal):
    """This decision was contested before. What became of it stands under “Appeals and
    decisions”."""

    code = "appeal_filed_before"
    kind = RefusalKind.CONFLICT


class NothingToContest(Refusal):
    """This decision does not stand any more, so there is nothing to contest."""

    code = "nothing_to_contest"
    kind = RefusalKind.CONFLICT


class AppealClosed(Refusal):
    """This appeal was decided or closed before. Look at its file for what became of it."""

    code = "appeal_closed"
    kind = RefusalKind.CONFLICT


class StepsTooMany(Refusal):
    """The file of this appeal has {most} statements, and no more fit. It can be decided."""

    code = "steps_too_many"
    kind = RefusalKind.CONFLICT


class OutcomeUnknown(Refusal):
    """An appeal ends as upheld or overturned. Choose one of the two."""

    code = "outcome_unknown"


class WordsMissing(Refusal):
    """This needs at least {least} characters, so that the other side can understand it."""

    code = "words_missing"


class WordsTooLong(Refusal):
    """This text is longer than {most} characters. Shorten it, then send it again."""

    code = "words_too_long"


class PersonNeeded(Refusal):
    """A named person decides this. A program or a rule can only propose it."""

    code = "person_needed"
    kind = RefusalKind.FORBIDDEN


class WorkerUnknown(Refusal):
    """Nobody who took a task of your organisation has this code. Copy it from the page of an
    answer."""

    code = "worker_unknown"


class BlockReasonUnknown(Refusal):
    """A block names one of these reasons: {reasons}. Choose the one that applies."""

    code = "block_reason_unknown"


class BlockRepeated(Refusal):
    """An earlier block of this worker began on {since}. Another one rests on what happened after
    that: answers sent since that were refused or sent back; for fraud, answers sent since in which
    a reviewer found it; for any other reason, a later day on which it happened."""

    code = "block_repeated"
    kind = RefusalKind.CONFLICT


class BlockAnswerUnknown(Refusal):
    """This worker sent your organisation no such answer: {answer}. Copy it from the page of one of
    their answers."""

    code = "block_answer_unknown"


class BlockAnswersTooMany(Refusal):
    """A block names up to {most} answers. Choose those that show the reason best."""

    code = "block_answers_too_many"


class DayToCome(Refusal):
    """This day is still to come. Give the day on which it happened."""

    code = "day_to_come"


class RestrictionKindUnknown(Refusal):
    """A restriction is one of these: {kinds}. Choose one."""

    code = "restriction_kind_unknown"


class RestrictionReasonUnknown(Refusal):
    """A restriction names one of these reasons: {reasons}. Choose the one that applies."""

    code = "restriction_reason_unknown"


class PauseTooLong(Refusal):
    """A pause of new tasks lasts from 1 to {most} days. Choose a number of days within that."""

    code = "pause_too_long"


class GraveReasonMissing(Refusal):
    """Ending an account without notice needs a written justification of at least {least}
    characters: what was proven, and why nobody can wait."""

    code = "grave_reason_missing"


class ProposalOpen(Refusal):
    """A proposal about this account waits for a decision already. Decide that one first."""

    code = "proposal_open"
    kind = RefusalKind.CONFLICT


class ProposalClosed(Refusal):
    """This proposal was decided before. Nothing was changed."""

    code = "proposal_closed"
    kind = RefusalKind.CONFLICT


class QuestionOpen(Refusal):
    """You asked about this before, and the answer is on its way. It appears under “Appeals and
    decisions”."""

    code = "question_open"
    kind = RefusalKind.CONFLICT


class QuestionClosed(Refusal):
    """This question was answered before. Look at its page for the answer."""

    code = "question_closed"
    kind = RefusalKind.CONFLICT


class OwnsAlone(Refusal):
    """You are the only owner of {names}. Make another member an owner first, since an organisation
    keeps at least one."""

    code = "owns_alone"
    kind = RefusalKind.CONFLICT


class OnlyOperator(Refusal):
    """Nobody else runs this instance. Create another operator first."""

    code = "only_operator"
    kind = RefusalKind.CONFLICT


class ErasureAskedBefore(Refusal):
    """The erasure of this account was asked for before. Its date is on the page “My data”."""

    code = "erasure_asked_before"
    kind = RefusalKind.CONFLICT


class NoErasureAsked(Refusal):
    """No erasure of this account is waiting, so there is nothing to take back."""

    code = "no_erasure_asked"
    kind = RefusalKind.CONFLICT


class ClaimUnknown(Refusal):
    """Nobody was given this code. Compare it once more."""

    code = "claim_unknown"
    kind = RefusalKind.NOT_FOUND
