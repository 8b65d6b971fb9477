"""Addresses that anybody may open."""

from django.urls import path

from ouvrage.web.public import requesters, statuses, views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("what-is-recorded/", views.recorded, name="recorded"),
    path("register/", views.register, name="register"),
    path("requesters/<str:organisation_id>/", requesters.requester, name="requester"),
    path("status-lists/<int:number>/", statuses.status_list, name="status_list"),
    path("robots.txt", views.robots, name="robots"),
]
