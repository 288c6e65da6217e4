"""Every change of a role and its applications: who, when, from where to where, and why."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from leadership_dev.applications.models import Application
from leadership_dev.machine.models import Transition
from leadership_dev.machine.tables import APPLICATION, ASSIGNMENT, ROLE
from leadership_dev.panel.models import Assignment
from leadership_dev.roles.models import LeadershipRole

WORDS = {
    (machine.name, step.name, source): step.words
    for machine in (ROLE, APPLICATION, ASSIGNMENT)
    for step in machine.steps
    for source in step.sources
}
STATES = {
    "role": dict(LeadershipRole.State.choices),
    "application": dict(Application.State.choices),
    "assignment": dict(Assignment.State.choices),
}


@dataclass(frozen=True)
class Moment:
    at: datetime
    what: str
    about: str
    by: str
    from_state: str
    to_state: str
    reason: str


def lines_of(role):
    """The rows of a role's timeline, the newest first: of the role and of its applications."""
    applications = Application.objects.filter(role=role).values("pk")
    concerned = Q(machine="role", object_id=role.pk) | Q(
        machine="application", object_id__in=applications
    )
    return Transition.objects.filter(concerned).select_related("by").order_by("-at", "-pk")


def in_words(rows, role):
    keys = {row.object_id for row in rows if row.machine == "application"}
    references = dict(Application.objects.filter(pk__in=keys).values_list("pk", "reference"))
    return [moment_of(row, role, references) for row in rows]


def moment_of(row, role, references):
    states = STATES[row.machine]
    about = references.get(row.object_id, "") if row.machine == "application" else ""
    return Moment(
        at=row.at,
        what=WORDS.get((row.machine, row.name, row.from_state), row.name),
        about=about,
        by=str(row.by) if row.by else "By the clock",
        from_state=states.get(row.from_state, row.from_state),
        to_state=states.get(row.to_state, row.to_state),
        reason=row.reason,
    )
