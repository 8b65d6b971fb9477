"""Addresses of the door."""

from django.urls import path

from ouvrage.web.operator.views import (
    claims,
    codes,
    contributions,
    guarantee,
    health,
    organisations,
    payouts,
    people,
    reports,
    restrictions,
)
from ouvrage.web.skills.urls import owner_patterns

app_name = "operator"
urlpatterns = [
    *owner_patterns("qualifications/"),
    path("", health.home, name="home"),
    path("books/", health.books, name="books"),
    path("books/guarantee/", guarantee.guarantee, name="guarantee"),
    path("books/claim-codes/", codes.codes, name="codes"),
    path("time/", claims.claims, name="time_claims"),
    path("time/<str:claim_id>/", claims.claim, name="time_claim"),
    path("payouts/", payouts.payouts, name="payouts"),
    path("payouts/waiting/", payouts.waiting, name="payouts_waiting"),
    path("payouts/files/new/", payouts.file_made, name="payout_file_made"),
    path("payouts/files/<str:file_id>/", payouts.file, name="payout_file"),
    path(
        "payouts/files/<str:file_id>/download/", payouts.file_download, name="payout_file_download"
    ),
    path("payouts/files/<str:file_id>/sent/", payouts.file_sent, name="payout_file_sent"),
    path(
        "payouts/files/<str:file_id>/withdraw/",
        payouts.file_withdrawn,
        name="payout_file_withdrawn",
    ),
    path("payouts/files/<str:file_id>/confirm/", payouts.confirmed, name="payouts_confirmed"),
    path("payouts/<str:payout_id>/return/", payouts.returned, name="payout_returned"),
    path("contributions/", contributions.contributions, name="contributions"),
    path("contributions/rates/", contributions.rates, name="contribution_rates"),
    path("contributions/quarter/", contributions.quarter, name="contribution_quarter"),
    path("contributions/<str:scheme>/<str:branch>/", contributions.remittance, name="remittance"),
    path("journal/", health.journal, name="journal"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<str:stop_id>/pay/", reports.stop_approved, name="stop_approved"),
    path("reports/<str:stop_id>/refuse/", reports.stop_refused, name="stop_refused"),
    path("labels/<str:batch_id>/", reports.batch_relabelled, name="batch_relabelled"),
    path("people/", people.people, name="people"),
    path("people/<str:person_id>/", people.person, name="person"),
    path("people/<str:person_id>/restrict/", restrictions.restrict, name="restrict"),
    path("people/<str:person_id>/propose/", restrictions.propose, name="propose"),
    path("accounts/", restrictions.restrictions, name="restrictions"),
    path("accounts/proposals/<str:proposal_id>/", restrictions.proposal, name="proposal"),
    path("accounts/<str:restriction_id>/", restrictions.restriction, name="restriction"),
    path(
        "accounts/<str:restriction_id>/lift/",
        restrictions.restriction_lifted,
        name="restriction_lifted",
    ),
    path(
        "accounts/<str:restriction_id>/statement/",
        restrictions.restriction_statement,
        name="restriction_statement",
    ),
    path("people/<str:person_id>/review/", people.reviewer_appointed, name="reviewer_appointed"),
    path("people/<str:person_id>/review/end/", people.reviewer_removed, name="reviewer_removed"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<str:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<str:organisation_id>/deposit/", organisations.deposit, name="deposit"),
    path("organisations/<str:organisation_id>/grant/", organisations.grant, name="grant"),
    path("organisations/<str:organisation_id>/scripts/", organisations.scripts, name="scripts"),
]
