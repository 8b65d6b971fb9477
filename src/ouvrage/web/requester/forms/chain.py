"""The form of a chain: one line for each organisation, the client first (TRA-2)."""

from collections.abc import Sequence

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ouvrage.base.errors import Refusal
from ouvrage.base.limits import ORGANISATION_NAME_CHARACTERS_MAX
from ouvrage.people.rules import CHAIN_ROLE_LABELS, ChainRole, Link
from ouvrage.web.shell.refusals import sentence

LINES = 5
ROLES: list[tuple[str, str | Promise]] = [
    ("", _("nobody on this line")),
    *((role.value, _(CHAIN_ROLE_LABELS[role])) for role in ChainRole),
]


class LinkForm(forms.Form):
    """One organisation; a line without a name is left out."""

    legal_name = forms.CharField(
        label=_("Legal name"), required=False, max_length=ORGANISATION_NAME_CHARACTERS_MAX
    )
    country = forms.CharField(label=_("Country"), required=False, max_length=2)
    role = forms.ChoiceField(label=_("What it does"), required=False, choices=ROLES)
    share_permille = forms.IntegerField(
        label=_("Share in thousandths"), required=False, min_value=0
    )

    def link(self) -> Link | None:
        """The organisation on this line; None for an empty one."""
        given = self.cleaned_data
        if not (given["legal_name"] or given["role"]):
            return None
        role = ChainRole(given["role"]) if given["role"] else ChainRole.CONTRACT
        return Link(
            given["legal_name"].strip(), given["country"].strip(), role, given["share_permille"]
        )


def chain_forms(sent: object, links: Sequence[Link]) -> list[LinkForm]:
    """The lines, filled with the links there are; the platform's own stands in none."""
    people = Link("", "", ChainRole.EXECUTION)
    shown = [
        link
        for link in links
        if link.role is not ChainRole.MATCHING
        and (link.legal_name, link.role) != (people.legal_name, people.role)
    ]
    rows = [*shown, *([None] * LINES)][: max(LINES, len(shown))]
    return [
        LinkForm(sent, prefix=f"link{number}", initial=_initial(link))  # type: ignore[arg-type]
        for number, link in enumerate(rows, start=1)
    ]


def _initial(link: Link | None) -> dict[str, object]:
    if link is None:
        return {}
    between = link.role not in {ChainRole.CLIENT, ChainRole.EXECUTION}
    return {
        "legal_name": link.legal_name,
        "country": link.country,
        "role": link.role.value,
        "share_permille": link.share_permille if between else None,
    }


def show_refusal(forms_: Sequence[LinkForm], refusal: Refusal) -> list[str]:
    """Each sentence stands beside its field of its line; those about the whole are returned."""
    filled = [form for form in forms_ if form.link() is not None]
    whole = []
    for each in refusal.each():
        _links, _, rest = each.field.partition("links.")
        number, _, field = rest.partition(".")
        if number.isdigit() and 0 < int(number) <= len(filled) and field in LinkForm.base_fields:
            filled[int(number) - 1].add_error(field, sentence(each))
        else:
            whole.append(sentence(each))
    return whole
