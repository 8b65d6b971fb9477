"""Addresses of the door: one folder per protocol; what is not there is refused in JSON."""

from django.urls import URLPattern, URLResolver, path, re_path

from ouvrage.api.native.portal import native
from ouvrage.api.shell.refusals import no_such_address

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", native.urls),
    re_path("", no_such_address),
]
