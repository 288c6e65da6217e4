import django_filters
from django.db.models import Q
from django.db.models.functions import ExtractYear

from networks.models import Group

from .models import Decision


class DecisionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="with_words", max_length=200)
    group = django_filters.ModelChoiceFilter(
        label="Group",
        to_field_name="slug",
        queryset=lambda request: groups_that_decided(request.user),
        empty_label="All groups",
        error_messages={"invalid_choice": "No group of that name decided anything yet"},
    )
    year = django_filters.ChoiceFilter(
        label="Year",
        field_name="decided_on__year",
        choices=[],
        empty_label="All years",
        error_messages={"invalid_choice": "Nothing was decided in that year: choose another"},
    )

    class Meta:
        model = Decision
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.order_by().annotate(of=ExtractYear("decided_on")).values_list("of")
        self.filters["year"].extra["choices"] = [
            (str(year), str(year)) for (year,) in years.distinct().order_by("-of")
        ]

    @property
    def qs(self):
        return super().qs if self.is_valid() or not self.is_bound else self.queryset.none()

    def with_words(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(Q(text__icontains=word) | Q(reference__icontains=word))
        return queryset


def groups_that_decided(user):
    decisions = Decision.objects.visible_to(user)
    return Group.objects.filter(pk__in=decisions.values("group")).order_by("name")
