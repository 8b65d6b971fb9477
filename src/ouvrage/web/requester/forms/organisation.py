"""Forms for the organisation itself: members and keys."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.people.queries import MemberRole
from ouvrage.web.requester.forms.plain import RefusalForm

ROLES = [
    (MemberRole.MEMBER.value, _("Member: makes projects and reviews answers")),
    (MemberRole.OWNER.value, _("Owner: also manages members and keys")),
]


class MemberForm(RefusalForm):
    """A person who will act for the organisation."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person needs an account here first."),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=ROLES, widget=forms.RadioSelect, initial=MemberRole.MEMBER.value
    )


class RemovalForm(RefusalForm):
    """Why a member leaves."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=limits.REASON_CHARACTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the journal and the person can read it."),
    )


class KeyForm(RefusalForm):
    """A key for a program."""

    name = forms.CharField(
        label=_("Name"),
        max_length=limits.API_KEY_NAME_CHARACTERS_MAX,
        help_text=_("What uses it. For example: nightly import"),
    )
