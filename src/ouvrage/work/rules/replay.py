"""Who got which task, done again from the journal alone (ASG-6).

The journal's lines of a project are read in their order and every decision is taken anew: who was
allowed how many tasks, drawn from the round's key, and which task each `take` received. What comes
out is compared with what the journal says happened; a difference is a fault.

Where several people take at the same moment, a database that lets them pass each other (PostgreSQL)
hands out the next task that nobody else is holding at that instant. A task passed over so is no
fault when the journal shows who had it in hand: another line about it within seconds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ouvrage.base.moment import Moment, Span
from ouvrage.work.rules.turns import commitment, deal, ranking, round_key

SAME_MOMENT = Span(seconds=10)
_FREES = {"task.returned", "task.lease_ended"}
_STOPS = {"task.screen_out", "task.broken", "task.withdrawn", "task.mislabelled"}
ACTIONS = frozenset(
    {
        *("batch.published", "batch.answers_added", "batch.ended"),
        *("turns.opened", "turn.registered", "turn.given_back", "turns.dealt", "turns.over"),
        *("task.taken", "answer.submitted", "task.pulled", "task.reopened", "task.dropped"),
        *_FREES,
        *_STOPS,
    }
)


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the journal."""

    id: int
    at: Moment
    action: str
    actor: str
    subject: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Allocation:
    """A task that a worker received: how it was found, and what was passed over."""

    event: int
    at: Moment
    worker: str
    batch: str
    position: int
    found: str
    passed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A round drawn again: the order of everybody registered, and who was dealt how many tasks."""

    event: int
    at: Moment
    batch: str
    number: int
    order: tuple[str, ...]
    dealt: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Replayed:
    """All allocations and rounds of a project, and what differs from the journal."""

    allocations: list[Allocation] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Batch:
    first: int
    tasks: int
    ended: bool = False
    shared: str = "open"
    promised: str = ""
    keys: dict[int, str] = field(default_factory=dict)
    waiting: dict[str, Moment] = field(default_factory=dict)
    again: dict[str, Moment] = field(default_factory=dict)
    turns: dict[str, tuple[int, Moment]] = field(default_factory=dict)

    def positions(self) -> range:
        return range(self.first, self.first + self.tasks)


def replay(project_id: str, lines: Sequence[Happened]) -> Replayed:
    """The project's allocations, from its lines in their order."""
    state = _State(project_id, lines)
    for line in lines:
        state.apply(line)
    return state.out


class _State:
    """The project as the lines before have left it."""

    def __init__(self, project_id: str, lines: Iterable[Happened]) -> None:
        self.project_id = project_id
        self.out = Replayed()
        self.batches: dict[str, _Batch] = {}
        self.places: dict[int, int] = {}
        self.pulled: dict[int, int] = {}
        self.hands: dict[str, tuple[str, int, str]] = {}
        self.expired: set[str] = set()
        self.had: set[tuple[str, int]] = set()
        self.cursors: dict[str, int] = defaultdict(int)
        self.touched = _touched(lines)

    def apply(self, line: Happened) -> None:
        """The line's effect; its decision is taken anew and compared."""
        if line.action in _FREES | _STOPS:
            self._freed(line)
            return
        name = line.action.replace(".", "_")
        effect = getattr(self, f"_{name}")
        effect(line)

    def _fault(self, line: Happened, text: str) -> None:
        self.out.faults.append(f"event {line.id} ({line.action}): {text}")

    def _batch_published(self, line: Happened) -> None:
        if line.details.get("project") != self.project_id:
            return
        batch = _Batch(line.details["first"], line.details["tasks"])
        self.batches[line.subject] = batch
        for position in batch.positions():
            self.places[position] = line.details["answers_per_task"]

    def _batch_answers_added(self, line: Happened) -> None:
        batch = self.batches.get(line.subject)
        for position in batch.positions() if batch else ():
            self._add(position, line.details["answers"])

    def _batch_ended(self, line: Happened) -> None:
        batch = self.batches.get(line.subject)
        if batch is None:
            return
        batch.ended = True
        for position in batch.positions():
            self.places[position] = 0
            self.pulled.pop(position, None)

    def _turns_opened(self, line: Happened) -> None:
        batch = self.batches.get(line.subject)
        if batch is None:
            return
        batch.shared, batch.promised = "window", line.details["commitment"]
        batch.waiting = dict.fromkeys(line.details["registered"], line.at)

    def _turn_registered(self, line: Happened) -> None:
        batch = self.batches.get(line.subject)
        if batch is None:
            return
        waiting = batch.again if line.actor in batch.turns else batch.waiting
        waiting.setdefault(line.actor, line.at)

    def _turn_given_back(self, line: Happened) -> None:
        batch = self.batches.get(line.subject)
        worker = line.details["worker"]
        if batch is not None and worker in batch.turns:
            left, until = batch.turns[worker]
            batch.turns[worker] = (left + 1, until)

    def _turns_dealt(self, line: Happened) -> None:
        batch = self.batches.get(line.subject)
        if batch is None:
            return
        said, number = line.details, line.details["round"]
        taking_part = set(said["registered"])
        if not _may_take_part(batch, taking_part, line.at):
            self._fault(line, "others took part than were registered")
        free = [self.places[position] for position in batch.positions() if self.places[position]]
        if (sum(free), len(free)) != (said["places"], said["most"]):
            self._fault(line, f"{sum(free)} places were open, not {said['places']}")
        order = ranking(said["key"], sorted(taking_part))
        dealt = deal(order, places=said["places"], most=said["most"])
        pairs = [(one.worker, one.tasks) for one in dealt]
        if order != said["registered"] or pairs != [tuple(pair) for pair in said["dealt"]]:
            self._fault(line, "the draw gives another order")
        batch.shared, batch.keys[number] = "dealt", said["key"]
        until = datetime.fromisoformat(said["until"])
        for worker, tasks in pairs:
            batch.turns[worker] = (tasks, until)
            batch.waiting.pop(worker, None)
            batch.again.pop(worker, None)
        round_ = Round(line.id, line.at, line.subject, number, tuple(order), tuple(pairs))
        self.out.rounds.append(round_)

    def _turns_over(self, line: Happened) -> None:
        batch = self.batches.get(line.subject)
        if batch is None:
            return
        seed = line.details["seed"]
        if commitment(seed) != batch.promised:
            self._fault(line, "the seed is not the one that was promised")
        for number, key in batch.keys.items():
            if round_key(seed, line.subject, number) != key:
                self._fault(line, f"the key of round {number} does not come from the seed")
        batch.shared = "open"

    def _task_taken(self, line: Happened) -> None:
        batch_id, position = line.details["batch"], line.details["position"]
        batch = self.batches.get(batch_id)
        if batch is None:
            return
        worker, after = line.actor, line.details["after"]
        if after != self.cursors[worker]:
            self._fault(line, f"the search began after {after}, not {self.cursors[worker]}")
        if self.places[position] < 1 or (worker, position) in self.had:
            self._fault(line, f"task {position} was not free for this worker")
        found = "wish" if line.details.get("wished") else "next"
        passed: tuple[int, ...] = ()
        if found == "next":
            passed = self._passed(line, line.details.get("among", [batch_id]))
        if batch.shared != "open":
            found = f"turn, {found}"
            self._use_turn(line, batch)
        self.places[position] -= 1
        self.had.add((worker, position))
        self.hands[line.subject] = (worker, position, batch_id)
        self.cursors[worker] = position
        allocation = Allocation(line.id, line.at, worker, batch_id, position, found, passed)
        self.out.allocations.append(allocation)

    def _use_turn(self, line: Happened, batch: _Batch) -> None:
        left, until = batch.turns.get(line.actor, (0, line.at))
        if left < 1 or until <= line.at:
            self._fault(line, "it was not this worker's turn")
        batch.turns[line.actor] = (left - 1, until)

    def _passed(self, line: Happened, batch_ids: Sequence[str]) -> tuple[int, ...]:
        """The tasks that stood before the one received, each in another's hand at that moment."""
        got, after = line.details["position"], line.details["after"]
        spans = sorted(
            (self.batches[one].positions() for one in batch_ids), key=lambda span: span.start
        )
        before = list(self._free(line.actor, spans, after, got))
        if got <= after:
            last = max(span.stop for span in spans)
            before = [
                *self._free(line.actor, spans, after, last),
                *self._free(line.actor, spans, 0, got),
            ]
        held = [position for position in before if self._is_held(line, position)]
        if held != before:
            free_one = next(position for position in before if position not in held)
            self._fault(line, f"task {got} was received, and {free_one} stood before it")
        return tuple(held)

    def _free(self, worker: str, spans: Sequence[range], after: int, until: int) -> Iterator[int]:
        """The tasks between two positions that the worker could have received, in order."""
        for span in spans:
            for position in range(max(span.start, after + 1), min(span.stop, until)):
                if self.places[position] > 0 and (worker, position) not in self.had:
                    yield position

    def _is_held(self, line: Happened, position: int) -> bool:
        near = self.touched[position]
        return any(abs(at - line.at) <= SAME_MOMENT and actor != line.actor for at, actor in near)

    def _freed(self, line: Happened) -> None:
        held = self.hands.get(line.subject)
        if held is None:
            return
        _worker, position, batch_id = held
        if line.subject not in self.expired and not self.batches[batch_id].ended:
            self._add(position, 1)
        if line.action == "task.lease_ended":
            self.expired.add(line.subject)

    def _add(self, position: int, places: int) -> None:
        kept = self.pulled if position in self.pulled else self.places
        kept[position] += places

    def _answer_submitted(self, line: Happened) -> None:
        held = self.hands.get(line.details.get("assignment", ""))
        if held is not None and line.details["late"]:
            self.places[held[1]] -= 1

    def _task_pulled(self, line: Happened) -> None:
        position = line.details["position"]
        if line.details["batch"] in self.batches:
            self.pulled[position] = self.places[position]
            self.places[position] = 0

    def _task_reopened(self, line: Happened) -> None:
        position = line.details["position"]
        if line.details["batch"] in self.batches:
            self.places[position] = self.pulled.pop(position, 0)

    def _task_dropped(self, line: Happened) -> None:
        if line.details["batch"] in self.batches:
            self.pulled[line.details["position"]] = 0


def _may_take_part(batch: _Batch, taking_part: set[str], at: Moment) -> bool:
    """Whether they are those who had no turn or, when there is none of them, those who came back.

    Who registered in the same moment may be missing.
    """
    early = {one for one, since in batch.waiting.items() if at - since > SAME_MOMENT}
    if early or taking_part & set(batch.waiting):
        return early <= taking_part <= set(batch.waiting)
    back = {one for one, since in batch.again.items() if at - since > SAME_MOMENT}
    return back <= taking_part <= set(batch.again)


def _touched(lines: Iterable[Happened]) -> dict[int, list[tuple[Moment, str]]]:
    """Position -> when its task's places were in somebody's hand, and in whose."""
    touched: dict[int, list[tuple[Moment, str]]] = defaultdict(list)
    hands: dict[str, int] = {}
    for line in lines:
        if line.action == "task.taken":
            hands[line.subject] = line.details["position"]
        subject = line.details.get("assignment", line.subject)
        if subject in hands:
            touched[hands[subject]].append((line.at, line.actor))
    return touched
