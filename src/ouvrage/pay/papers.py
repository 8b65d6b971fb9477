"""Statements and invoices as documents, in the language that is active.

The same figures as on the pages, for who must show them to a bank, an office or an accountant.
"""

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext

from ouvrage.base.moment import Moment, Month
from ouvrage.base.money import Money
from ouvrage.base.words import N_
from ouvrage.formats.pdf import Block, Column, Document, Facts, Heading, Sheet, Text, write
from ouvrage.pay.queries.invoices import InvoiceView, ProjectCost
from ouvrage.pay.queries.statements import ContributionLine, MonthStatement
from ouvrage.pay.rules.time import CATEGORY_LABELS
from ouvrage.pay.schemes import SCHEMES

KIND_LABELS = {
    "settle": N_("Accepted answers"),
    "reading": N_("Paid reading of instructions"),
    "time": N_("Paid time without an accepted answer"),
    "top_up": N_("Top-ups to the floor"),
    "overturn": N_("Answers paid after an appeal, with interest"),
    "free_held": N_("Freed once a rate was known"),
}

BRANCH_LABELS = {
    "social": N_("Social protection"),
    "welfare": N_("Welfare fund"),
    "health": N_("Health insurance"),
    "pension": N_("Pension"),
    "training": N_("Vocational training"),
    "general": N_("General social contribution"),
}


def statement_pdf(found: MonthStatement, person: dict[str, str], at: Moment) -> bytes:
    """The worker's month; `person` is who they are as the vault knows it, or nothing."""
    title = gettext("Statement for %(month)s") % {"month": month_words(found.month)}
    return write(
        Document(
            title,
            get_language() or "en",
            at,
            (
                Text(_running(found.closed)),
                Facts((*_person(person), *_instance())),
                *_earned(found),
                *_hours(found),
                *_contributions(found.contributions),
                *_account(found),
                Text(_method(), quiet=True),
            ),
            settings.INSTANCE_NAME,
        )
    )


def _running(closed: bool) -> str:
    return "" if closed else gettext("This month still runs. The figures are those until now.")


def _person(person: dict[str, str]) -> tuple[tuple[str, str], ...]:
    address = [person.get("street", ""), f"{person.get('postcode', '')} {person.get('town', '')}"]
    lines = [line.strip() for line in (*address, person.get("country", "")) if line.strip()]
    return (
        (gettext("Name"), person.get("legal_name", "")),
        (gettext("Address"), "\n".join(lines)),
    )


def _instance() -> tuple[tuple[str, str], ...]:
    return (
        (gettext("Paid through"), settings.LEGAL_NAME or settings.INSTANCE_NAME),
        (gettext("Registration"), settings.LEGAL_REGISTRATION),
    )


def _earned(found: MonthStatement) -> tuple[Block, ...]:
    columns = (
        Column(gettext("Earned"), 4),
        Column(gettext("Count"), 2, number=True),
        Column(gettext("Gross"), 3, number=True),
        Column(gettext("Withheld"), 3, number=True),
        Column(gettext("Net"), 3, number=True),
    )
    rows = tuple(
        (
            kind_words(line.kind),
            str(line.count),
            money(line.gross),
            money(line.withheld + line.held),
            money(line.net),
        )
        for line in found.lines
    )
    kept = found.withheld + found.held
    sums = ((gettext("Total"), "", money(found.gross), money(kept), money(found.net)),)
    return (Heading(gettext("Pay")), Sheet(columns, rows, sums))


def _hours(found: MonthStatement) -> tuple[Block, ...]:
    columns = (Column(gettext("Time"), 3), Column(gettext("Hours"), number=True))
    rows = tuple(
        (gettext(CATEGORY_LABELS[category]), hours(seconds))
        for category, seconds in found.seconds.items()
    )
    sums = ((gettext("Total"), hours(found.total_seconds)),)
    per_hour = Facts(
        (
            (gettext("Gross pay per hour"), _about(found.gross_per_hour)),
            (gettext("Net pay per hour"), _about(found.net_per_hour)),
        )
        if found.total_seconds
        else ()
    )
    return (Heading(gettext("Time")), Sheet(columns, rows, sums), per_hour)


def _contributions(lines: tuple[ContributionLine, ...]) -> tuple[Block, ...]:
    if not lines:
        return ()
    columns = (
        Column(gettext("Contribution"), 3),
        Column(gettext("Paid by the client on top"), 2, number=True),
        Column(gettext("Out of the pay"), 2, number=True),
    )
    rows = tuple((line_words(line), money(line.requester), money(line.worker)) for line in lines)
    return (Heading(gettext("Contributions by branch")), Sheet(columns, rows))


def _account(found: MonthStatement) -> tuple[Block, ...]:
    pairs = (
        (gettext("Due at the beginning"), money(found.due_before)),
        (gettext("Became due"), money(found.net)),
        (gettext("Paid out"), money(found.paid_out)),
        (gettext("Came back"), money(found.returned) if found.returned else ""),
        (gettext("Due at the end"), money(found.due_after)),
    )
    return (Heading(gettext("Account")), Facts(pairs))


def _method() -> str:
    return gettext(
        "Months are in UTC. Pay counts in the month in which it became due, time in the month in "
        "which it was worked; each second counts once. Amounts are exact; averages are in cents."
    )


def invoice_pdf(found: InvoiceView, at: Moment) -> bytes:
    """The organisation's month, or the one that runs."""
    title = (
        gettext("Invoice %(number)s") % {"number": found.number}
        if found.number
        else gettext("Costs of %(month)s") % {"month": month_words(found.month)}
    )
    issuer, customer = found.issuer, found.customer
    facts = Facts(
        (
            (gettext("Issued by"), issuer.get("name", "")),
            (gettext("Address"), issuer.get("address", "")),
            (gettext("Country"), issuer.get("country", "")),
            (gettext("Registration"), issuer.get("registration", "")),
            (gettext("For"), customer.get("name", "")),
            (gettext("Month"), month_words(found.month)),
            (gettext("Issued on"), date_format(found.issued_at) if found.issued_at else ""),
        )
    )
    blocks: list[Block] = [Text(_running(bool(found.number))), facts]
    for cost in found.projects:
        blocks += _project(cost)
    blocks += [Heading(gettext("Where the money goes")), _waterfall(found)]
    if issuer.get("vat"):
        blocks.append(Text(issuer["vat"], quiet=True))
    document = Document(title, get_language() or "en", at, tuple(blocks), settings.INSTANCE_NAME)
    return write(document)


def _project(cost: ProjectCost) -> list[Block]:
    columns = (
        Column(gettext("Work"), 4),
        Column(gettext("Count"), 1, number=True),
        Column(gettext("Amount"), 2, number=True),
    )
    rows = [(kind_words(part.kind), str(part.count), money(part.amount)) for part in cost.parts]
    rows += [
        (line_words(line), "", money(line.requester))
        for line in cost.contributions
        if line.requester
    ]
    rows.append((gettext("Fee of the platform"), "", money(cost.fee)))
    sums = ((gettext("Total"), "", money(cost.total)),)
    return [Heading(cost.title), Sheet(columns, tuple(rows), sums)]


def _waterfall(found: InvoiceView) -> Sheet:
    columns = (Column(gettext("Step"), 3), Column(gettext("Amount"), number=True))
    rows = (
        (gettext("Fee of the platform"), money(found.fee)),
        (gettext("Contributions"), money(found.contributions)),
        (gettext("To the people who worked"), money(found.to_workers)),
    )
    return Sheet(columns, rows, ((gettext("Total"), money(found.total)),))


def kind_words(kind: str) -> str:
    """What one kind of entry pays, in the language that is active."""
    return gettext(KIND_LABELS.get(kind, kind))


def branch_words(branch: str) -> str:
    """The branch of social protection, in the language that is active."""
    return gettext(BRANCH_LABELS.get(branch, branch))


def scheme_words(scheme: str) -> str:
    """The contribution scheme, in the language that is active."""
    return gettext(SCHEMES[scheme].TITLE) if scheme in SCHEMES else scheme


def line_words(line: ContributionLine) -> str:
    """The branch with the name of its scheme."""
    return f"{branch_words(line.branch)} ({scheme_words(line.scheme)})"


def month_words(month: Month) -> str:
    """The month's name and year."""
    return str(date_format(month.start, "F Y"))


def money(amount: Money) -> str:
    """The exact amount as the reader's language writes it."""
    return f"{number_format(amount.decimal(), force_grouping=True)} {amount.currency}"


def _about(amount: Money) -> str:
    return money(amount.whole_cents()[0])


def hours(seconds: int) -> str:
    """The time in hours and minutes; seconds while it is shorter than a minute."""
    minutes = seconds // 60
    if not minutes:
        return ngettext("%(seconds)d s", "%(seconds)d s", seconds) % {"seconds": seconds}
    return gettext("%(hours)d h %(minutes)02d min") % {
        "hours": minutes // 60,
        "minutes": minutes % 60,
    }
