import django_filters

from ccpl_portal.organisations.models import Place
from ccpl_portal.people.models import Appointment, Post, PostKind
from ccpl_portal.web.filters import FilterSet, WordsFilter


class PostFilter(FilterSet):
    q = WordsFilter("title", "purpose", "organisation__name")
    kind = django_filters.ModelChoiceFilter(
        label="Kind of post",
        to_field_name="slug",
        queryset=PostKind.objects.all(),
        empty_label="All kinds",
        error_messages={"invalid_choice": "There is no such kind: choose from the list"},
    )
    place = django_filters.ModelChoiceFilter(
        label="Place",
        to_field_name="slug",
        queryset=Place.objects.all(),
        empty_label="All places",
        error_messages={"invalid_choice": "There is no such place: choose from the list"},
    )
    held = django_filters.ChoiceFilter(
        label="Held",
        method="that_is_held",
        choices=[("yes", "Held today"), ("no", "Vacant")],
        empty_label="Held or vacant",
        error_messages={"invalid_choice": "Choose held or vacant"},
    )

    class Meta:
        model = Post
        fields = []

    def that_is_held(self, queryset, name, value):
        if value == "yes":
            return queryset.filter(pk__in=Appointment.objects.current().values("post"))
        # An appointment ends the vacancy, also before its first day.
        over = Appointment.objects.past().values("pk")
        filled = Appointment.objects.exclude(pk__in=over)
        return queryset.exclude(pk__in=filled.values("post"))
