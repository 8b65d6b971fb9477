"""An attempt as its test's owner sees it: items with answers, to score or as they were scored."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.skills import actions, queries
from ouvrage.skills.access import Attempt, attempt_for_owner
from ouvrage.skills.drafts import Judgement
from ouvrage.skills.rules import AttemptState
from ouvrage.web.shell.elements import files_for
from ouvrage.web.shell.skills import drawn_item, expected_words, shown_item
from ouvrage.web.skills.forms import ScoreForm
from ouvrage.web.skills.owner import Owner, owner_of, owner_page
from ouvrage.web.skills.words import ATTEMPT_STATES, REFUSED


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def attempt(request: HttpRequest, attempt_id: str, organisation_id: str = "") -> HttpResponse:
    """Shows what was sent; while it waits for a person, sending the form gives its result."""
    owner = owner_of(request, organisation_id)
    found = attempt_for_owner(owner.actor, attempt_id)
    row = owner.qualification(found.test_id)
    if found.state not in ATTEMPT_STATES:
        raise NotFound
    form = None
    if found.state == AttemptState.WAITING:
        form = ScoreForm(request.POST or None, items=found.items)
        if form.is_valid() and _scored(owner, found, form):
            messages.success(request, gettext("The attempt is scored. The person sees the result."))
            return redirect(owner.address("qualification", row.id))
    items = _items(found, form)
    context = owner.context(
        qualification=row,
        attempt=queries.attempt_row(found),
        state=gettext(ATTEMPT_STATES[found.state]),
        criteria=found.test.criteria,
        items=items,
        element_files=files_for(*(str(item["html"]) for item in items)),
        form=form,
    )
    status = REFUSED if form is not None and form.is_bound else 200
    return render(request, "skills/attempt.html", context, status=status)


def _scored(owner: Owner, found: Attempt, form: ScoreForm) -> bool:
    judgements = {
        item: Judgement(
            form.cleaned_data[f"right-{number}"] == "yes", form.cleaned_data[f"note-{number}"]
        )
        for number, item in enumerate(found.items, start=1)
    }
    try:
        actions.score_attempt(
            actor=owner.actor, now=owner.now, attempt_id=found.id, judgements=judgements
        )
    except Refusal as refusal:
        form.show(refusal)
        return False
    return True


def _items(found: Attempt, form: ScoreForm | None) -> list[dict[str, object]]:
    sheet = queries.sheet_of(found.id)
    answers = sheet.answers if sheet else {}
    result = queries.result_of(found)
    marks = {row.item_id: row for row in result.items} if result else {}
    return [
        {
            "number": number,
            "html": shown_item(
                drawn_item(found.test.template, item.data, answers.get(item.id, {})), number
            ),
            "answered": bool(answers.get(item.id)),
            "key": [(name, expected_words(values)) for name, values in item.key.items()],
            "mark": marks.get(item.id),
            "right": form[f"right-{number}"] if form else None,
            "note": form[f"note-{number}"] if form else None,
        }
        for number, item in enumerate(queries.items_of_attempt(found), start=1)
    ]
