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
    "pay_credit.seconds",
    "pay_reading.cap_seconds",
    "pay_timeclaim.started_at",
    "people_statusoffer.paid_seconds",
    "rights_copy.asked_at",
    "rights_erasure.asked_at",
    "rights_explanation.asked_at",
    "work_stop.cap_seconds",
}
NOT_SIGNALS = {"id", "worker_id"}
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
