"""What moves money is done once by several processes at once, and never leaves a batch short."""

from tests.races.processes import Hands


def test_a_batch_published_by_four_processes_reserves_once(hands: Hands) -> None:
    scene = hands.alone("draft", 2, 0)
    assert set(hands.together(*[("publish", scene["batch"])] * 4)) == {scene["batch"]}
    came = hands.alone("report", scene["batch"])
    assert came["entries"] == {"deposit": 1, "reserve": 1}
    assert (came["reserved"], came["faults"]) == (1_167_900, [])


def test_answers_added_by_four_processes_under_one_key_are_added_once(hands: Hands) -> None:
    scene = hands.alone("prepare", 2, 0)
    assert set(hands.together(*[("add_answers", scene["batch"])] * 4)) == {4}
    came = hands.alone("report", scene["batch"])
    assert (came["places"], came["entries"]["reserve"], came["faults"]) == (8, 2, [])


def test_a_deposit_recorded_by_four_processes_counts_once(hands: Hands) -> None:
    scene = hands.alone("draft", 2, 0)
    hands.together(*[("deposit", scene["organisation"])] * 4)
    came = hands.alone("report", scene["batch"])
    assert (came["available"], came["entries"]["deposit"]) == (1_005_000_000, 2)


def test_an_entry_posted_by_four_processes_that_takes_all_there_is_is_refused_to_none(
    hands: Hands,
) -> None:
    hands.alone("set_aside_exactly", 60)
    assert sum(hands.together(*[("settle_exactly", 60)] * 4)) == 60


def test_answers_accepted_by_four_processes_are_settled_once(hands: Hands) -> None:
    scene = hands.alone("prepare", 100, 3)
    hands.alone("labour", scene["project"], *scene["workers"])
    accepted = hands.together(*[("accept_all", scene["project"])] * 4)
    assert sum(accepted) == 300
    came = hands.alone("report", scene["batch"])
    assert (came["states"], came["entries"]["settle"]) == ({"accepted": 300}, 300)
    assert (came["faults"], came["short"]) == ([], 0)


def test_a_batch_that_ends_amid_work_keeps_what_it_owes(hands: Hands) -> None:
    """Takes, answers, late answers and acceptances run beside the end."""
    scene = hands.alone("prepare_expired", 150, 6)
    project, batch, workers = scene["project"], scene["batch"], scene["workers"]
    used, *_, spare = hands.together(
        ("send_late", project, *scene["expired"]),
        ("labour", project, *workers[:3]),
        ("labour", project, *workers[3:]),
        ("accept_while_they_come", project, batch),
        ("end_after", batch, 120),
    )
    assert used <= 6
    assert spare >= 0
    came = hands.alone("report", batch)
    assert (came["state"], came["places"]) == ("ended", 0)
    assert (came["exceeded"], came["short"], came["faults"]) == (0, 0, [])
    hands.alone("close", batch)
    came = hands.alone("report", batch)
    assert came["states"] == {"accepted": came["submissions"]}
    assert (came["reserved"], came["faults"]) == (0, [])
