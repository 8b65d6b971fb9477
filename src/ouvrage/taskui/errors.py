"""What a task page or an answer can be refused for.

The first half is read by the author of a template, the second by the worker who sends an answer.
`line` counts from 1 in the template's source; `field` is the name of the control concerned.
"""

from ouvrage.base.errors import Refusal, RefusalKind


class TemplateTooLong(Refusal):
    """The template has {length} characters; {most} are possible. Shorten it."""

    code = "template_too_long"
    kind = RefusalKind.TOO_LARGE


class TemplateSyntax(Refusal):
    """Line {line} of the template cannot be read: {reason}. Correct that line."""

    code = "template_syntax"


class TemplateExpressionTooLong(Refusal):
    """The Liquid expression on line {line} has more than {most} characters. Split it in parts."""

    code = "template_expression_too_long"


class TemplateTooDeep(Refusal):
    """The template nests deeper than {most} levels. Use fewer blocks inside blocks."""

    code = "template_too_deep"


class UnknownFilter(Refusal):
    """Line {line} uses the filter "{name}", which is not available. Use another one."""

    code = "unknown_filter"


class UnknownVariable(Refusal):
    """Line {line} uses "{name}", which has no value. The columns are under task.input."""

    code = "unknown_variable"


class UnknownColumn(Refusal):
    """Line {line} uses the column "{column}", which the file lacks. Correct its name or add it."""

    code = "unknown_column"


class UnknownColumnNear(Refusal):
    """Line {line} uses the column "{column}", which the file lacks. Use "{nearest}" or add it."""

    code = "unknown_column_near"


class TemplateLoopTooLong(Refusal):
    """The template's loops run more than {most} times for one task. Use shorter lists."""

    code = "template_loop_too_long"
    kind = RefusalKind.TOO_LARGE


class TemplateWorkTooLong(Refusal):
    """The template takes too many steps for one task. Use fewer loops and filters."""

    code = "template_work_too_long"
    kind = RefusalKind.TOO_LARGE


class TemplateValuesTooLarge(Refusal):
    """The variables the template sets hold more than {most} bytes. Set shorter ones."""

    code = "template_values_too_large"
    kind = RefusalKind.TOO_LARGE


class TemplateOutputTooLarge(Refusal):
    """The page made for one task exceeds {most} bytes. Show less of the row, or shorten the row."""

    code = "template_output_too_large"
    kind = RefusalKind.TOO_LARGE


class TemplateCannotRender(Refusal):
    """The template cannot be filled with this row: {reason}. Correct line {line}, or the row."""

    code = "template_cannot_render"


class MarkupMalformed(Refusal):
    """The tag that begins on line {line} cannot be read. Close it, and close its quotes."""

    code = "markup_malformed"


class MarkupTooLarge(Refusal):
    """The page has too many elements, or elements nested too deep. Make it simpler."""

    code = "markup_too_large"
    kind = RefusalKind.TOO_LARGE


class LiquidOutsideQuotes(Refusal):
    """A Liquid value stands unquoted in "{element}" on line {line}. Put quotes around it."""

    code = "liquid_outside_quotes"


class ForbiddenElement(Refusal):
    """The element "{element}" on line {line} is not possible in a task page. Remove it."""

    code = "forbidden_element"


class ForbiddenAttribute(Refusal):
    """The attribute "{attribute}" of "{element}" on line {line} is not possible. Remove it."""

    code = "forbidden_attribute"


class ForbiddenInputType(Refusal):
    """The input type "{type}" on line {line} is not possible. Use one of: {possible}."""

    code = "forbidden_input_type"


class ForbiddenAddress(Refusal):
    """The address in "{attribute}" on line {line} is not possible. Use one with https."""

    code = "forbidden_address"


class ReservedId(Refusal):
    """The id "{id}" on line {line} belongs to the portal. Choose one without "ouvrage-"."""

    code = "reserved_id"


class CrowdElementNotYet(Refusal):
    """The element "{element}" on line {line} is not available yet. Use another one."""

    code = "crowd_element_not_yet"


class ScriptNotRun(Refusal):
    """The script on line {line} would not run. Remove it, or declare that the page has scripts."""

    code = "script_not_run"


class LooksLeftOut(Refusal):
    """The page has the look of this place: styles, first on line {line}, are left out."""

    code = "looks_left_out"


class ImageWithoutWords(Refusal):
    """The image on line {line} has no "alt", so who cannot see it does not hear what it shows. Add
    one; an empty "alt" says that it is decoration."""

    code = "image_without_words"


class FieldWithoutLabel(Refusal):
    """The field "{name}" has no label, so a screen reader cannot say what it asks. Put it inside a
    label, or let a label's "for" name its id."""

    code = "field_without_label"


class LiteralNotRead(Refusal):
    """The "{attribute}" of "{element}" on line {line} cannot be read. Write it like {example}."""

    code = "literal_not_read"


class RowLiteralNotRead(Refusal):
    """The "{attribute}" of "{element}" cannot be read for this row. Make it like {example}."""

    code = "row_literal_not_read"


class AttributeUnusable(Refusal):
    """The "{attribute}" of "{element}" is missing, or nothing can be asked with it. Fill it."""

    code = "attribute_unusable"


class NoAnswerField(Refusal):
    """The template asks nothing. Add a control with a name, such as a text area or a choice."""

    code = "no_answer_field"


class TooManyFields(Refusal):
    """The template has more than {most} answer fields. Remove some or make two projects."""

    code = "too_many_fields"


class FieldWithoutName(Refusal):
    """A control ({element}) has no name, so its answer would be lost. Give it a name."""

    code = "field_without_name"


class FieldNameInvalid(Refusal):
    """The name "{name}" cannot be a field's. Use letters, digits, "_" and "-", a letter first."""

    code = "field_name_invalid"


class FieldNameReserved(Refusal):
    """The name "{name}" belongs to the portal. Choose another one for this field."""

    code = "field_name_reserved"


class FieldNameRepeated(Refusal):
    """Several controls of different kinds are named "{name}". Give each its own name."""

    code = "field_name_repeated"


class FieldWithoutOptions(Refusal):
    """The field "{name}" offers nothing to choose. Give its options a value each."""

    code = "field_without_options"


class TooFewOptions(Refusal):
    """At least two options are needed. Add the missing ones."""

    code = "too_few_options"


class TooManyOptions(Refusal):
    """There are {count} options; {most} are possible. Remove some."""

    code = "too_many_options"


class OptionInvalid(Refusal):
    """An option is empty or has more than {most} characters. Write each as a few words."""

    code = "option_invalid"


class OptionRepeated(Refusal):
    """The option "{option}" appears twice. Keep one."""

    code = "option_repeated"


class AnswerMissing(Refusal):
    """This question has no answer yet. Answer it, then send again."""

    code = "answer_missing"


class AnswerNotAnOption(Refusal):
    """This answer is not one of the choices. Choose one of those shown."""

    code = "answer_not_an_option"


class AnswerNotANumber(Refusal):
    """This answer is not a number. Write it with digits, such as 12 or 3.5."""

    code = "answer_not_a_number"


class NumberTooSmall(Refusal):
    """This number is too small. Give {minimum} or more."""

    code = "answer_number_too_small"


class NumberTooLarge(Refusal):
    """This number is too large. Give {maximum} or less."""

    code = "answer_number_too_large"


class TextTooLong(Refusal):
    """This text has {length} characters; {most} are possible. Shorten it."""

    code = "text_too_long"


class TextUnreadable(Refusal):
    """This text contains characters that cannot be kept. Write it again without them."""

    code = "text_unreadable"


class RankingIncomplete(Refusal):
    """Each place goes to one item only. Give every item a different place, from 1 to {count}."""

    code = "ranking_incomplete"


class StandsAlone(Refusal):
    """The option "{option}" was chosen with others. Choose it alone, or the others without it."""

    code = "choice_stands_alone"


class WidgetUnreadable(Refusal):
    """This answer did not arrive whole. Send it again."""

    code = "widget_unreadable"


class TooManyMarks(Refusal):
    """There are {count} marks; {most} are possible. Delete some."""

    code = "too_many_marks"


class MarkOutsideText(Refusal):
    """Number {place} marks words that are not in the text. Mark them again."""

    code = "mark_outside_text"


class MarkLabelUnknown(Refusal):
    """Mark {place} has the label "{label}", which is not offered. Choose one of those shown."""

    code = "mark_label_unknown"


class ResponseUnranked(Refusal):
    """For "{dimension}", {count} responses have no place yet. Give each of them one."""

    code = "response_unranked"


class RankTied(Refusal):
    """For "{dimension}", two responses have one place. Give every response its own."""

    code = "rank_tied"


class QuestionsTooFew(Refusal):
    """There are {count} questions; {least} are asked for. Add the others."""

    code = "questions_too_few"


class QuestionsTooMany(Refusal):
    """There are {count} questions; {most} are possible. Delete some."""

    code = "pairs_too_many"


class QuestionTooShort(Refusal):
    """Question {place} has {count} words; it needs {least}. Write some more."""

    code = "question_too_short"


class QuestionTooLong(Refusal):
    """Question {place} has {count} words; {most} are possible. Shorten it."""

    code = "question_too_long"


class QuestionAnswerTooShort(Refusal):
    """The answer to question {place} has {count} words; it needs {least}. Write some more."""

    code = "question_answer_too_short"


class QuestionAnswerTooLong(Refusal):
    """The answer to question {place} has {count} words; {most} are possible. Shorten it."""

    code = "question_answer_too_long"


class QuestionTagUnknown(Refusal):
    """Question {place} has the tag "{tag}", which is not offered. Choose one of those shown."""

    code = "question_tag_unknown"


class AnswerTooLong(Refusal):
    """The whole answer has {length} bytes; {most} are possible. Shorten its texts."""

    code = "answer_too_long"
    kind = RefusalKind.TOO_LARGE
