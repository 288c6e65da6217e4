import django_filters
from django.db.models import Q

from ccpl_portal.organisations.models import Place

from .models import LeadershipRole


class RoleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="with_words", max_length=200)
    place = django_filters.ModelChoiceFilter(
        label="Place",
        to_field_name="slug",
        queryset=Place.objects.all(),
        empty_label="All places",
        error_messages={"invalid_choice": "There is no such place: choose from the list"},
    )
    state = django_filters.ChoiceFilter(
        label="State",
        method="in_state",
        choices=[("open", "Open now"), ("closed", "Closed, in progress"), ("over", "Over")],
        empty_label="All roles",
        error_messages={"invalid_choice": "There is no such state: choose from the list"},
    )

    class Meta:
        model = LeadershipRole
        fields = []

    @property
    def qs(self):
        return super().qs if self.is_valid() or not self.is_bound else self.queryset.none()

    def with_words(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(summary__icontains=word) | Q(purpose__icontains=word)
            )
        return queryset

    def in_state(self, queryset, name, value):
        if value == "open":
            return queryset.open()
        over = ["completed", "archived", "withdrawn"]
        if value == "over":
            return queryset.filter(state__in=over)
        return queryset.exclude(state__in=["open", *over])
