import django_filters
from django.db.models import Q

from ccpl_portal.web.facets import FacetedFilterSet, RowFacet

from .models import Person, Profession


class PersonFilter(FacetedFilterSet):
    q = django_filters.CharFilter(
        label="Name, post or speciality",
        method="with_words",
        max_length=200,
        error_messages={"max_length": "Shorten what you look for to 200 characters"},
    )
    profession = RowFacet(
        field_name="profession__slug",
        label="Profession",
        options=Profession.objects.all,
        back="people",
        unknown="There is no such profession: choose from the list",
    )

    class Meta:
        model = Person
        fields = []

    def with_words(self, queryset, name, value):
        for word in (value or "").split():
            tagged = Person.objects.filter(tags__name__icontains=word)
            posted = Person.objects.in_post(word)
            queryset = queryset.filter(
                Q(name__icontains=word)
                | Q(expertise__icontains=word)
                | Q(job_title__icontains=word)
                | Q(profession__name__icontains=word)
                | Q(organisation__name__icontains=word)
                | Q(pk__in=tagged.values("pk"))
                | Q(pk__in=posted.values("pk"))
            )
        return queryset
