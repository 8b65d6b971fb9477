"""The contract: read, accepted, compared with the version before, kept as a copy (STA-7)."""

from collections.abc import Callable, Collection

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from ouvrage.base.errors import NotFound, Refusal
from ouvrage.base.ids import is_id
from ouvrage.base.moment import Moment, utc_now
from ouvrage.formats import pdf
from ouvrage.pay.queries import scheme_at
from ouvrage.people import actions, queries
from ouvrage.people.queries import AcceptedRow, ContractRow
from ouvrage.people.rules import STATUS_LABELS, Block, blocks, changes
from ouvrage.web.shell.access import actor_of, worker_page
from ouvrage.web.shell.forms import add_refusal
from ouvrage.web.worker.statuses import scheme_shown

REFUSED = 422


class AcceptForm(forms.Form):
    """What was read, and that the reader is an adult."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text_hash = forms.RegexField("^[0-9a-f]{64}$", widget=forms.HiddenInput)
    project = forms.CharField(widget=forms.HiddenInput, required=False, max_length=26)
    adult = forms.BooleanField(label=_("I am 18 years old or older"), required=False)


@require_safe
@worker_page
def contract(request: HttpRequest) -> HttpResponse:
    """The contract in force, and the version that comes with its changes marked."""
    return _page(request, request.GET.get("project", ""))


def _page(request: HttpRequest, project: str, refused: AcceptForm | None = None) -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    language = request.LANGUAGE_CODE
    actions.record_contracts(actor=actor, now=now)
    current = queries.contract_in_force(now, language)
    assert current is not None
    coming = queries.contract_coming(now, language)
    accepted = {row.version: row for row in queries.accepted_contracts(actor.id)}
    before = _before(current, accepted.keys(), language)
    context = {
        "current": current,
        "blocks": changes(before.text, current.text) if before else blocks(current.text),
        "before": before,
        "accepted": accepted.get(current.version),
        "form": refused or _form(current, project),
        "coming": coming,
        "coming_blocks": changes(_same_language(current, coming), coming.text) if coming else [],
        "coming_accepted": accepted.get(coming.version) if coming else None,
        "coming_form": _form(coming, project) if coming else None,
        "copies": list(accepted.values()),
        **_pay(actor.id, now),
    }
    return render(request, "worker/contract.html", context, status=REFUSED if refused else 200)


def _pay(worker_id: str, now: Moment) -> dict[str, object]:
    """Under which status and scheme tasks would be paid from now on: what is accepted with it."""
    standing = queries.status_at(worker_id, now)
    return {
        "status": gettext(STATUS_LABELS[standing.kind]) if standing else "",
        "scheme": scheme_shown(scheme_at(worker_id, now)),
    }


def _before(current: ContractRow, accepted: Collection[int], language: str) -> ContractRow | None:
    """The version the worker accepted last, when it is not the one in force."""
    older = [version for version in accepted if version < current.version]
    if current.version in accepted or not older:
        return None
    return queries.contract_version(max(older), language)


def _same_language(current: ContractRow, coming: ContractRow) -> str:
    found = queries.contract_version(current.version, coming.language)
    return found.text if found else current.text


def _form(shown: ContractRow, project: str) -> AcceptForm:
    initial = {
        "version": shown.version,
        "text_hash": shown.hash,
        "project": project if is_id(project) else "",
    }
    return AcceptForm(initial=initial)


@require_POST
@worker_page
def accept(request: HttpRequest) -> HttpResponse:
    """The worker accepted a version; the page they came from is next."""
    form = AcceptForm(request.POST)
    project = request.POST.get("project", "")
    if not form.is_valid():
        return _page(request, project, form)
    actor, now = actor_of(request), utc_now()
    try:
        actions.accept_contract(
            actor=actor,
            now=now,
            person_id=actor.id,
            version=form.cleaned_data["version"],
            text_hash=form.cleaned_data["text_hash"],
            adult=form.cleaned_data["adult"],
            scheme=scheme_at(actor.id, now).key,
        )
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _page(request, project, form)
    messages.success(request, gettext("The contract is accepted, and your copy is kept."))
    if is_id(project):
        return redirect("worker:project", project)
    return redirect("worker:contract")


@require_safe
@worker_page
def copy(request: HttpRequest, version: int, form: str) -> HttpResponse:
    """The very text that the worker accepted, as a PDF or as the plain text itself."""
    for row in queries.accepted_contracts(actor_of(request).id):
        if row.version == version and form in COPIES:
            content_type, made = COPIES[form]
            response = HttpResponse(made(row), content_type=content_type)
            name = f"contract-{row.version}-{row.language}.{form}"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
    raise NotFound


def _as_text(row: AcceptedRow) -> bytes:
    return row.text.encode()


def _as_pdf(row: AcceptedRow) -> bytes:
    """The text with its headings, and under each page the hash that names it."""
    lines = blocks(row.text)
    title = next((line.text for line in lines if line.kind == "title"), "")
    drawn = tuple(_drawn(line) for line in lines if line.kind != "title")
    foot = gettext("Version %(version)s · SHA-256 %(hash)s")
    return pdf.write(
        pdf.Document(
            title, row.language, row.at, drawn, foot % {"version": row.version, "hash": row.hash}
        )
    )


def _drawn(line: Block) -> pdf.Block:
    if line.kind == "heading":
        return pdf.Heading(line.text)
    return pdf.Text(f"– {line.text}" if line.kind == "item" else line.text)


COPIES: dict[str, tuple[str, Callable[[AcceptedRow], bytes]]] = {
    "txt": ("text/plain; charset=utf-8", _as_text),
    "pdf": (pdf.CONTENT_TYPE, _as_pdf),
}
