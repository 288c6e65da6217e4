import django_filters
from django.db.models import Count, Q

from ccpl_portal.web.facets import FacetedFilterSet, RowFacet

from .models import Organisation, OrganisationKind, Place, PlaceMembership
from .periods import holds_today


class PlaceFacet(RowFacet):
    """The place that an organisation belongs to today; earlier places do not count."""

    def narrow(self, queryset, values):
        if not values:
            return queryset
        here = PlaceMembership.objects.current().filter(place__slug__in=values)
        return queryset.filter(pk__in=here.values("organisation"))

    def tally(self, rows):
        today = holds_today("memberships__")
        among = Q(memberships__organisation__in=rows.values("pk"))
        return Count("memberships__organisation", filter=today & among, distinct=True)


class OrganisationFilter(FacetedFilterSet):
    q = django_filters.CharFilter(
        label="Name or ODS code",
        method="with_words",
        max_length=200,
        error_messages={"max_length": "Shorten what you look for to 200 characters"},
    )
    kind = RowFacet(
        field_name="kind__slug",
        label="Kind",
        options=OrganisationKind.objects.all,
        back="organisations",
        unknown="There is no such kind of organisation: choose from the list",
    )
    place = PlaceFacet(
        field_name="places__slug",
        label="Place",
        options=Place.objects.all,
        back="organisations",
        unknown="There is no such place: choose from the list",
    )

    class Meta:
        model = Organisation
        fields = []

    def with_words(self, queryset, name, value):
        for word in (value or "").split():
            queryset = queryset.filter(Q(name__icontains=word) | Q(ods_code__iexact=word))
        return queryset
