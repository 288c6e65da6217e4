import django_filters

from ccpl_portal.web.filters import FilterSet, WordsFilter
from networks.models import Group

from .models import NewsItem


class NewsFilter(FilterSet):
    q = WordsFilter("title", "plain_text")
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


def groups_with_news(user):
    news = NewsItem.objects.visible_to(user).exclude(group=None)
    return Group.objects.visible_to(user).filter(pk__in=news.values("group")).order_by("name")
