"""Refusals of the room."""

from ouvrage.base.errors import Refusal, RefusalKind


class FieldMissing(Refusal):
    """This is needed. Fill it in, then send again."""

    code = "field_missing"


class TextTooLongHere(Refusal):
    """This text has {length} characters, and {most} fit. Shorten it, then save."""

    code = "text_too_long_here"


class NumberOutOfRange(Refusal):
    """{value} does not fit: this is a whole number from {least} to {most}."""

    code = "number_out_of_range"


class KindNotKnown(Refusal):
    """“{value}” is not one of the choices: {choices}."""

    code = "kind_not_known"


class ExplanationTooShort(Refusal):
    """The person concerned reads this. Write {least} to {most} characters."""

    code = "explanation_too_short"


class QualificationsTooMany(Refusal):
    """{most} qualifications can be kept at the most. Close one that is no longer used first."""

    code = "qualifications_too_many"
    kind = RefusalKind.CONFLICT


class QualificationNameTaken(Refusal):
    """There is a qualification of this name already. Choose another name."""

    code = "qualification_name_taken"
    kind = RefusalKind.CONFLICT


class QualificationNotDraft(Refusal):
    """People can take this test already, so this cannot change any more. Make a new qualification
    for it; items can still be added."""

    code = "qualification_not_draft"
    kind = RefusalKind.CONFLICT


class QualificationNotOpen(Refusal):
    """This qualification is not open at present, so it cannot be obtained now."""

    code = "qualification_not_open"
    kind = RefusalKind.CONFLICT


class QualificationRequired(Refusal):
    """A project lets people in by this test, so it stays open. Change what the project requires
    first."""

    code = "qualification_required"
    kind = RefusalKind.CONFLICT


class TooFewItems(Refusal):
    """One attempt shows {least} items, and the test has {items}. Add items, then open it."""

    code = "too_few_items"


class TooManyItems(Refusal):
    """A test holds {most} items at the most. Remove some first."""

    code = "too_many_items"


class ItemWithoutKey(Refusal):
    """This item has no expected answer, and the test is scored by its key. Add one, or let a person
    score the test."""

    code = "item_without_key"


class ItemNotFit(Refusal):
    """The page of this item cannot be drawn: {reason}"""

    code = "item_not_fit"


class KeyOfNoQuestion(Refusal):
    """The page asks no question called “{name}”. Its questions are: {known}."""

    code = "key_of_no_question"


class KeyNotAnOption(Refusal):
    """“{value}” is not a choice of “{name}”. Its choices are: {known}."""

    code = "key_not_an_option"


class AlreadyQualified(Refusal):
    """You hold this qualification already. There is nothing to take again."""

    code = "already_qualified"
    kind = RefusalKind.CONFLICT


class AttemptUnderWay(Refusal):
    """You have begun this test, or its result is not known yet. It stands on the page of your
    qualifications."""

    code = "attempt_under_way"
    kind = RefusalKind.CONFLICT


class NoAttemptLeft(Refusal):
    """You have taken this test as often as it can be taken within a year."""

    code = "no_attempt_left"
    kind = RefusalKind.CONFLICT


class RetryLater(Refusal):
    """This test can be taken again from {at}, with other or reordered items."""

    code = "retry_later"
    kind = RefusalKind.CONFLICT


class NoPaidAttemptLeft(Refusal):
    """The money for this test is used up, and nobody takes a test unpaid. It can be taken once its
    owner sets more aside."""

    code = "no_paid_attempt_left"
    kind = RefusalKind.CONFLICT


class AttemptOver(Refusal):
    """This test was sent or its time has ended, so this answer is not added to it."""

    code = "attempt_over"
    kind = RefusalKind.CONFLICT


class AttemptNotWaiting(Refusal):
    """This attempt does not wait for a result any more. Its result stands on its page."""

    code = "attempt_not_waiting"
    kind = RefusalKind.CONFLICT


class OwnAttempt(Refusal):
    """This attempt is your own, so another person decides about it."""

    code = "own_attempt"
    kind = RefusalKind.FORBIDDEN


class OwnTest(Refusal):
    """You belong to the organisation that made this test, so you cannot take it."""

    code = "own_test"
    kind = RefusalKind.FORBIDDEN


class JudgementMissing(Refusal):
    """Each item is right or not. Say it for every item, then send."""

    code = "judgement_missing"


class NotGrantedByHand(Refusal):
    """This qualification follows from a test or from what a person did; it is not granted by
    hand."""

    code = "not_granted_by_hand"
    kind = RefusalKind.CONFLICT


class ValueLowered(Refusal):
    """This person holds the qualification with the value {held}. To lower it, revoke it with a
    reason, which the person reads and can contest; then grant the lower value."""

    code = "value_lowered"
    kind = RefusalKind.CONFLICT


class NotHeld(Refusal):
    """This person does not hold the qualification, so there is nothing to revoke."""

    code = "not_held"
    kind = RefusalKind.CONFLICT


class WorkerCodeUnknown(Refusal):
    """Nobody who worked for you or took a test of yours has this code. Copy it from the results or
    from an answer."""

    code = "worker_code_unknown"


class RequirementsTooMany(Refusal):
    """A project has {most} requirements at the most. Remove some, then save."""

    code = "requirements_too_many"


class RequirementValueMissing(Refusal):
    """This comparison needs one whole number, or at most {most} of them for “one of” and “none
    of”. Correct it, then save."""

    code = "requirement_value_missing"


class RequirementUnknown(Refusal):
    """There is no such qualification for this project. Choose one of yours or of the platform."""

    code = "requirement_unknown"


class GateNeedsTest(Refusal):
    """This asks people for about {hours} hours of work elsewhere before they can begin here, much
    of it poorly paid. Name an open paid test that lets them in another way, then save."""

    code = "gate_needs_test"


class AlternativeNotATest(Refusal):
    """The other way in is an open test that has money set aside. Choose one, or open it first."""

    code = "alternative_not_a_test"


class NotQualified(Refusal):
    """This work asks for the qualification “{name}”. The page of your qualifications says how it is
    obtained."""

    code = "not_qualified"
    kind = RefusalKind.FORBIDDEN


class GateNotMet(Refusal):
    """This work is open to people with earlier work here, or with the test “{name}”, which is paid.
    The test stands on the page of your qualifications."""

    code = "gate_not_met"
    kind = RefusalKind.FORBIDDEN
