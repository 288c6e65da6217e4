import django_filters
from django.db.models import Q

from networks.models import Group

from .models import Action

STATES = [("open", "Open"), ("overdue", "Overdue"), ("closed", "Done or dropped")]


class ActionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="with_words", max_length=200)
    group = django_filters.ModelChoiceFilter(
        label="Group",
        to_field_name="slug",
        queryset=lambda request: groups_with_actions(request.user),
        empty_label="All groups",
        error_messages={"invalid_choice": "No group of that name has actions"},
    )
    state = django_filters.ChoiceFilter(
        label="State",
        method="in_state",
        choices=STATES,
        empty_label="All states",
        error_messages={"invalid_choice": "Choose open, overdue, or done or dropped"},
    )
    whose = django_filters.ChoiceFilter(
        label="Whose",
        method="owned",
        choices=[("mine", "Mine")],
        empty_label="Everybody’s",
        error_messages={"invalid_choice": "Choose mine or everybody’s"},
    )

    class Meta:
        model = Action
        fields = []

    @property
    def qs(self):
        return super().qs if self.is_valid() or not self.is_bound else self.queryset.none()

    def with_words(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(text__icontains=word)
                | Q(reference__icontains=word)
                | Q(owner_name__icontains=word)
            )
        return queryset

    def in_state(self, queryset, name, value):
        if value == "closed":
            return queryset.exclude(state__in=Action.OPEN)
        return queryset.overdue() if value == "overdue" else queryset.open()

    def owned(self, queryset, name, value):
        if not self.request.user.is_authenticated:
            return queryset.none()
        return queryset.owned_by(self.request.user)


def groups_with_actions(user):
    actions = Action.objects.visible_to(user)
    return Group.objects.filter(pk__in=actions.values("group")).order_by("name")
