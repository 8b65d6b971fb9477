"""Tests and qualifications beside themselves: paid once, no budget exceeded, no history broken."""

from tests.races.processes import Hands


def test_one_test_sent_from_four_windows_is_paid_once(hands: Hands) -> None:
    """PAY-5."""
    scene = hands.alone("prepare_test", 5, 1)
    (worker,) = scene["workers"]
    begun = hands.together(*[("begin_test", scene["test"], worker)] * 4)
    assert len(set(begun)) == 1
    sent = hands.together(*[("send_test", begun[0], worker)] * 4)
    assert len(set(sent)) == 1
    came = hands.alone("report_test", scene["test"])
    assert (came["attempts"], came["sheets"], came["results"]) == (1, 1, 1)
    assert (came["credits"], came["paid"], came["left"], came["faults"]) == (1, 1, 4, [])


def test_no_more_people_begin_than_there_is_money_for(hands: Hands) -> None:
    """PAY-5."""
    scene = hands.alone("prepare_test", 3, 6)
    begun = hands.together(*[("begin_test", scene["test"], one) for one in scene["workers"]])
    assert sum(bool(attempt) for attempt in begun) == 3
    came = hands.alone("report_test", scene["test"])
    assert (came["attempts"], came["left"]) == (3, 0)


def test_a_test_that_is_closed_while_it_is_sent_keeps_its_pay(hands: Hands) -> None:
    """PAY-5."""
    scene = hands.alone("prepare_test", 4, 2)
    attempts = [hands.alone("begin_test", scene["test"], one) for one in scene["workers"]]
    parts = [("send_test", *pair) for pair in zip(attempts, scene["workers"], strict=True)]
    hands.together(*parts, ("close_test", scene["test"]))
    came = hands.alone("report_test", scene["test"])
    assert (came["sheets"], came["paid"], came["left"], came["faults"]) == (2, 2, 0, [])
    assert came["kept"] >= 0


def test_granting_and_revoking_at_once_leaves_one_line_after_the_other(hands: Hands) -> None:
    """QUA-5."""
    scene = hands.alone("prepare_test", 1, 1)
    (worker,) = scene["workers"]
    wrote = hands.together(*[("grant_and_revoke", scene["granted"], worker)] * 3)
    came = hands.alone("report_grants", scene["granted"], worker)
    assert came["versions"] == list(range(1, len(came["versions"]) + 1))
    assert (came["revoked"], came["twice"]) == (sum(wrote), 0)
    assert came["bits"] == [True] * sum(wrote) + [False] * came["held"]
