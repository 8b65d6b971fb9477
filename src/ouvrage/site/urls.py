"""Every address of the portal; each door keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("ouvrage.web.public.urls")),
    path("", include("ouvrage.web.shell.urls")),
    path("worker/", include("ouvrage.web.worker.urls")),
    path("requester/", include("ouvrage.web.requester.urls")),
    path("reviewer/", include("ouvrage.web.reviewer.urls")),
    path("operator/", include("ouvrage.web.operator.urls")),
    path("api/", include("ouvrage.api.urls")),
]
