import django_filters
from django.db.models import Q

from networks.models import Group

from .models import NewsItem


class NewsFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Words", method="with_words", max_length=200)
    group = django_filters.ModelChoiceFilter(
        label="Group",
        field_name="group",
        to_field_name="slug",
        queryset=lambda request: groups_with_news(request.user),
        empty_label="All groups",
        error_messages={"invalid_choice": "No group of that name has news: choose from the list"},
    )

    class Meta:
        model = NewsItem
        fields = []

    @property
    def qs(self):
        return super().qs if self.is_valid() or not self.is_bound else self.queryset.none()

    def with_words(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(Q(title__icontains=word) | Q(plain_text__icontains=word))
        return queryset


def groups_with_news(user):
    news = NewsItem.objects.visible_to(user).exclude(group=None)
    return Group.objects.visible_to(user).filter(pk__in=news.values("group")).order_by("name")
