"""Addresses of the workers' pages."""

from django.urls import path

from ouvrage.web.worker.views import (
    attempts,
    contracts,
    device,
    measuring,
    money,
    offers,
    qualifications,
    questions,
    readings,
    records,
    reworks,
    rights,
    scores,
    statuses,
    stops,
    tasks,
    time,
    wellbeing,
)

app_name = "worker"
urlpatterns = [
    path("", offers.offers, name="offers"),
    path("order/", offers.order, name="order"),
    path("projects/<str:project_id>/", offers.project, name="project"),
    path("projects/<str:project_id>/done/", offers.nothing_left, name="nothing_left"),
    path("projects/<str:project_id>/read/", readings.read, name="read"),
    path("projects/<str:project_id>/instructions/", readings.instructions, name="instructions"),
    path("projects/<str:project_id>/decline/", readings.decline, name="decline"),
    path("projects/<str:project_id>/take/", tasks.take, name="take"),
    path("assignments/<str:assignment_id>/", tasks.assignment, name="assignment"),
    path("assignments/<str:assignment_id>/submit/", tasks.submit, name="submit"),
    path("assignments/<str:assignment_id>/draft/", tasks.draft, name="draft"),
    path("assignments/<str:assignment_id>/return/", tasks.return_task, name="return"),
    path("device/", device.device, name="device"),
    path("time/", time.time, name="time"),
    path("time/seen/", measuring.seen, name="seen"),
    path("time/days/<str:day>/", time.day, name="time_day"),
    path("time/claims/new/", time.claim, name="time_claim_new"),
    path("time/claims/<str:claim_id>/", time.one_claim, name="time_claim"),
    path("time/cut/", time.outage, name="time_outage"),
    path("time/copy/<str:form>/", time.download, name="time_download"),
    path("assignments/<str:assignment_id>/rework/", reworks.rework, name="rework"),
    path("assignments/<str:assignment_id>/broken/", stops.broken, name="broken"),
    path("assignments/<str:assignment_id>/withdraw/", stops.withdraw, name="withdraw"),
    path("assignments/<str:assignment_id>/mislabelled/", stops.mislabelled, name="mislabelled"),
    path("stopped/", stops.stops, name="stops"),
    path("wellbeing/", wellbeing.wellbeing, name="wellbeing"),
    path("wellbeing/break/", wellbeing.begin_break, name="begin_break"),
    path("wellbeing/lift/", wellbeing.lift_limits, name="lift_limits"),
    path("asked/", questions.questions, name="asked"),
    path("asked/<str:question_id>/", questions.question, name="asked_question"),
    path("asked/<str:question_id>/settle/", questions.settled, name="asked_settled"),
    path("projects/<str:project_id>/questions/", questions.project, name="project_questions"),
    path("qualifications/", qualifications.qualifications, name="qualifications"),
    path(
        "qualifications/<str:qualification_id>/", qualifications.qualification, name="qualification"
    ),
    path(
        "qualifications/<str:qualification_id>/ask/",
        qualifications.qualification_asked,
        name="qualification_asked",
    ),
    path(
        "qualifications/<str:qualification_id>/begin/", qualifications.test_begun, name="test_begun"
    ),
    path("tests/<str:attempt_id>/", attempts.attempt, name="attempt"),
    path("tests/<str:attempt_id>/items/<int:number>/", attempts.answer, name="attempt_answer"),
    path("tests/<str:attempt_id>/send/", attempts.send, name="attempt_send"),
    path("projects/<str:project_id>/chain/", offers.accept_chain, name="chain"),
    path("status/", statuses.status, name="status"),
    path("status/choose/<str:kind>/", statuses.choose, name="status_choose"),
    path("status/decline/", statuses.decline, name="status_decline"),
    path("contract/", contracts.contract, name="contract"),
    path("contract/accept/", contracts.accept, name="contract_accept"),
    path("contract/<int:version>/copy.<str:form>", contracts.copy, name="contract_copy"),
    path("record/", records.record, name="record"),
    path("rights/", rights.rights, name="rights"),
    path("decisions/<str:kind>/<str:subject_id>/", rights.decision, name="decision"),
    path(
        "decisions/<str:kind>/<str:subject_id>/contest/", rights.appeal_filed, name="appeal_filed"
    ),
    path(
        "decisions/<str:kind>/<str:subject_id>/ask/", rights.question_asked, name="question_asked"
    ),
    path("appeals/<str:appeal_id>/", rights.appeal, name="appeal"),
    path("appeals/<str:appeal_id>/statement/", rights.appeal_statement, name="appeal_statement"),
    path("appeals/<str:appeal_id>/withdraw/", rights.appeal_withdrawn, name="appeal_withdrawn"),
    path("questions/<str:explanation_id>/", rights.question, name="question"),
    path("earnings/", records.earnings, name="earnings"),
    path("earnings/payouts/", money.payouts, name="payouts"),
    path("earnings/payouts/method/", money.payout_method, name="payout_method"),
    path("earnings/statements/", money.statements, name="statements"),
    path("earnings/statements/<str:month>/", money.statement, name="statement"),
    path(
        "earnings/statements/<str:month>/<str:form>/", money.statement_file, name="statement_file"
    ),
    path("answers/", records.answers, name="answers"),
    path("answers/<str:submission_id>/", records.answer, name="answer"),
    path("answers/<str:submission_id>/control/", scores.check, name="check"),
    path("scores/", scores.scores, name="scores"),
    path("answers/<str:submission_id>/receipt/", money.receipt, name="receipt"),
]
