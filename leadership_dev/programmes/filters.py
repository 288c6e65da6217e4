import django_filters
from django.db.models import Q

from .models import Programme, ProgrammeLevel

COST = [("free", "Free"), ("paid", "Paid")]


class ProgrammeFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="with_words", max_length=200)
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

    @property
    def qs(self):
        return super().qs if self.is_valid() or not self.is_bound else self.queryset.none()

    def with_words(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(title__icontains=word)
                | Q(provider__icontains=word)
                | Q(audience__icontains=word)
                | Q(introduction__icontains=word)
                | Q(plain_text__icontains=word)
            )
        return queryset

    def that_costs(self, queryset, name, value):
        return (
            queryset.filter(cost_pounds=0)
            if value == "free"
            else queryset.filter(cost_pounds__gt=0)
        )

    def still_open(self, queryset, name, value):
        return queryset.to_come()
