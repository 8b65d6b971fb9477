"""The only writers of the room, one file per group of verbs."""

from ouvrage.work.actions.answers import (
    save_draft,
    submit,
    submit_and_take,
)
from ouvrage.work.actions.assignments import (
    enter_project,
    mark_read,
    take,
)
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
from ouvrage.work.actions.blocks import (
    BlockDraft,
    block_worker,
    end_blocks,
    lift_block,
)
from ouvrage.work.actions.chains import (
    accept_chain,
    write_organisation_chain,
    write_project_chain,
)
from ouvrage.work.actions.health import (
    begin_break,
    choose_sensitive,
    count_work,
    lift_limits,
    set_limits,
)
from ouvrage.work.actions.imports import (
    import_batch,
    sweep_imports,
)
from ouvrage.work.actions.leases import (
    expire_leases,
    return_assignment,
)
from ouvrage.work.actions.media import (
    store_media,
    store_media_archive,
    store_upload,
    sweep_uploads,
)
from ouvrage.work.actions.prices import raise_reward
from ouvrage.work.actions.projects import (
    change_project,
    draft_project,
    pause_project,
    resume_project,
    write_instructions,
)
from ouvrage.work.actions.reworks import assign_rework, begin_rework
from ouvrage.work.actions.silence import end_silence, pause_for_silence
from ouvrage.work.actions.stops import (
    StopDraft,
    approve_stop,
    drop_task,
    overturn_stop,
    refuse_stop,
    relabel_batch,
    reopen_task,
    stop_assignment,
)
from ouvrage.work.actions.times import (
    measure_project,
    measure_time,
)
from ouvrage.work.actions.turns import (
    begin_turns,
    come_online,
    deal_turns,
)

__all__ = [
    "BlockDraft",
    "StopDraft",
    "accept_chain",
    "add_places",
    "add_readings",
    "approve_stop",
    "assign_rework",
    "begin_break",
    "begin_rework",
    "begin_turns",
    "block_worker",
    "change_project",
    "choose_sensitive",
    "close_batch",
    "come_online",
    "count_work",
    "deal_turns",
    "decide_submissions",
    "draft_project",
    "drop_readings",
    "drop_task",
    "end_blocks",
    "end_silence",
    "enter_project",
    "expire_leases",
    "finish_batches",
    "import_batch",
    "lift_block",
    "lift_limits",
    "mark_read",
    "measure_project",
    "measure_time",
    "open_batch",
    "overturn_stop",
    "pause_for_silence",
    "pause_project",
    "raise_reward",
    "refuse_stop",
    "relabel_batch",
    "reopen_task",
    "resume_project",
    "return_assignment",
    "save_draft",
    "set_limits",
    "spend_reading",
    "stop_assignment",
    "store_media",
    "store_media_archive",
    "store_upload",
    "submit",
    "submit_and_take",
    "sweep_imports",
    "sweep_uploads",
    "take",
    "write_instructions",
    "write_organisation_chain",
    "write_project_chain",
]
