"""The statements of the hot path, one for each step of taking and sending a task.

They are raw because the ORM costs many times the application's CPU here, and because each must be
one conditional statement to be right beside itself: a place is taken by the UPDATE that finds it
above zero, an answer is sent by the UPDATE that finds the assignment in hand. On PostgreSQL
`{lock}` passes over tasks that others are taking, or waits for them in the order of their
positions, in which everything that writes several tasks of a project writes them.
"""

from datetime import UTC, date, datetime

from django.db import connection

from ouvrage.base.moment import Moment

Parameter = str | int | bool | datetime | None


def moment_of(value: str | datetime) -> Moment:
    """The moment in a cell that a raw statement read: SQLite keeps them as text in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def date_of(value: str | date | None) -> date | None:
    """The day in a cell that a raw statement read: SQLite keeps them as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def stamp(moment: Moment) -> Parameter:
    """The moment as a raw statement of this database takes it."""
    stamp: Parameter = connection.ops.adapt_datetimefield_value(moment)
    return stamp


READ_OPEN = """
SELECT b.id, p.id, p.organisation_id, b.published_at, p.paused, p.instructions_version,
  p.lease_seconds, p.end_client, p.confidentiality_until, EXISTS (
    SELECT 1 FROM people_membership AS m
    WHERE m.organisation_id = p.organisation_id AND m.person_id = %(worker)s
  ), EXISTS (SELECT 1 FROM skills_requirement AS r WHERE r.project_id = p.id), EXISTS (
    SELECT 1 FROM work_block AS k
    WHERE k.worker_id = %(worker)s AND k.organisation_id IN ('', p.organisation_id)
      AND k.ended_at IS NULL
  ),
  b.sensitive, b.label_disputed, b.turns, b.turns_at, t.round, t.tasks_left, t.until,
  w.sensitive, w.hours_a_day, w.day_from, w.day_until, w.time_zone, w.lifted_until, (
    SELECT SUM(h.seconds) FROM work_workedhour AS h
    WHERE h.worker_id = %(worker)s AND h.category = '' AND h.hour > %(since)s
  ), b.silent_since, p.scripted AND NOT EXISTS (
    SELECT 1 FROM people_organisation AS o WHERE o.id = p.organisation_id AND o.scripts_allowed
  )
FROM work_project AS p
LEFT JOIN work_batch AS b ON b.project_id = p.id AND b.state = 'open'
LEFT JOIN work_turn AS t ON t.batch_id = b.id AND t.worker_id = %(worker)s
LEFT JOIN work_wellbeing AS w ON w.worker_id = %(worker)s
WHERE {where} ORDER BY b.id
"""

READ_HELD = """
SELECT id FROM work_assignment
WHERE worker_id = %(worker)s AND project_id = %(project)s AND state = 'taken'
  AND redoes_id IS NULL
LIMIT 1
"""

READ_SENT = """
SELECT a.project_id, a.batch_id, a.task_id, a.taken_at,
  p.lease_seconds, p.review_days, p.organisation_id, a.redoes_id, b.sensitive, a.lease_until
FROM work_assignment AS a JOIN work_project AS p ON p.id = a.project_id
JOIN work_batch AS b ON b.id = a.batch_id
WHERE a.id = %(id)s AND a.worker_id = %(worker)s
"""

TAKE_NEXT = """
UPDATE work_task SET places = places - 1
WHERE places > 0 AND id = (
    SELECT task.id FROM work_task AS task
    WHERE task.project_id = %(project)s AND task.places > 0 AND task.position > %(after)s
      AND task.batch_id IN ({batches})
      AND (
        SELECT taken.id FROM work_assignment AS taken
        WHERE taken.task_id = task.id AND taken.worker_id = %(worker)s
          AND taken.redoes_id IS NULL
      ) IS NULL
    ORDER BY task.position LIMIT 1 {lock}
)
RETURNING id, batch_id, position
"""

TAKE_THIS = """
UPDATE work_task SET places = places - 1
WHERE places > 0 AND id = %(task)s AND project_id = %(project)s AND batch_id IN ({batches})
  AND (
    SELECT taken.id FROM work_assignment AS taken
    WHERE taken.task_id = work_task.id AND taken.worker_id = %(worker)s
      AND taken.redoes_id IS NULL
  ) IS NULL
RETURNING id, batch_id, position
"""

ENTER_PROJECT = """
INSERT INTO work_workerproject (worker_id, project_id, cursor, instructions_read, chain_seen)
SELECT %(worker)s, p.id, 0, 0, %(chain)s
FROM work_project AS p WHERE p.id = %(project)s
ON CONFLICT (worker_id, project_id) DO UPDATE SET cursor = work_workerproject.cursor
RETURNING cursor, instructions_read, chain_seen, (
    SELECT p.chain_hash FROM work_project AS p WHERE p.id = %(project)s
  ), (
    SELECT w.contract_version FROM people_person AS w WHERE w.id = %(worker)s
  ), (
    SELECT MAX(c.version) FROM people_contractversion AS c WHERE c.in_force_from <= %(now)s
  )
"""

USE_TURN = """
UPDATE work_turn SET tasks_left = tasks_left - 1
WHERE batch_id = %(batch)s AND worker_id = %(worker)s AND tasks_left > 0 AND until > %(now)s
"""

COUNT_WORK = """
INSERT INTO work_workedhour (worker_id, hour, category, seconds, first_at, last_at)
VALUES (%(worker)s, %(hour)s, %(category)s, %(seconds)s, %(begun)s, %(now)s)
ON CONFLICT (worker_id, category, hour) DO UPDATE
SET seconds = work_workedhour.seconds + EXCLUDED.seconds, last_at = EXCLUDED.last_at
"""

MOVE_CURSOR = """
UPDATE work_workerproject SET cursor = %(position)s
WHERE worker_id = %(worker)s AND project_id = %(project)s
"""

INSERT_ASSIGNMENT = """
INSERT INTO work_assignment (
    id, project_id, batch_id, task_id, worker_id, state, taken_at, lease_until, submitted_at,
    reward_micros, instructions_version, draft, draft_at
)
SELECT %(id)s, p.id, %(batch)s, %(task)s, %(worker)s, 'taken', %(now)s, %(lease)s, NULL,
  p.reward_micros, %(version)s, NULL, NULL
FROM work_project AS p WHERE p.id = %(project)s
RETURNING reward_micros
"""

# Gives the assignment's price and the project's: a raise beside a `take` may miss its assignment;
# and what of it stands on the worker's meter since its lease ended.
SEND = """
UPDATE work_assignment SET state = 'submitted', submitted_at = %(now)s, draft = NULL
WHERE id = %(id)s AND worker_id = %(worker)s AND state = %(state)s
RETURNING reward_micros, (
    SELECT p.reward_micros FROM work_project AS p WHERE p.id = work_assignment.project_id
  ), COALESCE(metered_seconds, 0)
"""

USE_PLACE = """
UPDATE work_task SET places = places - 1, answers = answers + 1 WHERE id = %(task)s AND places > 0
"""

REPLACE_ANSWER = """
UPDATE work_submission SET state = 'reworked'
WHERE assignment_id = %(redoes)s AND state = 'rework'
"""

COUNT_ANSWER = "UPDATE work_task SET answers = answers + 1 WHERE id = %(task)s"

INSERT_SUBMISSION = """
INSERT INTO work_submission (
    id, assignment_id, project_id, batch_id, task_id, worker_id, answer, submitted_at,
    work_seconds, late, state, accept_at, reward_micros
) VALUES (
    %(id)s, %(assignment)s, %(project)s, %(batch)s, %(task)s, %(worker)s, {answer}, %(now)s,
    %(seconds)s, %(late)s, 'pending', %(accept_at)s, %(reward)s
)
"""
