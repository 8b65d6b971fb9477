"""The room's writers: publishing and ending with the ledger, paid readings, settlement."""

from ouvrage.pay.actions.batches import (
    add_answers,
    add_readings,
    end_batch,
    publish_batch,
    release_finished,
)
from ouvrage.pay.actions.readings import begin_reading, close_readings, end_reading
from ouvrage.pay.actions.settlement import settle

__all__ = [
    "add_answers",
    "add_readings",
    "begin_reading",
    "close_readings",
    "end_batch",
    "end_reading",
    "publish_batch",
    "release_finished",
    "settle",
]
