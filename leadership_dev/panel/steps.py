"""What the machine of a role asks of its panel, and what follows when the list opens."""

from leadership_dev.machine.registry import Refused, effect, guard

from .actions import assign_all


@guard("role", "start_sift")
def panel_has_declared(role, **facts):
    silent = role.panel_members.filter(declared_at=None).select_related("person")
    reasons = []
    if not role.applications.filter(state="eligible").exists():
        reasons.append("There is no eligible application")
    reasons += [f"{member.person.name} has still to declare whom they know" for member in silent]
    if reasons:
        raise Refused(*reasons)


@effect("role", "start_sift")
def open_the_list(role, **facts):
    assign_all(role)
