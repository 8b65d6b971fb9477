"""The status lists: anybody checks, without asking about a person, whether a qualification stands.

What is served is the `BitstringStatusListCredential` of W3C's Bitstring Status List v1.0
(Recommendation of 15 May 2025, section 2.2). It is not signed: it is as trustworthy as the address
it comes from, over HTTPS.
"""

from datetime import timedelta
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from ouvrage.base.errors import NotFound
from ouvrage.base.moment import Moment, utc_now
from ouvrage.formats.bitstring import encoded_list
from ouvrage.skills import queries
from ouvrage.skills.rules import FRESH_SECONDS, LIST_BITS, PURPOSE


class Subject(TypedDict):
    """The list itself, in the words of the Recommendation."""

    id: str
    type: str
    statusPurpose: str
    encodedList: str
    ttl: int


StatusList = TypedDict(
    "StatusList",
    {
        "@context": list[str],
        "id": str,
        "type": list[str],
        "issuer": str,
        "validFrom": str,
        "validUntil": str,
        "credentialSubject": Subject,
    },
)


@require_safe
def status_list(request: HttpRequest, number: int) -> JsonResponse:
    """One list, for programs anywhere, also in pages of other sites."""
    withdrawn = queries.withdrawn_indexes(number)
    if withdrawn is None:
        raise NotFound
    response = JsonResponse(_document(number, withdrawn, utc_now()))
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _document(number: int, withdrawn: list[int], now: Moment) -> StatusList:
    address = queries.list_address(number)
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": settings.BASE_URL,
        "validFrom": _written(now),
        "validUntil": _written(now + timedelta(seconds=FRESH_SECONDS)),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encoded_list(withdrawn, bits=LIST_BITS),
            "ttl": FRESH_SECONDS * 1000,
        },
    }


def _written(at: Moment) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
