"""Tables of the room: appeals with their files, proposals and restrictions, letters, explanations.

The subject of an appeal or a question is named by kind and id, since it stands in a lower room that
knows nothing of this one; `subjects/` leads back to it. Nothing here depends on the state of a
batch: an appeal is possible, and can be won, after the batch is finished, ended or archived.
"""

from ouvrage.rights.models.appeals import Appeal, AppealStep
from ouvrage.rights.models.data import Copy, CopyState, Erasure, ErasureState
from ouvrage.rights.models.explanations import Explanation
from ouvrage.rights.models.register import RegisterVersion
from ouvrage.rights.models.restrictions import Letter, Proposal, Restriction

__all__ = [
    "Appeal",
    "AppealStep",
    "Copy",
    "CopyState",
    "Erasure",
    "ErasureState",
    "Explanation",
    "Letter",
    "Proposal",
    "RegisterVersion",
    "Restriction",
]
