import django_filters
from django import forms
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from ccpl_portal.organisations.models import Organisation, Place, PlaceMembership
from ccpl_portal.strategy.models import PriorityArea
from ccpl_portal.web.facets import FacetedFilterSet, RowFacet

from .models import Appointment, Person, PostKind, Profession


class ReachedFacet(RowFacet):
    """The options are reached in more ways than one, say by a person's tags and their post's."""

    def __init__(self, *, ways, **kwargs):
        self.ways = ways
        super().__init__(field_name="slug", back="", **kwargs)

    def narrow(self, queryset, values):
        if not values:
            return queryset
        return queryset.filter(self.ways("__in", self.options().filter(slug__in=values)))

    def tally(self, rows):
        reached = rows.order_by().filter(self.ways("", OuterRef(OuterRef("pk"))))
        counted = reached.annotate(all=Value(1)).values("all").annotate(found=Count("pk"))
        return Coalesce(Subquery(counted.values("found"), output_field=IntegerField()), 0)


def by_area(match, area):
    tagged = Person.tags.through.objects.filter(**{f"tag{match}": area})
    held = Appointment.objects.current().filter(**{f"post__tags{match}": area})
    return Q(pk__in=tagged.values("person")) | Q(pk__in=held.values("person"))


def by_place(match, place):
    """Those whose organisation belongs there today, and those whose post works for it."""
    homes = PlaceMembership.objects.current().filter(**{f"place{match}": place})
    held = Appointment.objects.current().filter(**{f"post__place{match}": place})
    return Q(organisation__in=homes.values("organisation")) | Q(pk__in=held.values("person"))


def by_kind(match, kind):
    held = Appointment.objects.current().filter(**{f"post__kind{match}": kind})
    return Q(pk__in=held.values("person"))


class PersonFilter(FacetedFilterSet):
    q = django_filters.CharFilter(
        label="Words",
        method="with_words",
        max_length=200,
        # The page has a box for words above the list; this keeps them while filters change.
        widget=forms.HiddenInput,
        error_messages={"max_length": "Shorten what you look for to 200 characters"},
    )
    area = ReachedFacet(
        label="Priority area",
        options=PriorityArea.objects.all,
        ways=by_area,
        unknown="There is no such priority area: choose from the list",
    )
    post = ReachedFacet(
        label="Leadership post",
        options=PostKind.objects.all,
        ways=by_kind,
        unknown="There is no such kind of post: choose from the list",
    )
    profession = RowFacet(
        field_name="profession__slug",
        label="Profession",
        options=Profession.objects.all,
        back="people",
        all_words="Any profession",
        unknown="There is no such profession: choose from the list",
    )
    place = ReachedFacet(
        label="Place",
        options=Place.objects.all,
        ways=by_place,
        unknown="There is no such place: choose from the list",
    )
    organisation = RowFacet(
        field_name="organisation__ods_code",
        label="Organisation",
        options=Organisation.objects.all,
        back="people",
        all_words="Any organisation",
        unknown="There is no such organisation: choose from the list",
    )

    class Meta:
        model = Person
        fields = []

    def with_words(self, queryset, name, value):
        return queryset.with_words((value or "").split(), self.request.user)

    @property
    def words(self):
        return self.data.get("q", "").split()
