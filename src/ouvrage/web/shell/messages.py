"""Pages of what the instance told a person, and of how they want to hear of it."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ouvrage.base.errors import Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import utc_now
from ouvrage.voice import actions, queries
from ouvrage.voice.catalogue import CATALOGUE
from ouvrage.voice.drafts import PreferenceDraft
from ouvrage.voice.queries import MessageRow, PreferenceRow
from ouvrage.voice.rules import Window, zones
from ouvrage.web.shell.access import actor_of, person_page
from ouvrage.web.shell.forms import add_refusal

REFUSED = 422
# Where a message leads: the kind of its subject, and the page that shows one.
PAGES = {
    "submission": "worker:answer",
    "appeal": "worker:appeal",
    "check": "worker:check",
    "stops": "worker:stops",
    "appeals": "worker:appeals",
    "attempt": "worker:attempt",
    "time_claim": "worker:time_claim",
    "payout": "worker:payouts",
    "statement": "worker:statement",
    "contract": "worker:contract",
    "status": "worker:status",
    "project": "worker:project",
    "offers": "worker:offers",
    "record": "worker:record",
    "qualification": "worker:qualification",
    "question": "worker:asked_question",
    "earnings": "worker:earnings",
    "scores": "worker:scores",
    "my_data": "my_data",
    "register": "register",
}
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class Shown(NamedTuple):
    """A message and the address of what it is about, if there is a page."""

    message: MessageRow
    address: str


@require_safe
@person_page
def inbox(request: HttpRequest) -> HttpResponse:
    """A person's messages, newest first; having been shown, none comes by letter any more."""
    actor, before = actor_of(request), request.GET.get("before", "")
    rows = queries.messages_of(
        actor.id, get_language() or "en", before=before if is_id(before) else ""
    )
    context = {
        "shown": [Shown(row, _address(row)) for row in rows],
        "before": rows[-1].id if len(rows) == PAGE_ROWS else "",
    }
    response = render(request, "shell/messages.html", context)
    actions.mark_seen(actor=actor, now=utc_now(), person_id=actor.id)
    return response


def _address(row: MessageRow) -> str:
    name = PAGES.get(row.subject_kind)
    if name is None:
        return ""
    for arguments in ([row.subject_id], []):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return ""


class ChoicesForm(forms.Form):
    """When letters may come, whether they do, and which come at once."""

    letters = forms.BooleanField(
        label=_("Letters by e-mail"),
        help_text=_(
            "One a day, only when there is something new. Decisions about your account come even "
            "when letters are off, because the law asks for it."
        ),
        required=False,
    )
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name) for name in zones()]
    )
    from_hour = forms.TypedChoiceField(
        label=_("Letters may come from"), choices=HOURS, coerce=int, help_text=_("Local time.")
    )
    to_hour = forms.TypedChoiceField(label=_("Letters may come until"), choices=HOURS, coerce=int)
    at_once = forms.MultipleChoiceField(
        label=_("Not with the daily letter but at once, within these hours"),
        choices=lambda: _choices(
            lambda kind: kind.by_letter and not (kind.legal or kind.asked_for)
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    asked_for = forms.MultipleChoiceField(
        label=_("Also tell me"),
        help_text=_("These are left out unless they are ticked."),
        choices=lambda: _choices(lambda kind: kind.asked_for),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def draft(self) -> PreferenceDraft:
        """What was chosen."""
        given = self.cleaned_data
        return PreferenceDraft(
            Window(given["zone"], given["from_hour"], given["to_hour"]),
            given["letters"],
            tuple(given["at_once"]),
            tuple(given["asked_for"]),
        )

    @staticmethod
    def initial_of(row: PreferenceRow) -> dict[str, object]:
        """The form's values for what holds now."""
        return {
            "letters": row.letters,
            "zone": row.window.zone,
            "from_hour": row.window.from_hour,
            "to_hour": row.window.to_hour,
            "at_once": list(row.at_once),
            "asked_for": list(row.asked_for),
        }


def _choices(wanted: Callable[..., bool]) -> list[tuple[str, str]]:
    return [(kind.code, gettext(kind.title)) for kind in CATALOGUE.values() if wanted(kind)]


@require_http_methods(["GET", "HEAD", "POST"])
@person_page
def choices(request: HttpRequest) -> HttpResponse:
    """Shows and changes how the person hears from the instance."""
    actor = actor_of(request)
    if request.method != "POST":
        form = ChoicesForm(initial=ChoicesForm.initial_of(queries.preference_of(actor.id)))
        return render(request, "shell/message_choices.html", {"form": form})
    form = ChoicesForm(request.POST)
    if form.is_valid() and _chosen(request, form):
        messages.success(request, gettext("Your choices are saved."))
        return redirect("messages")
    return render(request, "shell/message_choices.html", {"form": form}, status=REFUSED)


def _chosen(request: HttpRequest, form: ChoicesForm) -> bool:
    actor = actor_of(request)
    try:
        actions.choose_letters(actor=actor, now=utc_now(), person_id=actor.id, draft=form.draft())
    except Refusal as refusal:
        add_refusal(form, refusal)
        return False
    return True
