"""Addresses and words of these pages in templates."""

from collections.abc import Mapping
from typing import cast

from django import template

from ouvrage.web.skills.owner import Owner

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: Mapping[str, object], name: str, *arguments: str) -> str:
    """The address of one of these pages for the owner on whose behalf the page is drawn."""
    return cast(Owner, context["owner"]).address(name, *arguments)


@register.filter
def known_as(worker_id: str, owner: Owner) -> str:
    """How the owner knows the worker."""
    return owner.name_of(worker_id)
