"""The pain.001 file. sepaxml draws it; the ids and moments it makes up are then replaced by ours,
so that the same order always gives the same bytes, and the result is checked against the XSD.

Letters outside the set that SEPA banks must take are written in Latin ones or left out (EPC217-08).
"""

import re
import unicodedata
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from defusedxml.ElementTree import fromstring
from sepaxml import SepaTransfer
from sepaxml.validation import try_valid_xml

from ouvrage.base.money import MICROS_PER_CENT, Money
from ouvrage.pay.rails.rail import Identity, Order, Payment

VARIANTS = ("pain.001.001.09", "pain.001.001.03")
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
_FOREIGN = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_ADDRESS = (("street", "street_name", 70), ("postcode", "postcode", 16), ("town", "town", 35))


def write(order: Order) -> bytes:
    """The file; the sum in its head is that of the payments."""
    assert order.variant in VARIANTS
    payer = {"name": order.payer.name, "IBAN": order.payer.iban, "batch": True, "currency": "EUR"}
    if order.payer.bic:
        payer["BIC"] = order.payer.bic
    transfer = SepaTransfer(payer, schema=order.variant, clean=True)
    for payment in order.payments:
        transfer.add_payment(_payment(order, payment))
    root = fromstring(transfer.export(validate=False))
    _make_ours(root, order)
    register_namespace("", NAMESPACE + order.variant)
    file: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    try_valid_xml(file, order.variant)
    return file


def _payment(order: Order, payment: Payment) -> dict[str, object]:
    identity = payment.identity
    wanted: dict[str, object] = {
        "name": _printable(identity["legal_name"]),
        "IBAN": identity["iban"],
        "amount": _cents(payment.amount),
        "execution_date": order.at.date(),
        "description": f"{order.text} {payment.payout_id}",
        "endtoend_id": payment.payout_id,
        "address": _address(identity),
    }
    if identity.get("bic"):
        wanted["BIC"] = identity["bic"]
    return wanted


def _address(identity: Identity) -> dict[str, str]:
    parts = {
        theirs: _latin(identity.get(ours, ""))[:most].strip() for ours, theirs, most in _ADDRESS
    }
    parts["country"] = identity.get("country", "")
    return {name: part for name, part in parts.items() if part}


def _cents(amount: Money) -> int:
    cents, rest = divmod(amount.micros, MICROS_PER_CENT)
    assert rest == 0
    assert amount.currency == "EUR"
    return cents


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def _latin(text: str) -> str:
    return _FOREIGN.sub("", unicodedata.normalize("NFKD", text))


def _make_ours(root: Element, order: Order) -> None:
    space = {"p": NAMESPACE + order.variant}
    _set(root.find(".//p:GrpHdr/p:MsgId", space), order.file_id)
    _set(root.find(".//p:GrpHdr/p:CreDtTm", space), order.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    for number, part in enumerate(root.iterfind(".//p:PmtInf/p:PmtInfId", space), start=1):
        _set(part, f"{order.file_id}-{number}")
    for name in ("Nm", "Ustrd"):
        for part in root.iterfind(f".//p:{name}", space):
            _set(part, _FOREIGN.sub(" ", part.text or "").strip() or "-")
    bank = root.find(".//p:DbtrAgt/p:FinInstnId", space)
    assert bank is not None
    if len(bank) == 0:
        other = SubElement(bank, f"{{{space['p']}}}Othr")
        SubElement(other, f"{{{space['p']}}}Id").text = "NOTPROVIDED"


def _set(part: Element | None, text: str) -> None:
    assert part is not None
    part.text = text
