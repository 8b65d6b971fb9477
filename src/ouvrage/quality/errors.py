"""Refusals of answers that cannot be counted. `row` is the number of the record, from 1."""

from ouvrage.base.errors import Refusal


class DuplicateAnswer(Refusal):
    """“{worker}” answered task “{task}” twice. Keep one answer per person and task."""

    code = "duplicate_answer"


class EmptyAnswer(Refusal):
    """The {part} of this answer is empty. Name the task, the person and the label of each."""

    code = "empty_answer"


class DifferentItems(Refusal):
    """This ranking of task “{task}” does not name each item of the task once. Rank the same items
    in every answer.
    """

    code = "different_items"
