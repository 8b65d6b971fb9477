"""Decisions about one answer by several processes at once: one of them counts, and is paid once."""

from tests.races.processes import Hands


def test_one_answer_refused_by_four_processes_is_refused_once(hands: Hands) -> None:
    scene = hands.alone("answered", 3)
    came = hands.together(*[("refuse", scene["sent"][0])] * 4)
    assert sorted(came) == ["already_decided"] * 3 + ["done"]
    after = hands.alone("decided", scene["batch"])
    assert (after["verdicts"]["refused"], after["states"]["refused"]) == (1, 1)


def test_two_refusals_at_the_threshold_are_both_held(hands: Hands) -> None:
    """DEC-4: the second counts the first, whichever it is."""
    scene = hands.alone("answered", 20)
    came = hands.together(*[("refuse", one) for one in scene["sent"][:4]])
    assert came == ["done"] * 4
    after = hands.alone("decided", scene["batch"])
    assert (after["states"], after["held"], after["holds"]) == (
        {"held": 4, "pending": 16},
        {"": 4},
        1,
    )


def test_an_answer_is_refused_or_accepted_by_the_deadline(hands: Hands) -> None:
    scene = hands.alone("answered", 3)
    refused, *accepted = hands.together(
        ("refuse_late", scene["sent"][0]), *[("accept_due", scene["batch"])] * 3
    )
    after = hands.alone("decided", scene["batch"])
    done = refused == "done"
    assert after["states"].get("refused", 0) == int(done)
    assert sum(accepted) == after["entries"]["settle"] == 3 - int(done)
    assert after["faults"] == []


def test_a_rework_sent_from_four_windows_counts_once(hands: Hands) -> None:
    scene = hands.alone("offered", 3)
    came = hands.together(*[("send_rework", scene["rework"])] * 4)
    assert came == ["done"] * 4
    after = hands.alone("decided", scene["batch"])
    assert (after["states"], after["twice"]) == ({"pending": 3, "reworked": 1}, [])


def test_a_rework_is_sent_or_lapses_or_is_left(hands: Hands) -> None:
    scene = hands.alone("offered", 3)
    sent, *_ = hands.together(
        ("send_rework", scene["rework"]),
        ("lapse", scene["batch"]),
        ("leave_rework", scene["rework"]),
    )
    after = hands.alone("decided", scene["batch"])
    if sent == "done":
        assert after["states"] == {"pending": 3, "reworked": 1}
    else:
        assert sent in {"rework_over", "already_returned"}
        assert after["states"] == {"pending": 3}
    assert (after["twice"], after["faults"]) == ([], [])


def test_a_hold_is_decided_once_for_each_answer(hands: Hands) -> None:
    scene = hands.alone("held", 20)
    words = (scene["hold"], scene["reviewer"], *scene["sent"][:2])
    came = hands.together(*[("confirm", *words)] * 2, *[("lift", *words)] * 2)
    assert sorted(came) == ["already_decided"] * 3 + ["done"]
    after = hands.alone("decided", scene["batch"])
    lifted = "done" in came[2:]
    assert after["held"] == {"lifted" if lifted else "confirmed": 2}
    assert after["states"] == {"accepted" if lifted else "refused": 2, "pending": 18}
    assert after["entries"].get("overturn", 0) == (2 if lifted else 0)
    assert after["faults"] == []


def test_a_hold_lapses_once_or_is_decided(hands: Hands) -> None:
    """DEC-4: two jobs and a reviewer at the moment when the agreed days are over."""
    scene = hands.alone("held", 20)
    words = (scene["hold"], scene["reviewer"], *scene["sent"][:2])
    first, second, confirmed = hands.together(
        ("lift_unlooked", scene["batch"]), ("lift_unlooked", scene["batch"]), ("confirm", *words)
    )
    after = hands.alone("decided", scene["batch"])
    lapsed = 0 if confirmed == "done" else 2
    assert first + second == lapsed
    assert after["held"] == {"lapsed" if lapsed else "confirmed": 2}
    assert after["entries"].get("overturn", 0) == lapsed
    assert after["faults"] == []


def test_refusals_of_several_batches_of_a_requester_count_each_other(hands: Hands) -> None:
    """DEC-4: the fourth of a week, whichever it is, holds those before it, each in its batch."""
    scene = hands.alone("spread", 4)
    came = hands.together(*[("refuse", one) for one in scene["sent"]])
    assert came == ["done"] * 4
    after = hands.alone("decided", scene["batch"])
    assert (after["states"], after["held"], after["holds"]) == ({"held": 4}, {"": 4}, 4)


def test_what_is_held_is_accepted_by_its_requester_or_decided(hands: Hands) -> None:
    scene = hands.alone("held", 20)
    words = (scene["hold"], scene["reviewer"], *scene["sent"][:2])
    hands.together(
        ("confirm", *words),
        ("accept_after_all", scene["sent"][0]),
        ("accept_after_all", scene["sent"][1]),
    )
    after = hands.alone("decided", scene["batch"])
    assert after["states"].get("held", 0) == 0
    assert after["held"].get("", 0) == 0
    paid = after["entries"].get("settle", 0) + after["entries"].get("overturn", 0)
    assert paid == after["states"].get("accepted", 0)
    assert after["faults"] == []


def test_a_refusal_is_overturned_once_and_paid_once(hands: Hands) -> None:
    scene = hands.alone("refused", 3)
    one, reviewer = scene["sent"][0], scene["reviewer"]
    came = hands.together(
        *[("overturn", one, reviewer)] * 3,
        ("accept_after_all", one),
        ("close_refusals", scene["batch"]),
    )
    assert came[:3].count("done") + came[3] == 1
    after = hands.alone("decided", scene["batch"])
    paid = after["entries"].get("settle", 0) + after["entries"].get("overturn", 0)
    assert (after["states"], paid) == ({"accepted": 1, "pending": 2}, 1)
    assert after["credits"].get("refused", 0) == int(came[4])
    assert after["faults"] == []


def test_a_refusal_is_contested_or_final(hands: Hands) -> None:
    scene = hands.alone("refused", 3)
    contested, *closed = hands.together(
        ("appeal", scene["sent"][0]), *[("close_refusals", scene["batch"])] * 3
    )
    after = hands.alone("decided", scene["batch"])
    assert contested == "done"
    assert sum(closed) == after["states"].get("closed", 0) == after["credits"].get("refused", 0)
    assert after["faults"] == []
