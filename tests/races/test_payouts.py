"""Payouts under many hands at once: nothing is paid twice and nothing is lost."""

from tests.races.processes import Hands


def test_clicks_and_the_job_at_once_make_one_payout_each(hands: Hands) -> None:
    workers = hands.alone("prepare_payouts", 3)
    asked = hands.together(
        *[("ask_for_payout", workers[0], "same")] * 3,
        ("ask_for_payout", workers[0], "other"),
        ("ask_monthly",),
        ("ask_monthly",),
    )
    assert len(set(asked[:4])) == 1
    came = hands.alone("report_payouts")
    assert came["states"] == {"requested": 3}
    assert (came["due"], came["transit"], came["faults"]) == (0, 15_000_000, [])


def test_a_payout_is_in_one_file_whoever_makes_it(hands: Hands) -> None:
    workers = hands.alone("prepare_payouts", 20)
    assert hands.alone("ask_monthly") == 20
    made = hands.together(
        ("make_file", "one"),
        ("make_file", "one"),
        ("make_file", "two"),
        ("choose_way", workers[7]),
    )
    files = {each for each in made[:3] if len(each) == 26}
    came = hands.alone("report_payouts")
    # A change of account amid the making may refuse it; then the next file has them all.
    if not files:
        files = {hands.alone("make_file", "three")}
        came = hands.alone("report_payouts")
    assert len(files) == came["files"] == 1
    assert (came["states"], came["transit"]) == ({"requested": 20}, 100_000_000)
    assert hands.alone("make_file", "four") == "no_payout_to_send"


def test_a_file_is_sent_or_withdrawn_and_not_both(hands: Hands) -> None:
    hands.alone("prepare_payouts", 5)
    hands.alone("ask_monthly")
    file = hands.alone("make_file", "one")
    sent, again, withdrawn = hands.together(
        ("send_file", file), ("send_file", file), ("withdraw_file", file)
    )
    assert (sent + again, withdrawn) in {(5, "payout_file_sent"), (0, "withdrawn")}


def test_a_payment_that_arrives_and_comes_back_at_once_is_due_again_once(hands: Hands) -> None:
    """Whether it had arrived when it came back or not, the books have it once each way."""
    hands.alone("prepare_payouts", 40)
    hands.alone("ask_monthly")
    file = hands.alone("make_file", "one")
    assert hands.alone("send_file", file) == 40
    confirmed, again, returned, _ = hands.together(
        ("confirm_all", file), ("confirm_all", file), ("return_all", file), ("return_all", file)
    )
    assert returned == 40
    came = hands.alone("report_payouts")
    assert came["states"] == {"returned": 40}
    assert came["entries"].get("confirm", 0) == confirmed + again
    assert came["entries"].get("return", 0) == 40
    assert (came["due"], came["transit"], came["faults"]) == (40 * 5_000_000, 0, [])


def test_a_claim_recorded_by_four_clicks_is_one_payout(hands: Hands) -> None:
    (worker,) = hands.alone("prepare_payouts", 1)
    paid = hands.together(*[("pay_by_hand", worker, "same")] * 4)
    assert (len(set(paid)), len(paid[0])) == (1, 26)
    came = hands.alone("report_payouts")
    assert came["states"] == {"confirmed": 1}
    assert (came["due"], came["transit"], came["faults"]) == (0, 0, [])


def test_a_month_closed_by_three_processes_has_one_invoice_each_without_gaps(
    hands: Hands,
) -> None:
    hands.alone("spend_in_a_month", 8)
    assert sum(hands.together(*[("close_month",)] * 3)) == 8
    assert hands.alone("report_invoices") == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_payout_beside_an_erasure_is_asked_for_or_refused(hands: Hands) -> None:
    """PRI-5: nothing is on its way to somebody whose account is not known any more."""
    (worker,) = hands.alone("prepare_payouts", 1)
    hands.alone("ask_erasure", worker)
    asked, erased, again = hands.together(
        ("ask_for_payout", worker, "one"), ("erase_due",), ("erase_due",)
    )
    came = hands.alone("report_payouts")
    if erased + again:
        assert (asked, came["states"], came["due"]) == ("payout_method_missing", {}, 5_000_000)
    else:
        assert (came["states"], came["due"]) == ({"requested": 1}, 0)
    assert (erased + again <= 1, came["faults"]) == (True, [])
