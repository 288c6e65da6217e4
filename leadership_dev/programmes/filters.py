import django_filters

from ccpl_portal.web.filters import FilterSet, WordsFilter

from .models import Programme, ProgrammeLevel

COST = [("free", "Free"), ("paid", "Paid")]


class ProgrammeFilter(FilterSet):
    q = WordsFilter("title", "provider", "audience", "introduction", "plain_text")
    level = django_filters.ModelChoiceFilter(
        label="Level",
        to_field_name="slug",
        queryset=ProgrammeLevel.objects.all(),
        empty_label="All levels",
        error_messages={"invalid_choice": "There is no such level: choose from the list"},
    )
    delivery = django_filters.ChoiceFilter(
        label="How it is taught",
        choices=Programme.Delivery.choices,
        empty_label="Any way",
        error_messages={"invalid_choice": "There is no such way: choose from the list"},
    )
    cost = django_filters.ChoiceFilter(
        label="Cost",
        method="that_costs",
        choices=COST,
        empty_label="Any cost",
        error_messages={"invalid_choice": "Choose free or paid"},
    )
    open = django_filters.ChoiceFilter(
        label="Still open",
        method="still_open",
        choices=[("yes", "Only those one can still take up")],
        empty_label="All programmes",
        error_messages={"invalid_choice": "Choose from the list"},
    )

    class Meta:
        model = Programme
        fields = []

    def that_costs(self, queryset, name, value):
        return (
            queryset.filter(cost_pounds=0)
            if value == "free"
            else queryset.filter(cost_pounds__gt=0)
        )

    def still_open(self, queryset, name, value):
        return queryset.to_come()
