"""Which events climb to which handlers: the only list, read by the job that delivers them."""

from collections.abc import Mapping, Sequence

from ouvrage.journal.actions import Handler
from ouvrage.review.handlers import aggregate_finished_batch, pay_rework
from ouvrage.voice import handlers as voice

HANDLERS: Mapping[str, Sequence[Handler]] = {
    "batch.finished": (aggregate_finished_batch,),
    "batch.ended": (aggregate_finished_batch,),
    "account.restored": (voice.tell_restricted,),
    "account.restricted": (voice.tell_restricted,),
    "answer.refused": (voice.tell_refused,),
    "appeal.overdue": (voice.tell_appeal,),
    "appeal.settled": (voice.tell_appeal,),
    "appeal.overturned": (voice.tell_appeal,),
    "appeal.upheld": (voice.tell_appeal,),
    "batch.label_disputed": (voice.tell_requester,),
    "copy.ready": (voice.tell_copy_ready,),
    "erasure.asked": (voice.tell_erasure_planned,),
    "explanation.answered": (voice.tell_explained,),
    "explanation.compensated": (voice.tell_compensated,),
    "explanation.rectified": (voice.tell_explained,),
    "fraud.dismissed": (voice.tell_suspicion_dismissed,),
    "fraud.proven": (voice.tell_refused,),
    "gold.dispute_dismissed": (voice.tell_check_decided,),
    "gold.dispute_upheld": (voice.tell_check_decided,),
    "gold.withdrawn": (voice.tell_control_withdrawn,),
    "hold.confirmed": (voice.tell_hold_ended,),
    "hold.lapsed": (voice.tell_hold_ended, voice.tell_hold_lapsed),
    "hold.lifted": (voice.tell_hold_ended,),
    "payout.confirmed": (voice.tell_payout,),
    "payout.returned": (voice.tell_payout,),
    "payout.sent": (voice.tell_payout,),
    "project.under_floor": (voice.tell_requester,),
    "qualification.granted": (voice.tell_qualification_granted,),
    "qualification.revoked": (voice.tell_qualification_ended,),
    "refusal.held": (voice.tell_held,),
    "refusal.taken_back": (voice.tell_cleared,),
    "refusal.withdrawn": (voice.tell_cleared,),
    "rework.offered": (voice.tell_rework_offered,),
    "status.offered": (voice.tell_status_offered,),
    "stop.approved": (voice.tell_stop_approved,),
    "stop.refused": (voice.tell_stop_refused,),
    "task.pulled": (voice.tell_requester,),
    "test.scored": (voice.tell_test_scored,),
    "time_claim.accepted": (voice.tell_time_decided,),
    "time_claim.refused": (voice.tell_time_decided,),
    "top_up.paid": (voice.tell_topped_up,),
    "worker.blocked": (voice.tell_blocked,),
    "rework.sent": (pay_rework,),
}
