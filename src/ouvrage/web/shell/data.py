"""Pages about one's own data: what is kept, a copy of it, and erasure."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ouvrage.base.errors import Refusal
from ouvrage.base.moment import utc_now
from ouvrage.base.personal import After
from ouvrage.ledger.queries import due
from ouvrage.rights import actions, queries
from ouvrage.rights.exports.areas import title_of
from ouvrage.web.shell.access import actor_of, person_page
from ouvrage.web.shell.forms import add_refusal

REFUSED = 422


@require_safe
@person_page
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept about the person, their copies, and the erasure they asked for, if any."""
    person_id = actor_of(request).id
    areas = [(title_of(row.area), row) for row in queries.areas_kept()]
    context = {
        "copies": queries.copies_of(person_id, utc_now()),
        "erasure": queries.erasure_asked(person_id),
        "areas": sorted((title for title, _row in areas), key=str.casefold),
        "copy_days": settings.AGREEMENT.data.copy_days,
    }
    return render(request, "shell/my_data.html", context)


@require_POST
@person_page
def ask_copy(request: HttpRequest) -> HttpResponse:
    """The person asked for a copy; a job makes it."""
    actor = actor_of(request)
    actions.ask_copy(actor=actor, now=utc_now(), person_id=actor.id)
    messages.success(request, gettext("The copy is being made. A message says when it is ready."))
    return redirect("my_data")


@require_safe
@never_cache
@person_page
def copy(request: HttpRequest, copy_id: str) -> HttpResponseBase:
    """The person's copy, as a file."""
    found, pieces = actions.fetch_copy(actor=actor_of(request), now=utc_now(), copy_id=copy_id)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"my-data-{found.asked_at:%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(found.bytes)
    return response


class ErasureForm(forms.Form):
    """What the person wants to happen, and that it is them."""

    at_once = forms.BooleanField(
        label=_("Erase within a minute, without days to think it over"), required=False
    )
    password = forms.CharField(
        label=pgettext_lazy("of one’s account", "Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.request = request

    def clean_password(self) -> str:
        """The password, when it is that of the person."""
        given = str(self.cleaned_data["password"])
        if not self.request.user.check_password(given):
            raise forms.ValidationError(_("This is not the password of your account."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@person_page
def erasure(request: HttpRequest) -> HttpResponse:
    """What an erasure takes and leaves; then, with the password, it is asked for."""
    if queries.erasure_asked(actor_of(request).id):
        return redirect("my_data")
    if request.method != "POST":
        return _erasure_page(request, ErasureForm(request))
    form = ErasureForm(request, request.POST)
    code = _asked(request, form) if form.is_valid() else None
    if code is None:
        return _erasure_page(request, form, REFUSED)
    context = {"code": code, "erasure": queries.erasure_asked(actor_of(request).id)}
    return render(request, "shell/erasure_asked.html", context)


def _asked(request: HttpRequest, form: ErasureForm) -> str | None:
    """The claim code; None when the erasure was refused."""
    actor = actor_of(request)
    try:
        _erasure, code = actions.ask_erasure(
            actor=actor,
            now=utc_now(),
            person_id=actor.id,
            at_once=form.cleaned_data["at_once"],
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None
    return code


def _erasure_page(request: HttpRequest, form: ErasureForm, status: int = 200) -> HttpResponse:
    rows = queries.areas_kept()
    kept: dict[str, list[str]] = {}
    for row in rows:
        if row.after is not After.GONE:
            kept.setdefault(gettext(row.why), []).append(title_of(row.area))
    context = {
        "form": form,
        "gone": sorted(title_of(row.area) for row in rows if row.after is After.GONE),
        "kept": [(why, sorted(titles)) for why, titles in kept.items()],
        "days": settings.AGREEMENT.data.erasure_days,
        "due": due(actor_of(request).id, settings.CURRENCY),
    }
    return render(request, "shell/erasure.html", context, status=status)


@require_POST
@person_page
def cancel_erasure(request: HttpRequest) -> HttpResponse:
    """The person keeps the account."""
    actor = actor_of(request)
    actions.cancel_erasure(actor=actor, now=utc_now(), person_id=actor.id)
    messages.success(request, gettext("Your account stays. Nothing was erased."))
    return redirect("my_data")
