"""The public list of what is recorded equals what the code records (NOT-4)."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

from ouvrage.pay.telemetry import NEVER_ASKED, NEVER_HEARD, SIGNALS
from ouvrage.web.worker.time_forms import OutageForm
from tests.house import tree
from tests.house.test_personal import personal_tables

SCRIPTS = tree.PACKAGE / "web" / "worker" / "static"
LISTENS = re.compile(r"addEventListener\(\s*[\"'](\w+)[\"']")
HANDLER = re.compile(r"\.on([a-z]+)\s*=[^=]")
SENDS = re.compile(r"report\.set\(\s*\"(\w+)\"|\bfield\(form, \"(\w+)\"\)|input\[name=(\w+)\]")
# Tables whose every column is about a person's time.
WATCHED = ("pay_timerecord", "pay_foldedtime", "work_workedhour")
# A column by whose name it may say how long or when somebody worked.
MEASURES = re.compile(r"(?:^|_)seconds$|(?:^|_)(?:started|asked|seen|stretch)_at$")
# What was computed or agreed from the list, said by the worker, or asked for by them as a right.
COMPUTED = {
    "pay_auditline.seconds",
    "pay_credit.cap_seconds",
    "pay_credit.overlap_seconds",
    "pay_credit.seconds",
    "pay_reading.cap_seconds",
    "pay_reading.overlap_seconds",
    "pay_timeclaim.started_at",
    "people_statusoffer.paid_seconds",
    "rights_copy.asked_at",
    "rights_erasure.asked_at",
    "rights_explanation.asked_at",
    "work_assignment.metered_seconds",
    "work_stop.cap_seconds",
}
NOT_SIGNALS = {"id", "worker_id"}
ELEMENTS = tree.PACKAGE / "taskui" / "elements"
# What elements listen to, and why nothing of it is kept or sent: an answer is all that leaves them.
HEARD_BY_ELEMENTS = {
    "blur": "hides the cursor in a text",
    "change": "a choice of the answer, or the switch of the keys",
    "click": "a button, or a word to mark",
    "contextmenu": "keeps the menu away while a shape is drawn",
    "durationchange": "shows how long a recording is",
    "error": "says that a picture did not come",
    "focus": "shows the cursor in a text",
    "focusin": "marks the question that the keys are about",
    "input": "the words of the answer",
    "keydown": "keys that choose, move, mark, undo and send; which were pressed is not kept",
    "keyup": "ends a move that a key began; which key is not kept",
    "load": "shows the picture when it is here",
    "loadedmetadata": "opens the buttons of a recording that is here",
    "play": "moves the line over the wave; when and how often is not kept",
    "pointercancel": "ends a mark or a shape that was begun",
    "pointerdown": "begins a mark or a shape, and keeps the selection while a button is pressed",
    "pointerleave": "hides the cross over the picture",
    "pointermove": "draws the shape under the hand; only its points, once drawn, are in the answer",
    "pointerup": "ends a mark or a shape",
    "resize": "puts the cursor where the words are now",
    "restored": "a draft was put back",
    "scroll": "draws the part of the wave that is seen",
    "selectionchange": "shows which words would be marked",
    "submit": "forgets the steps that can be undone",
    "wheel": "brings the picture nearer",
}
ELEMENT_LISTENS = re.compile(r"addEventListener\(\s*[\"'`](?:ouvrage:)?(\w+)[\"'`]")
# Files that keep something on the device, where the page says so, and nothing about time but when.
KEEPS = {
    "indexedDB": {
        "history.js"
    },  # the steps of an answer, so that they can be undone after a reload
    "localStorage": {"choices.js"},  # that somebody turned the keys off
    "sessionStorage": set(),
    "cookie": set(),
    "caches": set(),
}
# To forget steps after a week, and to undo moves by keys that follow each other at once; not sent.
CLOCKS = {"Date": {"history.js", "keyboard.js"}}
# Reads a recording a second time, to draw its wave: nothing is added to its address.
READS = {"fetch": {"peaks.js"}}
# Moves the line over the wave while a recording plays.
FRAMES = {"requestAnimationFrame": {"sound.js"}}
NEVER_IN_ELEMENTS = (
    *("sendBeacon", "XMLHttpRequest", "WebSocket", "EventSource", "RTCPeerConnection"),
    *("Worker", "BroadcastChannel", "postMessage", "FormData", "performance", "timeStamp"),
    *("setInterval", "navigator"),
)
DATABASE_EVENTS = {"upgradeneeded", "success", "error", "complete", "abort"}


def scripts() -> list[Path]:
    return [path for path in tree.files() if SCRIPTS in path.parents and path.suffix == ".js"]


def source() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in scripts())


def columns_of(table: str) -> set[str]:
    (model,) = [model for model in apps.get_models() if model._meta.db_table == table]
    return {f"{table}.{field.column}" for field in model._meta.concrete_fields}


def listed(part: str) -> set[str]:
    return {name for signal in SIGNALS for name in getattr(signal, part)}


def test_every_column_about_time_is_on_the_list_and_every_listed_one_exists() -> None:
    watched = {
        column
        for table in WATCHED
        for column in columns_of(table)
        if column.partition(".")[2] not in NOT_SIGNALS
    }
    assert watched - listed("columns") == set()
    existing = {
        column
        for table in {name.partition(".")[0] for name in listed("columns")}
        for column in columns_of(table)
    }
    assert listed("columns") - existing == set()


def test_no_table_about_people_measures_time_beside_the_list() -> None:
    measured = {
        f"{model._meta.db_table}.{field.column}"
        for model, _declared in personal_tables()
        for field in model._meta.concrete_fields
        if MEASURES.search(field.column)
    }
    assert measured - COMPUTED - listed("columns") == set()
    assert measured >= COMPUTED


def test_pages_of_workers_send_only_fields_that_are_on_the_list() -> None:
    found = {name for names in SENDS.findall(source()) for name in names if name}
    sent = found - {"csrfmiddlewaretoken"}
    told = {"started_at", "ended_at", "utc_offset"}
    assert told <= set(OutageForm(tasks={}).fields)
    assert sent | told == listed("fields")


def test_scripts_listen_only_to_events_that_are_on_the_list() -> None:
    assert set(LISTENS.findall(source())) == listed("events")
    assert set(HANDLER.findall(source())) <= DATABASE_EVENTS


def test_no_script_of_a_worker_watches_keys_mouse_screen_or_place() -> None:
    text = source()
    assert len(scripts()) >= 3
    assert [name for name in NEVER_HEARD if re.search(rf"[\"'`]{name}[\"'`]", text)] == []
    assert [name for name in NEVER_ASKED if re.search(rf"\b{name}\b", text)] == []


def test_the_policy_of_pages_reaches_no_other_host() -> None:
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["connect-src"] == policy["form-action"] == ["'self'"]


def elements() -> dict[str, str]:
    """The scripts of elements by name, without their comments."""
    found = {}
    for path in tree.files():
        if path.suffix == ".js" and ELEMENTS in path.parents:
            text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            found[path.name] = re.sub(r"(?m)(?:^|\s)//.*$", "", text)
    return found


def using(name: str) -> set[str]:
    """The elements that use this name of the browser's."""
    return {file for file, text in elements().items() if re.search(rf"\b{name}\b", text)}


def test_elements_listen_only_to_what_is_named_with_its_reason() -> None:
    """NOT-4: which key, when and where is used at once and forgotten."""
    text = "\n".join(elements().values())
    assert len(elements()) >= 8
    assert set(ELEMENT_LISTENS.findall(text)) == set(HEARD_BY_ELEMENTS)
    by_variable = re.findall(r"addEventListener\(\s*(\w+)", text)
    assert set(by_variable) == {"name"}
    assert 'for (const name of ["input", "change"])' in text
    assert set(HANDLER.findall(text)) <= DATABASE_EVENTS


def test_elements_send_nothing_and_measure_nothing() -> None:
    """NOT-4: an element has its answer's input and no other way out of the page."""
    assert {name: using(name) for name in NEVER_IN_ELEMENTS if using(name)} == {}
    told = set(NEVER_ASKED) - set(KEEPS)
    assert {name: using(name) for name in told if using(name)} == {}
    allowed = CLOCKS | READS | FRAMES
    assert {name: using(name) for name in allowed} == allowed
    assert re.findall(r"\bfetch\(([^)]*)\)", elements()["peaks.js"]) == ["address"]


def test_elements_keep_on_the_device_only_what_is_named() -> None:
    assert {name: using(name) for name in KEEPS} == KEEPS


def test_elements_fill_no_field_that_tells_of_time() -> None:
    """The fields on the public list belong to the page, not to elements."""
    text = "\n".join(elements().values())
    assert [name for name in listed("fields") if re.search(rf"[\"'`.]{name}\b", text)] == []
    assert SENDS.findall(text) == []
