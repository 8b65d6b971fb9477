"""Quality: what several people's answers say together. A pure library over NumPy.

Aggregation reports; it never pays, refuses or ranks people. Disagreement is not a fault.

>>> answers = Answers.from_records([("t1", "ada", "cat"), ("t1", "bo", "cat"), ("t1", "cy", "dog")])
>>> MajorityVote().fit(answers)["t1"].label
'cat'
"""

from ouvrage.quality.aggregation import (
    MajorityResult,
    MajorityVote,
    RankVote,
    SetVote,
    TaskVote,
    borda,
    majority_of_sets,
)
from ouvrage.quality.agreement import krippendorff_alpha, percent_agreement
from ouvrage.quality.answers import Answers

__all__ = [
    "Answers",
    "MajorityResult",
    "MajorityVote",
    "RankVote",
    "SetVote",
    "TaskVote",
    "borda",
    "krippendorff_alpha",
    "majority_of_sets",
    "percent_agreement",
]
