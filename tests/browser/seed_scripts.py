"""A requester whose pages may run scripts: a project with tasks, one in hand, one just begun."""

from collections.abc import Callable

from ouvrage.base.moment import utc_now
from ouvrage.pay import actions as pay
from ouvrage.people.actions import allow_scripts
from ouvrage.people.models import Organisation, Person
from ouvrage.work import actions as work
from ouvrage.work.drafts import ColumnMapping, ProjectDraft
from ouvrage.work.models import Project
from tests.factories.people import actor_of, make_organisation, make_person
from tests.factories.work import begin_reading, fund, table_of

TITLE = "Count the knocks"
TEMPLATE = """<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>
<style>#count { font-weight: bold }</style>
<crowd-form>
<img src="{{ task.input.image | grant_read_access }}" alt="A drawing">
<p>{{ task.input.text }}</p>
<p>Knocks: <span id="count">0</span></p>
<button type="button" id="knock">Knock</button>
<input type="hidden" name="knocks" required>
<label for="note">Note</label> <textarea id="note" name="note"></textarea>
</crowd-form>
<script>
const words = {{ task.input.text | to_json | skip_autoescape }};
const form = document.querySelector("crowd-form");
const field = document.getElementsByName("knocks")[0];
const shown = document.getElementById("count");
const show = () => { shown.textContent = field.value || "0"; };
document.getElementById("knock").addEventListener("click", () => {
  field.value = String(Number(field.value) + 1);
  show();
  if (field.value === "9") while (true);
  if (field.value === "8") document.getElementById("note").value = "x".repeat(2_000_000);
});
for (const other of [top, parent]) {
  other.postMessage({v: 1, type: "answer", number: 1, fields: [["knocks", "99"]]}, "*");
  other.postMessage({page: "<p>Forged</p>"}, "*", [new MessageChannel().port1]);
}
form.addEventListener("restored", show);
form.onsubmit = (event) => { if (!field.value) event.preventDefault(); };
document.addEventListener("all-crowd-elements-ready", () => { document.title = words; show(); });
</script>"""


def made(
    project_of: Callable[[Organisation, ProjectDraft], Project],
    keep_picture: Callable[[Project], str],
    operator: Person,
    worker: Person,
) -> dict[str, str]:
    """The projects by name, and as `scripted_task` the assignment that `worker` has in hand."""
    ruth = make_person(email="ruth@example.org", name="Ruth")
    organisation = make_organisation(ruth, name="Lab of Nantes")
    fund(organisation.id)
    allow_scripts(
        actor=actor_of(operator), now=utc_now(), organisation_id=organisation.id, reason="Register"
    )
    project = project_of(organisation, _draft(TITLE, TEMPLATE))
    picture = keep_picture(project)
    rows = [{"image": picture, "text": f"Sound {number} </script>"} for number in range(1, 25)]
    batch = work.import_batch(
        actor=actor_of(ruth),
        now=utc_now(),
        project_id=project.id,
        table=table_of(rows),
        mapping=ColumnMapping({"image": "image", "text": "text"}, media=("image",)),
        name="Sounds",
        client_key="sounds",
    )
    pay.publish_batch(actor=actor_of(ruth), now=utc_now(), batch_id=batch.id)
    actor = actor_of(worker)
    begin_reading(actor, project.id, utc_now())
    pay.end_reading(actor=actor, now=utc_now(), project_id=project.id, reported_seconds=9)
    held = work.take(actor=actor, now=utc_now(), project_id=project.id)
    begun = project_of(organisation, _draft("Trials", ""))
    return {
        "lab": organisation.id,
        "scripted": project.id,
        "scripted_task": held.id,
        "trials": begun.id,
    }


def _draft(title: str, template: str) -> ProjectDraft:
    return ProjectDraft(
        title=title,
        purpose="Find out which sounds people hear.",
        end_client="Lab of Nantes",
        ai_function="preparation",
        data_categories=("public_text",),
        contact="lab@example.org",
        languages=("en",),
        template=template,
        scripted=True,
        reward="0.40",
        time_estimate_seconds=60,
        answers_per_task=2,
    )
