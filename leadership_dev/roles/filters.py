import django_filters

from ccpl_portal.organisations.models import Place
from ccpl_portal.web.filters import FilterSet, WordsFilter

from .models import LeadershipRole

OVER = ["completed", "archived", "withdrawn"]


class RoleFilter(FilterSet):
    q = WordsFilter("title", "summary", "purpose")
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

    def in_state(self, queryset, name, value):
        if value == "open":
            return queryset.open()
        if value == "over":
            return queryset.filter(state__in=OVER)
        return queryset.exclude(state__in=["open", *OVER])
