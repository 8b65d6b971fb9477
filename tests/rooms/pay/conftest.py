"""Who pays, who works and who runs the instance in these tests."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from ouvrage.people.models import Person
from tests.factories.people import make_operator, make_worker


@pytest.fixture
def payer() -> Iterator[None]:
    with override_settings(
        LEGAL_NAME="Ouvrage", PAYER_IBAN="BE68539007547034", PAYER_BIC="", PAYOUT_RAILS=["sepa"]
    ):
        yield


@pytest.fixture
def worker() -> Person:
    return make_worker()


@pytest.fixture
def operator() -> Person:
    return make_operator()
