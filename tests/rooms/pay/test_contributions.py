"""Contributions by status: on top, withheld, held, freed, remitted (STA-1, STA-3, STA-4, STA-5)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from ouvrage.base.errors import Refusal, Refusals
from ouvrage.base.money import Money
from ouvrage.ledger import queries as ledger
from ouvrage.ledger import recipes
from ouvrage.pay import queries
from ouvrage.pay.models import HeldEarning
from ouvrage.people.models import Person
from ouvrage.people.rules import StatusKind
from ouvrage.review.actions import accept
from ouvrage.work.actions import submit, take
from ouvrage.work.models import Batch, Submission
from tests.factories.contributions import EVERY_SCHEME, SIREN, choose, import_rates
from tests.factories.people import JOB, NOW, make_worker
from tests.factories.work import answer_one, make_open_batch, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _schemes() -> "object":
    with override_settings(**EVERY_SCHEME):
        yield


def euros(text: str) -> Money:
    return Money.parse(text, "EUR")


def paid(answer: Submission, now: datetime = NOW) -> None:
    accept(actor=JOB, now=now, project_id=answer.project_id, submission_ids=[answer.id])


def owed() -> dict[str, str]:
    return {f"{s}/{b}": amount.decimal() for s, b, amount in ledger.contributions() if amount}


def batch() -> Batch:
    return make_open_batch(4, reward="1", time_estimate_seconds=60)


def money_of(worker: Person) -> tuple[str, str]:
    return ledger.due(worker.id, "EUR").decimal(), ledger.held(worker.id, "EUR").decimal()


def work(worker: Person, opened: Batch) -> None:
    """The worker's reading is paid before, so that what follows is one answer at 1 EUR."""
    ready(worker, opened)


def answered(worker: Person, opened: Batch) -> tuple[Money, Money, dict[str, str]]:
    """What one accepted answer changed: due, held, and contributions."""
    work(worker, opened)
    due, held, before = ledger.due(worker.id, "EUR"), ledger.held(worker.id, "EUR"), owed()
    paid(answer_one(worker, opened))
    after = {key: value for key, value in owed().items() if value != before.get(key)}
    gained = {
        key: (euros(value) - euros(before.get(key, "0"))).decimal() for key, value in after.items()
    }
    return ledger.due(worker.id, "EUR") - due, ledger.held(worker.id, "EUR") - held, gained


def test_who_chose_nothing_falls_under_the_instance_s_scheme() -> None:
    """STA-1: nobody is paid outside rules; the default scheme's 1 % comes on top."""
    due, held, levied = answered(make_worker(), batch())
    assert (due, held, levied) == (euros("1"), euros("0"), {"percentage/social": "0.01"})


def test_an_employee_s_branches_are_levied_on_top_and_out_of_the_pay() -> None:
    worker = make_worker()
    choose(worker, StatusKind.EMPLOYEE_COOP)
    due, held, levied = answered(worker, batch())
    assert (due, held) == (euros("0.927"), euros("0"))
    assert levied == {"employee_coop/health": "0.13", "employee_coop/pension": "0.1585"}


def test_a_micro_entrepreneur_without_a_rate_loses_nothing(tmp_path: Path) -> None:
    """STA-4: without a rate it is held, not lost; the month's own rate splits it."""
    worker = make_worker()
    choose(worker, StatusKind.MICRO_FR)
    due, held, levied = answered(worker, batch())
    assert (due, held, levied) == (euros("0.742"), euros("0.258"), {})
    all_held = ledger.held(worker.id, "EUR")
    all_due = ledger.due(worker.id, "EUR")
    import_rates(tmp_path, f"{SIREN},2026-01,social,11", f"{SIREN},2026-01,training,0.2")
    gross = list(HeldEarning.objects.values_list("reward_micros", flat=True))
    social, training = (sum(micros * ppm // 10**6 for micros in gross) for ppm in (110_000, 2_000))
    assert sum(gross) > 1_000_000
    assert ledger.held(worker.id, "EUR") == euros("0")
    assert ledger.due(worker.id, "EUR") == all_due + all_held - Money(social + training, "EUR")
    assert ledger.contributions_due("micro_fr", "social", "EUR") == Money(social, "EUR")
    assert ledger.contributions_due("micro_fr", "training", "EUR") == Money(training, "EUR")
    assert queries.settlement_faults() == []
    assert ledger.book_faults() == []


def test_with_a_rate_it_is_withheld_in_the_payment_s_own_entry(tmp_path: Path) -> None:
    worker = make_worker()
    choose(worker, StatusKind.MICRO_FR)
    import_rates(tmp_path, f"{SIREN},2026-01,social,12.8", f"{SIREN},2026-01,training,0.2")
    due, held, levied = answered(worker, batch())
    assert (due, held) == (euros("0.87"), euros("0"))
    assert levied == {"micro_fr/social": "0.128", "micro_fr/training": "0.002"}


def test_a_rate_above_the_general_one_takes_what_was_held_and_no_more(tmp_path: Path) -> None:
    worker = make_worker()
    choose(worker, StatusKind.MICRO_FR)
    answered(worker, batch())
    due = ledger.due(worker.id, "EUR")
    import_rates(tmp_path, f"{SIREN},2026-01,social,40")
    assert ledger.due(worker.id, "EUR") == due
    assert ledger.held(worker.id, "EUR") == euros("0")
    (file,) = queries.rate_files()
    assert file.short.micros > 0


def test_importing_a_file_again_frees_and_counts_nothing_twice(tmp_path: Path) -> None:
    worker = make_worker()
    choose(worker, StatusKind.MICRO_FR)
    answered(worker, batch())
    first = import_rates(tmp_path, f"{SIREN},2026-01,social,11")
    state = (ledger.due(worker.id, "EUR"), owed())
    again = import_rates(tmp_path, f"{SIREN},2026-01,social,11", now=NOW + timedelta(days=1))
    assert (first.id, state) == (again.id, (ledger.due(worker.id, "EUR"), owed()))


def test_wrong_rows_are_named_and_nothing_is_imported(tmp_path: Path) -> None:
    worker = make_worker()
    choose(worker, StatusKind.MICRO_FR)
    with pytest.raises(Refusals) as caught:
        import_rates(
            tmp_path,
            f"{SIREN},2026-01,social,11",
            "123,2026-01,social,11",
            f"{SIREN},January,social,11",
            f"{SIREN},2026-01,social,eleven",
            f"{SIREN},2026-02,training,1",
            f"{SIREN},2026-01,social,12",
        )
    assert [(each.row, each.code) for each in caught.value.each()] == [
        (3, "rate_siren_not_valid"),
        (4, "rate_month_not_valid"),
        (5, "rate_not_valid"),
        (6, "rate_months_differ"),
        (7, "rate_repeated"),
    ]
    assert queries.rate_files() == []


def test_a_file_about_strangers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        import_rates(tmp_path, f"{SIREN},2026-01,social,11")
    assert caught.value.code == "nobody_in_rates"


def test_a_new_status_counts_for_tasks_taken_afterwards_only() -> None:
    """STA-2: the task in hand stays under the status it was taken under."""
    worker, opened = make_worker(), batch()
    actor = ready(worker, opened)
    held = take(actor=actor, now=NOW, project_id=opened.project_id)
    choose(worker, StatusKind.EMPLOYEE_COOP, NOW + timedelta(minutes=1))
    sent = submit(
        actor=actor,
        now=NOW + timedelta(minutes=2),
        assignment_id=held.id,
        answer={"money": "yes"},
        active_seconds=9,
    )
    before = ledger.due(worker.id, "EUR")
    paid(sent, NOW + timedelta(hours=1))
    assert ledger.due(worker.id, "EUR") - before == euros("1")
    after = ledger.due(worker.id, "EUR")
    second = take(actor=actor, now=NOW + timedelta(minutes=3), project_id=opened.project_id)
    later = submit(
        actor=actor,
        now=NOW + timedelta(minutes=4),
        assignment_id=second.id,
        answer={"money": "no"},
        active_seconds=9,
    )
    paid(later, NOW + timedelta(hours=1))
    assert ledger.due(worker.id, "EUR") - after == euros("0.927")


def test_the_dearest_scheme_is_set_aside_and_what_is_not_needed_comes_back() -> None:
    """PAY-8: employer contributions of 21.55 % are reserved though 1 % was owed."""
    opened = batch()
    quote = queries.quote(opened.project, tasks=1, answers_per_task=1, readers_max=0)
    assert quote.contributions == euros("0.2155")


def test_terms_keep_the_rates_of_the_day_of_publication() -> None:
    worker, opened = make_worker(), batch()
    choose(worker, StatusKind.EMPLOYEE_COOP)
    with override_settings(CONTRIBUTION_PERMILLE=500, CONTRIBUTION_SCHEMES=("micro_fr",)):
        _due, _held, levied = answered(worker, opened)
        assert levied == {"employee_coop/health": "0.13", "employee_coop/pension": "0.1585"}
        _due, _held, levied = answered(make_worker(), opened)
        assert levied == {"percentage/social": "0.01"}


def test_a_status_does_not_apply_in_batches_published_before_it_was_offered() -> None:
    worker = make_worker()
    with override_settings(CONTRIBUTION_SCHEMES=()):
        opened = batch()
    choose(worker, StatusKind.EMPLOYEE_COOP)
    due, _held, levied = answered(worker, opened)
    assert (due, levied) == (euros("1"), {"percentage/social": "0.01"})


def test_contributions_leave_to_their_collector_only_and_once() -> None:
    """STA-3: they cannot be used for anything else."""
    answered(make_worker(), batch())
    whole = ledger.contributions_due("percentage", "social", "EUR")
    for _time in range(2):
        recipes.remit(
            actor=JOB,
            now=NOW,
            scheme="percentage",
            branch="social",
            amount=whole,
            reference="RF18",
            key="one",
        )
    assert ledger.contributions_due("percentage", "social", "EUR") == euros("0")
    with pytest.raises(Refusal) as caught:
        recipes.remit(
            actor=JOB,
            now=NOW,
            scheme="percentage",
            branch="social",
            amount=euros("0.01"),
            reference="RF19",
            key="two",
        )
    assert caught.value.code == "insufficient_funds"
    assert ledger.book_faults() == []


def test_a_quarter_declares_each_payment_with_a_code_for_the_worker() -> None:
    """STA-5: unique id, payout, fee, date, platform id; no name."""
    worker = make_worker()
    answered(worker, batch())
    rows = list(queries.quarter_rows(2026, 1))
    last = max(rows, key=lambda row: row["payout"])
    assert (last["payout"], last["fee"], last["date"]) == ("1.00", "0.01", "2026-01-05")
    assert len({row["unique_id"] for row in rows}) == 1
    assert worker.id not in last["unique_id"]
    assert last["platform_id"]
    assert list(queries.quarter_rows(2025, 4)) == []
    assert datetime(2026, 1, 5, tzinfo=UTC).date() == NOW.date()


@pytest.mark.parametrize(
    ("kind", "particulars", "code"),
    [
        (StatusKind.FOREIGN, {}, "country_not_valid"),
        (StatusKind.MICRO_FR, {"registration": "123456789"}, "registration_not_valid"),
        (StatusKind.MICRO_FR, {"activity": "sales"}, "status_not_offered"),
    ],
)
def test_particulars_that_lack_are_told(
    kind: StatusKind, particulars: dict[str, str], code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        choose(make_worker(), kind, **particulars)
    assert [each.code for each in caught.value.each()] == [code]


def test_a_status_without_its_scheme_is_not_offered() -> None:
    with override_settings(CONTRIBUTION_SCHEMES=()), pytest.raises(Refusal) as caught:
        choose(make_worker(), StatusKind.EMPLOYEE_COOP)
    assert caught.value.code == "status_not_offered"


def test_a_siren_belongs_to_one_person_and_stays_unreadable() -> None:
    worker = make_worker()
    choose(worker, StatusKind.MICRO_FR)
    with pytest.raises(Refusal) as caught:
        choose(make_worker(), StatusKind.MICRO_FR)
    assert caught.value.code == "registration_taken"
