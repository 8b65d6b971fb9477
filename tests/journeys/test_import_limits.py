"""Bad input over the real doors: each a clear sentence that names where, and nothing is changed."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.doors.api.conftest import PROJECT, Program
from tests.doors.web.requester.scenes import logged_in, make_scene
from tests.doors.web.requester.test_steps import MAPPING, key_in, uploaded, with_page

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MB = 1024 * 1024
ENDLESS = (
    "{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}"
    '<p>{{ task.input.text }}</p><input name="a">'
)
FAULTS: dict[str, tuple[str, bytes, int, dict[str, object]]] = {
    "empty file": (
        "letters.csv",
        b"",
        422,
        {"code": "empty_file", "field": "", "row": None},
    ),
    "names without rows": (
        "letters.csv",
        b"id,text\n",
        422,
        {"code": "no_rows", "field": "", "row": None},
    ),
    "rows without names' cells": (
        "letters.csv",
        b"id,text\n1,a\n2,b,c\n",
        422,
        {"code": "ragged_row", "field": "", "row": 2},
    ),
    "invalid UTF-8": (
        "letters.csv",
        b"\xef\xbb\xbfid,text\n1,\xff\xfe\n",
        422,
        {"code": "invalid_encoding", "field": "", "row": None},
    ),
    "invalid UTF-8 in JSONL": (
        "letters.jsonl",
        b'{"text": "a"}\n{"text": "\xff"}\n',
        422,
        {"code": "invalid_encoding", "field": "", "row": None},
    ),
    "duplicate columns": (
        "letters.csv",
        b"text,text\na,b\n",
        422,
        {"code": "duplicate_columns", "field": "text", "row": None},
    ),
    "missing column of the template": (
        "letters.csv",
        b"id,words\n1,a\n",
        422,
        {"code": "column_missing", "field": "text", "row": None},
    ),
    "cell of a million characters": (
        "letters.csv",
        b"id,text\n1,a\n2," + b"x" * 1_000_000 + b"\n",
        413,
        {"code": "cell_too_long", "field": "text", "row": 2},
    ),
    "no spreadsheet": (
        "letters.xlsx",
        b"id,text\n1,a\n",
        422,
        {"code": "not_a_spreadsheet", "field": "", "row": None},
    ),
}


def everything() -> dict[str, int]:
    """How many rows each table of ours holds."""
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("ouvrage.")
    }


@contextmanager
def nothing_changed() -> Iterator[None]:
    before = everything()
    yield
    assert everything() == before


def sent(program: Program, project: dict[str, Any], name: str, content: bytes) -> tuple[int, Any]:
    """What the API says to the file: its status, and the place of the only fault."""
    file = io.BytesIO(content)
    file.name = name
    answer = program.upload(f"/projects/{project['id']}/batches/file", {"file": file})
    error = json.loads(answer.content)["error"]
    assert error["message"].endswith(".")
    (fault,) = error["errors"]
    return answer.status_code, {key: fault[key] for key in ("code", "field", "row")}


@pytest.mark.parametrize("case", FAULTS)
def test_bad_file_is_refused_by_its_place(program: Program, case: str) -> None:
    name, content, status, fault = FAULTS[case]
    project = program.project()
    with nothing_changed():
        assert sent(program, project, name, content) == (status, fault)


def test_zip_bomb_is_refused_before_it_is_unpacked(program: Program) -> None:
    book = openpyxl.Workbook()
    book.active.append(["text"])  # type: ignore[union-attr]
    plain, bomb = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        for part in parts.namelist():
            content = parts.read(part)
            if part == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b"<sheetData>" + b" " * (130 * MB))
            file.writestr(part, content)
    assert len(bomb.getvalue()) < MB
    project = program.project()
    with nothing_changed():
        assert sent(program, project, "letters.xlsx", bomb.getvalue()) == (
            413,
            {"code": "spreadsheet_too_large", "field": "", "row": None},
        )


def test_template_with_an_endless_loop_takes_no_rows(program: Program) -> None:
    project = program.project(template=ENDLESS)
    with nothing_changed():
        assert sent(program, project, "letters.csv", b"text\na\n") == (
            413,
            {"code": "template_loop_too_long", "field": "template", "row": 1},
        )


@pytest.mark.parametrize(
    ("reward", "code"),
    [
        ("0", "reward_not_positive"),
        ("-0.06", "reward_not_positive"),
        ("0.0600001", "reward_unreadable"),
    ],
)
def test_reward_that_is_no_pay_makes_no_project(program: Program, reward: str, code: str) -> None:
    with nothing_changed():
        answer = program.post("/projects", PROJECT | {"reward": reward})
        (fault,) = json.loads(answer.content)["error"]["errors"]
        assert (answer.status_code, fault["code"], fault["field"]) == (422, code, "reward")


class Endless(io.RawIOBase):
    """A body that goes on as long as somebody reads it, and how much was read of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = MB if size < 0 else min(size, MB)
        self.taken += wanted
        return b"x" * wanted


def test_file_of_300_mb_is_refused_by_its_declared_size(program: Program) -> None:
    project, body = program.project(), Endless()
    environment = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/api/v1/projects/{project['id']}/batches/file",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_AUTHORIZATION": f"Bearer {program.key}",
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(300 * MB),
        "wsgi.url_scheme": "http",
        "wsgi.input": body,
        "wsgi.errors": io.StringIO(),
    }
    with nothing_changed():
        answer = program.client.handler(environment)
    error = json.loads(b"".join(answer))["error"]
    assert (answer.status_code, error["code"], body.taken) == (413, "body_too_large", 0)


def test_wrong_separator_is_named_with_the_right_one() -> None:
    scene = make_scene()
    client = logged_in(scene.alice)
    mapping = uploaded(scene, client, with_page(scene, client))
    with nothing_changed():
        shown = client.get(mapping, {"delimiter": "|"})
        assert shown.status_code == 422
        assert "Separated by" in shown.content.decode()
        fields = {"client_key": key_in(client, mapping), **MAPPING, "delimiter": "|"}
        assert client.post(mapping, fields).status_code == 422


def test_empty_file_is_said_beside_its_field() -> None:
    scene = make_scene()
    client = logged_in(scene.alice)
    address = reverse("requester:file", args=[scene.organisation.id, with_page(scene, client).id])
    fields = {"client_key": key_in(client, address), "file": SimpleUploadedFile("letters.csv", b"")}
    with nothing_changed():
        answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "This file is empty. Choose one that has rows." in answer.content.decode()
