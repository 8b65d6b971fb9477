"""Many people work at once: nobody gets a task twice, nothing is lost, nothing is exceeded."""

from tests.races.processes import Hands

PROCESSES = 8
WORKERS_EACH = 3


def test_a_thousand_tasks_get_three_answers_each_from_eight_processes(hands: Hands) -> None:
    scene = hands.alone("prepare", 1_000, PROCESSES * WORKERS_EACH)
    shares = [scene["workers"][place::PROCESSES] for place in range(PROCESSES)]
    sent = hands.together(*[("labour", scene["project"], *share) for share in shares])
    assert sum(sum(counts.values()) for counts in sent) == 3_000
    came = hands.alone("report", scene["batch"])
    assert (came["submissions"], came["assignments"], came["counted"]) == (3_000, 3_000, 3_000)
    assert (came["per_task"], came["places"], came["exceeded"]) == ([3], 0, 0)
    assert (came["twice"], came["faults"], came["short"]) == ([], [], 0)
    assert came["replayed"] == []


def test_nobody_gets_more_than_their_turn_from_four_windows_each(hands: Hands) -> None:
    """ASG-1: 20 tasks with 3 answers, dealt to 7 people."""
    scene = hands.alone("prepare_drawn", 20, 7)
    assert sorted(scene["dealt"].values()) == [8, 8, 8, 9, 9, 9, 9]
    hands.together(*[("labour", scene["project"], *scene["workers"])] * 4)
    came = hands.alone("report", scene["batch"])
    # Who comes last may have had every task that is left; those go to the next round.
    assert came["submissions"] + came["places"] == 60
    assert came["submissions"] > 50
    over = {worker for worker, count in came["workers"].items() if count > scene["dealt"][worker]}
    assert (over, came["exceeded"]) == (set(), 0)
    assert (came["twice"], came["faults"], came["replayed"]) == ([], [], [])


def test_one_worker_who_takes_in_four_windows_holds_one_task(hands: Hands) -> None:
    scene = hands.alone("prepare", 5, 1)
    (worker,) = scene["workers"]
    taken = hands.together(*[("take", scene["project"], worker)] * 4)
    assert len(set(taken)) == 1
    came = hands.alone("report", scene["batch"])
    assert (came["assignments"], came["places"]) == (1, 14)


def test_one_answer_sent_from_four_windows_counts_once(hands: Hands) -> None:
    scene = hands.alone("prepare", 5, 1)
    (worker,) = scene["workers"]
    held = hands.alone("take", scene["project"], worker)
    sent = hands.together(*[("send", held, worker)] * 4)
    assert len(set(sent)) == 1
    came = hands.alone("report", scene["batch"])
    assert (came["submissions"], came["counted"], came["places"]) == (1, 1, 14)


def test_one_late_answer_sent_from_four_windows_uses_one_place(hands: Hands) -> None:
    scene = hands.alone("prepare_expired", 5, 1)
    (worker,), (held,) = scene["workers"], scene["expired"]
    sent = hands.together(*[("send", held, worker)] * 4)
    assert len(set(sent)) == 1
    came = hands.alone("report", scene["batch"])
    assert (came["submissions"], came["counted"], came["places"]) == (1, 1, 14)


def test_late_answers_beside_stops_wait_for_each_other_and_each_task_ends_once(
    hands: Hands,
) -> None:
    scene = hands.alone("prepare_expired", 8, 4)
    held = scene["expired"]
    used, back, stopped = hands.together(
        ("send_late", scene["project"], *held),
        ("send_late", scene["project"], *reversed(held)),
        ("stop_each", *held),
    )
    came = hands.alone("report", scene["batch"])
    assert came["submissions"] == came["counted"] == 4 - stopped
    assert used + back >= came["submissions"]
    assert (came["places"], came["exceeded"], came["faults"]) == (24 - came["counted"], 0, [])


def test_what_was_seen_of_a_sensitive_task_counts_once_however_it_ends(hands: Hands) -> None:
    """HLT-3: the lease ends, the answer is sent late and the task is returned at once."""
    held = hands.alone("looked_at", 12)
    hands.together(("end_leases",), ("send_seen", *held), ("return_seen", *held), ("end_leases",))
    assert hands.alone("meters") == [["*", 300]] * 12 + [["violence", 300]] * 12
