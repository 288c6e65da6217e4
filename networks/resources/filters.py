from django.contrib.auth.models import AnonymousUser

from ccpl_portal.strategy.models import PriorityArea
from ccpl_portal.web.facets import ChoiceFacet, FacetedFilterSet, RowFacet
from ccpl_portal.web.filters import WordsFilter
from networks.groups.models import Group

from .models import Resource


def named_groups():
    """Options are shown to every reader, so that no group is among them that some may not know."""
    known = Group.objects.visible_to(AnonymousUser())
    return known.filter(pk__in=Resource.objects.in_use().values("group"))


class TopicFacet(RowFacet):
    """Tags of other kinds may share an area's slug, so the kind is asked for too."""

    def narrow(self, queryset, values):
        if not values:
            return queryset
        areas = PriorityArea.objects.filter(slug__in=values)
        return queryset.filter(pk__in=Resource.objects.filter(tags__in=areas).values("pk"))


class ResourceFilter(FacetedFilterSet):
    q = WordsFilter("title", "summary", "group__name", help_text="For example spirometry")
    kind = ChoiceFacet(
        field_name="kind",
        label="What it is",
        choices=Resource.Kind.choices,
        unknown="There is no such kind of resource: choose from the list",
    )
    area = TopicFacet(
        field_name="tags__slug",
        label="Topic",
        options=PriorityArea.objects.all,
        back="networks_resource",
        unknown="There is no such topic: choose from the list",
    )
    group = RowFacet(
        field_name="group__slug",
        label="Group",
        options=named_groups,
        back="resources",
        unknown="There is no such group: choose from the list",
    )

    class Meta:
        model = Resource
        fields = []
