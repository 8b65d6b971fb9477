"""Addresses of the reviewers' pages."""

from django.urls import path

from ouvrage.web.reviewer.views import appeals, disputes, frauds, holds, home, questions

app_name = "reviewer"
_APPEAL = "appeals/<str:appeal_id>/"
_QUESTION = "questions/<str:explanation_id>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("appeals/", appeals.appeals, name="appeals"),
    path(_APPEAL, appeals.appeal, name="appeal"),
    path(f"{_APPEAL}question/", appeals.appeal_question, name="appeal_question"),
    path(f"{_APPEAL}decide/", appeals.appeal_decided, name="appeal_decided"),
    path("holds/", holds.holds, name="holds"),
    path("holds/<str:hold_id>/", holds.hold, name="hold"),
    path("fraud/", frauds.frauds, name="frauds"),
    path("fraud/<str:submission_id>/", frauds.fraud, name="fraud"),
    path("control/", disputes.disputes, name="disputes"),
    path("control/<str:submission_id>/", disputes.dispute, name="dispute"),
    path("questions/", questions.questions, name="questions"),
    path(_QUESTION, questions.question, name="question"),
    path(f"{_QUESTION}answer/", questions.question_answered, name="question_answered"),
    path(f"{_QUESTION}rectified/", questions.question_rectified, name="question_rectified"),
]
