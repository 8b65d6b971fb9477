"""The items of a test: typed in one by one, or from a file, each with its expected answers."""

from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import TEST_ITEMS_MAX
from ouvrage.formats import open_table
from ouvrage.skills import actions, queries
from ouvrage.skills.access import Item, Qualification, Test
from ouvrage.skills.drafts import ItemDraft
from ouvrage.skills.errors import TooManyItems
from ouvrage.skills.papers import paper_fields
from ouvrage.skills.rules import State
from ouvrage.taskui import AnswerField, JsonValue
from ouvrage.web.shell.refusals import sentence
from ouvrage.web.shell.skills import expected_words
from ouvrage.web.skills.forms import ItemForm, ItemsFileForm, key_of
from ouvrage.web.skills.owner import Owner, owner_of, owner_page
from ouvrage.web.skills.views.papers import draft_of_owner
from ouvrage.web.skills.words import REFUSED

KEY, EXPLANATION = "key.", "explanation"


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def items(request: HttpRequest, qualification_id: str, organisation_id: str = "") -> HttpResponse:
    """The items there are; sending the form adds one."""
    owner = owner_of(request, organisation_id)
    row, test = draft_of_owner(owner, qualification_id)
    if not test.template:
        return redirect(owner.address("test_page", row.id))
    form = ItemForm(request.POST or None, columns=test.columns, questions=_questions(test))
    if form.is_valid() and _added(owner, row, [form.item()], form):
        messages.success(request, gettext("The item is in the test."))
        return redirect(owner.address("test_items", row.id))
    return _page(request, owner, row, test, form=form)


def _questions(test: Test) -> tuple[AnswerField, ...]:
    """What the page asks about a sample row; empty when its form depends on the row."""
    try:
        return paper_fields(test.template, {name: name for name in test.columns})
    except Refusal:
        return ()


def _added(
    owner: Owner, row: Qualification, drafts: list[ItemDraft], form: ItemForm | ItemsFileForm
) -> bool:
    try:
        actions.add_items(actor=owner.actor, now=owner.now, qualification_id=row.id, items=drafts)
    except Refusal as refusal:
        form.show(refusal)
        return False
    return True


def _page(
    request: HttpRequest,
    owner: Owner,
    row: Qualification,
    test: Test,
    *,
    form: ItemForm | None = None,
    file_form: ItemsFileForm | None = None,
) -> HttpResponse:
    questions = _questions(test)
    empty = ItemForm(columns=test.columns, questions=questions)
    context = owner.context(
        qualification=row,
        test=test,
        step="items",
        form=form or empty,
        file_form=file_form or ItemsFileForm(),
        columns=test.columns,
        key_columns=[f"{KEY}{question.name}" for question in questions],
        items=[_line(item) for item in queries.items_of(row.id)],
        closed=row.state == State.CLOSED,
    )
    refused = bool(file_form) or (form is not None and form.is_bound)
    return render(request, "skills/items.html", context, status=REFUSED if refused else 200)


def _line(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "data": [str(value) for value in item.data.values()],
        "key": [(name, expected_words(values)) for name, values in item.key.items()],
        "explanation": item.explanation,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def items_file(
    request: HttpRequest, qualification_id: str, organisation_id: str = ""
) -> HttpResponse:
    """Every row of the file is an item, or none is and the wrong rows are named."""
    owner = owner_of(request, organisation_id)
    row, test = draft_of_owner(owner, qualification_id)
    if request.method != "POST":
        return redirect(owner.address("test_items", row.id))
    form = ItemsFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            drafts = _drafts(form.cleaned_data["file"], test)
        except Refusal as refusal:
            form.show(refusal)
        else:
            if _added(owner, row, drafts, form):
                _say(request, len(drafts))
                return redirect(owner.address("test_items", row.id))
    return _page(request, owner, row, test, file_form=form)


def _drafts(file: object, test: Test) -> list[ItemDraft]:
    path = Path(file.temporary_file_path())  # type: ignore[attr-defined]
    table = open_table(path, name=str(getattr(file, "name", "")))
    drafts: list[ItemDraft] = []
    for line in table:
        if len(drafts) == TEST_ITEMS_MAX:
            raise TooManyItems(field="file", most=TEST_ITEMS_MAX)
        data: dict[str, JsonValue] = {
            name: line.cells.get(name) for name in test.columns if name in line.cells
        }
        key = {
            name.removeprefix(KEY): key_of(str(value))
            for name, value in line.cells.items()
            if name.startswith(KEY) and value not in (None, "")
        }
        drafts.append(ItemDraft(data, key, str(line.cells.get(EXPLANATION) or "")))
    return drafts


def _say(request: HttpRequest, count: int) -> None:
    said = ngettext("%(count)d item is in the test.", "%(count)d items are in the test.", count)
    messages.success(request, said % {"count": count})


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def item_removed(
    request: HttpRequest, qualification_id: str, item_id: str, organisation_id: str = ""
) -> HttpResponse:
    """No new attempt draws the item."""
    owner = owner_of(request, organisation_id)
    row, _test = draft_of_owner(owner, qualification_id)
    if request.method == "POST":
        try:
            actions.remove_item(
                actor=owner.actor, now=owner.now, qualification_id=row.id, item_id=item_id
            )
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, gettext("The item is removed."))
    return redirect(owner.address("test_items", row.id))
