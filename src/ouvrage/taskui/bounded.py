"""Liquid with an end: every template stops early, by a refusal, whatever it asks.

python-liquid bounds nested loops and the output, but not loops one after another, the length of one
loop's body, ranges given to filters (`(1..1000000000) | join`) nor chained `replace`. Here a
rendering has three purses (loop turns, template characters executed, characters that pass through
filters), and `bound` puts a toll on each loop body and each range when a template is compiled.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, cast

import orjson
from liquid import BoundTemplate, Environment, Markup, RenderContext
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions.primitive import RangeLiteral
from liquid.builtin.tags.for_tag import ForLoop, ForNode
from liquid.exceptions import LoopIterationLimitError, ResourceLimitError
from liquid.expression import Expression
from liquid.undefined import UNDEFINED, StrictDefaultUndefined
from liquid.utils import ReadOnlyChainMap

from ouvrage.base.limits import (
    TEMPLATE_DEPTH_MAX,
    TEMPLATE_LOOP_ITERATIONS_MAX,
    TEMPLATE_NAMESPACE_BYTES_MAX,
    TEMPLATE_OUTPUT_BYTES_MAX,
)

if TYPE_CHECKING:
    from liquid.builtin.tags.tablerow_tag import TableRow
    from liquid.token import Token

STEP_CHARACTERS_MAX = 200 * TEMPLATE_LOOP_ITERATIONS_MAX
FILTER_CHARACTERS_MAX = 5 * TEMPLATE_OUTPUT_BYTES_MAX
LIST_ITEM_CHARACTERS = 10
LONG_TEXT_CHARACTERS = 1_000

MediaUrl = Callable[[str], str]

_FILTERS = frozenset(
    {
        "abs",
        "append",
        "at_least",
        "at_most",
        "capitalize",
        "ceil",
        "compact",
        "concat",
        "default",
        "divided_by",
        "downcase",
        "escape",
        "escape_once",
        "find",
        "find_index",
        "first",
        "floor",
        "has",
        "join",
        "last",
        "lstrip",
        "map",
        "minus",
        "modulo",
        "newline_to_br",
        "plus",
        "prepend",
        "reject",
        "remove",
        "remove_first",
        "remove_last",
        "replace",
        "replace_first",
        "replace_last",
        "reverse",
        "round",
        "rstrip",
        "size",
        "slice",
        "sort",
        "sort_natural",
        "split",
        "squish",
        "strip",
        "strip_html",
        "strip_newlines",
        "sum",
        "times",
        "truncate",
        "truncatewords",
        "uniq",
        "upcase",
        "url_decode",
        "url_encode",
        "where",
    }
)
RAW_FILTER = "skip_autoescape"
_TAGS_REFUSED = ("include", "render", "tablerow", "liquid")


class WorkLimitError(ResourceLimitError):
    """The rendering spent its steps."""


class TaskContext(RenderContext):
    """One rendering: the row under `task.input`, the media addresses and what is left to spend."""

    __slots__ = ("characters_left", "media_url", "steps_left", "turns_left")

    def __init__(
        self, template: BoundTemplate, *, row: Mapping[str, object], media_url: MediaUrl
    ) -> None:
        super().__init__(template, globals={"task": {"input": row}})
        self.scope = ReadOnlyChainMap(self.locals, self.globals, self.counters)
        self.media_url = media_url
        self.turns_left = TEMPLATE_LOOP_ITERATIONS_MAX
        self.steps_left = STEP_CHARACTERS_MAX
        self.characters_left = FILTER_CHARACTERS_MAX

    @contextmanager
    def loop(
        self, namespace: Mapping[str, object], forloop: "ForLoop | TableRow"
    ) -> Iterator[RenderContext]:
        """Like the library's, with the turns of all loops added up."""
        self.turns_left -= forloop.length
        if self.turns_left < 0:
            raise LoopIterationLimitError("too many turns", token=None)
        with super().loop(namespace, forloop) as context:
            yield context

    def get(
        self, path: list[object], *, token: "Token | None", default: object = UNDEFINED
    ) -> object:
        """The value; reading a long text has a price, as searching it takes time."""
        value = super().get(path, token=token, default=default)
        if type(value) is str and len(value) > LONG_TEXT_CHARACTERS:
            self.pay_for(len(value) // 10)
        return value

    def filter(self, name: str, token: "Token | None") -> Callable[..., object]:
        """The filter, paying for what it reads and makes."""
        function = super().filter(name, token)

        def paying(value: object, *arguments: object, **named: object) -> object:
            self.pay_for(_growth(name, value, arguments))
            made = function(value, *arguments, **named)
            self.pay_for(_size(value) + _size(made))
            return made

        return paying

    def pay_for(self, characters: int) -> None:
        """Raises when filters have moved too many characters."""
        self.characters_left -= characters
        if self.characters_left < 0:
            raise WorkLimitError("filters moved too much text", token=None)

    def step(self, characters: int) -> None:
        """Raises when too much of the template has been executed."""
        self.steps_left -= characters
        if self.steps_left < 0:
            raise WorkLimitError("too many steps", token=None)


class TollBlock(BlockNode):
    """A loop's body that pays its length each time it runs."""

    __slots__ = ("toll",)

    def __init__(self, body: BlockNode) -> None:
        super().__init__(body.token, body.nodes)
        self.toll = len(str(body)) + 1

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Writes the body once, paid."""
        cast("TaskContext", context).step(self.toll)
        return super().render_to_output(context, buffer)


class RangeEnd(Expression):
    """The end of a range, refused when the range would be too long."""

    __slots__ = ("start", "stop")

    def __init__(self, start: Expression, stop: Expression) -> None:
        super().__init__(stop.token)
        self.start = start
        self.stop = stop

    def __str__(self) -> str:
        return str(self.stop)

    def evaluate(self, context: RenderContext) -> object:
        """The end's value."""
        stop = self.stop.evaluate(context)
        if _whole(stop) - _whole(self.start.evaluate(context)) >= TEMPLATE_LOOP_ITERATIONS_MAX:
            raise LoopIterationLimitError("too long a range", token=self.token)
        return stop

    def children(self) -> list[Expression]:
        """What is inside, for static analysis."""
        return [self.stop]


def environment() -> Environment:
    """The Liquid dialect of task pages: escaping, strict, no partials, no clock, bounded."""
    made = _TaskEnvironment(autoescape=True, undefined=StrictDefaultUndefined, strict_filters=True)
    for tag in _TAGS_REFUSED:
        del made.tags[tag]
    for name in set(made.filters) - _FILTERS:
        del made.filters[name]
    made.add_filter("media", _media)
    made.add_filter("grant_read_access", _media)
    made.add_filter("to_json", _to_json)
    made.add_filter(RAW_FILTER, _as_written)
    return made


def bound(template: BoundTemplate) -> None:
    """Puts the tolls in place; once per compiled template."""
    context = RenderContext(template)
    for node in template.nodes:
        _bound_node(node, context)


class _TaskEnvironment(Environment):
    block_nesting_limit = TEMPLATE_DEPTH_MAX
    context_depth_limit = TEMPLATE_DEPTH_MAX + 5
    loop_iteration_limit = TEMPLATE_LOOP_ITERATIONS_MAX
    local_namespace_limit = TEMPLATE_NAMESPACE_BYTES_MAX
    output_stream_limit = TEMPLATE_OUTPUT_BYTES_MAX


def _media(value: object, *, context: TaskContext) -> str:
    return context.media_url("" if value is None else str(value))


_media.with_context = True  # type: ignore[attr-defined]


def _to_json(value: object) -> str:
    # So written, a value in a script cannot end the script.
    return orjson.dumps(value, default=str).decode().replace("<", "\\u003c")


def _as_written(value: object) -> Markup:
    """Not escaped: the page is sanitised after rendering, so that only the vocabulary comes in."""
    return Markup("" if value is None else str(value))


def _bound_node(node: Node, context: RenderContext) -> None:
    for expression in node.expressions():
        _bound_expression(expression)
    for child in node.children(context, include_partials=False):
        _bound_node(child, context)
    if isinstance(node, ForNode):
        node.block = TollBlock(node.block)


def _bound_expression(expression: Expression) -> None:
    for child in expression.children():
        _bound_expression(child)
    if isinstance(expression, RangeLiteral):
        expression.stop = RangeEnd(expression.start, expression.stop)


def _whole(value: object) -> int:
    try:
        return int(cast("str", value))
    except (TypeError, ValueError, OverflowError):
        return 0


def _growth(name: str, value: object, arguments: tuple[object, ...]) -> int:
    """What a multiplying filter is about to make, known before it does."""
    if name == "replace" and len(arguments) == 2:
        return str(value).count(str(arguments[0])) * len(str(arguments[1]))
    if name == "join" and arguments:
        return _size(value) // LIST_ITEM_CHARACTERS * len(str(arguments[0]))
    return 0


def _size(value: object) -> int:
    # An undefined value answers no question about itself, so ask its type.
    if issubclass(type(value), str):
        return len(cast("str", value))
    if issubclass(type(value), list | tuple | range):
        return LIST_ITEM_CHARACTERS * len(cast("list[object]", value))
    if issubclass(type(value), int):
        return cast("int", value).bit_length() // 8
    return 1
