import django_filters
from django.db.models import Count, Q

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.organisations.models import Place
from ccpl_portal.organisations.periods import holds_today
from ccpl_portal.people.models import Profession
from ccpl_portal.strategy.models import PriorityArea
from ccpl_portal.web.facets import ChoiceFacet, FacetedFilterSet, RowFacet
from networks.groups.models import Group, GroupKind
from networks.members.models import Membership


class AreaFacet(RowFacet):
    """Tags of other kinds may share an area's slug, so the kind is asked for too."""

    def narrow(self, queryset, values):
        if not values:
            return queryset
        areas = PriorityArea.objects.filter(slug__in=values)
        return queryset.filter(pk__in=Group.objects.filter(tags__in=areas).values("pk"))


class StatusFacet(ChoiceFacet):
    """Closed groups are shown to those who ask for them."""

    def narrow(self, queryset, values):
        if values:
            return super().narrow(queryset, values)
        return queryset.exclude(status=Group.Status.CLOSED)


class ProfessionFacet(RowFacet):
    """Groups to which somebody of the profession belongs today, as far as the reader may know:
    verified people know of every member, others of those who lead."""

    @property
    def known(self):
        return Membership.NAMED if not is_verified(self.parent.request.user) else Membership.Role

    def tally(self, rows):
        among = Q(
            holds_today("people__memberships__"),
            people__memberships__group__in=rows.values("pk"),
            people__memberships__role__in=list(self.known),
        )
        return Count(self.back, filter=among, distinct=True)

    def narrow(self, queryset, values):
        if not values:
            return queryset
        held = Membership.objects.current().filter(
            person__profession__slug__in=values, role__in=list(self.known)
        )
        return queryset.filter(pk__in=held.values("group"))


class GroupFilter(FacetedFilterSet):
    q = django_filters.CharFilter(
        label="Words",
        method="with_words",
        max_length=200,
        help_text="For example respiratory",
        error_messages={"max_length": "Shorten what you look for to 200 characters"},
    )
    kind = RowFacet(
        field_name="kind__slug",
        label="Kind of group",
        options=GroupKind.objects.all,
        back="groups",
        unknown="There is no such kind of group: choose from the list",
    )
    place = RowFacet(
        field_name="places__slug",
        label="Place",
        options=Place.objects.all,
        back="groups",
        unknown="There is no such place: choose from the list",
    )
    area = AreaFacet(
        field_name="tags__slug",
        label="Priority area",
        options=PriorityArea.objects.all,
        back="networks_group",
        unknown="There is no such priority area: choose from the list",
    )
    profession = ProfessionFacet(
        field_name="memberships__person__profession__slug",
        label="Profession",
        options=Profession.objects.all,
        back="people__memberships__group",
        unknown="There is no such profession: choose from the list",
    )
    status = StatusFacet(
        field_name="status",
        label="Status",
        choices=Group.Status.choices,
        unknown="There is no such status: choose from the list",
    )

    class Meta:
        model = Group
        fields = []

    def with_words(self, queryset, name, value):
        for word in (value or "").split():
            tagged = Group.objects.filter(tags__name__icontains=word)
            queryset = queryset.filter(
                Q(name__icontains=word)
                | Q(short_name__icontains=word)
                | Q(purpose__icontains=word)
                | Q(kind__name__icontains=word)
                | Q(pk__in=tagged.values("pk"))
            )
        return queryset
