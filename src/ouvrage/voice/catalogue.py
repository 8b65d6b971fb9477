"""Every message that a person can get from the instance, and nothing else (NOT-1).

Each is a fact about something that is theirs: it finished, was answered, decided, paid, returned or
changed, or is available. None asks to work, none is in a hurry, none is caused by somebody being
away. A test reads every title and sentence in every language.

>>> CATALOGUE["payout_sent"].fact
<Fact.PAID: 'paid'>
"""

from dataclasses import dataclass
from enum import StrEnum

from ouvrage.base.words import N_


class Fact(StrEnum):
    """What happened."""

    AVAILABLE = "available"
    FINISHED = "finished"
    ANSWERED = "answered"
    DECIDED = "decided"
    PAID = "paid"
    RETURNED = "returned"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message. `legal` ones reach people who turned letters off, `asked_for` ones only
    those who asked for them; what has a letter of its own is not repeated `by_letter`.
    """

    code: str
    fact: Fact
    title: str
    sentence: str
    legal: bool = False
    asked_for: bool = False
    by_letter: bool = True


_KINDS = (
    Kind(
        "answer_refused",
        Fact.DECIDED,
        N_("An answer was refused"),
        N_(
            "Your answer in “{project}” was refused. Its page has the reason and the evidence, and "
            "an appeal is possible until {until}."
        ),
    ),
    Kind(
        "rework_offered",
        Fact.ANSWERED,
        N_("A paid rework is offered"),
        N_(
            "The requester found a defect in your answer in “{project}” and offers a paid rework. "
            "It stays open until {until}; declining it is possible."
        ),
    ),
    Kind(
        "answer_held",
        Fact.CHANGED,
        N_("A person looks at refusals first"),
        N_(
            "The requester refused many answers in “{project}” at once, one of yours among them. "
            "A person of this instance looks at them first. If nobody has within the agreed days, "
            "your answer is accepted."
        ),
    ),
    Kind(
        "answer_cleared",
        Fact.DECIDED,
        N_("An answer was accepted after all"),
        N_("The refusal of your answer in “{project}” was undone. It is paid."),
    ),
    Kind(
        "stop_refused",
        Fact.DECIDED,
        N_("The time of a stopped task is not paid"),
        N_(
            "A person of this instance looked at a task you stopped in “{project}” and decided not "
            "to pay its time. The reason stands beside it, and an appeal is possible until {until}."
        ),
        legal=True,
    ),
    Kind(
        "stop_approved",
        Fact.DECIDED,
        N_("The time of a stopped task is paid"),
        N_("A person of this instance looked at a task you stopped in “{project}”. It is paid."),
    ),
    Kind(
        "suspicion_dismissed",
        Fact.DECIDED,
        N_("A suspicion was not confirmed"),
        N_(
            "The requester of “{project}” suspected that an answer of yours was made to deceive. "
            "A person of this instance looked at it and found no fraud."
        ),
    ),
    Kind(
        "control_withdrawn",
        Fact.CHANGED,
        N_("A control item was withdrawn"),
        N_(
            "A control item in “{project}”, where your answer was another, was found wrong by "
            "reviewers. It counts in no score any more."
        ),
    ),
    Kind(
        "check_decided",
        Fact.DECIDED,
        N_("A disputed control item was decided"),
        N_("The control item you disputed in “{project}” was decided. Its page says how, and why."),
    ),
    Kind(
        "appeal_decided",
        Fact.DECIDED,
        N_("Your appeal was decided"),
        N_("Your appeal about “{subject}” was decided. Its file says how, and why."),
    ),
    Kind(
        "appeal_settled",
        Fact.FINISHED,
        N_("Your appeal is closed"),
        N_("The decision about “{subject}” ended before your appeal against it was decided."),
    ),
    Kind(
        "appeal_overdue",
        Fact.CHANGED,
        N_("Your appeal is late"),
        N_("Your appeal about “{subject}” was due by {until}. No reviewer decided it by then."),
    ),
    Kind(
        "payout_sent",
        Fact.PAID,
        N_("A payout was sent"),
        N_("{amount} was sent to your account."),
    ),
    Kind(
        "payout_confirmed",
        Fact.PAID,
        N_("A payout arrived"),
        N_("The bank confirmed the payout of {amount}."),
    ),
    Kind(
        "payout_returned",
        Fact.RETURNED,
        N_("A payout came back"),
        N_("The payout of {amount} came back; why is on its page. The money is due to you again."),
    ),
    Kind(
        "statement_ready",
        Fact.AVAILABLE,
        N_("A monthly statement is available"),
        N_("The statement for {month} is available in your record."),
    ),
    Kind(
        "time_corrected",
        Fact.DECIDED,
        N_("A contested time was decided"),
        N_("The time you contested in “{project}” was decided. Your record says how."),
    ),
    Kind(
        "topped_up",
        Fact.PAID,
        N_("Pay was topped up"),
        N_("Pay in “{project}” was under the floor. {amount} was added to your account."),
    ),
    Kind(
        "test_marked",
        Fact.FINISHED,
        N_("A test was marked"),
        N_("Your test “{test}” was marked. The result, question by question, is on its page."),
    ),
    Kind(
        "qualification_granted",
        Fact.DECIDED,
        N_("A qualification was granted"),
        N_("You hold the qualification “{test}”."),
    ),
    Kind(
        "qualification_ended",
        Fact.DECIDED,
        N_("A qualification was taken back"),
        N_(
            "Your qualification “{test}” was taken back. Its page has the reason, and an appeal "
            "is possible."
        ),
        legal=True,
    ),
    Kind(
        "requester_blocked",
        Fact.DECIDED,
        N_("A requester no longer offers you tasks"),
        N_(
            "{organisation} decided to offer you no tasks until {until}. The reason is in your "
            "record, and an appeal is possible."
        ),
        legal=True,
    ),
    Kind(
        "account_restricted",
        Fact.DECIDED,
        N_("Your account is restricted"),
        N_(
            "A person of this instance decided to restrict your account from {since}. The reasons "
            "are in your record, and an appeal is possible. Money due to you stays payable."
        ),
        by_letter=False,
    ),
    Kind(
        "restriction_ended",
        Fact.DECIDED,
        N_("A restriction ended"),
        N_("The restriction of your account has ended."),
        by_letter=False,
    ),
    Kind(
        "contract_changed",
        Fact.CHANGED,
        N_("The contract has a new version"),
        N_(
            "A new version of the contract applies from {since}. Its text is in your record, "
            "beside the one you accepted."
        ),
        legal=True,
    ),
    Kind(
        "register_changed",
        Fact.CHANGED,
        N_("Systems that decide changed"),
        N_(
            "What systems of this instance depend on when they decide about people changed on "
            "{since}. The public register says how it is and how it was before."
        ),
        legal=True,
    ),
    Kind(
        "status_offered",
        Fact.CHANGED,
        N_("An employee status is offered to you"),
        N_(
            "After the agreed hours of paid work, an employee status begins for you on {since}, "
            "for tasks taken after that. It can be declined in writing before, and left again "
            "later."
        ),
        legal=True,
    ),
    Kind(
        "question_answered",
        Fact.ANSWERED,
        N_("A question was answered"),
        N_("The requester of “{project}” answered your question."),
    ),
    Kind(
        "explanation_answered",
        Fact.ANSWERED,
        N_("A question about a decision was answered"),
        N_("The answer to your question stands under “Appeals and decisions” in your record."),
    ),
    Kind(
        "explanation_compensated",
        Fact.DECIDED,
        N_("A compensation was decided"),
        N_(
            "A decision about you was found wrong and was not put right in the agreed days. For "
            "that, the guarantee fund pays {amount}. The decision will be put right as well."
        ),
    ),
    Kind(
        "project_under_floor",
        Fact.CHANGED,
        N_("A project is paused"),
        N_(
            "The floor rose above what “{project}” pays, so nothing of it is handed out. A higher "
            "reward on its page resumes it."
        ),
    ),
    Kind(
        "hold_lapsed",
        Fact.CHANGED,
        N_("Answers were accepted whose refusals waited"),
        N_(
            "Refusals in “{project}” waited for a person of this instance, and nobody looked in "
            "the agreed time. The answers are accepted and paid: {count}."
        ),
    ),
    Kind(
        "label_disputed",
        Fact.CHANGED,
        N_("A batch waits"),
        N_(
            "Several workers reported sensitive content that a batch of “{project}” does not name. "
            "Nothing of it is handed out until a person has looked at the reports on its page."
        ),
    ),
    Kind(
        "task_pulled",
        Fact.CHANGED,
        N_("A task is not offered any more"),
        N_(
            "Several workers reported that a task of “{project}” does not work. The reports are on "
            "the page of its batch."
        ),
    ),
    Kind(
        "copy_ready",
        Fact.AVAILABLE,
        N_("The copy of your data is ready"),
        N_("The copy you asked for can be fetched until {until}."),
    ),
    Kind(
        "erasure_planned",
        Fact.CHANGED,
        N_("Your account will be erased"),
        N_("As you asked, your account is erased on {at}. Until then you can keep it instead."),
        legal=True,
    ),
    Kind(
        "work_available",
        Fact.AVAILABLE,
        N_("Projects are available in your languages"),
        N_("Opened since the last letter, in languages you read: {count}."),
        asked_for=True,
    ),
)

CATALOGUE = {kind.code: kind for kind in _KINDS}
