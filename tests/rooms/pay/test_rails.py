"""Every rail checks who is paid, and its file asks for exactly the payments of its order."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from sepaxml.validation import try_valid_xml

from ouvrage.base.money import Money
from ouvrage.pay.rails import Identity, Order, Payer, Payment, Rail
from ouvrage.pay.rails.manual import ManualRail
from ouvrage.pay.rails.mobile_money import MobileMoneyRail, shipped
from ouvrage.pay.rails.mobile_money.maps import read_folder
from ouvrage.pay.rails.sepa import SepaRail

AT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
PERSON = {
    "legal_name": "Dalia Elsayed",
    "street": "12 rue de l’Œuvre",
    "postcode": "75001",
    "town": "Paris",
    "country": "FR",
}
IBAN = "FR7630006000011234567890189"
IDENTITIES: dict[str, Identity] = {
    "sepa": {**PERSON, "iban": IBAN},
    "mobile_money": {**PERSON, "service": "generic", "phone": "+261341234567"},
    "manual": {**PERSON, "how": "Cash at the office"},
}
RAILS: tuple[Rail, ...] = (SepaRail(), MobileMoneyRail(shipped()), ManualRail())
EVERY = pytest.mark.parametrize("rail", RAILS, ids=lambda rail: rail.key)
PAYER = Payer("Ouvrage & Cie", "DE89370400440532013000", "COBADEFFXXX")


def order(rail: Rail, *cents: int, currency: str = "EUR", variant: str = "") -> Order:
    identity = IDENTITIES[rail.key]
    return Order(
        "01KAF0000000000000000000FF",
        AT,
        PAYER,
        tuple(
            Payment(f"01KAP{n:021}", Money(amount * 10_000, currency), identity)
            for n, amount in enumerate(cents)
        ),
        variant or rail.variants[0],
        rail.channel(identity),
        "Ouvrage",
    )


def drawn(rail: Rail, wanted: Order) -> bytes:
    return b"".join(rail.write(wanted))


def amounts(rail: Rail, file: bytes) -> list[str]:
    if rail.key == "sepa":
        return [part.text for part in fromstring(file).iter() if part.tag.endswith("InstdAmt")]
    return [row["amount"] for row in csv.DictReader(io.StringIO(file.decode()))]


@EVERY
def test_a_right_identity_is_kept_as_it_is(rail: Rail) -> None:
    identity = IDENTITIES[rail.key]
    assert rail.tidy(identity) == identity
    assert list(rail.refusals(identity, "EUR")) == []
    assert rail.channels("EUR")
    assert rail.shown(identity)
    assert PERSON["legal_name"] not in rail.shown(identity)


@EVERY
def test_each_needed_field_is_asked_for(rail: Rail) -> None:
    fields = rail.fields("EUR")
    needed = [field.name for field in fields if field.required]
    assert [refusal.field for refusal in rail.refusals({}, "EUR")] == needed
    assert set(IDENTITIES[rail.key]) <= {field.name for field in fields}


@EVERY
def test_what_no_field_asks_for_is_not_kept(rail: Rail) -> None:
    identity = {**IDENTITIES[rail.key], "birth_date": "1990-01-01", "country": " fr "}
    assert rail.tidy(identity) == IDENTITIES[rail.key]


@EVERY
def test_every_form_of_the_file_asks_for_the_payments_of_the_order(rail: Rail) -> None:
    for variant in rail.variants:
        wanted = order(rail, 100, 1, 123_456, variant=variant)
        assert amounts(rail, drawn(rail, wanted)) == ["1.00", "0.01", "1234.56"]


@EVERY
def test_the_same_order_gives_the_same_bytes(rail: Rail) -> None:
    wanted = order(rail, 100, 250)
    assert drawn(rail, wanted) == drawn(rail, wanted)
    assert wanted.file_id in rail.file_name(wanted)


@pytest.mark.parametrize("variant", SepaRail.variants)
def test_a_transfer_file_is_valid_and_its_sums_are_right(variant: str) -> None:
    """pain.001.001.03 and .09 against the XSD (PAY-10)."""
    rail = SepaRail()
    file = drawn(rail, order(rail, 100, 1, 999_999_99, variant=variant))
    try_valid_xml(file, variant)
    space = f"{{urn:iso:std:iso:20022:tech:xsd:{variant}}}"
    root = fromstring(file)
    assert [part.text for part in root.iter(f"{space}CtrlSum")] == ["1000001.00", "1000001.00"]
    assert [part.text for part in root.iter(f"{space}NbOfTxs")] == ["3", "3"]
    assert [part.text for part in root.iter(f"{space}MsgId")] == ["01KAF0000000000000000000FF"]
    assert [part.text for part in root.iter(f"{space}CreDtTm")] == ["2026-11-24T10:30:00Z"]
    assert root.find(f".//{space}Dbtr/{space}Nm").text == "Ouvrage   Cie"


@pytest.mark.parametrize("variant", SepaRail.variants)
@settings(max_examples=12)
@given(name=st.text(min_size=1, max_size=70), street=st.text(max_size=70))
def test_any_name_and_street_make_a_valid_file(variant: str, name: str, street: str) -> None:
    """Names in any script are written in Latin letters, since banks take no others."""
    rail = SepaRail()
    wanted = order(rail, 500, variant=variant)
    person = {**IDENTITIES["sepa"], "legal_name": name, "street": street}
    wanted = replace(wanted, payments=(replace(wanted.payments[0], identity=person),))
    try_valid_xml(drawn(rail, wanted), variant)


@pytest.mark.parametrize("variant", SepaRail.variants)
def test_a_bank_without_bic_is_said_not_to_be_provided(variant: str) -> None:
    rail = SepaRail()
    wanted = replace(order(rail, 500, variant=variant), payer=Payer("Ouvrage", PAYER.iban))
    assert b"NOTPROVIDED</" in drawn(rail, wanted)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("iban", "FR7630006000011234567890188", "iban_wrong"),
        ("iban", "FR76", "iban_wrong"),
        ("iban", "BR1500000000000010932840814P2", "iban_outside_sepa"),
        ("bic", "COBA", "bic_wrong"),
        ("country", "France", "payout_field_too_long"),
        ("country", "F1", "country_not_valid"),
        ("legal_name", "x" * 71, "payout_field_too_long"),
    ],
)
def test_what_no_transfer_reaches_is_refused(field: str, value: str, code: str) -> None:
    refused = list(SepaRail().refusals({**IDENTITIES["sepa"], field: value}, "EUR"))
    assert (refused[0].field, refused[0].code) == (field, code)


def test_an_iban_is_read_with_spaces_and_small_letters() -> None:
    tidy = SepaRail().tidy({**PERSON, "iban": "fr76 3000 6000 0112 3456 7890 189 "})
    assert tidy["iban"] == IBAN
    assert SepaRail().shown(tidy) == "FR…0189"


def test_transfers_carry_euros_alone() -> None:
    assert SepaRail().channels("XOF") == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+261 34 12 345 67", "+261341234567"),
        ("00261 34.12-345(67)", "+261341234567"),
        ("034 12 345 67", "0341234567"),
    ],
)
def test_a_number_is_kept_in_its_international_form(typed: str, kept: str) -> None:
    tidy = MobileMoneyRail(shipped()).tidy({**PERSON, "service": "generic", "phone": typed})
    assert tidy["phone"] == kept


@pytest.mark.parametrize(
    ("changes", "currency", "code"),
    [
        ({"phone": "0341234567"}, "EUR", "phone_wrong"),
        ({"phone": "+0341234567"}, "EUR", "phone_wrong"),
        ({"service": "pigeon"}, "EUR", "service_unknown"),
        ({"service": "wave"}, "EUR", "service_unknown"),
        ({"service": "wave"}, "XOF", "phone_not_reached"),
    ],
)
def test_a_number_no_service_reaches_is_refused(
    changes: dict[str, str], currency: str, code: str
) -> None:
    identity = {**IDENTITIES["mobile_money"], **changes}
    refused = list(MobileMoneyRail(shipped()).refusals(identity, currency))
    assert [refusal.code for refusal in refused] == [code]


def test_a_documented_map_writes_the_columns_of_its_service() -> None:
    """https://docs.pawapay.io/dashboard/other/batch_disbursements"""
    rail = MobileMoneyRail(shipped())
    wanted = order(rail, 50_000, currency="XOF")
    person = {**PERSON, "service": "pawapay", "phone": "+221771234567"}
    wanted = replace(
        wanted, channel="pawapay", payments=(replace(wanted.payments[0], identity=person),)
    )
    assert drawn(rail, wanted).decode().splitlines() == [
        "Country,Telco,Currency,MSISDN,Amount,Description",
        "SEN,ORANGE_SEN,XOF,221771234567,500,Ouvrage 00000000",
    ]


def test_a_name_cannot_be_a_formula_in_a_bulk_file() -> None:
    rail = MobileMoneyRail(shipped())
    wanted = order(rail, 100)
    person = {**IDENTITIES["mobile_money"], "legal_name": "=HYPERLINK(1)"}
    wanted = replace(wanted, payments=(replace(wanted.payments[0], identity=person),))
    assert ",HYPERLINK(1),+261341234567,1.00," in drawn(rail, wanted).decode()


def test_maps_that_come_with_the_software_say_whether_they_were_checked() -> None:
    for key, form in shipped().items():
        assert form.checked == (key in {"generic", "pawapay"})
        assert MobileMoneyRail(shipped()).checked(key) == form.checked
        assert form.source or key in {"generic", "mvola", "orange", "wave"}


@pytest.mark.parametrize(
    "text",
    [
        'label = "X"\nchecked = true',
        'label = "X"\nchecked = true\ncolour = 1\ncolumns = []',
        'label = "X"\nchecked = true\n[[columns]]\ntitle = "a"\nvalue = "phone"',
        'label = "X"\nchecked = true\n[[columns]]\ntitle = "a"\nvalue = "shoe"',
        "label = ",
    ],
)
def test_a_map_that_cannot_be_used_names_its_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(ValueError, match=r"^own\.toml: "):
        read_folder(tmp_path)
