"""The page about the native API names every operation there is, once."""

import re

from ouvrage.api.native.portal import native
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "api" / "native.md"


def test_every_operation_is_on_the_page_once() -> None:
    paths = native.get_openapi_schema(path_prefix="")["paths"]
    routes = sorted(
        f"{method.upper()} {_as_written(path)}" for path, found in paths.items() for method in found
    )
    table = PAGE.read_text(encoding="utf-8").partition("## Operations")[2].partition("## ")[0]
    assert sorted(re.findall(r"`([A-Z]+ /[^`]*)`", table)) == routes


def _as_written(path: str) -> str:
    """`/projects/{project_id}` -> `/projects/ID`"""
    return re.sub(r"\{\w+_id\}", "ID", path).replace("{number}", "NUMBER")
