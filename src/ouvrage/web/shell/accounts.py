"""Where allauth meets the house: who signs up, why they came, and where a log-in leads."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AccountLoginForm
from allauth.account.forms import SignupForm as AccountForm
from allauth.core import context as request_context
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ouvrage.base import limits
from ouvrage.base.actor import Actor
from ouvrage.base.moment import utc_now
from ouvrage.people import actions
from ouvrage.web.shell import places
from ouvrage.web.shell.access import actor_of

WORK, ORDER = "work", "order"


class SignupForm(AccountForm):  # type: ignore[misc]
    """Address, password, a name, and what the person comes for."""

    comes_for = forms.ChoiceField(
        label=_("What brings you here?"),
        choices=[(WORK, _("I want to work on tasks")), (ORDER, _("I have data to label"))],
        widget=forms.RadioSelect,
        help_text=_("You can do both later with one account."),
    )
    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        help_text=_("Shown to you and to your organisation. Requesters do not see who answered."),
        max_length=limits.PERSON_NAME_CHARACTERS_MAX,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["comes_for", "email", "name", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wish = request_context.request.GET.get("for") if request_context.request else None
        if wish in {WORK, ORDER}:
            self.fields["comes_for"].initial = wish


class LoginForm(AccountLoginForm):  # type: ignore[misc]
    """Address and password; the way to a new password (`forgotten`) is not between the two."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        password = self.fields["password"]
        self.forgotten, password.help_text = password.help_text, ""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People are created by the people room; after log-in everybody lands where they belong."""

    def save_user(
        self, request: HttpRequest, user: object, form: forms.BaseForm, commit: bool = True
    ) -> object:
        """The person exists, in the language of the page, with the role they asked for."""
        assert commit
        given = form.cleaned_data
        return actions.create_person(
            actor=Actor.job("sign_up"),
            now=utc_now(),
            email=given["email"],
            password=given["password1"],
            name=given["name"],
            language=language_of_page(),
            works=given["comes_for"] == WORK,
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The offers, an organisation, the operator's pages, or a requester's next step."""
        assert request.user.is_authenticated
        return places.home_of(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The same places, after a first log-in."""
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The profile, where the way to the password began."""
        return reverse("profile")

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        """The pages are in the person's own language from now on."""
        response: HttpResponse = super().post_login(request, user, **options)
        remember_language(response, user.language)
        return response

    def logout(self, request: HttpRequest) -> None:
        """The session is over here, and so is every other one of the person."""
        if request.user.is_authenticated:
            actor = actor_of(request)
            actions.log_out(actor=actor, now=utc_now(), person_id=actor.id)
        super().logout(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter that knows the instance's name in its subject too."""
        super().send_mail(template_prefix, email, {**context, "instance": settings.INSTANCE_NAME})


def language_of_page() -> str:
    """The portal's language nearest to that of the request."""
    code = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(response: HttpResponse, language: str) -> None:
    """The browser asks for that language on its next pages."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.SESSION_COOKIE_AGE,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
