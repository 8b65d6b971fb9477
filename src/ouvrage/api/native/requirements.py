"""What a project requires of who works on it, with what a gate asks of people (QUA-10)."""

from ninja import Router, Schema

from ouvrage.api.shell.keys import Request
from ouvrage.base.moment import utc_now
from ouvrage.skills import actions, queries
from ouvrage.skills.drafts import RequirementDraft
from ouvrage.skills.queries import RequirementRow
from ouvrage.skills.rules import COMPUTED, Comparator, asks_prior_work, gate_hours
from ouvrage.work import access
from ouvrage.work import queries as work

router = Router(tags=["requirements"])
SOURCES = (
    "Research on a large platform found that 19 % of tasks had such gates, and that reaching them "
    "took people 2.25 months of full-time work."
)


class RequirementBody(Schema):
    """One requirement.

    `qualification_id` is one of yours, of the platform, or computed: see `computed` in the answer.
    `comparator`: at_least, more_than, at_most, less_than, equal, not_equal, exists, not_exists, in,
    not_in. `guard`: accept, preview, discover. `alternative_id`: an open paid test that lets people
    in as well; needed when earlier work is asked for.
    """

    qualification_id: str
    comparator: str
    values: list[int] = []
    guard: str = "accept"
    alternative_id: str = ""


class RequirementsBody(Schema):
    """All requirements of the project; an empty list lets everybody in."""

    items: list[RequirementBody]


class RequirementOut(RequirementBody):
    """A requirement; `holds` is false for a gate whose test nobody can take now.

    `hours` is what a gate asks of a newcomer, at the median time of an answer here.
    """

    name: str
    holds: bool
    hours: int | None


class ComputedOut(Schema):
    """A qualification that follows from a person's answers."""

    qualification_id: str
    name: str


class RequirementsOut(Schema):
    """All requirements, with a warning when there is a gate on earlier work."""

    items: list[RequirementOut]
    warning: str
    computed: list[ComputedOut]


@router.get(
    "/projects/{project_id}/requirements",
    response=RequirementsOut,
    operation_id="get_requirements",
)
def get_requirements(request: Request, project_id: str) -> RequirementsOut:
    """What the project requires."""
    project = access.project_for_member(request.auth, project_id)
    return _out(project.id)


@router.put(
    "/projects/{project_id}/requirements",
    response=RequirementsOut,
    operation_id="set_requirements",
)
def set_requirements(request: Request, project_id: str, body: RequirementsBody) -> RequirementsOut:
    """The project requires this and nothing else. A gate without a paid test is refused."""
    project = access.project_for_member(request.auth, project_id)
    actions.set_requirements(
        actor=request.auth,
        now=utc_now(),
        project_id=project.id,
        organisation_id=project.organisation_id,
        drafts=[
            RequirementDraft(
                one.qualification_id,
                one.comparator,
                tuple(one.values),
                one.guard,
                one.alternative_id,
            )
            for one in body.items
        ],
        typical_seconds=work.typical_seconds(project.id),
    )
    return _out(project.id)


def _out(project_id: str) -> RequirementsOut:
    seconds = work.typical_seconds(project_id)
    rows = queries.requirements_of([project_id]).get(project_id, [])
    items = [_requirement(row, seconds) for row in rows]
    hours = sum(item.hours or 0 for item in items)
    warning = (
        f"These gates ask a newcomer for about {hours} hours of work elsewhere first. {SOURCES}"
        if hours
        else ""
    )
    computed = [
        ComputedOut(qualification_id=key, name=name) for key, (name, _meaning) in COMPUTED.items()
    ]
    return RequirementsOut(items=items, warning=warning, computed=computed)


def _requirement(row: RequirementRow, seconds: float) -> RequirementOut:
    comparator = Comparator(row.comparator)
    gate = asks_prior_work(row.qualification_id, comparator, row.values)
    return RequirementOut(
        qualification_id=row.qualification_id,
        comparator=row.comparator,
        values=list(row.values),
        guard=row.guard,
        alternative_id=row.alternative_id,
        name=row.name,
        holds=not row.alternative_id or row.alternative_open,
        hours=gate_hours(max(row.values, default=1), seconds) if gate else None,
    )
