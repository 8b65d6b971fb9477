"""The catalogues of what people read: collected without gettext's programs, by Babel alone.

Messages come from Python sources, from templates (Django turns them into pseudo-Python) and from
the refusals' docstrings. The English catalogue repeats its msgids; the French one keeps what was
translated, drops what is gone and leaves new messages empty, which a house test refuses.
`python -m tests.house.messages --write` updates and compiles both.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.house import refusals, tree

LOCALE = tree.PACKAGE / "web" / "locale"
LANGUAGES = ("en", "fr")
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = "# What people read in Ouvrage, made by `make messages`."
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
# Fixed, so that the files change with their messages only.
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)


def collected() -> Catalog:
    """Every message of the tree, without translations."""
    catalog = _empty(None)
    for path, line, text, comments, context in _messages():
        place = path.relative_to(tree.ROOT).as_posix()
        catalog.add(text, None, [(place, line)], (), comments, context=context)
    return catalog


def updated(language: str) -> Catalog:
    """The catalogue of `language` as it must be now."""
    catalog, known, template = _empty(language), _known(language), collected()
    for message in template:
        if not message.id:
            continue
        old = known.get(message.id, message.context)
        # A message that gained a plural is translated anew.
        kept = old if old and isinstance(old.id, str) == isinstance(message.id, str) else None
        text = message.id if language == "en" else kept.string if kept else None
        flags = set(message.flags) | ({"fuzzy"} if old and old.fuzzy else set())
        catalog.add(
            message.id, text, message.locations, flags, message.auto_comments,
            old.user_comments if old else (), context=message.context,
        )  # fmt: skip
    return catalog


def po_path(language: str) -> Path:
    """Where the catalogue of `language` is."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def po_bytes(catalog: Catalog) -> bytes:
    """The .po file, the same for the same messages."""
    target = io.BytesIO()
    write_po(target, catalog, width=100, sort_by_file=True, include_lineno=False)
    return target.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled file; a message that is not wholly translated falls back to its msgid."""
    ready = _empty(str(catalog.locale))
    for message in catalog:
        if message.id and not message.fuzzy and not is_missing(message):
            ready.add(message.id, message.string, context=message.context)
    target = io.BytesIO()
    write_mo(target, ready)
    return target.getvalue()


def is_missing(message: Message) -> bool:
    """Whether a translation, or one of its plural forms, is empty."""
    return not all(_forms(message.string))


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one translated message."""
    if is_missing(message):
        yield "not translated"
    elif message.fuzzy:
        yield "fuzzy"
    elif not _same_placeholders(message):
        yield "placeholders differ"


def _same_placeholders(message: Message) -> bool:
    wanted, given = _forms(message.id), _forms(message.string)
    last = set(PLACEHOLDER.findall(wanted[-1]))
    allowed = last.union(*(PLACEHOLDER.findall(form) for form in wanted))
    return set(PLACEHOLDER.findall(given[-1])) == last and all(
        set(PLACEHOLDER.findall(form)) <= allowed for form in given
    )


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _empty(language: str | None) -> Catalog:
    return Catalog(
        language, project="Ouvrage", version="1", header_comment=HEADER, fuzzy=False,
        creation_date=MADE_AT, revision_date=MADE_AT, charset="utf-8",
        last_translator="Ouvrage", language_team="Ouvrage",
        msgid_bugs_address="see CONTRIBUTING.md",
    )  # fmt: skip


def _known(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


Found = tuple[Path, int, str | tuple[str, ...], list[str], str | None]


def _messages() -> Iterator[Found]:
    for path in tree.sources():
        yield from _in_python(path, path.read_bytes())
    for path in tree.templates():
        pseudo = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # Python's tokenizer minds indentation, which means nothing here.
        lines = "\n".join(line.strip() for line in pseudo.splitlines())
        yield from _in_python(path, lines.encode())
    for refusal in refusals.classes():
        module = sys.modules[refusal.__module__].__file__
        yield Path(str(module)), 1, refusal.sentence(), [], None


def _in_python(path: Path, source: bytes) -> Iterator[Found]:
    options = {"encoding": "utf-8"}
    for line, text, comments, context in extract(
        "python", io.BytesIO(source), KEYWORDS, ("Translators:",), options
    ):
        if text:
            yield path, line, text, comments, context


def main() -> None:
    """Both catalogues are current and compiled; says what French still lacks."""
    for language in LANGUAGES:
        catalog = updated(language)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalog))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalog))
        missing = [message for message in catalog if message.id and is_missing(message)]
        sys.stdout.write(f"{language}: {len(catalog)} messages, {len(missing)} to translate\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit("usage: python -m tests.house.messages --write")
    main()
