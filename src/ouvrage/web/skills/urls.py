"""Addresses of these pages, to stand under an organisation's and under the operator's."""

from django.urls import URLPattern, path

from ouvrage.web.skills.views import grants, items, lists, papers, scoring


def owner_patterns(prefix: str) -> list[URLPattern]:
    """The addresses behind `prefix`; with `<str:organisation_id>` in it they are that one's."""
    one = f"{prefix}<str:qualification_id>/"
    attempt = f"{prefix}attempts/<str:attempt_id>/"
    return [
        path(prefix, lists.qualifications, name="qualifications"),
        path(f"{prefix}new/", lists.qualification_new, name="qualification_new"),
        path(attempt, scoring.attempt, name="test_attempt"),
        path(one, lists.qualification, name="qualification"),
        path(f"{one}words/", lists.qualification_words, name="qualification_words"),
        path(f"{one}close/", lists.qualification_closed, name="qualification_closed"),
        path(f"{one}page/", papers.page, name="test_page"),
        path(f"{one}settings/", papers.figures, name="test_figures"),
        path(f"{one}open/", papers.opening, name="test_opening"),
        path(f"{one}attempts/", papers.more_attempts, name="test_attempts"),
        path(f"{one}items/", items.items, name="test_items"),
        path(f"{one}items/file/", items.items_file, name="test_items_file"),
        path(f"{one}items/<str:item_id>/remove/", items.item_removed, name="test_item_removed"),
        path(f"{one}grant/", grants.granted, name="qualification_granted"),
        path(f"{one}revoke/<str:worker>/", grants.revocation, name="qualification_revoked"),
    ]
