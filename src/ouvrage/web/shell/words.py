"""Words of several doors for what the rooms keep as codes."""

from ouvrage.base.words import N_
from ouvrage.rights.rules import ExplanationState

QUESTION_STATES = {
    ExplanationState.OPEN: N_("Waiting for an answer"),
    ExplanationState.ANSWERED: N_("Answered"),
    ExplanationState.TO_RECTIFY: N_("Found wrong, being put right"),
    ExplanationState.RECTIFIED: N_("Found wrong and put right"),
}
