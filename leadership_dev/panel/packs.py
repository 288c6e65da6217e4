from ccpl_portal.packs.columns import Reference, Text
from ccpl_portal.packs.faults import NotFound
from ccpl_portal.packs.registry import loads
from ccpl_portal.people.models import Person
from leadership_dev.applications.models import Application
from leadership_dev.roles.packs import WithState

from .models import Assignment, PanelMember


@loads("leadership/assignments.csv", after=["leadership/answers.csv"])
class Assignments(WithState):
    """Which member of an example panel scores which example application."""

    model = Assignment
    key = ["application", "person"]
    columns = [
        Reference("application", Application, by="reference", required=True),
        Reference("person", Person, required=True, to="member"),
        Text("state", required=True),
    ]

    def prepare(self, values, load):
        role, person = values["application"].role, values["member"]
        member = PanelMember.objects.filter(role=role, person=person).first()
        if member is None:
            raise NotFound(f"{person} is not on the panel of this role")
        return values | {"member": member}
