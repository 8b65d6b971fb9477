"""Names, sizes and directions that keep the house readable."""

import re

from django.apps import apps

from tests.house import tree

FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "misc", "managers", "signals"}
FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 40
TEXT_SUFFIXES = {
    ".py", ".md", ".toml", ".html", ".txt", ".css", ".js", ".json", ".yml", ".yaml", ".sh",
    ".po", ".sql", ".liquid", ".cfg", ".ini", ".service", "",
}  # fmt: skip
# Folders of one person's or one machine's own, spelled in pieces so as not to find themselves.
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:ro" + r"ot|wo" + r"rk|Us" + r"ers/\w+|ho" + r"me/\w+)/")


def test_no_file_has_a_name_that_says_nothing() -> None:
    named = [
        path.relative_to(tree.ROOT)
        for path in tree.files()
        if tree.PACKAGE in path.parents and {path.stem, *path.relative_to(tree.ROOT).parts}
        & FORBIDDEN_NAMES
    ]  # fmt: skip
    assert named == []


def test_no_file_is_too_long() -> None:
    long = [
        f"{path.relative_to(tree.ROOT)}: {count} lines"
        for path in tree.sources(tree.ROOT)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES_MAX
    ]
    assert long == []


def test_no_function_is_too_long() -> None:
    long = [
        f"{tree.where(path, function.lineno)} {function.name}: {lines} lines"
        for path in tree.sources(tree.ROOT)
        for function in tree.functions(tree.parsed(path))
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES_MAX
    ]
    assert long == []


def test_foreign_keys_point_down() -> None:
    floors = tree.floors()
    upward = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and field.concrete else None
            if target is None or not _is_ours(model) or not _is_ours(target):
                continue
            room, other = tree.room_of(model.__module__), tree.room_of(target.__module__)
            if room != other and floors[other] >= floors[room]:
                upward.append(f"{room}.{model.__name__}.{field.name} -> {other}")
    assert upward == []


def _is_ours(model: type) -> bool:
    return model.__module__.startswith("ouvrage.")


def test_no_text_holds_a_path_of_one_machine() -> None:
    found = [
        f"{tree.where(path, number)} {line.strip()[:80]}"
        for path in tree.files()
        if path.suffix in TEXT_SUFFIXES and path.name != "LICENSE"
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_the_lock_names_no_other_registry() -> None:
    lock = (tree.ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([^/\"]+)", lock))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
