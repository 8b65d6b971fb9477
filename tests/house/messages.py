"""The catalogues of what people read: collected without gettext's programs, by Babel alone.

Messages come from Python sources, from templates (Django turns them into pseudo-Python) and from
the refusals' docstrings. The English catalogue repeats its msgids; the others keep what was
translated, drop what is gone and leave new messages empty. In French a house test refuses that; the
other languages hold what workers can see (`worker_side.py`), and what is missing there is counted.
`python -m tests.house.messages --write` updates and compiles all of them.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.house import borrowed, refusals, tree, worker_side

LOCALE = tree.PACKAGE / "web" / "locale"
WHOLE = ("en", "fr")
WORKER_SIDE = ("es", "ar", "pt", "ru", "mg")
LANGUAGES = WHOLE + WORKER_SIDE
# What a compiled catalogue says where it lacks a message; without an entry, the English msgid.
FALLBACK = {"mg": "fr"}
# Where Babel knows none, or puts the forms in another order than the one written here.
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
    "mg": "nplurals=2; plural=(n > 1);",
}
# The plural forms that stand for so few numbers that they may leave the number out.
WITHOUT_NUMBER = {"ar": (0, 1, 2), "ru": ()}
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
    for path, line, text, comments, context in _found():
        place = path.relative_to(tree.ROOT).as_posix()
        catalog.add(text, None, [(place, line)], (), comments, context=context)
    return catalog


def updated(language: str) -> Catalog:
    """The catalogue of `language` as it must be now."""
    catalog, known, template = _empty(language), _known(language), collected()
    for text in borrowed.BORROWED.get(language, ()):
        template.add(text, None, [(borrowed.PLACE, 1)])
    for message in template:
        places = message.locations if language in WHOLE else worker_side.places(message)
        if not message.id or not places:
            continue
        old = known.get(message.id, message.context)
        # A message that gained a plural is translated anew.
        kept = old if old and isinstance(old.id, str) == isinstance(message.id, str) else None
        text = message.id if language == "en" else kept.string if kept else None
        flags = set(message.flags) | ({"fuzzy"} if old and old.fuzzy else set())
        catalog.add(
            message.id, text, places, flags, message.auto_comments,
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
    """The compiled file; what is not wholly translated is said in the language to fall back to."""
    language = str(catalog.locale)
    ready = _empty(language)
    if language in FALLBACK:
        _add_ready(ready, _known(FALLBACK[language]))
    _add_ready(ready, catalog)
    target = io.BytesIO()
    write_mo(target, ready)
    return target.getvalue()


def _add_ready(ready: Catalog, catalog: Catalog) -> None:
    for message in catalog:
        if message.id and not message.fuzzy and not is_missing(message):
            ready.delete(message.id, message.context)
            ready.add(message.id, message.string, context=message.context)


def said(message: Message) -> tuple[str, ...]:
    """The translation, or its plural forms."""
    return _forms(message.string)


def is_missing(message: Message) -> bool:
    """Whether a translation, or one of its plural forms, is empty."""
    return not all(said(message))


def faults(message: Message, language: str = "fr") -> Iterator[str]:
    """What is wrong with one translated message."""
    if is_missing(message):
        yield "not translated"
    elif message.fuzzy:
        yield "fuzzy"
    elif isinstance(message.id, tuple) and len(message.string) != forms_of(language):
        yield "plural forms differ"
    elif not _same_placeholders(message, language):
        yield "placeholders differ"


def forms_of(language: str) -> int:
    """How many plural forms the language has."""
    return _empty(language).num_plurals


def _same_placeholders(message: Message, language: str) -> bool:
    wanted, given = _forms(message.id), _forms(message.string)
    last = set(PLACEHOLDER.findall(wanted[-1]))
    allowed = last.union(*(PLACEHOLDER.findall(form) for form in wanted))
    short = WITHOUT_NUMBER.get(language, (0,)) if len(wanted) > 1 else ()
    found = [set(PLACEHOLDER.findall(form)) for form in given]
    return all(
        names <= allowed and (names == last or form in short) for form, names in enumerate(found)
    )


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _empty(language: str | None) -> Catalog:
    catalog = Catalog(
        language, project="Ouvrage", version="1", header_comment=HEADER, fuzzy=False,
        creation_date=MADE_AT, revision_date=MADE_AT, charset="utf-8",
        last_translator="Ouvrage", language_team="Ouvrage",
        msgid_bugs_address="see CONTRIBUTING.md",
    )  # fmt: skip
    if language in PLURALS:
        catalog.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalog


def _known(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


Found = tuple[Path, int, str | tuple[str, ...], list[str], str | None]


@cache
def _found() -> tuple[Found, ...]:
    return tuple(_messages())


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
    """All catalogues are current and compiled; says what each still lacks."""
    for language in LANGUAGES:
        catalog = updated(language)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_bytes(catalog))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalog))
        sys.stdout.write(counted(catalog) + "\n")


def counted(catalog: Catalog) -> str:
    """How many messages there are, how many lack, and how many of these are met first."""
    missing = [message for message in catalog if message.id and is_missing(message)]
    first = [message for message in missing if worker_side.is_first(message)]
    return (
        f"{catalog.locale}: {len(catalog)} messages, {len(missing)} to translate, "
        f"{len(first)} of them on the way to a first answer"
    )


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        raise SystemExit("usage: python -m tests.house.messages --write")
    main()
