"""Addresses of the door."""

from django.urls import URLPattern, path

from ouvrage.web.requester.views import (
    answers,
    batches,
    chains,
    claims,
    dashboard,
    defects,
    files,
    gold,
    invoices,
    keys,
    members,
    organisation,
    price,
    publish,
    pulled,
    questions,
    requirements,
    results,
    rights,
    steps,
    taskpage,
)
from ouvrage.web.skills.urls import owner_patterns

app_name = "requester"
_ORGANISATION = "<str:organisation_id>/"
_PROJECT = f"{_ORGANISATION}projects/<str:project_id>/"
_BATCH = f"{_PROJECT}batches/<str:batch_id>/"
_ANSWER = f"{_PROJECT}answers/<str:submission_id>/"

_organisation: list[URLPattern] = [
    path("", organisation.organisations, name="organisations"),
    path(_ORGANISATION, organisation.organisation, name="organisation"),
    path(f"{_ORGANISATION}statement/", organisation.statement, name="statement"),
    path(f"{_ORGANISATION}invoices/", invoices.invoices, name="invoices"),
    path(f"{_ORGANISATION}invoices/running/", invoices.running, name="running_month"),
    path(f"{_ORGANISATION}invoices/<int:number>/", invoices.invoice, name="invoice"),
    path(
        f"{_ORGANISATION}invoices/<int:number>/<str:form>/",
        invoices.invoice_file,
        name="invoice_file",
    ),
    path(f"{_ORGANISATION}time/", claims.claims, name="time_claims"),
    path(f"{_ORGANISATION}time/<str:claim_id>/", claims.claim, name="time_claim"),
    path(f"{_ORGANISATION}chain/", chains.organisation_chain, name="organisation_chain"),
    path(f"{_ORGANISATION}members/", members.members, name="members"),
    path(f"{_ORGANISATION}members/<str:person_id>/role/", members.member_role, name="member_role"),
    path(
        f"{_ORGANISATION}members/<str:person_id>/remove/",
        members.member_removal,
        name="member_removal",
    ),
    path(f"{_ORGANISATION}appeals/", rights.appeals, name="appeals"),
    path(f"{_ORGANISATION}appeals/<str:appeal_id>/", rights.appeal, name="appeal"),
    path(f"{_ORGANISATION}blocks/", rights.blocks, name="blocks"),
    path(f"{_ORGANISATION}blocks/<str:block_id>/lift/", rights.block_lifted, name="block_lifted"),
    path(f"{_ORGANISATION}keys/", keys.keys, name="keys"),
    path(f"{_ORGANISATION}keys/<str:key_id>/revoke/", keys.key_revoked, name="key_revoked"),
]
_steps: list[URLPattern] = [
    path(f"{_ORGANISATION}projects/new/", steps.project_new, name="project_new"),
    path(f"{_PROJECT}about/", steps.about, name="about"),
    path(f"{_PROJECT}chain/", chains.chain, name="chain"),
    path(f"{_PROJECT}page/", taskpage.page, name="page"),
    path(f"{_PROJECT}page/gallery/", taskpage.gallery, name="gallery"),
    path(f"{_PROJECT}page/gallery/<str:preset_key>/", taskpage.preset, name="preset"),
    path(f"{_PROJECT}page/source/", taskpage.source, name="source"),
    path(f"{_PROJECT}instructions/", steps.instructions, name="instructions"),
    path(f"{_PROJECT}pay/", steps.pay_and_time, name="pay"),
    path(f"{_PROJECT}file/", files.file, name="file"),
    path(f"{_PROJECT}file/<str:upload_id>/", files.mapping, name="mapping"),
    path(f"{_PROJECT}publish/", publish.publish, name="publish"),
    path(f"{_BATCH}publish/", publish.publish_batch, name="publish_batch"),
]
_running: list[URLPattern] = [
    path(_PROJECT, dashboard.project, name="project"),
    path(f"{_PROJECT}progress/", dashboard.progress, name="progress"),
    path(f"{_PROJECT}price/", price.price, name="price"),
    path(f"{_PROJECT}pause/", dashboard.project_paused, name="pause"),
    path(f"{_PROJECT}resume/", dashboard.project_resumed, name="resume"),
    path(f"{_BATCH}control/", gold.gold, name="gold"),
    path(f"{_BATCH}control/<str:task_id>/remove/", gold.gold_unmarked, name="gold_unmarked"),
    path(f"{_BATCH}end/", batches.batch_end, name="batch_end"),
    path(f"{_BATCH}answers/", batches.batch_answers, name="batch_answers"),
    path(f"{_BATCH}readings/", batches.batch_readings, name="batch_readings"),
    path(f"{_BATCH}pulled/", pulled.pulled, name="pulled"),
    path(f"{_PROJECT}tasks/<str:task_id>/reopen/", pulled.reopened, name="reopen_task"),
    path(f"{_PROJECT}tasks/<str:task_id>/drop/", pulled.dropped, name="drop_task"),
    path(f"{_BATCH}accept/", answers.batch_accepted, name="accept_batch"),
    path(f"{_BATCH}results/", results.results, name="results"),
    path(f"{_BATCH}results/compute/", results.results_computed, name="compute"),
    path(f"{_BATCH}results/<str:form>/", results.results_file, name="results_file"),
    path(f"{_BATCH}answers.jsonl", results.answers_file, name="answers_file"),
    path(f"{_BATCH}marks/<str:form>/", results.marks_file, name="marks_file"),
    path(f"{_BATCH}images/<str:form>/", results.images_file, name="images_file"),
    path(f"{_BATCH}segments/<str:form>/", results.segments_file, name="segments_file"),
    path(f"{_PROJECT}questions/", questions.questions, name="questions"),
    path(f"{_PROJECT}questions/<str:question_id>/", questions.question, name="question"),
    path(f"{_PROJECT}requirements/", requirements.requirements, name="requirements"),
    path(f"{_PROJECT}answers/", answers.answers, name="answers"),
    path(f"{_PROJECT}answers/accept/", answers.answers_accepted, name="accept"),
    path(_ANSWER, answers.answer, name="answer"),
    path(f"{_ANSWER}accept/", answers.answer_accepted, name="accept_one"),
    path(f"{_ANSWER}refuse/", defects.answer_refusal, name="refuse"),
    path(f"{_ANSWER}rework/", defects.answer_rework, name="rework"),
    path(f"{_ANSWER}fraud/", defects.answer_suspicion, name="suspicion"),
    path(f"{_ANSWER}block/", rights.block, name="block"),
]
urlpatterns = [
    *_organisation,
    *owner_patterns(f"{_ORGANISATION}qualifications/"),
    *_steps,
    *_running,
]
