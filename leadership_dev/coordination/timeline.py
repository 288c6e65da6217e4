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


# What happened between a member and an application; clearing and scoring are left out.
OF_PANEL = ["declare_conflict", "recuse", "manage", "unlock"]


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
    """The rows of a role's timeline, the newest first: role, applications, and its panel."""
    applications = Application.objects.filter(role=role).values("pk")
    assignments = Assignment.objects.filter(member__role=role).values("pk")
    concerned = (
        Q(machine="role", object_id=role.pk)
        | Q(machine="application", object_id__in=applications)
        | Q(machine="assignment", name__in=OF_PANEL, object_id__in=assignments)
    )
    return Transition.objects.filter(concerned).select_related("by").order_by("-at", "-pk")


def in_words(rows):
    references = {}
    for model, path in [(Application, "reference"), (Assignment, "application__reference")]:
        name = model.MACHINE.name
        keys = {row.object_id for row in rows if row.machine == name}
        for key, reference in model.objects.filter(pk__in=keys).values_list("pk", path):
            references[name, key] = reference
    return [moment_of(row, references) for row in rows]


def moment_of(row, references):
    states = STATES[row.machine]
    about = references.get((row.machine, row.object_id), "")
    return Moment(
        at=row.at,
        what=WORDS.get((row.machine, row.name, row.from_state), row.name),
        about=about,
        by=str(row.by) if row.by else "By the clock",
        from_state=states.get(row.from_state, row.from_state),
        to_state=states.get(row.to_state, row.to_state),
        reason=row.reason,
    )
