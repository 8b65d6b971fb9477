"""Appeals and blocks by several processes at once: each is filed, decided and paid once."""

from tests.races.processes import Hands


def test_an_appeal_filed_from_four_windows_is_one(hands: Hands) -> None:
    scene = hands.alone("contestable", 1)
    came = hands.together(*[("file_appeal", scene["sent"], f"key-{n}") for n in range(4)])
    assert sorted(came) == ["appeal_filed_before"] * 3 + ["done"]
    after = hands.alone("settled", scene["batch"])
    assert (after["appeals"], after["steps"], after["contests"]) == ({"open": 1}, {"filed": 1}, 1)


def test_one_press_sent_four_times_is_one_appeal(hands: Hands) -> None:
    scene = hands.alone("contestable", 1)
    assert hands.together(*[("file_appeal", scene["sent"], "key")] * 4) == ["done"] * 4
    after = hands.alone("settled", scene["batch"])
    assert (after["appeals"], after["steps"]) == ({"open": 1}, {"filed": 1})


def test_an_appeal_at_the_last_moment_runs_beside_the_end_of_its_window(hands: Hands) -> None:
    """Whichever comes first, the worker has an appeal, and it can be won."""
    scene = hands.alone("contestable", 1)
    filed, _closed = hands.together(("file_appeal", scene["sent"], "key"), ("close_uncontested",))
    assert filed == "done"
    assert hands.alone("decide", scene["reviewers"][0], "overturned") == "done"
    after = hands.alone("settled", scene["batch"])
    assert (after["states"], after["entries"]["overturn"]) == ({"accepted": 1}, 1)
    assert after["faults"] == []


def test_four_reviewers_at_once_decide_once(hands: Hands) -> None:
    scene = hands.alone("contestable", 4)
    hands.alone("file_appeal", scene["sent"], "key")
    outcomes = ("upheld", "overturned", "upheld", "overturned")
    came = hands.together(
        *[("decide", who, what) for who, what in zip(scene["reviewers"], outcomes, strict=True)]
    )
    assert sorted(came) == ["appeal_closed"] * 3 + ["done"]
    after = hands.alone("settled", scene["batch"])
    (state,) = after["appeals"]
    assert state == outcomes[came.index("done")]
    assert after["entries"].get("overturn", 0) == int(state == "overturned")
    assert (after["steps"]["decision"], after["faults"]) == (1, [])


def test_a_reviewer_the_deadline_and_the_requester_pay_once(hands: Hands) -> None:
    scene = hands.alone("contestable", 1)
    hands.alone("file_appeal", scene["sent"], "key")
    hands.together(
        ("decide", scene["reviewers"][0], "overturned"),
        ("give_way",),
        ("give_way",),
        ("accept_refused", scene["sent"]),
    )
    after = hands.alone("settled", scene["batch"])
    assert after["states"] == {"accepted": 1}
    assert after["entries"].get("overturn", 0) + after["entries"].get("settle", 0) == 1
    assert after["faults"] == []


def test_a_worker_blocked_four_times_is_blocked_once(hands: Hands) -> None:
    scene = hands.alone("contestable", 1)
    came = hands.together(*[("block_worker", scene["sent"], f"key-{n}") for n in range(4)])
    assert sorted(came) == ["already_blocked"] * 3 + ["done"]
    assert hands.alone("settled", scene["batch"])["blocks"] == 1


def test_an_account_restricted_by_four_operators_gets_one_letter(hands: Hands) -> None:
    scene = hands.alone("contestable", 4)
    came = hands.together(
        *[
            ("restrict_account", scene["worker"], who, f"key-{n}")
            for n, who in enumerate(scene["operators"])
        ]
    )
    assert sorted(came) == ["already_blocked"] * 3 + ["done"]
    after = hands.alone("settled", scene["batch"])
    assert (after["blocks"], after["restrictions"], after["letters"]) == (1, 1, 1)


def test_an_appeal_beside_a_hold_is_filed_or_refused_and_nothing_is_left_open(hands: Hands) -> None:
    """DEC-4: a refusal that is contested is not held, and one that is held is not contested."""
    scene = hands.alone("refused", 20)
    first, second = scene["sent"][:2]
    filed, refused = hands.together(("file_appeal", first, "key"), ("refuse", second))
    assert refused == "done"
    after = hands.alone("settled", scene["batch"])
    if filed == "done":
        assert after["states"] == {"held": 1, "pending": 18, "refused": 1}
        assert (after["appeals"], after["contests_open"]) == ({"open": 1}, 1)
    else:
        assert filed in {"not_refused", "nothing_to_contest"}
        assert after["states"] == {"held": 2, "pending": 18}
        assert (after["appeals"], after["contests"]) == ({}, 0)
