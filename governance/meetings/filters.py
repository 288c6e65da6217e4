import django_filters
from django.db.models.functions import TruncMonth

from ccpl_portal.ui import dates
from ccpl_portal.web.filters import FilterSet, WordsFilter
from networks.models import Group

from .models import Meeting

WHEN = [("to-come", "To come"), ("past", "Past")]


class MeetingFilter(FilterSet):
    q = WordsFilter("title", "group__name", "group__short_name", "purpose")
    group = django_filters.ModelChoiceFilter(
        label="Group",
        to_field_name="slug",
        queryset=lambda request: groups_with_meetings(request.user),
        empty_label="All groups",
        error_messages={"invalid_choice": "No group of that name meets: choose from the list"},
    )
    when = django_filters.ChoiceFilter(
        label="When",
        method="in_time",
        choices=WHEN,
        empty_label="Past and to come",
        error_messages={"invalid_choice": "Choose past or to come"},
    )
    month = django_filters.ChoiceFilter(
        label="Month",
        method="in_month",
        choices=[],
        empty_label="All months",
        error_messages={"invalid_choice": "There are no meetings in that month: choose another"},
    )

    class Meta:
        model = Meeting
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = months_of(self.queryset)

    def in_time(self, queryset, name, value):
        return queryset.upcoming() if value == "to-come" else queryset.past()

    def in_month(self, queryset, name, value):
        year, month = map(int, value.split("-"))
        return queryset.filter(starts_at__year=year, starts_at__month=month)


def groups_with_meetings(user):
    meetings = Meeting.objects.visible_to(user)
    return Group.objects.filter(pk__in=meetings.values("group")).order_by("name")


def months_of(meetings):
    months = meetings.order_by().annotate(month=TruncMonth("starts_at")).values_list("month")
    return [
        (f"{month:%Y-%m}", dates.month(month)) for (month,) in months.distinct().order_by("-month")
    ]
