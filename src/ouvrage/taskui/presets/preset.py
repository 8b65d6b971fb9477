"""A preset: a template with blanks, filled by a requester's question and options.

The files beside this one are Liquid inside Liquid: `[[ … ]]` and `[% … %]` are filled here, once,
when a project is drafted; `{{ … }}` and `{% … %}` stay for each task. What a requester types is
escaped for both, so braces in an option are braces on the screen.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files

from liquid import BoundTemplate, Environment, Markup

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.taskui.errors import (
    OptionInvalid,
    OptionRepeated,
    TooFewOptions,
    TooManyOptions,
)
from ouvrage.taskui.liquid import JsonValue

OPTIONS_MAX = 100
TABLE_COLUMNS_MAX = 20
OPTION_CHARACTERS_MAX = 200
NAME_CHARACTERS_MAX = 40

_NOT_IN_NAMES = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class PresetColumn:
    """A column of the requester's file that the template reads."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: `value` goes into the answer, `label` is read by people."""

    value: str
    label: str


@dataclass(frozen=True)
class Preset:
    """One kind of task, ready to adapt. All sentences are English msgids.

    `options` are what `source_with` uses unless told otherwise; empty when the preset has none.
    `options_min` and `options_max` say how many it needs.
    """

    key: str
    title: str
    description: str
    question: str
    columns: tuple[PresetColumn, ...]
    texts: Mapping[str, str] = field(hash=False)
    samples: tuple[Mapping[str, JsonValue], ...] = field(hash=False)
    options: tuple[Option, ...] = ()
    options_min: int = 2
    options_max: int = OPTIONS_MAX

    @property
    def source(self) -> str:
        """The template with the preset's own question and options, in English."""
        return self.source_with()

    def source_with(
        self,
        *,
        options: Sequence[str | Option] | None = None,
        question: str = "",
        translate: Callable[[str], str] = str,
    ) -> str:
        """The Liquid source for these options and this question, free to edit afterwards.

        What is not given is the preset's own, through `translate`. Options that are too few, too
        many, empty, long or twice there are refused.
        """
        chosen = self._options(options, translate)
        refuse_all(self._option_refusals(chosen))
        texts = {name: _literal(translate(text)) for name, text in self.texts.items()}
        return _skeleton(self.key).render(
            question=_literal(question or translate(self.question)),
            texts=texts,
            options=_parts(chosen),
        )

    def _options(
        self, given: Sequence[str | Option] | None, translate: Callable[[str], str]
    ) -> list[Option]:
        if given is None:
            return [Option(one.value, translate(one.label)) for one in self.options]
        return [
            one if isinstance(one, Option) else Option(one.strip(), one.strip()) for one in given
        ]

    def _option_refusals(self, options: list[Option]) -> list[Refusal]:
        if not self.options:
            return []
        if len(options) < self.options_min:
            return [TooFewOptions(field="options")]
        if len(options) > self.options_max:
            count = len(options)
            return [TooManyOptions(field="options", count=count, most=self.options_max)]
        refusals: list[Refusal] = []
        seen: set[str] = set()
        for row, option in enumerate(options, start=1):
            if not option.value or max(map(len, (option.value, option.label))) > (
                OPTION_CHARACTERS_MAX
            ):
                refusals.append(OptionInvalid(field="options", row=row, most=OPTION_CHARACTERS_MAX))
            elif option.value in seen:
                refusals.append(OptionRepeated(field="options", row=row, option=option.value))
            seen.add(option.value)
        return refusals


_ENVIRONMENT = Environment(
    autoescape=True,
    tag_start_string="[%",
    tag_end_string="%]",
    statement_start_string="[[",
    statement_end_string="]]",
)


@cache
def _skeleton(key: str) -> BoundTemplate:
    text = files(__package__).joinpath(f"{key}.liquid").read_text(encoding="utf-8")
    return _ENVIRONMENT.from_string(text)


def _parts(options: Sequence[Option]) -> list[dict[str, Markup]]:
    parts: dict[str, dict[str, Markup]] = {}
    for number, option in enumerate(options, start=1):
        name = _NOT_IN_NAMES.sub("-", option.value.lower()).strip("-")[:NAME_CHARACTERS_MAX]
        while not name or name in parts:
            name = f"{name}-{number}".strip("-")
        parts[name] = {
            "value": _literal(option.value),
            "label": _literal(option.label),
            "quoted_value": _quoted(option.value),
            "quoted_label": _quoted(option.label),
            "name": Markup(name),
        }
    return list(parts.values())


def _quoted(text: str) -> Markup:
    """The text as the lists in attributes hold it: between JavaScript's single quotes."""
    inside = text.replace("\\", "\\\\").replace("'", "\\'")
    return Markup(f"'{_literal(inside)}'".replace("&#x27;", "'"))


def _literal(text: str) -> Markup:
    return Markup(escape(text).replace("{", "&#123;").replace("}", "&#125;"))
