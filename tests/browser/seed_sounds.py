"""Projects whose tasks are recordings, with plenty of them, and one of each in hand."""

import io
from collections.abc import Callable, Mapping, Sequence

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.people.models import Person
from ouvrage.taskui.presets import preset_of
from ouvrage.work import actions as work
from ouvrage.work.models import Batch, Project
from tests.factories.people import JOB, actor_of
from tests.factories.sounds import SAMPLE
from tests.factories.work import begin_reading

KINDS = {
    "heard": "audio_classification",
    "dictation": "audio_transcription",
    "corrected": "transcript_correction",
    "speakers": "audio_segments",
}
TASKS = 8


def made(
    draw: Callable[[str, str], Project],
    imported: Callable[[Project, Sequence[Mapping[str, object]], tuple[str, ...]], Batch],
    worker: Person,
) -> dict[str, str]:
    """The projects by name, and as `…_task` the assignment that `worker` has in hand."""
    ids = {}
    for name, key in KINDS.items():
        preset = preset_of(key)
        assert preset is not None
        project = draw(f"{preset.title} ({name})", key)
        more = {"transcript": "the see was calm"} if name == "corrected" else {}
        rows = [{"audio": f"sound-{number}.wav"} | more for number in range(1, TASKS + 1)]
        for row in rows:
            stream = io.BytesIO(SAMPLE)
            work.store_media(
                actor=JOB, now=utc_now(), project_id=project.id, name=row["audio"], stream=stream
            )
        batch = imported(project, rows, ("audio",))
        pay.publish_batch(actor=JOB, now=utc_now(), batch_id=batch.id)
        actor = actor_of(worker)
        begin_reading(actor, project.id, utc_now())
        pay.end_reading(actor=actor, now=utc_now(), project_id=project.id, reported_seconds=9)
        held = work.take(actor=actor, now=utc_now(), project_id=project.id)
        ids |= {name: project.id, f"{name}_task": held.id, f"{name}_batch": batch.id}
    return ids
