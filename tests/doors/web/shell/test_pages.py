"""The shell's pages: profile, refusals, languages, weight, and who may open what."""

import gzip
from importlib.resources import files

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from django.views.defaults import bad_request, server_error
from pytest_django import DjangoAssertNumQueries

from ouvrage.base.errors import NotFound, Refusal, RefusalKind, Refusals
from ouvrage.people import queries
from ouvrage.people.models import Person
from ouvrage.web.shell import access
from ouvrage.web.shell.middleware import refusal_page, refusals_become_pages
from tests.factories.people import (
    make_member,
    make_operator,
    make_organisation,
    make_person,
    make_worker,
)

pytestmark = pytest.mark.django_db
PROFILE = {"name": "Dalia", "language": "fr", "languages": ["ar", "fr"], "other_languages": "mg"}
CSS_BYTES_MAX = 12_800
PAGE_GZIP_BYTES_MAX = 30 * 1024


class Busy(Refusal):
    """Somebody is at it. Wait a moment."""

    code = "busy"
    kind = RefusalKind.CONFLICT


class Closed(Refusal):
    """This is closed to you. Ask an owner."""

    code = "closed"
    kind = RefusalKind.FORBIDDEN


class Huge(Refusal):
    """This file has more than {most} bytes. Split it."""

    code = "huge"
    kind = RefusalKind.TOO_LARGE


def request_of(person: Person | AnonymousUser, path: str = "/somewhere/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = person
    return request


@pytest.mark.parametrize(
    ("refusal", "status", "sentence"),
    [
        (NotFound(), 404, "There is nothing here"),
        (Closed(), 403, "This is closed to you. Ask an owner."),
        (Busy(), 409, "Somebody is at it. Wait a moment."),
        (Huge(most=5), 413, "This file has more than 5 bytes. Split it."),
        (Refusals([Busy(), Huge(most=7)]), 422, "This file has more than 7 bytes. Split it."),
    ],
)
def test_refusal_becomes_a_page(refusal: Refusal, status: int, sentence: str) -> None:
    response = refusal_page(request_of(AnonymousUser()), refusal)
    assert response is not None
    assert response.status_code == status
    assert sentence in response.content.decode()


def test_bugs_and_the_programs_interface_are_left_alone() -> None:
    assert refusal_page(request_of(AnonymousUser()), ValueError("a bug")) is None
    assert refusal_page(request_of(AnonymousUser(), "/api/v1/projects"), Busy()) is None
    answer = HttpResponse("as it was")
    assert refusals_become_pages(lambda request: answer)(request_of(AnonymousUser())) is answer


@access.person_page
def open_to_people(request: HttpRequest) -> HttpResponse:
    return HttpResponse(access.actor_of(request).id)


@access.worker_page
def open_to_workers(request: HttpRequest) -> HttpResponse:
    return HttpResponse("offers")


@access.operator_page
def open_to_operators(request: HttpRequest) -> HttpResponse:
    return HttpResponse("books")


@access.organisation_page
def open_to_members(request: HttpRequest, organisation_id: str) -> HttpResponse:
    return HttpResponse(organisation_id)


def test_anonymous_visitors_are_led_to_the_log_in() -> None:
    request = request_of(AnonymousUser(), "/somewhere/?page=2")
    for page in (open_to_people, open_to_workers, open_to_operators):
        response = page(request)
        assert response["Location"] == "/accounts/login/?next=/somewhere/%3Fpage%3D2"
    assert open_to_members(request, organisation_id="any").status_code == 302
    with pytest.raises(NotFound):
        access.actor_of(request)


def test_pages_open_to_their_role_only() -> None:
    worker, operator = make_worker(), make_operator()
    assert open_to_people(request_of(worker)).status_code == 200
    assert open_to_workers(request_of(worker)).status_code == 200
    assert open_to_operators(request_of(operator)).status_code == 200
    with pytest.raises(NotFound):
        open_to_workers(request_of(operator))
    with pytest.raises(NotFound):
        open_to_operators(request_of(worker))


def test_organisation_page_opens_to_owner_and_member_not_to_a_stranger() -> None:
    alice, charlie = make_person(), make_person()
    organisation = make_organisation(alice)
    bob = make_member(organisation)
    for person in (alice, bob):
        page = open_to_members(request_of(person), organisation_id=organisation.id)
        assert page.status_code == 200
    with pytest.raises(NotFound):
        open_to_members(request_of(charlie), organisation_id=organisation.id)


def test_profile_is_saved_and_the_pages_change_language(client: Client) -> None:
    person = make_worker()
    client.force_login(person)
    response = client.post(reverse("profile"), PROFILE, follow=True)
    row = queries.person(person.id)
    assert (row.name, row.language, row.languages_worked) == ("Dalia", "fr", ("ar", "fr", "mg"))
    text = response.content.decode()
    assert '<html lang="fr"' in text
    assert "Votre profil est enregistré." in text


def test_refused_profile_keeps_what_was_typed_and_names_the_field(client: Client) -> None:
    client.force_login(make_worker())
    response = client.post(reverse("profile"), {**PROFILE, "other_languages": "Malagasy!"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "“Malagasy!” is not a language code." in text
    assert 'href="#id_languages_field"' in text
    assert 'value="Malagasy!"' in text


def test_person_begins_to_work_from_the_profile(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    assert reverse("begin_to_work") in client.get(reverse("profile")).content.decode()
    response = client.post(
        reverse("begin_to_work"), {"work-languages": ["ar"], "work-other_languages": ""}
    )
    assert response.status_code == 302
    assert queries.person(person.id).works
    assert reverse("begin_to_work") not in client.get(reverse("profile")).content.decode()


def test_work_without_a_language_is_refused_on_the_page(client: Client) -> None:
    client.force_login(make_person())
    response = client.post(reverse("begin_to_work"), {"work-other_languages": ""})
    assert response.status_code == 422
    assert "Give at least one language" in response.content.decode()


def test_refused_organisation_says_what_to_change(client: Client) -> None:
    client.force_login(make_person())
    response = client.post(
        reverse("organisation_new"),
        {"name": "Archive", "country": "1A", "kind": "public", "contact": "archive@example.org"},
    )
    assert response.status_code == 422
    assert 'id="id_country_error"' in response.content.decode()


def test_language_is_chosen_by_a_plain_form(client: Client) -> None:
    response = client.post(
        reverse("set_language"), {"language": "fr", "next": reverse("about")}, follow=True
    )
    assert response.redirect_chain == [(reverse("about"), 302)]
    assert '<html lang="fr" dir="ltr">' in response.content.decode()


def test_form_without_its_secret_is_refused_on_a_page_that_helps() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": "a@example.org", "password": "x"})
    text = response.content.decode()
    assert response.status_code == 403
    assert "This form is too old" in text
    assert 'href="/accounts/login/"' in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_fault_pages_need_nothing_from_the_request(language: str) -> None:
    request = RequestFactory().get("/")
    with override(language):
        for response, status in (
            (server_error(request), 500),
            (bad_request(request, ValueError()), 400),
        ):
            text = response.content.decode()
            assert response.status_code == status
            assert f'<html lang="{language}" dir="ltr">' in text
            assert text.count("<h1>") == 1


def test_unknown_address_is_a_page_of_ours(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_navigation_shows_each_role_its_places(client: Client) -> None:
    owner = make_person(works=True, operates=True)
    organisation = make_organisation(owner, "Musée <b>")
    client.force_login(owner)
    text = client.get(reverse("about")).content.decode()
    assert reverse("worker:offers") in text
    assert reverse("operator:home") in text
    assert reverse("requester:organisation", args=[organisation.id]) in text
    assert "Musée &lt;b&gt;" in text


def test_anonymous_page_costs_no_query_and_a_persons_page_two(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get(reverse("about"))
    client.force_login(make_person())
    with django_assert_num_queries(2):
        client.get(reverse("about"))


def test_style_sheet_and_page_stay_within_their_weight(client: Client) -> None:
    sheet = files("ouvrage.web.shell").joinpath("static/shell/ouvrage.css").read_bytes()
    assert len(sheet) <= CSS_BYTES_MAX
    client.force_login(make_worker())
    page = client.get(reverse("profile")).content
    assert len(gzip.compress(sheet)) + len(gzip.compress(page)) <= PAGE_GZIP_BYTES_MAX
