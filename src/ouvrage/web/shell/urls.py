"""Addresses of the shell: accounts, language, one's profile, one's organisation.

Only those pages of allauth are here that this portal uses and draws itself.
"""

from allauth.account import views as account
from django.urls import path, re_path
from django.views.i18n import set_language

from ouvrage.web.shell import data, messages, views
from ouvrage.web.shell.framed import runner
from ouvrage.web.shell.media import media

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/work/", views.begin_to_work, name="begin_to_work"),
    path("organisations/new/", views.organisation_new, name="organisation_new"),
    path("messages/", messages.inbox, name="messages"),
    path("messages/choices/", messages.choices, name="message_choices"),
    path("my-data/", data.my_data, name="my_data"),
    path("my-data/copies/", data.ask_copy, name="ask_copy"),
    path("my-data/copies/<str:copy_id>/", data.copy, name="copy"),
    path("my-data/erasure/", data.erasure, name="erasure"),
    path("my-data/erasure/cancel/", data.cancel_erasure, name="cancel_erasure"),
    path("media/<path:token>/", media, name="media"),
    path("runner/", runner, name="runner"),
    path("i18n/setlang/", set_language, name="set_language"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/email/", account.email, name="account_email"),
    path(
        "accounts/confirm-email/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("accounts/confirm-email/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
