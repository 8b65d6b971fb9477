"""Task templates in Liquid: compiled once, rendered per row, under `task.input` only.

>>> template = compile_template("<p>{{ task.input.text }}</p>")
>>> render(template, {"text": "a < b"})
'<p>a &lt; b</p>'
>>> sorted(columns_used(template))
['text']

Values are escaped. A name without a value is refused, never an empty space on the worker's screen.
The dialect is Shopify's as python-liquid 2 reads it (https://jg-rp.github.io/liquid/), without
partials, `tablerow`, `liquid`, dates and `safe`. It has four filters more: `media`, which turns a
file's name into its address, and those of Ground Truth: `grant_read_access` (the same), `to_json`,
`skip_autoescape`.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

from liquid import BoundTemplate
from liquid.exceptions import (
    BlockNestingError,
    ContextDepthError,
    LiquidError,
    LocalNamespaceLimitError,
    LoopIterationLimitError,
    OutputStreamLimitError,
    ResourceLimitError,
    UndefinedError,
)
from liquid.output import LimitedStringIO
from liquid.static_analysis import TemplateAnalysis, Variable

from ouvrage.base.errors import Refusal, refuse_all
from ouvrage.base.limits import (
    TEMPLATE_CHARACTERS_MAX,
    TEMPLATE_DEPTH_MAX,
    TEMPLATE_LOOP_ITERATIONS_MAX,
    TEMPLATE_NAMESPACE_BYTES_MAX,
    TEMPLATE_OUTPUT_BYTES_MAX,
)
from ouvrage.taskui.bounded import MediaUrl, TaskContext, bound, environment
from ouvrage.taskui.errors import (
    TemplateCannotRender,
    TemplateExpressionTooLong,
    TemplateLoopTooLong,
    TemplateOutputTooLarge,
    TemplateSyntax,
    TemplateTooDeep,
    TemplateTooLong,
    TemplateValuesTooLarge,
    TemplateWorkTooLong,
    UnknownColumn,
    UnknownColumnNear,
    UnknownFilter,
    UnknownVariable,
)
from ouvrage.taskui.markup import line_of

JsonValue: TypeAlias = (
    bool | int | float | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None
)

EXPRESSION_CHARACTERS_MAX = 2_000
TEMPLATES_KEPT = 256

_ENVIRONMENT = environment()
_OPENING = re.compile(r"\{[{%]")
_TAG_NAME = re.compile(r"\{%-?\s*(\w+)")
_WHOLE_BLOCK = re.compile(r"\{%-?\s*(raw|doc|comment)\s*-?%\}")
_FILTER_MISTAKES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class Column:
    """A column the template reads, and the line of its first use."""

    name: str
    line: int


@dataclass(frozen=True)
class Template:
    """A compiled template; equal and hashed by its source."""

    source: str
    bound: BoundTemplate = field(compare=False, repr=False)
    columns: tuple[Column, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Span:
    """Liquid markup in a source; `kind` is `{{`, `{%`, or the name of a block taken as a whole."""

    kind: str
    start: int
    end: int


@lru_cache(maxsize=TEMPLATES_KEPT)
def compile_template(source: str) -> Template:
    """The source compiled, its names and filters checked; the same object for the same source."""
    if len(source) > TEMPLATE_CHARACTERS_MAX:
        raise TemplateTooLong(length=len(source), most=TEMPLATE_CHARACTERS_MAX)
    for _ in spans(source):
        pass
    try:
        template = _ENVIRONMENT.from_string(source)
        analysis = template.analyze(include_partials=False)
        bound(template)
    except BlockNestingError:
        raise TemplateTooDeep(most=TEMPLATE_DEPTH_MAX) from None
    except LiquidError as error:
        raise _syntax_refusal(error, source) from error
    except RecursionError:
        raise TemplateTooDeep(most=TEMPLATE_DEPTH_MAX) from None
    refuse_all(_name_refusals(source, analysis))
    return Template(source, template, tuple(_columns(source, analysis)))


def render(template: Template, row: Mapping[str, JsonValue], media_url: MediaUrl = str) -> str:
    """The page for one row, values escaped; not yet sanitised."""
    refuse_all(column_refusals(template, row.keys()))
    context = TaskContext(template.bound, row=row, media_url=media_url)
    buffer = LimitedStringIO(limit=TEMPLATE_OUTPUT_BYTES_MAX)
    try:
        template.bound.render_with_context(context, buffer)
    except ResourceLimitError as error:
        raise _limit_refusal(error) from error
    except LiquidError as error:
        raise _render_refusal(error, template.source) from error
    except _FILTER_MISTAKES as error:
        raise TemplateCannotRender(line=1, reason=str(error)) from error
    except RecursionError:
        raise TemplateTooDeep(most=TEMPLATE_DEPTH_MAX) from None
    return buffer.getvalue()


def columns_used(template: Template) -> frozenset[str]:
    """The columns written as `task.input.x` or `task.input["x y"]`."""
    return frozenset(column.name for column in template.columns)


def column_refusals(template: Template, columns: Collection[str]) -> list[Refusal]:
    """One refusal per column the template reads and `columns` lacks."""
    return [
        _unknown_column(column, columns)
        for column in template.columns
        if column.name not in columns
    ]


def spans(source: str) -> Iterator[Span]:
    """The Liquid markup of a source in order; refuses what is never closed or too long."""
    position = 0
    while (opening := _OPENING.search(source, position)) is not None:
        start = opening.start()
        whole = _WHOLE_BLOCK.match(source, start)
        if whole is not None:
            span = Span(whole.group(1), start, _end_of_block(source, whole))
        else:
            span = Span(opening.group(), start, _end_of_expression(source, opening))
        yield span
        position = span.end


def _end_of_expression(source: str, opening: re.Match[str]) -> int:
    closing = "}}" if opening.group() == "{{" else "%}"
    end = source.find(closing, opening.end())
    if end < 0:
        raise TemplateSyntax(
            line=line_of(source, opening.start()), reason=f"{opening.group()} is never closed"
        )
    if end - opening.end() > EXPRESSION_CHARACTERS_MAX:
        raise TemplateExpressionTooLong(
            line=line_of(source, opening.start()), most=EXPRESSION_CHARACTERS_MAX
        )
    return end + 2


def _end_of_block(source: str, opening: re.Match[str]) -> int:
    name = opening.group(1)
    closing = re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}").search(source, opening.end())
    if closing is None:
        raise TemplateSyntax(
            line=line_of(source, opening.start()), reason=f"{name} is never closed"
        )
    return closing.end()


def _syntax_refusal(error: LiquidError, source: str) -> Refusal:
    reason = str(error.message)
    if error.token is not None and error.token.start_index >= 0:
        return TemplateSyntax(line=_line(error, source), reason=reason)
    # The library does not say where an expression that ends too early begins.
    for span in spans(source):
        text = source[span.start : span.end]
        name = _TAG_NAME.match(text)
        whole = text if name is None else f"{text}{{% end{name.group(1)} %}}"
        if _mistake(whole) == reason == _mistake(text):
            return TemplateSyntax(line=line_of(source, span.start), reason=reason)
    return TemplateSyntax(line=line_of(source, len(source)), reason=reason)


def _mistake(text: str) -> str:
    try:
        _ENVIRONMENT.from_string(text)
    except LiquidError as error:
        return str(error.message)
    return ""


def _name_refusals(source: str, analysis: TemplateAnalysis) -> Iterator[Refusal]:
    for name, places in analysis.filters.items():
        if name not in _ENVIRONMENT.filters:
            yield UnknownFilter(name=name, line=line_of(source, places[0].index))
    foreign: dict[str, int] = {}
    for variable in chain.from_iterable(analysis.globals.values()):
        if _is_foreign(variable):
            foreign.setdefault(str(variable), variable.span.index)
    for name, index in foreign.items():
        yield UnknownVariable(name=name, line=line_of(source, index))


def _is_foreign(variable: Variable) -> bool:
    segments = variable.segments
    if segments[0] != "task" or len(segments) < 2:
        return True
    return segments[1] != "input"


def _columns(source: str, analysis: TemplateAnalysis) -> Iterator[Column]:
    seen: set[str] = set()
    for variable in analysis.globals.get("task", []):
        name = variable.segments[2] if len(variable.segments) > 2 else None
        if isinstance(name, str) and name not in seen:
            seen.add(name)
            yield Column(name, line_of(source, variable.span.index))


def _unknown_column(column: Column, columns: Collection[str]) -> Refusal:
    near = difflib.get_close_matches(column.name, columns, n=1, cutoff=0.6)
    if near:
        return UnknownColumnNear(column=column.name, line=column.line, nearest=near[0])
    return UnknownColumn(column=column.name, line=column.line)


def _render_refusal(error: LiquidError, source: str) -> Refusal:
    line, reason = _line(error, source), str(error.message)
    name, _, rest = reason.partition(" is ")
    if isinstance(error, UndefinedError) and rest == "undefined":
        return UnknownVariable(line=line, name=name.strip("'"))
    return TemplateCannotRender(line=line, reason=reason)


def _limit_refusal(error: ResourceLimitError) -> Refusal:
    if isinstance(error, LoopIterationLimitError):
        return TemplateLoopTooLong(most=TEMPLATE_LOOP_ITERATIONS_MAX)
    if isinstance(error, OutputStreamLimitError):
        return TemplateOutputTooLarge(most=TEMPLATE_OUTPUT_BYTES_MAX)
    if isinstance(error, LocalNamespaceLimitError):
        return TemplateValuesTooLarge(most=TEMPLATE_NAMESPACE_BYTES_MAX)
    if isinstance(error, ContextDepthError):
        return TemplateTooDeep(most=TEMPLATE_DEPTH_MAX)
    return TemplateWorkTooLong()


def _line(error: LiquidError, source: str) -> int:
    token = error.token
    if token is None or token.start_index < 0:
        return 1
    return line_of(source, token.start_index)
