"""Addresses of the reviewers' pages."""

from django.urls import path

from ouvrage.web.reviewer.views import home

app_name = "reviewer"
urlpatterns = [
    path("", home.home, name="home"),
]
