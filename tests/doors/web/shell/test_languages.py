"""Seven languages on the worker's side, two in the offices, and never half of each on a page."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories.people import make_organisation, make_person, make_worker

pytestmark = pytest.mark.django_db
NOTE = {
    "es": "Esta página existe solo en inglés y en francés.",
    "mg": "Amin’ny teny anglisy sy frantsay ihany no misy ity pejy ity.",
    "ar": "هذه الصفحة موجودة بالإنجليزية والفرنسية فقط.",
    "pt": "Esta página existe só em inglês e em francês.",
    "ru": "Эта страница есть только на английском и французском.",
}
OFFICE = {"es": "en", "mg": "fr", "ar": "en", "pt": "en", "ru": "en"}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_workers_pages_are_in_the_language_chosen(client: Client, language: str) -> None:
    client.force_login(make_worker(language=language))
    client.cookies["language"] = language
    for name in ("worker:offers", "worker:order", "profile", "about"):
        response = client.get(reverse(name))
        text = response.content.decode()
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in text
        assert response.headers["Content-Language"] == language
        assert f'value="{language}" lang="{language}" dir="{direction}" aria-current' in text
        assert NOTE.get(language, NOTE["es"]) not in text


@pytest.mark.parametrize("language", sorted(NOTE))
def test_office_pages_are_wholly_in_one_language_and_say_so(client: Client, language: str) -> None:
    owner = make_person(operates=True, language=language)
    organisation = make_organisation(owner)
    client.force_login(owner)
    client.cookies["language"] = language
    for address in (
        reverse("requester:organisation", args=[organisation.id]),
        reverse("operator:home"),
        reverse("recorded"),
    ):
        response = client.get(address)
        text = response.content.decode()
        assert f'<html lang="{OFFICE[language]}" dir="ltr">' in text
        assert response.headers["Content-Language"] == OFFICE[language]
        assert NOTE[language] in text
        assert f'value="{language}" lang="{language}"' in text
    assert f'<html lang="{language}"' in client.get(reverse("profile")).content.decode()


@pytest.mark.parametrize("language", settings.WHOLE_LANGUAGES)
def test_office_pages_say_nothing_where_they_are_in_the_readers_language(
    client: Client, language: str
) -> None:
    client.force_login(make_person(operates=True, language=language))
    client.cookies["language"] = language
    text = client.get(reverse("operator:home")).content.decode()
    assert f'<html lang="{language}" dir="ltr">' in text
    assert "English and French only" not in text
    assert "n’existe qu’en anglais" not in text


def test_languages_are_chosen_by_their_own_names(client: Client) -> None:
    client.force_login(make_worker())
    text = client.get(reverse("profile")).content.decode()
    assert '<option value="es">Español</option>' in text
