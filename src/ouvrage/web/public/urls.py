"""Addresses that anybody may open."""

from django.urls import path

from ouvrage.web.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("what-is-recorded/", views.recorded, name="recorded"),
    path("register/", views.register, name="register"),
    path("robots.txt", views.robots, name="robots"),
]
