"""Which events climb to which handlers: the only list, read by the job that delivers them."""

from collections.abc import Mapping, Sequence

from ouvrage.journal.actions import Handler
from ouvrage.review.handlers import aggregate_finished_batch, pay_rework
from ouvrage.voice.handlers import tell_copy_ready, tell_erasure_planned

HANDLERS: Mapping[str, Sequence[Handler]] = {
    "batch.finished": (aggregate_finished_batch,),
    "batch.ended": (aggregate_finished_batch,),
    "copy.ready": (tell_copy_ready,),
    "erasure.asked": (tell_erasure_planned,),
    "rework.sent": (pay_rework,),
}
