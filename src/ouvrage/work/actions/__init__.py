"""The only writers of the room, one file per group of verbs."""

from ouvrage.work.actions.answers import save_draft, submit, submit_and_take
from ouvrage.work.actions.assignments import enter_project, mark_read, take
from ouvrage.work.actions.batches import (
    add_places,
    add_readings,
    close_batch,
    decide_submissions,
    drop_readings,
    finish_batches,
    open_batch,
    spend_reading,
)
from ouvrage.work.actions.blocks import BlockDraft, block_worker, end_blocks, lift_block
from ouvrage.work.actions.imports import import_batch, sweep_imports
from ouvrage.work.actions.leases import expire_leases, return_assignment
from ouvrage.work.actions.media import (
    store_media,
    store_media_archive,
    store_upload,
    sweep_uploads,
)
from ouvrage.work.actions.projects import (
    change_project,
    draft_project,
    pause_project,
    resume_project,
    write_instructions,
)
from ouvrage.work.actions.reworks import assign_rework, begin_rework
from ouvrage.work.actions.times import measure_project, measure_time

__all__ = [
    "BlockDraft",
    "add_places",
    "add_readings",
    "assign_rework",
    "begin_rework",
    "block_worker",
    "change_project",
    "close_batch",
    "decide_submissions",
    "draft_project",
    "drop_readings",
    "end_blocks",
    "enter_project",
    "expire_leases",
    "finish_batches",
    "import_batch",
    "lift_block",
    "mark_read",
    "measure_project",
    "measure_time",
    "open_batch",
    "pause_project",
    "resume_project",
    "return_assignment",
    "save_draft",
    "spend_reading",
    "store_media",
    "store_media_archive",
    "store_upload",
    "submit",
    "submit_and_take",
    "sweep_imports",
    "sweep_uploads",
    "take",
    "write_instructions",
]
