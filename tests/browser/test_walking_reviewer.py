"""What a reviewer decides between two sides: by keys, without scripts, on a phone."""

from collections.abc import Callable

from tests.browser.keyboard import Walk

Walks = Callable[[str, str], Walk]
WORDS = "The sentence speaks of rent in its first line."


def test_an_appeal_is_decided_for_the_worker(walk: Walks) -> None:
    """DEC-3, DEC-4: somebody who is no party answers, with reasons that both sides read."""
    rosa = walk("rosa", "/")
    rosa.press("Decisions", "Appeals", "A refused answer · Church bells")
    rosa.write("What you want to say", "Which line speaks of rent?")
    rosa.press("Add to the file")
    rosa.says("Which line speaks of rent?")
    rosa.choose("The worker is right")
    rosa.write("Explanation in plain words", WORDS)
    rosa.press("Decide")
    rosa.says("The appeal is closed", WORDS)


def test_held_refusals_are_looked_at_one_by_one(walk: Walks) -> None:
    """DEC-8: those that do not stand are paid, the others take effect."""
    rosa = walk("rosa", "/reviewer/")
    rosa.press("Batches with many refusals", "Menus")
    rosa.says("Refusal 2")
    rosa.press_in_vain("Decide")
    rosa.says("Refusal 2")
    rosa.tick("Refusal 2")  # none is ticked at first
    rosa.tick("Refusal 3")
    rosa.choose("do not take effect")
    rosa.write("Explanation in plain words", WORDS)
    rosa.press("Decide")
    rosa.says("2 refusals are decided.", "Refusal 1")
    rosa.tick("Refusal 1")
    rosa.choose("take effect")
    rosa.write("Explanation in plain words", WORDS)
    rosa.press("Decide")
    rosa.says("1 refusal is decided.", "Every refusal of this hold is decided.")


def test_a_suspicion_of_fraud_is_dismissed(walk: Walks) -> None:
    """DEC-5: fraud is found by a named person with evidence, or it is none."""
    rosa = walk("rosa", "/reviewer/")
    rosa.press("Suspicions of fraud", "Tickets")
    rosa.says("Forty answers came within a minute.")
    rosa.choose("No fraud")
    rosa.write("Explanation in plain words", "Quick answers alone show no deceit.")
    rosa.press("Decide")
    rosa.says("It is decided. Both sides can read it.", "A reviewer found no fraud.")
