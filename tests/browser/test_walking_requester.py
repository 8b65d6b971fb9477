"""What a requester decides about answers and workers: by keys, without scripts, on a phone."""

from collections.abc import Callable

from tests.browser.keyboard import Walk

Walks = Callable[[str, str], Walk]
EVIDENCE = "The sentence has a price in it."
EXPLANATION = "A price is money, so the choice is yes."


def _say_why(wim: Walk) -> None:
    wim.choose("The item itself shows")
    wim.choose("C1")
    wim.write("Evidence", EVIDENCE)
    wim.write("Explanation in plain words", EXPLANATION)


def test_a_second_defect_is_refused_with_what_shows_it(walk: Walks) -> None:
    """DEC-1, DEC-2: reason, criterion, evidence and plain words, or nothing happens."""
    wim = walk("wim", "/")
    wim.press("Theatre of Nice", "Street names", "Review answers", "Refuse")
    wim.press_in_vain("Refuse")
    wim.says("This field is required.")
    _say_why(wim)
    wim.press("Refuse")
    wim.says("Refused", EVIDENCE, EXPLANATION)


def test_a_first_defect_gets_a_paid_rework_and_a_worker_is_blocked(walk: Walks) -> None:
    """DEC-6, DEC-13: rework comes before a refusal; the worker reads why about a block at once."""
    wim = walk("wim", "/")
    wim.press("Theatre of Nice", "Tide tables", "Review answers", "Open", "Offer a paid rework")
    wim.says("so rework comes before a refusal")
    _say_why(wim)
    wim.press("Offer the rework", "Block this worker")
    wim.choose("Instructions were left aside")
    wim.write("Explanation in plain words", EXPLANATION)
    wim.press("Block")
    wim.says("Instructions were left aside", EXPLANATION)


def test_a_question_is_answered_for_everybody(walk: Walks) -> None:
    """VOI-8: an answer that all who work on it can read."""
    wim = walk("wim", "/")
    wim.press("Theatre of Nice", "Tide tables", "1 question waits", "Answer")
    wim.write("Answer", "Yes, a toll is money.")
    wim.press("Send the answer")
    wim.says("Yes, a toll is money.", "read by everybody")
