"""Tables of the room: what is asked (projects, instructions), what there is to do (batches, tasks),
and who did what (assignments, submissions).

`project_id` stands in every hot table, as their distribution key. A task counts the places that are
still open to workers; an assignment takes one, and gives it back when it is returned or its lease
ends. A submission's answer is never changed (triggers on both databases).
"""

from ouvrage.work.models.answers import Assignment, Submission, WorkerProject
from ouvrage.work.models.batches import Batch, Task
from ouvrage.work.models.blocks import Block
from ouvrage.work.models.health import Pause, Wellbeing, WorkedHour
from ouvrage.work.models.projects import Instructions, Media, Project, Upload
from ouvrage.work.models.stops import Stop
from ouvrage.work.models.turns import Turn, Visit

__all__ = [
    "Assignment",
    "Batch",
    "Block",
    "Instructions",
    "Media",
    "Pause",
    "Project",
    "Stop",
    "Submission",
    "Task",
    "Turn",
    "Upload",
    "Visit",
    "Wellbeing",
    "WorkedHour",
    "WorkerProject",
]
