"""The contract between platform and worker: its versions, and who accepted which text (STA-7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from ouvrage.base.limits import PAGE_ROWS
from ouvrage.base.moment import Moment
from ouvrage.base.money import Money
from ouvrage.people.models import ContractAcceptance, ContractVersion, Person
from ouvrage.people.rules import filled, text_hash


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One version in one language."""

    version: int
    language: str
    text: str
    in_force_from: Moment

    @property
    def hash(self) -> str:
        """What names this very text."""
        return text_hash(self.text)


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """The durable copy: what was accepted, word for word, and when."""

    version: int
    language: str
    text: str
    hash: str
    at: Moment


@cache
def contract_templates(folder: Path) -> Mapping[int, Mapping[str, str]]:
    """Version -> language -> text with blanks, from `folder/VERSION/LANGUAGE.txt`."""
    return {
        int(version.name): {
            text.stem: text.read_text(encoding="utf-8") for text in sorted(version.glob("*.txt"))
        }
        for version in sorted(folder.iterdir(), key=lambda path: path.name)
        if version.name.isdigit() and version.is_dir()
    }


def contract_texts(templates: Mapping[str, str]) -> dict[str, str]:
    """The texts of one version with this instance's figures filled in."""
    agreed = settings.AGREEMENT
    floor = Money(settings.FLOOR_MICROS_PER_HOUR, settings.CURRENCY)
    least = Money(agreed.payouts.least_cents * 10_000, settings.CURRENCY)
    figures = {
        "instance": settings.INSTANCE_NAME,
        "platform": _platform(),
        "address": settings.BASE_URL,
        "floor": str(floor),
        "payout_least": str(least),
        "payout_days": str(agreed.payouts.within_days),
        "appeal_days": str(agreed.appeals.window_days),
        "appeal_answer_days": str(agreed.appeals.answer_days),
        "restriction_notice_days": str(agreed.restrictions.notice_days),
        "contract_notice_days": str(agreed.status.contract_notice_days),
        "employee_after_hours": str(agreed.status.employee_after_hours),
    }
    return {language: filled(text, figures) for language, text in templates.items()}


def _platform() -> str:
    """Who runs the instance, as a contract names them."""
    name = settings.LEGAL_NAME or settings.INSTANCE_NAME
    place = ", ".join(part for part in (settings.LEGAL_ADDRESS, settings.LEGAL_COUNTRY) if part)
    return f"{name} ({place})" if place else name


def contract_in_force(now: Moment, language: str) -> ContractRow | None:
    """The latest version in force, in that language; None before the first one is recorded."""
    rows = ContractVersion.objects.filter(in_force_from__lte=now).order_by("-version")
    return _row(rows.first(), language)


def contract_coming(now: Moment, language: str) -> ContractRow | None:
    """The version that comes into force next, in that language; None when none is announced."""
    rows = ContractVersion.objects.filter(in_force_from__gt=now).order_by("version")
    return _row(rows.first(), language)


def contract_version(version: int, language: str) -> ContractRow | None:
    """That version in that language; None when there is no such version."""
    return _row(ContractVersion.objects.filter(version=version).first(), language)


def _row(found: ContractVersion | None, language: str) -> ContractRow | None:
    if found is None:
        return None
    usual = settings.LANGUAGE_CODE
    wanted = (language, settings.FALLBACK_LANGUAGES.get(language, usual), usual, *found.texts)
    spoken = next(name for name in wanted if name in found.texts)
    return ContractRow(found.version, spoken, found.texts[spoken], found.in_force_from)


def has_accepted_contract(person_id: str, now: Moment) -> bool:
    """Whether the person accepted the version in force; `take` asks the same in its statement."""
    accepted = Person.objects.values_list("contract_version", flat=True).get(id=person_id)
    rows = ContractVersion.objects.filter(in_force_from__lte=now).order_by("-version")
    return accepted >= (rows.values_list("version", flat=True).first() or 1)


def accepted_contracts(person_id: str) -> list[AcceptedRow]:
    """What the person accepted, the latest first, each word for word."""
    rows = ContractAcceptance.objects.filter(person_id=person_id).order_by("-version")
    return [
        AcceptedRow(row.version, row.language, row.text, row.hash, row.at)
        for row in rows[:PAGE_ROWS]
    ]


def workers_since(at: Moment) -> set[str]:
    """Active people who work here and did already at that moment."""
    rows = Person.objects.filter(works=True, is_active=True, joined_at__lte=at)
    return set(rows.values_list("id", flat=True))


def accepted_before(version: int) -> set[str]:
    """Active people whose latest accepted contract is an earlier version than this one."""
    rows = Person.objects.filter(contract_version__gt=0, contract_version__lt=version)
    return set(rows.filter(is_active=True).values_list("id", flat=True))
