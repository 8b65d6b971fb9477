"""Every page there is: who opens it, at which address; and every address that is no page, and why.

A new address must be put into one of the two lists, or a test fails.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.browser.portal import VISITOR

POSTED = "is sent to by a form and shows no page of its own"
PRESETS = (
    *("classification", "image_classification", "names_in_text", "answer_preference"),
    *("image_boxes", "image_outlines", "image_points", "image_surfaces", "image_instances"),
    *("audio_transcription", "audio_segments"),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A page as one person sees it; `arguments` are names of what the seed made."""

    name: str
    person: str
    arguments: tuple[str, ...] = ()
    query: str = ""

    def address(self, ids: dict[str, str]) -> str:
        """Where it is in the seeded portal."""
        values = [ids.get(argument, argument) for argument in self.arguments]
        return reverse(self.name, args=values) + self.query

    def __str__(self) -> str:
        return " ".join([self.person or "visitor", self.name, *self.arguments, self.query]).strip()


def _worker() -> Iterator[Visit]:
    for person in ("dalia", "emil"):
        yield Visit("worker:offers", person)
        yield Visit("worker:project", person, ("project",))
    for name in ("order", "earnings", "answers", "stops", "wellbeing"):
        yield Visit(f"worker:{name}", "dalia")
    yield Visit("worker:offers", "emil", query="?language=fr&sent=1")
    yield Visit("worker:project", "dalia", ("pictures",))
    yield Visit("worker:project", "emil", ("pictures",))
    yield Visit("worker:instructions", "dalia", ("pictures",))
    yield Visit("worker:nothing_left", "dalia", ("project",))
    for state in ("assignment", "sent_assignment"):
        yield Visit("worker:assignment", "dalia", (state,))
    for task in ("names_task", "arabic_names_task", "preference_task", "asking_task"):
        yield Visit("worker:assignment", "dalia", (task,))
    yield Visit("worker:assignment", "dalia", ("scripted_task",))
    yield Visit("worker:project", "emil", ("scripted",))
    for state in ("accepted", "refused", "pending"):
        yield Visit("worker:answer", "dalia", (state,))


def _requester() -> Iterator[Visit]:
    yield Visit("requester:source", "ruth", ("lab", "scripted"))
    yield Visit("requester:organisations", "tove")
    for name in ("organisation", "statement", "members", "keys", "project_new"):
        yield Visit(f"requester:{name}", "alice", ("organisation",))
    yield Visit("requester:member_removal", "alice", ("organisation", "member"))
    for project in ("project", "waiting", "begun"):
        for name in ("project", "about", "source", "instructions", "pay", "file"):
            yield Visit(f"requester:{name}", "alice", ("organisation", project))
    yield Visit("requester:project", "alice", ("organisation", "pictures"))
    yield Visit("requester:gallery", "alice", ("organisation", "begun"))
    for preset in PRESETS:
        yield Visit("requester:preset", "alice", ("organisation", "begun", preset))
    yield Visit("requester:mapping", "alice", ("organisation", "waiting", "upload"))
    yield Visit("requester:publish", "alice", ("organisation", "begun"))
    yield Visit("requester:publish_batch", "alice", ("organisation", "waiting", "waiting_batch"))
    for name in ("batch_end", "batch_answers", "batch_readings", "pulled", "results"):
        yield Visit(f"requester:{name}", "alice", ("organisation", "project", "batch"))
    yield Visit("requester:results", "alice", ("organisation", "pictures", "picture_batch"))
    for state in ("pending", "accepted", "refused"):
        answers = ("organisation", "project")
        yield Visit("requester:answers", "alice", answers, f"?state={state}")
        yield Visit("requester:answer", "alice", (*answers, state))
    yield Visit("requester:refuse", "alice", ("organisation", "project", "pending"))


def _operator() -> Iterator[Visit]:
    for name in ("home", "books", "journal", "people", "organisations", "reports"):
        yield Visit(f"operator:{name}", "olu")
    yield Visit("operator:organisation", "olu", ("organisation",))


def _money() -> Iterator[Visit]:
    for name in ("payouts", "payout_method", "statements"):
        yield Visit(f"worker:{name}", "dalia")
        yield Visit(f"worker:{name}", "gil")
    yield Visit("worker:payout_method", "dalia", query="?rail=sepa")
    for month in ("payout_month", "last_month"):
        yield Visit("worker:statement", "dalia", (month,))
    yield Visit("worker:receipt", "dalia", ("accepted",))
    yield Visit("operator:payouts", "olu")
    yield Visit("operator:payouts_waiting", "olu", query="?rail=manual&channel=")
    for file in ("sent_file", "fresh_file"):
        yield Visit("operator:payout_file", "olu", (file,))
    yield Visit("operator:payout_returned", "olu", ("waiting_payout",))
    yield Visit("requester:invoices", "alice", ("organisation",))
    yield Visit("requester:running_month", "alice", ("organisation",))
    yield Visit("requester:invoice", "alice", ("organisation", "1"))


def _time() -> Iterator[Visit]:
    yield Visit("recorded", VISITOR)
    for name in ("time", "time_claim_new", "time_outage"):
        yield Visit(f"worker:{name}", "dalia")
    yield Visit("worker:time", "emil")
    yield Visit("worker:time_day", "dalia", ("today",))
    yield Visit("worker:time_claim", "dalia", ("time_claim",))
    yield Visit("requester:time_claims", "alice", ("organisation",))
    yield Visit("requester:time_claim", "alice", ("organisation", "time_claim"))
    yield Visit("requester:price", "alice", ("organisation", "project"))
    yield Visit("operator:time_claims", "olu")
    yield Visit("operator:time_claim", "olu", ("time_claim",))


def _verdicts() -> Iterator[Visit]:
    yield Visit("worker:rework", "dalia", ("rework",))
    for answer in ("checked", "reworked", "held"):
        yield Visit("worker:answer", "dalia", (answer,))
    for query in ("", "?score=control"):
        yield Visit("worker:scores", "dalia", query=query)
    yield Visit("worker:check", "dalia", ("checked",))
    judged = ("organisation", "judged")
    for answer in ("reworked", "held", "suspected"):
        yield Visit("requester:answer", "alice", (*judged, answer))
    for name in ("rework", "refuse"):
        yield Visit(f"requester:{name}", "alice", (*judged, "undecided"))
    yield Visit("requester:suspicion", "alice", (*judged, "suspected"))
    yield Visit("requester:gold", "alice", (*judged, "judged_batch"))
    yield Visit("requester:gold", "alice", ("organisation", "waiting", "waiting_batch"))
    for name in ("holds", "frauds", "disputes"):
        yield Visit(f"reviewer:{name}", "olu")
    yield Visit("reviewer:hold", "olu", ("hold",))
    yield Visit("reviewer:fraud", "olu", ("suspected",))
    yield Visit("reviewer:dispute", "olu", ("checked",))


def _skills() -> Iterator[Visit]:
    for person in ("dalia", "emil"):
        yield Visit("worker:qualifications", person)
        yield Visit("worker:qualification", person, ("granted",))
        yield Visit("worker:qualification", person, ("open_test",))
    yield Visit("worker:qualification", "emil", ("platform_test",))
    yield Visit("worker:attempt", "dalia", ("open_attempt",), "?item=2")
    yield Visit("worker:attempt", "dalia", ("open_attempt",), "?item=end")
    yield Visit("worker:attempt", "dalia", ("failed_attempt",))
    yield Visit("worker:attempt", "emil", ("waiting_attempt",))
    yield Visit("requester:requirements", "alice", ("organisation", "waiting"))
    yield Visit("requester:requirements", "alice", ("organisation", "project"))
    for name in ("qualifications", "qualification_new"):
        yield Visit(f"requester:{name}", "alice", ("organisation",))
        yield Visit(f"operator:{name}", "olu")
    for row in ("open_test", "draft_test", "granted"):
        yield Visit("requester:qualification", "alice", ("organisation", row))
        yield Visit("requester:qualification_words", "alice", ("organisation", row))
    for name in ("test_page", "test_figures", "test_items"):
        yield Visit(f"requester:{name}", "alice", ("organisation", "draft_test"))
        yield Visit(f"requester:{name}", "alice", ("organisation", "open_test"))
        yield Visit(f"operator:{name}", "olu", ("platform_test",))
    for name in ("qualification", "qualification_words"):
        yield Visit(f"operator:{name}", "olu", ("platform_test",))
    yield Visit("requester:test_page", "alice", ("organisation", "draft_test"), "?choose=1")
    yield Visit("requester:test_opening", "alice", ("organisation", "draft_test"))
    for attempt in ("failed_attempt", "waiting_attempt"):
        yield Visit("requester:test_attempt", "alice", ("organisation", attempt))
    for person in ("dalia", "emil"):
        yield Visit("worker:project_questions", person, ("project",))
    yield Visit("worker:asked", "dalia")
    yield Visit("worker:asked_question", "dalia", ("question",))
    yield Visit("requester:questions", "alice", ("organisation", "project"))
    yield Visit("requester:question", "alice", ("organisation", "project", "question"))
    yield Visit("requester:qualification_revoked", "alice", ("organisation", "granted", "holder"))


def _rights() -> Iterator[Visit]:
    yield Visit("register", VISITOR)
    for person in ("dalia", "emil", "gil"):
        yield Visit("worker:rights", person)
    yield Visit("worker:decision", "emil", ("block", "a_block"))
    yield Visit("worker:decision", "emil", ("refusal", "contested_verdict"))
    yield Visit("worker:decision", "emil", ("order", "asker"))
    yield Visit("worker:decision", "gil", ("restriction", "a_restriction"))
    yield Visit("worker:appeal", "emil", ("open_appeal",))
    for name in ("answered_question", "open_question"):
        yield Visit("worker:question", "emil", (name,))
        yield Visit("reviewer:question", "rosa", (name,))
    yield Visit("requester:appeals", "alice", ("organisation",))
    yield Visit("requester:appeal", "alice", ("organisation", "open_appeal"))
    yield Visit("requester:blocks", "alice", ("organisation",))
    yield Visit("requester:block", "alice", ("organisation", "project", "pending"))
    for name in ("home", "appeals", "questions"):
        yield Visit(f"reviewer:{name}", "rosa")
    yield Visit("reviewer:appeal", "rosa", ("open_appeal",))
    yield Visit("operator:person", "olu", ("restricted",))
    yield Visit("operator:restrictions", "olu")
    yield Visit("operator:restriction", "olu", ("a_restriction",))
    yield Visit("operator:proposal", "olu", ("proposal",))
    for name in ("restrict", "propose"):
        yield Visit(f"operator:{name}", "olu", ("asker",))


def _records() -> Iterator[Visit]:
    for name in ("record", "status", "contract", "device"):
        yield Visit(f"worker:{name}", "dalia")
    for name in ("my_data", "erasure", "messages", "message_choices"):
        yield Visit(name, "dalia")
    yield Visit("requester", VISITOR, ("organisation",))
    yield Visit("requester:chain", "alice", ("organisation", "project"))
    yield Visit("requester:organisation_chain", "alice", ("organisation",))
    for name in ("guarantee", "contributions", "reports", "codes"):
        yield Visit(f"operator:{name}", "olu")
    yield Visit("operator:remittance", "olu", ("percentage", "social"))


def _shell() -> Iterator[Visit]:
    for name in (
        "home",
        "about",
        "account_login",
        "account_signup",
        "account_inactive",
        "account_email_verification_sent",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    ):
        yield Visit(name, VISITOR)
    yield Visit("account_confirm_email", VISITOR, ("confirmation",))
    yield Visit("account_reset_password_from_key", VISITOR, ("reset_person", "reset_key"))
    for person in ("dalia", "alice", "nia"):
        yield Visit("profile", person)
        yield Visit("home", person)
    for name in (
        "organisation_new",
        "account_email",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
    ):
        yield Visit(name, "nia")


VISITS = [
    *_shell(),
    *_worker(),
    *_requester(),
    *_operator(),
    *_money(),
    *_skills(),
    *_time(),
    *_rights(),
    *_verdicts(),
    *_records(),
]
NO_PAGES = {
    **dict.fromkeys(
        (
            "ask_copy",
            "cancel_erasure",
            "operator:batch_relabelled",
            "operator:contribution_rates",
            "operator:stop_approved",
            "operator:stop_refused",
            "requester:drop_task",
            "requester:reopen_task",
            "worker:begin_break",
            "worker:broken",
            "worker:chain",
            "worker:contract_accept",
            "worker:lift_limits",
            "worker:mislabelled",
            "worker:status_choose",
            "worker:status_decline",
            "worker:withdraw",
        ),
        POSTED,
    ),
    "copy": "is a file",
    "operator:contribution_quarter": "is a file",
    "requester:images_file": "is a file",
    "requester:segments_file": "is a file",
    "worker:contract_copy": "is a file",
    "worker:seen": POSTED,
    "worker:time_download": "is a file",
    "set_language": POSTED,
    "begin_to_work": POSTED,
    "worker:read": POSTED,
    "worker:decline": POSTED,
    "worker:take": POSTED,
    "worker:submit": POSTED,
    "worker:draft": POSTED,
    "worker:return": POSTED,
    "requester:member_role": POSTED,
    "requester:key_revoked": POSTED,
    "requester:pause": POSTED,
    "requester:resume": POSTED,
    "requester:accept": POSTED,
    "requester:gold_unmarked": POSTED,
    "requester:accept_one": POSTED,
    "requester:accept_batch": POSTED,
    "requester:compute": POSTED,
    "worker:asked_settled": POSTED,
    "worker:qualification_asked": POSTED,
    "worker:test_begun": POSTED,
    "worker:attempt_answer": "is sent to by a form, for an item that is a number",
    "worker:attempt_send": POSTED,
    **{
        f"{door}:{name}": POSTED
        for door in ("requester", "operator")
        for name in (
            "qualification_closed",
            "qualification_granted",
            "test_attempts",
            "test_item_removed",
            "test_items_file",
        )
    },
    "operator:test_opening": "as an organisation's; here it leads to a test that is open",
    "operator:test_attempt": "as an organisation's",
    "operator:qualification_revoked": "as an organisation's",
    "worker:appeal_filed": POSTED,
    "worker:appeal_statement": POSTED,
    "worker:appeal_withdrawn": POSTED,
    "worker:question_asked": POSTED,
    "requester:block_lifted": POSTED,
    "reviewer:appeal_question": POSTED,
    "reviewer:appeal_decided": POSTED,
    "reviewer:question_answered": POSTED,
    "reviewer:question_rectified": POSTED,
    "operator:reviewer_appointed": POSTED,
    "operator:reviewer_removed": POSTED,
    "operator:restriction_lifted": POSTED,
    "operator:restriction_statement": POSTED,
    "operator:deposit": POSTED,
    "operator:grant": POSTED,
    "operator:scripts": POSTED,
    "runner": "stands inside a task's page, around a page with scripts",
    "worker:statement_file": "is a file",
    "requester:invoice_file": "is a file",
    "operator:payout_file_download": "is a file",
    "operator:payout_file_made": POSTED,
    "operator:payout_file_sent": POSTED,
    "operator:payout_file_withdrawn": POSTED,
    "operator:payouts_confirmed": POSTED,
    "robots": "is a text for machines",
    "status_list": "is a list for programs",
    "media": "is a picture, a sound or a document",
    "requester:answers_file": "is a file",
    "requester:results_file": "is a file",
    "requester:marks_file": "is a file",
    "requester:page": "leads to the gallery or to the page's source",
    "requester:progress": "is a part of the project's page",
    "account_set_password": "leads to the change of the password: everybody here has one",
}


def all_names() -> dict[str, tuple[str, ...]]:
    """The names of all addresses with what each takes, without the API's."""
    return dict(_names(get_resolver().url_patterns, ""))


def _names(
    patterns: Sequence[URLPattern | URLResolver], prefix: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            if str(pattern.pattern) != "api/":
                yield from _names(pattern.url_patterns, prefix + space)
        elif pattern.name:
            wanted = getattr(pattern.pattern, "converters", {})
            yield prefix + pattern.name, tuple(name.removesuffix("_id") for name in wanted)
