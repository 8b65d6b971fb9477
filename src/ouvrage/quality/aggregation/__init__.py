"""From several answers per task to one, with what stands behind it. Ties are told, never drawn."""

from ouvrage.quality.aggregation.majority import MajorityResult, MajorityVote, TaskVote
from ouvrage.quality.aggregation.rankings import RankVote, borda
from ouvrage.quality.aggregation.sets import SetVote, majority_of_sets

__all__ = [
    "MajorityResult",
    "MajorityVote",
    "RankVote",
    "SetVote",
    "TaskVote",
    "borda",
    "majority_of_sets",
]
