"""The worked examples in the docstrings of base and of the pure libraries are true."""

import doctest
import importlib

from tests.house import tree

PURE = ("base", "quality", "formats", "taskui", "client")


def test_examples_in_docstrings_are_true() -> None:
    failed = [
        tree.module_of(path)
        for room in PURE
        for path in tree.sources(tree.PACKAGE / room)
        if ">>>" in path.read_text(encoding="utf-8")
        and doctest.testmod(importlib.import_module(tree.module_of(path))).failed
    ]
    assert failed == []
