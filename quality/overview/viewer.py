"""Who is looking, and what that lets them see: worked out once for a page."""

from functools import cached_property

from django.db.models import Q

from ccpl_portal.accounts.rules import is_verified
from quality.bodies.models import Body
from quality.measures.models import MeasureSet
from quality.rules import holds_quality_role


class Viewer:
    def __init__(self, user):
        self.user = user

    @cached_property
    def has_quality_role(self):
        return holds_quality_role(self.user)

    @cached_property
    def own_bodies(self):
        """The bodies whose returns this person sends; their figures are no secret here."""
        if not is_verified(self.user):
            return []
        return list(Body.objects.filter(contacts__user=self.user))

    def sets_of(self, system):
        sets = MeasureSet.objects.filter(system=system)
        if self.has_quality_role:
            return sets
        may = Q(audience=MeasureSet.Audience.PUBLIC)
        if is_verified(self.user):
            may |= Q(audience=MeasureSet.Audience.SIGNED_IN)
            owed = MeasureSet.objects.filter(measures__obligations__body__in=self.own_bodies)
            may |= Q(pk__in=owed)
        return sets.filter(may)

    def sees_small_numbers(self, measure):
        return self.has_quality_role or measure.set.is_public_by_nature

    def sees_some_in_full(self, measures):
        return any(self.sees_small_numbers(measure) for measure in measures)

    def sees_body(self, measure, body):
        return self.sees_small_numbers(measure) or body in self.own_bodies


class AllSeeing(Viewer):
    """The portal itself, when it looks for signals."""

    has_quality_role = True
    own_bodies = ()

    def __init__(self):
        super().__init__(None)
