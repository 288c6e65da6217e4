"""Whose report it is, who may read it and who writes it."""

from dataclasses import dataclass
from functools import cached_property

from ccpl_portal.accounts.rules import is_verified
from networks.models import Membership
from quality.bodies.models import Area, Body, System
from quality.rules import holds_quality_role, own_bodies

from .models import QualityGroup

ORGANISATION, PLACE, SYSTEM = "organisation", "place", "system"


@dataclass(frozen=True)
class Scope:
    """An organisation, a place or the system."""

    system: System
    body: Body | None = None
    area: Area | None = None

    @property
    def name(self):
        return str(self.body or self.area or self.system)

    @property
    def level(self):
        return ORGANISATION if self.body else PLACE if self.area else SYSTEM

    @property
    def code(self):
        return (self.body or self.area or self.system).code

    @property
    def key(self):
        return f"{self.level}-{self.code}"

    @property
    def fields(self):
        return {"system": self.system, "body": self.body, "area": self.area, "scope": self.key}


def scope_of(level, code):
    """The scope that an address names, in the portal's own system; None for any other."""
    home = System.objects.home()
    if home is None:
        return None
    if level == ORGANISATION:
        body = home.bodies.filter(code=code).first()
        return body and Scope(home, body=body)
    if level == PLACE:
        area = home.areas.filter(code=code).first()
        return area and Scope(home, area=area)
    return Scope(home) if level == SYSTEM and code == home.code else None


class Reader:
    """What one person may read and write, worked out once for a page."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def has_quality_role(self):
        return holds_quality_role(self.user)

    @cached_property
    def bodies(self):
        return set(own_bodies(self.user).values_list("pk", flat=True)) | self.of("body")

    @cached_property
    def areas(self):
        return self.of("area")

    @cached_property
    def groups(self):
        if not is_verified(self.user):
            return []
        mine = Membership.objects.current().filter(person__user=self.user).values("group")
        return list(QualityGroup.objects.filter(group__in=mine))

    def of(self, field):
        return {pk for one in self.groups if (pk := getattr(one, f"{field}_id"))}

    @cached_property
    def writes_for_system(self):
        return any(one.body_id is None and one.area_id is None for one in self.groups)

    @property
    def has_any(self):
        return self.has_quality_role or bool(self.bodies or self.groups)

    def may_read(self, scope, *, area=None):
        """`area` is where an organisation counts in that month: its place reads it too."""
        if self.has_quality_role or self.may_write(scope):
            return True
        return scope.body is not None and area is not None and area.pk in self.areas

    def may_write(self, scope):
        if scope.body:
            return scope.body.pk in self.bodies
        if scope.area:
            return scope.area.pk in self.areas
        return self.writes_for_system
