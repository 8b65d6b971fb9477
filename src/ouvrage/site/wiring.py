"""Which events climb to which handlers: the only list, read by the job that delivers them."""

from collections.abc import Mapping, Sequence

from ouvrage.journal.actions import Handler
from ouvrage.review.handlers import aggregate_finished_batch, pay_rework
from ouvrage.voice.handlers import forget_erased_person

HANDLERS: Mapping[str, Sequence[Handler]] = {
    "batch.finished": (aggregate_finished_batch,),
    "batch.ended": (aggregate_finished_batch,),
    "person.erased": (forget_erased_person,),
    "rework.sent": (pay_rework,),
}
