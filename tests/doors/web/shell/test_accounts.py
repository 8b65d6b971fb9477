"""Sign-up, the letter, log-in and password, as a browser does them, in English and French."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from ouvrage.people import queries
from ouvrage.people.models import Person
from tests.factories.people import (
    PASSWORD,
    make_operator,
    make_organisation,
    make_person,
    make_worker,
)

pytestmark = pytest.mark.django_db
ADDRESS = "dalia@example.org"


def sign_up(client: Client, comes_for: str, language: str = "en") -> None:
    response = client.post(
        reverse("account_signup"),
        {"email": ADDRESS, "password1": PASSWORD, "name": "Dalia", "comes_for": comes_for},
        headers={"accept-language": language},
    )
    assert response.status_code == 302
    assert response["Location"] == reverse("account_email_verification_sent")


def link_in_letter() -> str:
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("language", "subject", "greeting", "button"),
    [
        ("en", "Confirm your address at Ouvrage", "Hello,", "Yes, confirm"),
        ("fr", "Confirmez votre adresse sur Ouvrage", "Bonjour,", "Oui, confirmer"),
    ],
)
def test_worker_signs_up_confirms_and_is_logged_in(
    client: Client, language: str, subject: str, greeting: str, button: str
) -> None:
    sign_up(client, "work", language)
    letter = mail.outbox[0]
    assert (letter.subject, letter.to) == (subject, [ADDRESS])
    assert str(letter.body).startswith(greeting)
    link = link_in_letter()
    assert button in client.get(link, headers={"accept-language": language}).content.decode()
    response = client.post(link)
    assert response.status_code == 302
    person = queries.person_by_email(ADDRESS)
    assert person is not None
    assert (person.works, person.name, person.language) == (True, "Dalia", language)
    assert person.languages_worked == (language,)
    page = client.get(reverse("profile"))
    assert page.status_code == 200
    assert f'<html lang="{language}" dir="ltr">' in page.content.decode()


def test_requester_signs_up_and_registers_an_organisation(client: Client) -> None:
    sign_up(client, "order")
    response = client.post(link_in_letter())
    assert response["Location"] == reverse("organisation_new")
    response = client.post(
        reverse("organisation_new"),
        {"name": "Archive", "country": "fr", "kind": "public", "contact": ADDRESS},
    )
    assert response.status_code == 302
    person = Person.objects.get(email=ADDRESS)
    (organisation,) = queries.organisations_of(person.id)
    assert (organisation.name, organisation.country) == ("Archive", "FR")


def test_log_in_waits_for_the_confirmation(client: Client) -> None:
    make_worker(email=ADDRESS, verified=False)
    response = client.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})
    assert response["Location"] == reverse("account_email_verification_sent")
    assert client.get(reverse("profile")).status_code == 302


def test_each_person_lands_where_they_belong(client: Client) -> None:
    owner, nobody = make_person(), make_person()
    organisation = make_organisation(owner)
    places = {
        make_operator().email: reverse("operator:home"),
        make_worker().email: reverse("worker:offers"),
        owner.email: reverse("requester:organisation", args=[organisation.id]),
        nobody.email: reverse("organisation_new"),
    }
    for address, place in places.items():
        response = client.post(
            reverse("account_login"), {"login": address.upper(), "password": PASSWORD}
        )
        assert response["Location"] == place
        client.logout()


def test_log_in_goes_to_the_page_that_was_wanted(client: Client) -> None:
    person = make_worker()
    wanted = client.get(reverse("profile"))
    assert wanted["Location"] == reverse("account_login") + "?next=/profile/"
    response = client.post(wanted["Location"], {"login": person.email, "password": PASSWORD})
    assert response["Location"] == "/profile/"


def test_pages_speak_the_persons_language_after_log_in(client: Client) -> None:
    person = make_worker(language="fr")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert '<html lang="fr"' in client.get(reverse("profile")).content.decode()


def test_wrong_password_is_said_above_the_form_and_the_address_stays(client: Client) -> None:
    make_person(email=ADDRESS)
    page = client.post(reverse("account_login"), {"login": ADDRESS, "password": "wrong"})
    text = page.content.decode()
    assert 'role="alert"' in text
    assert "not correct" in text
    assert f'value="{ADDRESS}"' in text
    assert "placeholder" not in text


def test_second_sign_up_tells_the_owner_of_the_address_only(client: Client) -> None:
    make_person(email=ADDRESS)
    sign_up(client, "work")
    assert mail.outbox[0].subject == "You already have an account at Ouvrage"
    assert Person.objects.count() == 1


def test_weak_password_is_refused_beside_its_field(client: Client) -> None:
    page = client.post(
        reverse("account_signup"),
        {"email": ADDRESS, "password1": "password", "name": "", "comes_for": "work"},
    )
    text = page.content.decode()
    assert 'id="id_password1_error"' in text
    assert re.search(r'<input type="password" name="password1"[^>]*aria-invalid="true"', text)
    assert not Person.objects.exists()


def test_forgotten_password_is_chosen_anew(client: Client) -> None:
    person = make_person(email=ADDRESS)
    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    assert mail.outbox[0].subject == "A new password at Ouvrage"
    form = client.get(link_in_letter(), follow=True)
    address = form.redirect_chain[-1][0]
    chosen = {"password1": "four green horses", "password2": "four green horses"}
    assert client.post(address, chosen).status_code == 302
    person.refresh_from_db()
    assert person.check_password("four green horses")


def test_copied_cookie_is_worth_nothing_after_log_out(client: Client) -> None:
    person = make_worker()
    client.force_login(person)
    copied, elsewhere = Client(), Client()
    copied.cookies.update(client.cookies)
    elsewhere.force_login(person)
    assert copied.get(reverse("profile")).status_code == 200
    client.post(reverse("account_logout"))
    assert copied.get(reverse("profile")).status_code == 302
    assert elsewhere.get(reverse("profile")).status_code == 302
    client.force_login(Person.objects.get(id=person.id))
    assert client.get(reverse("profile")).status_code == 200


def test_log_out_asks_first(client: Client) -> None:
    client.force_login(make_person())
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("profile")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("profile")).status_code == 302


ANONYMOUS_PAGES = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
    "home",
    "about",
]
PERSONAL_PAGES = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "profile",
    "organisation_new",
    "home",
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("name", "personal"),
    [
        *((name, False) for name in ANONYMOUS_PAGES),
        *((name, True) for name in PERSONAL_PAGES),
        ("account_confirm_email", False),
        ("account_reset_password_from_key", False),
    ],
)
def test_every_page_is_ours_and_marks_play_money(
    client: Client, name: str, personal: bool, language: str
) -> None:
    if personal:
        client.force_login(make_worker(language=language))
    arguments = {
        "account_confirm_email": ["unknown-key"],
        "account_reset_password_from_key": ["1", "unknown-key"],
    }
    page = client.get(
        reverse(name, args=arguments.get(name, [])), headers={"accept-language": language}
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert f'<html lang="{language}" dir="ltr">' in text
    assert 'class="play"' in text
    assert "shell/ouvrage.css" in text
    assert text.count("<h1>") == 1
    assert " style=" not in text
    assert "<script>" not in text
