"""The chain of organisations behind a task, from who uses the result to who does the work (TRA-2).

Shares are thousandths of the price that the client pays, and sum to 1000. A requester says what
those between the client and the platform keep; the platform's share follows from its fee, and the
rest goes to those who do the work, with what is paid for their social protection.

>>> chain = default_chain(Link("Archive", "FR", ChainRole.CLIENT), Link("Ouvrage", "FR",
...     ChainRole.MATCHING), fee_permille=50)
>>> [(link.role.value, link.share_permille) for link in chain]
[('client', 0), ('matching', 48), ('execution', 952)]
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ouvrage.base import limits
from ouvrage.base.errors import Refusal
from ouvrage.base.words import N_
from ouvrage.people import errors
from ouvrage.people.rules.accounts import country_refusals, name_refusals

WHOLE = 1000
LINKS_MAX = 8


class ChainRole(StrEnum):
    """What an organisation does in the chain."""

    CLIENT = "client"
    CONTRACT = "contract"
    MATCHING = "matching"
    PAYMENT = "payment"
    EXECUTION = "execution"


CHAIN_ROLE_LABELS = {
    ChainRole.CLIENT: N_("uses the result and pays the price"),
    ChainRole.CONTRACT: N_("has the contract with the client"),
    ChainRole.MATCHING: N_("brings work and workers together"),
    ChainRole.PAYMENT: N_("carries the payments"),
    ChainRole.EXECUTION: N_("does the work"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One organisation of a chain; a share of None waits to be worked out."""

    legal_name: str
    country: str
    role: ChainRole
    share_permille: int | None = None


def is_own_client(organisation_name: str, end_client: str) -> bool:
    """Whether the requester itself uses the result, as the project names them."""
    return organisation_name.strip().casefold() == end_client.strip().casefold()


def default_chain(client: Link, platform: Link, *, fee_permille: int) -> tuple[Link, ...]:
    """The chain of a requester who works for itself: client, platform, those who do the work."""
    return completed((client,), platform, fee_permille=fee_permille)


def completed(links: Sequence[Link], platform: Link, *, fee_permille: int) -> tuple[Link, ...]:
    """The requester's links with the platform's and the last one's shares, in order.

    The platform keeps its fee's share of what reaches it, rounded to the thousandth.
    """
    between = [replace(link, share_permille=link.share_permille or 0) for link in _between(links)]
    platform_share, rest = _rest(links, fee_permille)
    platform_link = replace(platform, share_permille=platform_share)
    team = [replace(link, share_permille=rest) for link in links if _executes(link)]
    workers = [Link("", "", ChainRole.EXECUTION, rest)]
    return (*between, platform_link, *(team or workers))


def chain_refusals(links: Sequence[Link], *, fee_permille: int) -> Iterator[Refusal]:
    """Field by field (`links.1.country`), what keeps these links from being a chain."""
    if not links or links[0].role is not ChainRole.CLIENT:
        yield errors.ChainClientFirst(field="links.1.role")
    if len(links) > LINKS_MAX:
        yield errors.ChainTooLong(field="links", most=LINKS_MAX)
    for number, link in enumerate(links, start=1):
        yield from _link_refusals(number, link)
    for number, link in enumerate(links[1:], start=2):
        if link.role is ChainRole.CLIENT:
            yield errors.ChainOneClient(field=f"links.{number}.role")
        if _executes(link) and number < len(links):
            yield errors.ChainTeamLast(field=f"links.{number}.role")
    yield from _share_refusals(links, fee_permille)


def _link_refusals(number: int, link: Link) -> Iterator[Refusal]:
    most = limits.ORGANISATION_NAME_CHARACTERS_MAX
    found = [
        *name_refusals(link.legal_name, required=True, most=most),
        *country_refusals(link.country),
    ]
    places = {"name": "legal_name"}
    for refusal in found:
        refusal.field = f"links.{number}.{places.get(refusal.field, refusal.field)}"
        yield refusal
    if link.share_permille is not None and not 0 <= link.share_permille <= WHOLE:
        yield errors.ChainShareOutOfRange(field=f"links.{number}.share_permille", most=WHOLE)


def _share_refusals(links: Sequence[Link], fee_permille: int) -> Iterator[Refusal]:
    """The shares between must leave something, and one that is said for the last link must fit."""
    for number, link in enumerate(links, start=1):
        if link.role is ChainRole.CLIENT and link.share_permille:
            yield errors.ChainClientKeepsNothing(field=f"links.{number}.share_permille")
        between = link.role is not ChainRole.CLIENT and not _executes(link)
        if between and link.share_permille is None:
            yield errors.ChainShareMissing(field=f"links.{number}.share_permille")
    kept = _kept(links)
    if kept >= WHOLE:
        yield errors.ChainSharesTooHigh(field="links", sum=kept, most=WHOLE - 1)
        return
    platform_share, rest = _rest(links, fee_permille)
    for number, link in enumerate(links, start=1):
        if _executes(link) and link.share_permille not in {None, rest}:
            yield errors.ChainSharesDoNotSum(
                field=f"links.{number}.share_permille",
                sum=kept + platform_share + (link.share_permille or 0),
                platform=platform_share,
                fits=rest,
            )


def _between(links: Sequence[Link]) -> list[Link]:
    return [link for link in links if not _executes(link)]


def _executes(link: Link) -> bool:
    return link.role is ChainRole.EXECUTION


def _kept(links: Sequence[Link]) -> int:
    return sum(link.share_permille or 0 for link in _between(links))


def _rest(links: Sequence[Link], fee_permille: int) -> tuple[int, int]:
    """The platform's share of the price, rounded to the nearest thousandth, and what remains."""
    reaches = max(0, WHOLE - _kept(links))
    platform = (2 * reaches * fee_permille + WHOLE + fee_permille) // (2 * (WHOLE + fee_permille))
    return platform, reaches - platform


def chain_hash(previous: str, place: Sequence[str | int], link: Link) -> str:
    """The hash of a link: SHA-256 over the hash before it, its place, and what it says."""
    said = [link.role.value, link.legal_name, link.country, link.share_permille]
    body = json.dumps([*place, *said], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous.encode() + body.encode()).hexdigest()
