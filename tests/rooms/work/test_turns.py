"""Work too scarce for all is shared out by a draw, and speed gains nothing (ASG-1, 4, 6)."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.conf import settings

from ouvrage.base.actor import Actor
from ouvrage.base.ids import new_id
from ouvrage.base.moment import Moment
from ouvrage.journal.models import Event
from ouvrage.people.models import Person
from ouvrage.work import actions as work
from ouvrage.work import queries
from ouvrage.work.errors import DrawToCome, NothingLeft, NotYourTurn
from ouvrage.work.models import Assignment, Batch, Block, Task, Turn
from ouvrage.work.queries.turns import crowd
from ouvrage.work.rules import commitment, deal, is_shared_out, ranking, round_key
from tests.factories.people import JOB, NOW, actor_of, make_worker
from tests.factories.work import make_draft_batch, make_open_batch, make_project, ready

pytestmark = pytest.mark.django_db
WINDOW = timedelta(minutes=settings.AGREEMENT.turns.window_minutes)
KEPT = timedelta(minutes=settings.AGREEMENT.turns.offer_minutes)
SOON = NOW + timedelta(minutes=1)
DRAWN = NOW + WINDOW


def scarce(workers: int, *, tasks: int = 2, answers: int = 1) -> tuple[Batch, list[Person]]:
    """A batch with fewer places than the people who may work on it, and those people."""
    people = [make_worker() for _ in range(workers)]
    return make_open_batch(tasks=tasks, answers_per_task=answers), people


def online(people: Sequence[Person], now: Moment = SOON) -> None:
    """They open the offers."""
    for person in people:
        work.come_online(actor=actor_of(person), now=now)


def take(batch: Batch, actor: Actor, now: Moment) -> Assignment:
    """The worker takes a task."""
    return work.take(actor=actor, now=now, project_id=batch.project_id)


def dealt(batch: Batch) -> dict[str, int]:
    """Worker -> tasks of their turn."""
    rows = Turn.objects.filter(batch=batch, round__gt=0)
    return dict(rows.values_list("worker_id", "tasks_dealt"))


@pytest.mark.parametrize(
    ("crowd", "places", "least", "shared"),
    [
        (40, 5391, 1, False),
        (3, 3, 1, False),
        (4, 3, 1, True),
        (12, 5, 1, True),
        (1, 0, 1, False),
        (10, 40, 5, True),
    ],
)
def test_a_batch_is_shared_out_when_it_cannot_give_everybody_a_fair_share(
    crowd: int, places: int, least: int, shared: bool
) -> None:
    assert is_shared_out(crowd=crowd, places=places, tasks_least=least) is shared


@pytest.mark.parametrize(
    ("people", "places", "most", "expected"),
    [
        (3, 5, 9, [2, 2, 1]),
        (3, 2, 9, [1, 1]),
        (2, 9, 3, [3, 3]),
        (0, 9, 3, []),
        (3, 0, 3, []),
    ],
)
def test_places_are_dealt_in_equal_shares(
    people: int, places: int, most: int, expected: list[int]
) -> None:
    ranked = ranking("ab" * 32, [f"w{number}" for number in range(people)])
    assert [one.tasks for one in deal(ranked, places=places, most=most)] == expected


def test_the_order_of_registering_makes_no_difference() -> None:
    """ASG-1: who polls fastest gains nothing."""
    people = [f"w{number}" for number in range(20)]
    key = round_key("cd" * 32, "batch", 1)
    assert ranking(key, people) == ranking(key, [*reversed(people), *people])
    assert ranking(key, people) != ranking(round_key("cd" * 32, "batch", 2), people)


def test_a_batch_with_a_place_for_everybody_is_open_at_once() -> None:
    batch, people = scarce(3, tasks=3)
    assert batch.turns == "open"
    assert take(batch, ready(people[0], batch), SOON).task.position == 1


def test_only_those_who_may_work_on_a_batch_are_counted() -> None:
    """A batch for few is not shared out because there are many others."""
    people = [make_worker() for _ in range(3)]
    project = make_project(answers_per_task=1)
    for person in people[:2]:
        Block.objects.create(
            id=new_id(NOW),
            client_key=person.id,
            worker_id=person.id,
            organisation_id=project.organisation_id,
            kind="requester",
            begins_at=NOW,
            ends_at=NOW + timedelta(days=9),
            appeal_until=NOW + timedelta(days=9),
            at=NOW,
        )
    assert crowd(make_draft_batch(project), NOW) == [people[2].id]
    assert make_open_batch(tasks=2, project=project).turns == "open"


def test_nobody_takes_a_task_before_the_draw() -> None:
    batch, people = scarce(3)
    assert (batch.turns, batch.turns_at, batch.turns_crowd) == ("window", DRAWN, 3)
    actor = ready(people[0], batch)
    with pytest.raises(DrawToCome) as refused:
        take(batch, actor, SOON)
    assert refused.value.params["at"] == "2026-01-05 13:00 UTC"
    assert work.deal_turns(actor=JOB, now=DRAWN - timedelta(seconds=1)) == 0


def test_polling_registers_once() -> None:
    """ASG-1."""
    batch, people = scarce(3)
    assert work.come_online(actor=actor_of(people[0]), now=SOON) == 1
    for second in range(60):
        again = SOON + timedelta(seconds=second)
        assert work.come_online(actor=actor_of(people[0]), now=again) == 0
    assert Turn.objects.filter(batch=batch).count() == 1
    assert Event.objects.filter(action="turn.registered").count() == 1


def test_who_came_in_the_window_takes_part_and_need_not_be_there_at_its_end() -> None:
    batch, people = scarce(4)
    online(people[:1], NOW + timedelta(seconds=1))
    online(people[1:3], DRAWN - timedelta(minutes=1))
    assert work.deal_turns(actor=JOB, now=DRAWN) == 1
    assert set(dealt(batch)) <= {person.id for person in people[:3]}
    assert sorted(dealt(batch).values()) == [1, 1]


def test_who_was_seen_the_day_before_takes_part() -> None:
    people = [make_worker() for _ in range(3)]
    online(people[:2], NOW - timedelta(hours=23))
    online(people[2:], NOW - timedelta(hours=25))
    batch = make_open_batch(tasks=2, answers_per_task=1)
    registered = set(Turn.objects.filter(batch=batch).values_list("worker_id", flat=True))
    assert registered == {person.id for person in people[:2]}


def test_only_whose_turn_it_is_takes_a_task_and_no_more_than_dealt() -> None:
    batch, people = scarce(3)
    online(people)
    work.deal_turns(actor=JOB, now=DRAWN)
    mine = dealt(batch)
    later = DRAWN + timedelta(hours=1)
    for person in people:
        actor = ready(person, batch)
        if person.id not in mine:
            with pytest.raises(NotYourTurn) as refused:
                take(batch, actor, later)
            assert refused.value.params["at"] == "2026-01-06 01:00 UTC"
            continue
        held = take(batch, actor, later)
        work.submit(
            actor=actor,
            now=later,
            assignment_id=held.id,
            answer={"money": "yes"},
            active_seconds=5,
        )
        with pytest.raises(NotYourTurn):
            take(batch, actor, later)
    assert Task.objects.filter(places__gt=0).count() == 0


def test_an_unused_turn_goes_to_who_had_none() -> None:
    batch, people = scarce(3)
    online(people)
    work.deal_turns(actor=JOB, now=DRAWN)
    first = dealt(batch)
    assert work.deal_turns(actor=JOB, now=DRAWN + KEPT - timedelta(seconds=1)) == 0
    assert work.deal_turns(actor=JOB, now=DRAWN + KEPT) == 1
    (second,) = Turn.objects.filter(batch=batch, round=2)
    assert second.worker_id not in first
    assert second.tasks_dealt == 2
    unlucky = next(person for person in people if person.id in first)
    with pytest.raises(NotYourTurn):
        take(batch, ready(unlucky, batch), DRAWN + KEPT)


def test_a_round_whose_turns_are_used_up_does_not_wait() -> None:
    batch, people = scarce(5, tasks=3)
    online(people)
    work.deal_turns(actor=JOB, now=DRAWN)
    actors = [ready(person, batch) for person in people if person.id in dealt(batch)]
    held = [take(batch, actor, DRAWN) for actor in actors]
    assert work.deal_turns(actor=JOB, now=DRAWN) == 0
    work.expire_leases(actor=JOB, now=DRAWN + KEPT)
    assert Assignment.objects.get(id=held[0].id).state == "expired"
    assert work.deal_turns(actor=JOB, now=DRAWN + KEPT) == 1
    assert Turn.objects.filter(batch=batch, round=2).count() == 2


def test_after_everybody_had_a_turn_what_is_left_is_open_to_all() -> None:
    batch, people = scarce(3)
    online(people)
    work.deal_turns(actor=JOB, now=DRAWN)
    work.deal_turns(actor=JOB, now=DRAWN + KEPT)
    over = DRAWN + 2 * KEPT
    assert work.deal_turns(actor=JOB, now=over) == 1
    batch.refresh_from_db()
    assert (batch.turns, batch.turns_at) == ("open", None)
    assert take(batch, ready(make_worker(), batch), over).task.position == 1
    assert work.deal_turns(actor=JOB, now=over) == 0


def test_when_everybody_had_a_turn_those_who_came_back_take_part_again() -> None:
    """ASG-1: what is left is drawn again, and not left to whoever polls."""
    batch, people = scarce(3)
    online(people)
    work.deal_turns(actor=JOB, now=DRAWN)
    work.deal_turns(actor=JOB, now=DRAWN + KEPT)
    back = DRAWN + 2 * KEPT
    online(people[:2], back - timedelta(hours=1))
    online(people[:2], back - timedelta(minutes=1))
    assert work.deal_turns(actor=JOB, now=back - timedelta(seconds=1)) == 0
    assert work.deal_turns(actor=JOB, now=back) == 1
    third = Turn.objects.filter(batch=batch, round=3)
    came_back = {person.id for person in people[:2]}
    assert {turn.worker_id for turn in third} <= came_back
    assert sum(turn.tasks_left for turn in third) == 2


def test_a_draw_in_which_nobody_takes_part_opens_the_batch() -> None:
    batch, people = scarce(3)
    assert work.deal_turns(actor=JOB, now=DRAWN) == 1
    assert take(batch, ready(people[0], batch), DRAWN).task.position == 1


def test_returning_or_letting_a_lease_end_costs_no_part_of_a_turn() -> None:
    """ASG-4."""
    batch, people = scarce(2, tasks=1, answers=1)
    online(people)
    work.deal_turns(actor=JOB, now=DRAWN)
    (winner,) = dealt(batch)
    actor = ready(next(one for one in people if one.id == winner), batch)
    held = take(batch, actor, DRAWN)
    assert Turn.objects.get(worker_id=winner).tasks_left == 0
    work.return_assignment(actor=actor, now=DRAWN, assignment_id=held.id)
    assert Turn.objects.get(worker_id=winner).tasks_left == 1
    with pytest.raises(NothingLeft):
        take(batch, actor, DRAWN)


def test_the_journal_holds_what_draws_again() -> None:
    """ASG-6: the seed is promised before and shown after."""
    batch, people = scarce(3)
    seed = Batch.objects.values_list("turns_seed", flat=True).get(id=batch.id)
    opened = Event.objects.get(action="turns.opened")
    assert opened.details["commitment"] == commitment(seed)
    assert seed not in str(opened.details)
    online(people)
    work.deal_turns(actor=JOB, now=DRAWN)
    drawn = Event.objects.get(action="turns.dealt")
    assert drawn.details["key"] == round_key(seed, batch.id, 1)
    again = ranking(drawn.details["key"], [person.id for person in people])
    assert drawn.details["registered"] == again
    assert drawn.details["dealt"] == [[worker, 1] for worker in again[:2]]
    assert seed not in str(drawn.details)
    work.deal_turns(actor=JOB, now=DRAWN + KEPT)
    work.deal_turns(actor=JOB, now=DRAWN + 2 * KEPT)
    assert Event.objects.get(action="turns.over").details["seed"] == seed


def test_absence_and_returned_tasks_change_no_draw() -> None:
    """ASG-4: the rank depends on the key and the identifier alone."""
    batch, people = scarce(3)
    online(people)
    before = ranking("ef" * 32, [person.id for person in people])
    other = make_open_batch(tasks=9, answers_per_task=1)
    actor = ready(people[0], other)
    for _ in range(5):
        held = work.take(actor=actor, now=SOON, project_id=other.project_id)
        work.return_assignment(actor=actor, now=SOON, assignment_id=held.id)
    assert ranking("ef" * 32, [person.id for person in people]) == before
    work.deal_turns(actor=JOB, now=DRAWN)
    key = Event.objects.get(action="turns.dealt").details["key"]
    assert set(dealt(batch)) == set(ranking(key, [person.id for person in people])[:2])


def test_offers_leave_out_what_is_drawn_until_it_is_ones_turn() -> None:
    batch, people = scarce(3)
    online(people)
    assert all(queries.offers(person.id, now=SOON) == [] for person in people)
    work.deal_turns(actor=JOB, now=DRAWN)
    mine = dealt(batch)
    for person in people:
        shown = [row.left for row in queries.offers(person.id, now=DRAWN)]
        assert shown == ([1] if person.id in mine else [])
