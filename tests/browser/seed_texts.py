"""Projects whose tasks are drawn over texts, with plenty of them, and one of each in hand."""

from collections.abc import Callable, Mapping, Sequence

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.people.models import Person
from ouvrage.taskui.presets import preset_of
from ouvrage.work import actions as work
from ouvrage.work.models import Project
from tests.factories.people import actor_of
from tests.factories.work import begin_reading

ENGLISH = (
    "👋 Ana Rakoto met 🌍 Ele\u0301na O’Brien in Paris.\n"
    "The family 👩‍👩‍👧 saw the University of Paris."
)
ARABIC = "😀 التقى أحمدُ بفاطمةَ في القاهرة يوم ٥ مايو ٢٠٢٤، ثم زار شركة Orange."
ANSWERS = {
    "prompt": "Why does bread rise?",
    "answer_1": "Yeast gives off gas.",
    "answer_2": "Because the oven is hot.",
    "answer_3": "It is left to rest.",
}
KINDS: dict[str, tuple[str, list[dict[str, str]]]] = {
    "names": ("names_in_text", [{"text": ENGLISH}] * 8),
    "arabic_names": ("names_in_text", [{"text": ARABIC}] * 8),
    "preference": ("answer_preference", [ANSWERS] * 8),
    "asking": ("text_questions", [{"text": ENGLISH}] * 8),
}


def made(
    publish: Callable[[str, str, Sequence[Mapping[str, object]]], Project], worker: Person
) -> dict[str, str]:
    """The projects by name, and as `…_task` the assignment that `worker` has in hand."""
    ids = {}
    for name, (key, rows) in KINDS.items():
        preset = preset_of(key)
        assert preset is not None
        numbered = [row | {"no": number} for number, row in enumerate(rows, 1)]
        project = publish(f"{preset.title} ({name})", key, numbered)
        actor = actor_of(worker)
        begin_reading(actor, project.id, utc_now())
        pay.end_reading(actor=actor, now=utc_now(), project_id=project.id, reported_seconds=9)
        held = work.take(actor=actor, now=utc_now(), project_id=project.id)
        ids |= {name: project.id, f"{name}_task": held.id}
    return ids
