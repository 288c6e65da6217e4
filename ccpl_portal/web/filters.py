"""What filters beside lists have in common."""

import django_filters
from django.db.models import Q


class WordsFilter(django_filters.CharFilter):
    """Keeps the rows that have every word the reader typed, each in any of the columns."""

    def __init__(self, *columns, label="Words", **kwargs):
        self.columns = columns
        words = {"max_length": "Shorten what you look for to 200 characters"}
        super().__init__(label=label, max_length=200, error_messages=words, **kwargs)

    def filter(self, queryset, value):
        for word in (value or "").split():
            found = Q()
            for column in self.columns:
                found |= Q(**{f"{column}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


class FilterSet(django_filters.FilterSet):
    """A value that does not exist finds nothing; its field says so."""

    @property
    def qs(self):
        return super().qs if self.is_valid() or not self.is_bound else self.queryset.none()
